"""Choosing the encoding that a file is read in."""

import codecs

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox

from annotator.gui.widgets.calm import ComboBox

_NAMES = (
    ("utf-8", "Unicode (UTF-8)"),
    ("utf-16", "Unicode (UTF-16)"),
    ("cp1252", "Western (Windows-1252)"),
    ("iso8859-15", "Western (ISO 8859-15)"),
    ("mac-roman", "Western (Macintosh)"),
    ("cp1250", "Central European (Windows-1250)"),
    ("iso8859-2", "Central European (ISO 8859-2)"),
    ("cp1251", "Cyrillic (Windows-1251)"),
    ("koi8-r", "Cyrillic (KOI8-R)"),
    ("cp1253", "Greek (Windows-1253)"),
    ("cp1254", "Turkish (Windows-1254)"),
    ("cp1255", "Hebrew (Windows-1255)"),
    ("cp1256", "Arabic (Windows-1256)"),
    ("cp1257", "Baltic (Windows-1257)"),
    ("shift_jis", "Japanese (Shift JIS)"),
    ("euc_jp", "Japanese (EUC)"),
    ("gb18030", "Chinese (GB 18030)"),
    ("big5", "Chinese (Big5)"),
    ("cp949", "Korean (CP949)"),
)

_PAUSE = 350  # milliseconds


class EncodingBox(ComboBox):
    """Shows an encoding; `chosen` tells when the user wants another."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Encoding")
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._shown = ""
        # Typing a name passes others on its way: only where it stops is chosen.
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._choose)
        self.activated.connect(self._begin_pause)

    def show_encoding(self, name: str) -> None:
        """Show what a file was read in, by Python's name for it; empty when that is unknown."""
        self._pause.stop()
        self._shown = _canonical(name)
        self.clear()
        if not name:
            self.addItem("Choose…", "")
        known = {_canonical(one): label for one, label in _NAMES}
        if name and self._shown not in known:
            known = {self._shown: name} | known
        for one, label in known.items():
            self.addItem(label, one)
        self.setCurrentIndex(self.findData(self._shown))

    def _begin_pause(self) -> None:
        self._pause.start()

    def _choose(self) -> None:
        wanted = self.currentData()
        if wanted and wanted != self._shown:
            self.chosen.emit(wanted)


def _canonical(name: str) -> str:
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return name

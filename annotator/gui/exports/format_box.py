"""The box in which a format is chosen, with what formats are for as headings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from annotator.formats.format import Format
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.workflow.format_words import about, formats_by_purpose

_MOST_SHOWN = 24
_LEAST_CHARACTERS = 20
_ROOM = 48  # pixels beside a name, for the scroll bar and the frame


class FormatBox(ComboBox):
    """Typing the beginning of a format's name leads to it; headings can't be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: dict[str, Format] = {}
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.currentTextChanged.connect(self._tell_whole)
        for purpose, formats in formats_by_purpose():
            self._rows.appendRow(_heading(purpose))
            for one in formats:
                self._formats[one.id] = one
                self._rows.appendRow(_row(one))
        # The list is as wide as its names: the box itself may have less room.
        wanted = self.view().sizeHintForColumn(0) + _ROOM
        self.view().setMinimumWidth(min(wanted, self.screen().availableSize().width() - _ROOM))

    def choose(self, format_id: str) -> None:
        """Choose a format by its id, or the first of all where there is none with it."""
        at = self.findData(format_id) if format_id in self._formats else -1
        self.setCurrentIndex(at if at >= 0 else self.findData(next(iter(self._formats))))

    @property
    def chosen(self) -> Format:
        """The format."""
        return self._formats[self.currentData()]

    def _tell_whole(self, name: str) -> None:
        self.setToolTip(tool_tip(name))
        self.setAccessibleDescription(about(self.chosen.exporter) if self.currentData() else "")


def _heading(words: str) -> QStandardItem:
    item = QStandardItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    item.setData("heading", Qt.ItemDataRole.AccessibleDescriptionRole)
    return item


def _row(one: Format) -> QStandardItem:
    item = QStandardItem(one.exporter.title)
    item.setData(one.id, Qt.ItemDataRole.UserRole)
    item.setData(tool_tip(about(one.exporter)), Qt.ItemDataRole.ToolTipRole)
    item.setData(about(one.exporter), Qt.ItemDataRole.AccessibleDescriptionRole)
    return item

"""The archives that somebody has taught the program: taken over, given away, forgotten."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.formats.archives import kept
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, RowDelegate, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, secondary_button
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal

_SIZE = QSize(460, 380)
_KINDS = "Profiles of archives (*.json)"
_HINT = "Files of these archives are known by what is in them, wherever they are imported."
_NONE = (
    "There are none yet. Add a file with several articles that comes in as one, "
    "and teach the program its archive."
)


class ArchivesDialog(Dialog):
    """Lists one's own archives; `changed` says whether others are known now."""

    def __init__(self, parent: QWidget | None, settings: Settings) -> None:
        super().__init__(parent, settings, "archives", "Archives that you have taught", _SIZE)
        self.changed = False
        self.list = QListWidget()
        self.list.setAccessibleName("Archives that you have taught")
        self.list.setItemDelegate(RowDelegate(self.list))
        self._hint = PlainLabel(role="muted", wrap=True)
        self.take_button = secondary_button("&From file…", self._take)
        set_tool_tip(self.take_button, "Take over what a colleague has taught and exported.")
        self.export_button = secondary_button("E&xport…", self._export)
        set_tool_tip(self.export_button, "Write one into a file, for a colleague.")
        self.forget_button = secondary_button("For&get", self._forget)
        set_tool_tip(self.forget_button, "Drop one; articles that came in by it stay.")
        self.close_button = secondary_button("Close", self.accept)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in (self.take_button, self.export_button, self.forget_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._hint)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        self.close_button.setDefault(True)
        self.list.currentRowChanged.connect(self._offer)
        self._show()
        self.list.setFocus()

    def _show(self, name: str = "") -> None:
        names = kept.kept()
        row = names.index(name) if name in names else max(self.list.currentRow(), 0)
        self.list.clear()
        self.list.addItems(names)
        self.list.setCurrentRow(min(row, len(names) - 1))
        self._hint.setText(_HINT if names else _NONE)
        self._offer()

    def _offer(self, *_of: object) -> None:
        chosen = self.list.currentRow() >= 0
        self.export_button.setEnabled(chosen)
        self.forget_button.setEnabled(chosen)

    def _chosen(self) -> str:
        return self.list.currentItem().text() if self.list.currentRow() >= 0 else ""

    def _take(self) -> None:
        path = choose_existing(self, self._settings, "Take over an archive", _KINDS)
        if path is None:
            return
        try:
            added = kept.adopted(path)
        except UserError as error:
            show_refusal(self, "The archive can’t be taken over", error)
            return
        self.changed = True
        self._show(added.stem)

    def _export(self) -> None:
        name = self._chosen()
        path = choose_new(self, self._settings, "Export an archive", _KINDS, f"{name}.json")
        if path is None:
            return
        try:
            kept.save(kept.load(name), path)
        except UserError as error:
            show_refusal(self, "The archive can’t be exported", error)

    def _forget(self) -> None:
        try:
            kept.forget(self._chosen())
        except UserError as error:
            show_refusal(self, "The archive can’t be forgotten", error)
        self.changed = True
        self._show()

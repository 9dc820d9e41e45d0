"""What could not be read, and why; and, calmer, what is to be said of what could."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import Told
from annotator.formats.rows_archives import TAUGHT
from annotator.gui.imports.encodings import EncodingBox
from annotator.gui.imports.reader import can_be_taught, has_labels
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import HALF, theme_of
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip, tool_tip
from annotator.gui.widgets.dialog import named, secondary_button
from annotator.workflow.importing.batch import ImportFailure

TEACHES = "Show what the lines of one of its articles are; the rest is split in the same way."
_MOST_ROWS = 4
_NAMED = 20
_NAMED_ON_HOVER = 60


class FailuresPanel(QWidget):
    """Hidden while everything could be read and there is nothing to say of it."""

    read_as = Signal(object, str)
    """Read a file (`SourceFile`) in another encoding."""
    chosen = Signal(object)
    """The user looks at what failed in a file (`SourceFile`)."""
    teach = Signal(object)
    """Teach the program the archive of a file (`SourceFile`)."""

    def __init__(self) -> None:
        super().__init__()
        self._files: list[SourceFile | None] = []
        self._heading = PlainLabel(role="danger")
        self._remarks_heading = PlainLabel(role="muted")
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("What can't be read, and remarks")
        self._encoding = EncodingBox()
        self._encoding.chosen.connect(self._read_as)
        self._label = named("&Read it as", self._encoding)
        top = QHBoxLayout()
        top.addWidget(self._heading)
        top.addWidget(self._remarks_heading)
        top.addStretch(1)
        self.teach_button = secondary_button("Teach this archi&ve…", self._teach)
        set_tool_tip(self.teach_button, TEACHES)
        top.addWidget(self.teach_button)
        top.addWidget(self._label)
        top.addWidget(self._encoding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addLayout(top)
        layout.addWidget(self.list)
        self.list.currentRowChanged.connect(self._offer)
        self.list.currentRowChanged.connect(self._choose)
        self.show_failures((), ())

    def show_failures(
        self,
        failures: Sequence[ImportFailure],
        skipped: Sequence[str],
        told: Sequence[Told] = (),
        unknown: Sequence[SourceFile] = (),
    ) -> None:
        """Show what failed, name the files that no importer reads, and say what files tell.

        Those of them that are `unknown` could be of an archive that is taught: each has its row.
        """
        self.list.clear()
        self._files = []
        for failure in failures:
            self._add(_said(failure), _said(failure), failure.file)
        aside = [one for one in unknown if one.name in skipped]
        for file in aside[:_NAMED_ON_HOVER]:
            text = f"{file.name}: It was left aside, as no importer knows it."
            self._add(text, text, file)
        alone = {one.name for one in aside[:_NAMED_ON_HOVER]}
        rest = [one for one in skipped if one not in alone]
        if rest:
            names = ", ".join(rest[:_NAMED]) + (" …" if len(rest) > _NAMED else "")
            them = noun(len(rest), "it", "them")
            text = f"Left aside, as no importer reads {them}: {names}"
            self._add(text, "\n".join(rest[:_NAMED_ON_HOVER]))
        for one in told:
            text = f"{one.where}: {one.message}"
            self._add(text, text, calm=True)
        self._head(_heading(len(failures), len(skipped)), counted(len(told), "remark"))
        self._heading.set_role("danger" if failures else "muted")
        rows = min(self.list.count(), _MOST_ROWS)
        self.list.setFixedHeight(rows * row_height() + 6)
        self.setVisible(self.list.count() > 0)
        self._remarks_heading.setVisible(bool(told))
        self._offer(-1)

    def changeEvent(self, event: QEvent) -> None:
        """Let remarks follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in map(self.list.item, range(self.list.count())):
                if item.data(Qt.ItemDataRole.UserRole):
                    item.setForeground(QColor(theme_of(self.palette()).muted))

    def _head(self, failed: str, told: str) -> None:
        self._heading.setText(failed)
        self._heading.setVisible(bool(failed))
        self._remarks_heading.setText(f"·  {told}" if failed else told)

    def _add(
        self, text: str, hint: str, file: SourceFile | None = None, *, calm: bool = False
    ) -> None:
        self._files.append(file)
        item = QListWidgetItem(text, self.list)
        item.setToolTip(tool_tip(hint))
        item.setSizeHint(QSize(0, row_height()))
        item.setData(Qt.ItemDataRole.UserRole, calm)
        if calm:
            item.setForeground(QColor(theme_of(self.palette()).muted))

    def _offer(self, row: int) -> None:
        file = self._file(row)
        taught = file is not None and file.format.id == TAUGHT
        offered = file is not None and file.format.importer.encodings and not taught
        self.teach_button.setVisible(file is not None and can_be_taught(file))
        self._encoding.show_encoding("")
        self._encoding.setVisible(offered)
        self._label.setVisible(offered)

    def _choose(self, row: int) -> None:
        file = self._file(row)
        if file is not None:
            self.chosen.emit(file)

    def _file(self, row: int) -> SourceFile | None:
        return self._files[row] if 0 <= row < len(self._files) else None

    def _teach(self) -> None:
        file = self._file(self.list.currentRow())
        if file is not None:
            self.teach.emit(file)

    def _read_as(self, encoding: str) -> None:
        file = self._file(self.list.currentRow())
        if file is not None:
            self.read_as.emit(file, encoding)


def _said(failure: ImportFailure) -> str:
    """Return why something failed; what the command line would do about it is no help here."""
    error = failure.error
    if "--" in error.remedy:
        file, remedy = failure.file, ""
        if file is not None and has_labels(file):
            remedy = "Say under Labels what it is."
        elif file is not None and can_be_taught(file):
            remedy = "Teach the program its archive, if it is a download."
        error = UserError(error.message, where=error.where, remedy=remedy)
    return str(error)


def _heading(failed: int, skipped: int) -> str:
    if failed:
        return f"{failed} can't be read"
    return f"{counted(skipped, 'file')} left aside" if skipped else ""

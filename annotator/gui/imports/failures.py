"""What could not be read, and why; and, calmer, what is to be said of what could."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import Told
from annotator.gui.imports.encodings import EncodingBox
from annotator.gui.imports.reader import has_labels
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import HALF, theme_of
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.dialog import named
from annotator.workflow.importing.batch import ImportFailure

_MOST_ROWS = 4
_NAMED = 20
_NAMED_ON_HOVER = 60


class FailuresPanel(QWidget):
    """Hidden while everything could be read and there is nothing to say of it."""

    read_as = Signal(object, str)
    """Read a file (`SourceFile`) in another encoding."""
    chosen = Signal(object)
    """The user looks at what failed in a file (`SourceFile`)."""

    def __init__(self) -> None:
        super().__init__()
        self._failures: Sequence[ImportFailure] = ()
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
    ) -> None:
        """Show what failed, name the files that no importer reads, and say what files tell."""
        self._failures = failures
        self.list.clear()
        for failure in failures:
            self._add(_said(failure), _said(failure))
        if skipped:
            names = ", ".join(skipped[:_NAMED]) + (" …" if len(skipped) > _NAMED else "")
            them = noun(len(skipped), "it", "them")
            text = f"Left aside, as no importer reads {them}: {names}"
            self._add(text, "\n".join(skipped[:_NAMED_ON_HOVER]))
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

    def _add(self, text: str, hint: str, *, calm: bool = False) -> None:
        item = QListWidgetItem(text, self.list)
        item.setToolTip(tool_tip(hint))
        item.setSizeHint(QSize(0, row_height()))
        item.setData(Qt.ItemDataRole.UserRole, calm)
        if calm:
            item.setForeground(QColor(theme_of(self.palette()).muted))

    def _offer(self, row: int) -> None:
        file = self._file(row)
        offered = file is not None and file.format.importer.encodings
        self._encoding.show_encoding("")
        self._encoding.setVisible(offered)
        self._label.setVisible(offered)

    def _choose(self, row: int) -> None:
        file = self._file(row)
        if file is not None:
            self.chosen.emit(file)

    def _file(self, row: int) -> SourceFile | None:
        return self._failures[row].file if 0 <= row < len(self._failures) else None

    def _read_as(self, encoding: str) -> None:
        file = self._file(self.list.currentRow())
        if file is not None:
            self.read_as.emit(file, encoding)


def _said(failure: ImportFailure) -> str:
    """Return why something failed; what the command line would do about it is no help here."""
    error = failure.error
    if "--" in error.remedy:
        labels = failure.file is not None and has_labels(failure.file)
        remedy = "Say under Labels what it is." if labels else ""
        error = UserError(error.message, where=error.where, remedy=remedy)
    return str(error)


def _heading(failed: int, skipped: int) -> str:
    if failed:
        return f"{failed} can't be read"
    return f"{counted(skipped, 'file')} left aside" if skipped else ""

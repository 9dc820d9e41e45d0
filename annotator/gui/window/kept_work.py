"""Offering again what was kept beside the project and is not in it yet."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.wording import counted, shortened
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter, RunningJob
from annotator.gui.session.session import Session
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.window.keys_rest import KeysRest
from annotator.store.keeping.kept_beside import KeptFile, kept_files
from annotator.store.project import Project

_MOST_NAMED = 3
_WHAT_NOW = (
    "\n\nIt was kept when the project's file was changed by another program. Team ▸ Bring in… "
    "finds it later, too. Delete what you don't need."
)


class KeptWork(QObject):
    """Looks on another thread for kept files that hold edits which the open project lacks."""

    def __init__(
        self, session: Session, window: QWidget, bring: Callable[[list[Path]], object]
    ) -> None:
        super().__init__(session)
        self._session = session
        self._window = window
        self._bring = bring
        self._known: set[str] = set()
        self._running: RunningJob | None = None

    def leave_out(self, path: Path) -> None:
        """Don't offer a file just now of which one was told already."""
        self._known.add(path.name)

    def look(self) -> None:
        """Begin."""
        project = self._session.project

        look = on_sibling(project, Project.work_beside)

        def work(reporter: Reporter) -> list[KeptFile]:
            return look(reporter) if kept_files(project.path) else []

        job = Job(work).on_success(self._found).on_refusal(lambda _: None)
        self._running = job.run_quietly(self)
        self._running.finished.connect(self._ended)

    def _ended(self) -> None:
        self._running = None

    def stop(self) -> None:
        """Give up; nothing reads the project any more then."""
        if self._running is not None:
            self._running.stop()

    def _found(self, kept: list[KeptFile]) -> None:
        self._session.kept_beside = tuple(one.path for one in kept)
        news = [one for one in kept if one.path.name not in self._known]
        if news:
            # Never in the midst of a word that is being typed.
            KeysRest(self).rested.connect(lambda: self._offer(news))

    def _offer(self, kept: list[KeptFile]) -> None:
        title = "Work that is not in this project lies beside it"
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("The project's file")
        box.setText(title)
        box.setInformativeText(in_words(kept))
        bring = box.addButton("&Bring in…", QMessageBox.ButtonRole.AcceptRole)
        later = box.addButton("&Not now", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(later)
        box.setEscapeButton(later)
        if run_dialog(box).clickedButton() is bring:
            self._session.kept_beside = ()
            self._bring([one.path for one in kept])


def in_words(kept: list[KeptFile]) -> str:
    """Name the files, with what each holds, and say what can be done."""
    lines = [
        f"“{one.path.name}” holds {counted(one.edits, 'edit')}{_by(one)} that this project lacks."
        for one in kept[:_MOST_NAMED]
    ]
    if len(kept) > _MOST_NAMED:
        lines.append(f"So do {len(kept) - _MOST_NAMED} more.")
    return "\n".join(lines) + _WHAT_NOW


def _by(one: KeptFile) -> str:
    return f" of {shortened(', '.join(one.coders))}" if one.coders else ""

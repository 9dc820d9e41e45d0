"""The same with the real window: the file under it, and damaged ones."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.kinds import to_values
from annotator.store.project import Project
from rounds import damaged, material
from rounds.elsewhere import elsewhere
from rounds.forked import empty, judged
from rounds.outcome import KEPT, BadRoundError, Outcome, Verdict, refused
from rounds.under import Deed, nothing_is_missing

if TYPE_CHECKING:
    from annotator.gui.window.main_window import MainWindow

_BEFORE, _AFTER = 2, 3


class CrashedError(BadRoundError):
    """The window showed that something in the program went wrong."""

    verdict = Verdict.CRASHED


class Bench:
    """One window for all rounds, whose dialogs are put away as soon as they are shown."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from annotator.gui import app
        from annotator.gui.window import crash

        self.app = app.application()
        self.bugs: list[str] = []
        handler = crash.install(self.app)
        handler._crashed.disconnect()
        handler._crashed.connect(self.bugs.append)
        logging.getLogger().setLevel(logging.CRITICAL)
        window = app.start(None)
        if window is None:
            raise RuntimeError("there is no window")
        self.window: MainWindow = window
        self.shown: list[str] = []
        self._timer = QTimer()
        self._timer.timeout.connect(self._put_away)
        self._timer.start(10)
        self._modal: Callable[[], object] = QApplication.activeModalWidget

    def _put_away(self) -> None:
        from PySide6.QtWidgets import QDialog, QMessageBox

        dialog = self._modal()
        if isinstance(dialog, QDialog):
            words = dialog.informativeText() if isinstance(dialog, QMessageBox) else ""
            self.shown.append(f"{dialog.windowTitle()} {words}".strip())
            dialog.reject()

    def settle(self) -> None:
        """Let the window do what it has put off."""
        self.app.processEvents()

    def begin(self) -> None:
        """Forget the round before, whose home is gone."""
        from annotator.gui.settings.settings import CODER

        self.window.close_project()
        self.window.settings.set(CODER, "ana")
        self.settle()
        self.shown.clear()
        self.bugs.clear()

    def end(self) -> None:
        """Close the project, and raise `CrashedError` if something went wrong meanwhile."""
        self.window.close_project()
        self.settle()
        if self.bugs:
            raise CrashedError(self.bugs[0].strip().replace("\n", " ⏎ ")[-600:])


_bench: list[Bench] = []


def bench() -> Bench:
    """Return the window, made when it is first asked for."""
    if not _bench:
        _bench.append(Bench())
    _bench[0].begin()
    return _bench[0]


def under_the_window(deed: Deed, seed: int, folder: Path) -> Outcome:
    """Go on tagging in the window after the deed; what it called done is not missing."""
    place = empty(folder / "team" / "work")
    path, other = material.study(place), material.colleague(folder, 2)

    def examine() -> Outcome:
        at = bench()
        window = at.window
        if not window.open_path(path, "Article 0", ask=False) or window.project is None:
            return Outcome(Verdict.LOST, f"it does not open: {at.shown}")
        session = window.project.session
        session.refused.connect(at.shown.append)
        said: list[str] = []

        def edit(name: str, n: int) -> None:
            if session.apply(material.tag(name, n + seed)) is not None:
                said.append(name)
            at.settle()

        for n in range(_BEFORE):
            edit(f"before-{n}", n)
        elsewhere(lambda: deed(path, other))
        for n in range(_AFTER):
            edit(f"after-{n}", n)
        at.end()
        outcome = nothing_is_missing(deed, folder, said)
        return refused(at.shown[0]) if at.shown and outcome == KEPT else outcome

    return judged(examine)


def damaged_in_the_window(seed: int, folder: Path) -> Outcome:
    """Open a damaged file in the window: it is refused in words, or shows what is true."""
    path = damaged.damaged_study(seed, empty(folder / "work"))
    wanted = _true(material.study(folder))

    def examine() -> Outcome:
        at = bench()
        if not at.window.open_path(path, "Article 0", ask=False) or at.window.project is None:
            at.end()
            if not at.shown:
                return Outcome(Verdict.WRONG, "it does not open, and nothing is said")
            return refused(at.shown[0])
        session = at.window.project.session
        session.refused.connect(at.shown.append)
        found: dict[str, object] = {}
        for n in range(3):
            session.open_article(f"a{n}")
            at.settle()
            if session.article is not None and not at.shown:
                found |= {a.id: to_values(a) for a in session.article.annotations.values()}
        said = list(at.shown)
        at.end()
        damaged.expect_true(found, wanted, whole=not said)
        return refused(said[0]) if said else KEPT

    return judged(examine)


def _true(path: Path) -> dict[str, object]:
    with Project.open(path) as project:
        return {one.id: to_values(one) for one in project.find(Annotation)}

"""Each dialog, popup and menu is gone once it is closed: opened again and again, none is left."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from reviewed import coded_by_two
from user import User, opened

from annotator.analysis.practice import Practice
from annotator.domain.edits.links import PutActor
from annotator.domain.errors import FileChangedError, FileState, UserError
from annotator.domain.people import Actor
from annotator.domain.runs import Run, run_id
from annotator.domain.study import Round, RoundKind
from annotator.formats.archives import sources as archive_sources
from annotator.formats.archives.teaching import shown
from annotator.formats.incoming import ReadOptions
from annotator.gui.actors_page.acts import ask_and_merge, ask_and_split
from annotator.gui.actors_page.csv_in_out import ActorsPreview
from annotator.gui.actors_page.doubles_dialog import DoublesDialog
from annotator.gui.actors_page.variables import VariablesDialog
from annotator.gui.annotations_page.bulk_dialog import BulkDialog, ChosenLabels
from annotator.gui.annotations_page.forms import BulkKind
from annotator.gui.codebook.contradicting import ContradictionsDialog
from annotator.gui.codebook.reshaping import ReshapeDialog
from annotator.gui.codebook.versions import VersionsDialog
from annotator.gui.coding.page import CodingPage
from annotator.gui.copies.dialog import CarryDialog
from annotator.gui.correcting.dialog import correct_text
from annotator.gui.exports.report_dialog import ReportDialog
from annotator.gui.hits.dialog import TagHitsDialog, tag_occurrences
from annotator.gui.imports import import_articles
from annotator.gui.imports.teaching.dialog import ShownFile, TeachDialog
from annotator.gui.imports.teaching.own import ArchivesDialog
from annotator.gui.insights.benchmark import BenchmarkDialog
from annotator.gui.insights.codes_dialog import CountedCodesDialog
from annotator.gui.inspector.rule_row import RuleRow
from annotator.gui.project.bringing_back import BringBackDialog
from annotator.gui.project.file_changed import FileChangedDialog
from annotator.gui.pseudonyms.names import NamesDialog
from annotator.gui.review import ReviewPage
from annotator.gui.rounds.feedback import FeedbackDialog
from annotator.gui.rounds.form import RoundDialog
from annotator.gui.session.jobs import Job
from annotator.gui.settings.settings import CODER
from annotator.gui.shelf.adding import add_from_shelf
from annotator.gui.suggest.accept_above import AcceptAboveDialog
from annotator.gui.team import bring_in
from annotator.gui.team.run_drawing import DrawDialog
from annotator.gui.team.run_figures import FiguresDialog
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import may_replace, show_refusal
from annotator.gui.window.crash import CrashDialog
from annotator.gui.window.main_window import MainWindow
from annotator.workflow.actors.table import ActorTable, ActorTableRow
from annotator.workflow.codebooks.contradictions import Contradiction
from annotator.workflow.codebooks.versions import known_versions
from annotator.workflow.practice import Feedback
from annotator.workflow.runs import RunFacts
from annotator.workflow.suggesting.doubles import Double
from annotator.workflow.validation.writing import Validation

TIMES = 8
Open = Callable[[MainWindow, CodingPage], object]


def act(command: str) -> Open:
    """Return what opens by a command of the window."""
    return lambda window, _: window.menu_actions.by_id[command].trigger()


def paste(window: MainWindow, _coding: CodingPage) -> None:
    QApplication.clipboard().setText("A headline\n\nThe first paragraph.")
    window.menu_actions.by_id["paste"].trigger()


def import_files(window: MainWindow, coding: CodingPage) -> None:
    text = coding.session.project.path.with_name("article.txt")
    text.write_text("A headline\n\nThe first paragraph.", encoding="utf-8")
    import_articles(window, coding.session, window.settings, [text])


def bring_files_in(window: MainWindow, coding: CodingPage) -> None:
    other = coding.session.project.path.with_name("other.annotator")
    if not other.exists():
        coding.session.project.copy_to(other)
    bring_in(window, coding.session, window.settings, [other])


def bring_back(window: MainWindow, coding: CodingPage) -> None:
    session = coding.session
    other = session.project.path.with_name("other.annotator")
    seen = session.visibility
    run_dialog(BringBackDialog(session, window.settings, other, "today", (), seen, window))


def guideline(_window: MainWindow, coding: CodingPage) -> None:
    for code in ("quote", "source", "source"):
        coding.show_guideline(code)


def picker(_window: MainWindow, coding: CodingPage) -> None:
    coding.session.select("a-edge")
    row = coding.inspector.findChildren(RuleRow)[0]
    row.open_picker("a-edge", "")
    row.close_picker()
    coding.session.select("")


def other_inspectors(_window: MainWindow, coding: CodingPage) -> None:
    for annotation in ("a-edge", "a-value", "a-same", ""):
        coding.session.select(annotation)


def reasons(window: MainWindow, coding: CodingPage) -> None:
    opened(window).show(ReviewPage).perform("reason")
    opened(window).show(CodingPage)


def crash(_window: MainWindow, _coding: CodingPage) -> None:
    dialog = CrashDialog("Traceback")
    dialog.open()
    dialog.reject()
    dialog.deleteLater()


def file_changed(window: MainWindow, coding: CodingPage) -> None:
    path = coding.session.project.path
    error = FileChangedError(FileState.REPLACED, "It was replaced.", path, kept=path)
    run_dialog(FileChangedDialog(error, window))


def progress(window: MainWindow, _coding: CodingPage) -> None:
    """Work that is over before its progress shows; what blocks input and the dialog go with it."""
    Job(lambda _: None).run(window, "Working")


def acts(*commands: str) -> dict[str, Open]:
    return {command: act(command) for command in commands}


def a_round(window: MainWindow, coding: CodingPage) -> None:
    asked = coding.session, window.settings, ROUND, window
    run_dialog(RoundDialog(*asked, is_new=True))


def feedback_on_practice(window: MainWindow, _coding: CodingPage) -> None:
    told = Feedback(
        round=ROUND, practice=Practice(matches=(), found=1, different=0, missed=1, extra=0), rows=()
    )
    run_dialog(FeedbackDialog(told, window.settings, window))


def archives(window: MainWindow, _coding: CodingPage) -> None:
    run_dialog(ArchivesDialog(window, window.settings))


def teaching(window: MainWindow, coding: CodingPage) -> None:
    path = coding.session.project.path.with_name("wire.txt")
    path.write_text("Ferry\n4 May 2020\nIt waits.\n" * 3, encoding="utf-8")
    source = archive_sources.opened(path, ReadOptions())
    run_dialog(TeachDialog(window, window.settings, "wire", ShownFile(source, shown(source))))


def sample_of_a_run(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(DrawDialog(coding.session, window.settings, RUN, window))


def figures_of_a_run(window: MainWindow, coding: CodingPage) -> None:
    nothing = Validation(
        run=RUN.run,
        articles=(),
        experts={},
        handles={},
        drawn=None,
        asked=None,
        figures=(),
        scores={},
    )
    run_dialog(FiguresDialog(coding.session, window.settings, RUN, nothing, window))


def many_suggestions(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(AcceptAboveDialog(coding.pane.coding.deciding, window.settings, window))


def why_suggested(_window: MainWindow, coding: CodingPage) -> None:
    coding.suggesting.step(1)
    coding.pane.coding.deciding.why_wanted.emit()
    coding.pane.coding.step_back()


def tagging_hits(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(TagHitsDialog(coding.session, window.settings, window, "mayor"))


def occurrences(window: MainWindow, coding: CodingPage) -> None:
    code = coding.session.codebook.codes[0]
    tag_occurrences(window, coding.session, window.settings, code, (0, 3))


def bulk(window: MainWindow, coding: CodingPage) -> None:
    for kind in BulkKind:
        QTimer.singleShot(0, close_what_is_open)
        run_dialog(BulkDialog(coding.session, window.settings, kind, ChosenLabels(), window))


def corrected(window: MainWindow, coding: CodingPage) -> None:
    correct_text(window, coding.session, window.settings, "a1")


def codes_of_the_shelf(window: MainWindow, coding: CodingPage) -> None:
    add_from_shelf(window, coding.session, window.settings)


def actors_made_one(window: MainWindow, coding: CodingPage) -> None:
    session = coding.session
    if not session.project.get_all(Actor, [one.id for one in ACTORS]):
        for one in ACTORS:
            session.apply(PutActor(one))
    ask_and_merge(window, session, list(ACTORS), session.visibility)


def an_actor_split(window: MainWindow, coding: CodingPage) -> None:
    session = coding.session
    ask_and_split(window, session, ACTORS[0], session.visibility)


def likely_doubles(window: MainWindow, _coding: CodingPage) -> None:
    named = {one.id: one for one in ACTORS}
    run_dialog(DoublesDialog(named, [PAIR], window))


def variables_of_actors(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(VariablesDialog(coding.session, window))


def table_of_actors(window: MainWindow, _coding: CodingPage) -> None:
    rows = tuple(ActorTableRow(line=2, actor=one, is_new=True) for one in ACTORS)
    run_dialog(ActorsPreview("actors.csv", ActorTable(rows), window))


def merging_a_code(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(ReshapeDialog(coding.session, coding.session.codebook.codes[0], window))


def versions_of_the_book(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(VersionsDialog(known_versions(coding.session.project), window))


def contradicting_book(window: MainWindow, coding: CodingPage) -> None:
    book = coding.session.codebook
    found = Contradiction(id="quote.kind", code="quote", code_name="Quote", count=1)
    run_dialog(ContradictionsDialog(coding.session, book, [found], window))


def carried_labels(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(CarryDialog(coding.session, window.settings, "a1", window))


def codes_that_count(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(CountedCodesDialog(window, window.settings, coding.session.codebook, ("quote",)))


def wanted_shares(window: MainWindow, _coding: CodingPage) -> None:
    categories = (("press", "The press"), ("state", "The state"))
    run_dialog(BenchmarkDialog(window, window.settings, "Role", categories, {"press": 0.5}))


def a_report(window: MainWindow, coding: CodingPage) -> None:
    run_dialog(ReportDialog(coding.session, window.settings, window))


ACTORS = (Actor(id="zelensky", name="Zelensky"), Actor(id="full", name="Volodymyr Zelensky"))
PAIR = Double("zelensky", "full", "one name is in the other", 0.9)
RUN = RunFacts(run=Run(id=run_id("m"), coder="m", name="Model"), handle="model")
ROUND = Round(id="r", name="Training", kind=RoundKind.TRAINING)


def names_of(window: MainWindow, coding: CodingPage) -> NamesDialog:
    return NamesDialog(coding.session.project, window.settings, (), None, window)


OPENERS: dict[str, Open] = {
    **acts("new", "export", "hand_out", "conflicts", "actors", "project", "settings", "identity"),
    **acts("properties", "keys", "change_keys", "palette", "check", "restore"),
    **acts("coders", "rounds", "remarks", "note_to_lead", "export_history", "freeze"),
    **acts("proposals", "send_back", "take_majority", "runs", "places", "next_order", "follow"),
    "archives": archives,
    "teaching": teaching,
    "run sample": sample_of_a_run,
    "run figures": figures_of_a_run,
    "tag hits": tagging_hits,
    "occurrences": occurrences,
    "bulk": bulk,
    "correcting": corrected,
    "codes of the shelf": codes_of_the_shelf,
    "actors made one": actors_made_one,
    "actor split": an_actor_split,
    "doubles": likely_doubles,
    "variables": variables_of_actors,
    "table of actors": table_of_actors,
    "round": a_round,
    "feedback": feedback_on_practice,
    "bring back": bring_back,
    "paste": paste,
    "import": import_files,
    "bring_in": bring_files_in,
    "refusal": lambda w, _: show_refusal(w, "It can't be done", UserError("No.", remedy="Go.")),
    "names": lambda w, s: run_dialog(names_of(w, s)),
    "question": lambda w, _: may_replace(w, Path("there.csv")),
    "crash": crash,
    "file changed": file_changed,
    "progress": progress,
    "text menu": lambda w, _: w._show_text_menu(3, QPoint(50, 50)),
    "codebook menu": lambda _, s: s.codebook.menu_for("quote").popup(QPoint(50, 50)),
    "code editor": lambda _, s: s.codebook.edit_code("quote"),
    "new code": lambda _, s: s.codebook.add_code(),
    "guideline": guideline,
    "actor picker": picker,
    "code picker": lambda _, s: s.pick_code(),
    "inspector": other_inspectors,
    "reasons": reasons,
    "many suggestions": many_suggestions,
    "why suggested": why_suggested,
    "code merged": merging_a_code,
    "versions": versions_of_the_book,
    "contradictions": contradicting_book,
    "carried labels": carried_labels,
    "codes that count": codes_that_count,
    "wanted shares": wanted_shares,
    "report": a_report,
}
TOGETHER = 7
"""How many of them one window sees: enough to save windows, few enough to share among workers."""
GROUPS = [tuple(OPENERS)[n : n + TOGETHER] for n in range(0, len(OPENERS), TOGETHER)]


@pytest.fixture
def window(user: User, tmp_path: Path) -> Iterator[MainWindow]:
    """Give a window with a project in it, older than all that the collector looks at.

    So looking for what is left costs little, however much the tests before have loaded.
    """
    with coded_by_two(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    gc.collect()
    gc.freeze()
    yield user.window
    gc.unfreeze()


def close_what_is_open() -> None:
    """Close popups and dialogs as they are; wait for a dialog that is still at work."""
    popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    if popup is not None:
        popup.close()
    elif isinstance(modal, QDialog) and gc.isenabled():  # it is off while there is a job
        modal.reject()
    elif modal is not None:
        QTimer.singleShot(10, close_what_is_open)


def close_others(window: MainWindow) -> None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog | QMenu) and widget is not window and widget.isVisible():
            widget.close()


def alive() -> Counter[str]:
    """Return how many widgets there are, and how many new dialogs and menus Python holds."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    gc.collect()
    found = Counter(type(one).__name__ for one in QApplication.allWidgets())
    held = (type(one) for one in gc.get_objects())
    found.update(f"{kind.__name__} held" for kind in held if issubclass(kind, QDialog | QMenu))
    return found


def leave(window: MainWindow, qtbot: QtBot) -> None:
    """Close all but the window, and wait for the job that is at work."""
    close_what_is_open()
    close_others(window)
    qtbot.waitUntil(gc.isenabled)


def left_by(show: Callable[[], object], window: MainWindow, qtbot: QtBot) -> Counter[str]:
    """Open and close it again and again; return what there is more of than before."""
    before = Counter[str]()
    for n in range(TIMES + 2):
        if n == 2:  # what is made once and kept is there by now
            before = alive()
        QTimer.singleShot(0, close_what_is_open)
        show()
        QApplication.processEvents()
        leave(window, qtbot)
    return alive() - before


@pytest.mark.parametrize("names", GROUPS, ids=", ".join)
def test_what_is_closed_is_gone(window: MainWindow, qtbot: QtBot, names: tuple[str, ...]) -> None:
    coding = opened(window).coding
    left = {name: left_by(partial(OPENERS[name], window, coding), window, qtbot) for name in names}
    assert left == {name: Counter() for name in names}


def test_every_dialog_of_the_program_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    seen: set[str] = set()

    def note() -> None:
        seen.update(type(one).__name__ for one in QApplication.topLevelWidgets())

    for opener in OPENERS.values():
        QTimer.singleShot(0, note)
        QTimer.singleShot(1, close_what_is_open)
        opener(window, opened(window).coding)
        note()
        leave(window, qtbot)
    missing = {kind.__name__ for kind in dialogs_of(QDialog)} - seen
    assert missing <= {"Dialog", "_ProgressDialog"}


def dialogs_of(kind: type[QWidget]) -> list[type[QWidget]]:
    own = [one for one in kind.__subclasses__() if one.__module__.startswith("annotator.")]
    return [*own, *(below for one in own for below in dialogs_of(one))]

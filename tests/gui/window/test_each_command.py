"""Each command of the table is done in the real window, and somebody would notice that it is."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from compared import BOOK, QUOTE
from msgspec import structs
from once import copy_of
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from reviewed import coded_by_two, tag
from spoken import unnamed

from annotator.analysis.insights.views import view_called
from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.batches import batched
from annotator.domain.codebook import AskedUnit, Choice, Code, Scope
from annotator.domain.edits.annotations import Delete, SetNote
from annotator.domain.edits.articles import EditArticle, SetStatus
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.edits.team import SetSetting
from annotator.domain.people import Actor
from annotator.domain.placeless import place_question_id
from annotator.domain.settings import OPEN_SETTING, REASONS_SETTING
from annotator.domain.study import ArticleState, Round, RoundKind
from annotator.gui.actors import ActorsDialog
from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page.bar import ActorWords
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.articles.filter_edit import FilterEdit
from annotator.gui.articles.label_filter import LabelFilter
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.codebook import CodebookPanel, GuidelinePopup
from annotator.gui.coding.controller import CodingController
from annotator.gui.coding.find_bar import FindBar
from annotator.gui.coding.left_places import LeftPlaces
from annotator.gui.coding.unit_strip import UnitStrip
from annotator.gui.commands.command import Command
from annotator.gui.commands.table import command, commands, use_keys
from annotator.gui.correcting import CorrectingDialog
from annotator.gui.history import HistoryPage
from annotator.gui.history.filters import WordsLine
from annotator.gui.insights import InsightsPage
from annotator.gui.inspector import ArticleForm, Inspector
from annotator.gui.inspector.chip import Chip
from annotator.gui.inspector.choices import PickRow
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.thread import ThreadInput
from annotator.gui.places import PlacesDialog
from annotator.gui.project.properties import ProjectProperties
from annotator.gui.quality import QualityPage
from annotator.gui.quality.passages import PassagesTable
from annotator.gui.quality.sheet import SheetTable
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.remarks.note import NoteDialog
from annotator.gui.remarks.note_input import NoteInput
from annotator.gui.remarks.threads import RemarksDialog
from annotator.gui.review import ReviewPage
from annotator.gui.review.list_panel import ListPanel
from annotator.gui.review.queue import QueueList
from annotator.gui.review.reasons import ReasonPicker
from annotator.gui.rounds import dialog as rounds_dialog
from annotator.gui.rounds.feedback import FeedbackDialog
from annotator.gui.search import SearchPage
from annotator.gui.search.line import SearchLine
from annotator.gui.settings.settings import CHANGED_KEYS, CODER, THEME, Settings
from annotator.gui.team.conflicts import ConflictsDialog
from annotator.gui.team_page import TeamPage
from annotator.gui.window.geometry import WindowPlace
from annotator.gui.window.keys_dialog import KeysDialog
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.open_project import OpenProject
from annotator.gui.window.recent_list import RecentList
from annotator.gui.window.start_page import StartPage
from annotator.store.project import Project
from annotator.store.reading.label_query import LabelGroup, PickedLabels
from annotator.workflow.following.found import PATIENCE
from annotator.workflow.practice import feedback
from annotator.workflow.review.comparison import Chosen
from annotator.workflow.suggesting.answers import AnswerSuggestion

EVERY = commands()
OPENS = {
    "accept_above": "AcceptAboveDialog",
    "actor_doubles": "DoublesDialog",
    "actor_variables": "VariablesDialog",
    "actors": "ActorsDialog",
    "export_actors": "QFileDialog",
    "import_actors": "QFileDialog",
    "merge_actors": "MergeDialog",
    "split_actor": "SplitDialog",
    "add_from_shelf": "AddCodesDialog",
    "bring_in": "QFileDialog",
    "bring_in_by_key": "QFileDialog",
    **dict.fromkeys(
        ("bulk_recode", "bulk_answer", "bulk_link", "bulk_note", "bulk_delete"), "BulkDialog"
    ),
    "change_keys": "KeysDialog",
    "codebook_load": "QFileDialog",
    "codebook_save": "QFileDialog",
    "codebook_versions": "VersionsDialog",
    "coders": "CodersDialog",
    "conflicts": "ConflictsDialog",
    "copy": "QFileDialog",
    "copy_of_moment": "QFileDialog",
    "edit_listed": "CodeEditor",
    "export": "ExportDialog",
    "export_figures": "QFileDialog",
    "export_units": "QFileDialog",
    "export_units_here": "QFileDialog",
    "export_quality": "QFileDialog",
    "next_order": "NextOrderDialog",
    "save_methods": "QFileDialog",
    "export_history": "TrailDialog",
    "export_annotations_shown": "QFileDialog",
    "follow": "FollowDialog",
    "bring_in_followed": "FollowDialog",
    "freeze": "FreezesDialog",
    "export_coders": "QFileDialog",
    "export_articles": "QFileDialog",
    "guideline_book": "QMessageBox",
    "hand_out": "HandOutDialog",
    "identity": "IdentityDialog",
    "export_keys": "QFileDialog",
    "import": "ImportDialog",
    "import_keys": "QFileDialog",
    "keys": "KeySheet",
    "listed_properties": "ArticleProperties",
    "new": "NewProjectDialog",
    "note_on_codebook": "NoteDialog",
    "note_on_listed": "NoteDialog",
    "note_to_lead": "NoteDialog",
    "open": "QFileDialog",
    "palette": "SearchPalette",
    "paste": "PasteDialog",
    "practice": "FeedbackDialog",
    "places": "PlacesDialog",
    "carry_labels": "CarryDialog",
    "correct_text": "CorrectingDialog",
    "project": "ProjectProperties",
    "properties": "ArticleProperties",
    "report": "ReportDialog",
    "reshape_listed": "ReshapeDialog",
    "rescue": "QFileDialog",
    "send_back": "SendBackDialog",
    "settle_article": "QMessageBox",
    "take_majority": "MajorityDialog",
    "tag_hits": "TagHitsDialog",
    "tag_everywhere": "OccurrencesDialog",
    "export_hits": "QFileDialog",
    "export_insight": "QFileDialog",
    "insight_codes": "CountedCodesDialog",
    "insight_wanted": "BenchmarkDialog",
    "remarks": "RemarksDialog",
    "rounds": "RoundsDialog",
    "runs": "RunsDialog",
    "change_round": "RoundDialog",
    "restore": "RestoreDialog",
}
"""The dialogs that commands open."""
WORDS = "the mayor said"
MANY = structs.replace(
    QUOTE.fields[0],
    choices=(*QUOTE.fields[0].choices, *(Choice(f"kind{n}", f"Kind {n}") for n in range(3, 11))),
)
"""A field with as many choices as there are digits."""
LOOKS = 3
"""How many looks in a row, with the event loop's turns between them, must show the same."""
LONGEST_PAUSE = 2_000
"""Milliseconds; timers that run longer only take old words off the status bar."""


class Stage:
    """The window on a project that two have coded, and somebody who watches it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.dialogs: list[str] = []
        self.stays: QWidget | None = None
        """The dialog that a command works on, which is not left."""
        self._watch = QTimer(window)
        self._watch.timeout.connect(self._leave_dialogs)
        self._watch.start(10)
        self.heard: list[str] = []
        self.unnamed: list[str] = []
        """What was shown in a dialog without a name for screen readers."""
        session = self.project.session
        session.told.connect(self.heard.append)
        session.refused.connect(self.heard.append)

    @property
    def project(self) -> OpenProject:
        assert self.window.project is not None
        return self.window.project

    def _open_dialogs(self) -> list[QDialog]:
        active = QApplication.activeModalWidget(), QApplication.activePopupWidget()
        return [one for one in active if isinstance(one, QDialog) and one is not self.stays]

    def _leave_dialogs(self) -> None:
        for dialog in self._open_dialogs():
            self.dialogs.append(type(dialog).__name__)
            self.unnamed += unnamed(dialog) if not isinstance(dialog, QFileDialog) else []
            dialog.reject()

    def select(self, annotation: str) -> None:
        """Select an annotation and some words that are none."""
        coding = self.project.coding
        self.project.session.select(annotation)
        start = coding.pane.view.text.index(WORDS)
        coding.pane.view.set_selection(start, start + len(WORDS))

    def look_at(self, annotation: str) -> ReviewPage:
        page = self.project.show(ReviewPage)
        ids = {self.project.session.handle_of(one): one for one in page.comparison.coders}
        page.comparison.choose(Chosen(ids["ana"], ids["ben"]))
        self.qtbot.waitUntil(lambda: page.differences.ident_with(annotation) is not None)
        ident = page.differences.ident_with(annotation)
        assert ident is not None
        page.differences.go_to(ident)
        return page

    def queue(self) -> QueueList:
        page = self.project.show(ReviewPage)
        page.show_list("queue")
        return page.lists.queue

    def seen(self) -> "Seen":
        """Return what somebody sees and hears."""
        window, opened = self.window, self.window.project
        focus = QApplication.focusWidget()
        shown = tuple(
            w.objectName() or type(w).__name__
            for w in window.findChildren(QWidget)
            if w.isVisible()
        )
        own: tuple[object, ...] = ()
        if opened is not None:
            view = opened.coding.pane.view
            session = opened.session
            review = opened.shown(ReviewPage)
            history = opened.shown(HistoryPage)
            team = opened.shown(TeamPage)
            search = opened.shown(SearchPage)
            actors = opened.shown(ActorsPage)
            labels = opened.shown(AnnotationsPage)
            insights = opened.shown(InsightsPage)
            own = (
                opened.pages.mode.id,
                session.article.article.id if session.article else "",
                session.selection,
                session.shows_colleagues,
                session.project.undo_label(),
                session.project.redo_label(),
                (view.caret(), view.selection(), view.zoom_level),
                opened.listed_articles(),
                review and (review.lists.name, review.match, review.panel.reason.list.currentRow()),
                review and review.lists.queue.list.currentIndex().row(),
                history and history.filters.wanted,
                team and team.coders.sorting,
                search and (search.bar.wish, search.model.by, search.model.descending),
                search and search.model.only,
                actors and (actors.wanted, actors.bar.filter(), list(actors.model.ids)),
                labels and (labels.query, labels.model.layout.folded),
                insights and _seen_of_insights(insights),
            )
        return Seen(
            tuple(self.dialogs),
            tuple(self.heard),
            window.isVisible(),
            window.isFullScreen(),
            window.status.words(),
            window.settings.get(THEME),
            str(window.settings.get(CHANGED_KEYS)),
            QGuiApplication.clipboard().text(),
            (id(focus), focus.toPlainText() if isinstance(focus, QPlainTextEdit) else ""),
            shown,
            own,
        )

    def settled(self) -> "Seen":
        """Return what is seen and heard once that no longer changes by itself."""
        looks: list[Seen] = []

        def stands() -> bool:
            looks.append(self.seen())
            return looks[-LOOKS:] == [looks[-1]] * LOOKS and not self._goes_on()

        self.qtbot.waitUntil(stands)
        return looks[-1]

    def _goes_on(self) -> bool:
        """Tell whether a dialog is to be left, a job at work, or something waits for a pause.

        A pause is over at once: nobody waits here.
        """
        pauses = [
            timer
            for timer in self.window.findChildren(QTimer)
            if timer.isActive() and timer.isSingleShot() and timer.interval() <= LONGEST_PAUSE
            if not isinstance(timer.parent(), LeftPlaces | WindowPlace)  # nobody sees what they do
        ]
        for timer in pauses:
            timer.start(0)
        at_work = not gc.isenabled()  # it is off while there is a job
        return at_work or bool(self._open_dialogs()) or bool(pauses)


class Seen(NamedTuple):
    dialogs: tuple[str, ...]
    heard: tuple[str, ...]
    open: bool
    full: bool
    status: str
    theme: str
    keys: str
    clipboard: str
    focus: tuple[int, str]
    shown: tuple[str, ...]
    project: tuple[object, ...]


def _seen_of_insights(page: InsightsPage) -> tuple[object, ...]:
    body = page.body
    figures = body.figures.figures
    return (body.view.id, body.controls.asked, figures.sorted_by, figures.descending)


def _project(path: Path) -> Project:
    project = coded_by_two(path.parent)
    whole = tuple(
        Code(id=f"whole{n}", name=f"Whole {n}", scope=Scope.ARTICLE, position=20 + n)
        for n in range(1, 9)
    )
    quote = structs.replace(QUOTE, fields=(MANY, *QUOTE.fields[1:]))
    units = (
        Code(id="mood", name="Mood", fields=(MANY,), unit=AskedUnit.SENTENCE, position=30),
        Code(id="news", name="News", unit=AskedUnit.PARAGRAPH, position=31),
    )
    codes = (quote, *BOOK.codes[1:], *whole, *units)
    project.apply(ReplaceCodebook(structs.replace(BOOK, codes=codes)))
    project.apply(SetSetting(OPEN_SETTING, value=True))
    project.apply(SetSetting(REASONS_SETTING, [f"Reason {n}" for n in range(1, 10)]))
    project.apply(PutActor(Actor(id="p1", name="Maja Berg")))
    project.apply(tag("lea-quote", "quote", "We win,"))
    project.apply(tag("lea-source", "source", "Monday"))
    project.apply(AddComment(id="m1", annotation="lea-quote", text="Really?"))
    project.apply(SetNote("lea-quote", "One"))
    project.apply(SetNote("lea-quote", "Two"))
    project.undo()
    return project


@pytest.fixture
def stage(tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette(), app.styleSheet(), app.font()
    path = copy_of("each command", _project, tmp_path / "p.annotator")
    QGuiApplication.clipboard().setText("Copied words. And more.")
    settings = Settings()
    settings.set(CODER, "lea")  # or else all would be shown twice: first as nobody sees it
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_project(Project.open(path, "lea"), "a1", ask=False)
    made = Stage(window, qtbot)
    made.select("lea-quote")
    yield made
    window.close()
    use_keys({})
    app.setStyleSheet(before[1])
    app.setPalette(before[0])
    app.setFont(before[2])


# How to come to what a command works on


def _reasons(stage: Stage) -> ReasonPicker:
    page = stage.look_at("a-edge")
    page.why.ask()
    return page.panel.reason


def _field(stage: Stage) -> PickRow:
    inspector = stage.project.coding.inspector
    inspector.focus_fields()
    row = next(one for one in inspector.findChildren(PickRow) if one.isVisible())
    row.setFocus()
    return row


def _find_bar(stage: Stage) -> FindBar:
    bar = stage.project.coding.pane.find_bar
    stage.project.coding.pane.view.set_selection(0, 1)
    bar.open()
    bar._line.setText("on")  # pyright: ignore[reportPrivateUsage] - typed by hand
    return bar


def _figures(stage: Stage) -> ReliabilityPage:
    page = stage.project.show(ReliabilityPage)
    stage.qtbot.waitUntil(lambda: page.body.result is not None)
    work = page.body.computation.work
    stage.qtbot.waitUntil(lambda: work.reporter is None)
    work.changed.connect(lambda: stage.heard.append(f"{work.what}, at work: {work.busy}"))
    return page


def _quality(stage: Stage) -> QualityPage:
    """Measure what the rules find in an article that lea has finished; it has a quote of hers."""
    stage.project.session.apply(SetStatus("a1", WorkStatus.DONE))
    page = stage.project.show(QualityPage)
    body = page.body
    stage.qtbot.waitUntil(lambda: body.report is not None and not body.work.busy)
    body.work.changed.connect(lambda: stage.heard.append(f"at work: {body.work.busy}"))
    return page


def _quality_figures(stage: Stage) -> SheetTable:
    table = _quality(stage).body.table
    table.setFocus()
    table.go_to(0, 0)
    return table


def _quality_passages(stage: Stage) -> PassagesTable:
    body = _quality(stage).body
    body.table.go_to(0, 0)
    body.table.opened.emit()
    return body.detail.passages.table


def _thread(stage: Stage) -> ThreadInput:
    stage.project.coding.inspector.focus_thread()
    found = stage.project.coding.inspector.questions.input
    found.setPlainText("Is it?")
    return found


def _filter(stage: Stage) -> FilterEdit:
    found = stage.project.coding.articles.filter
    found.setText("stays")
    found.run_now()
    return found


def _history_words(stage: Stage) -> WordsLine:
    words = stage.project.show(HistoryPage).filters.words
    words.setText("stays")
    words.go_on()
    words.setFocus()
    return words


def _search(stage: Stage) -> SearchPage:
    page = stage.project.show(SearchPage)
    page.bar.want("the")
    stage.qtbot.waitUntil(lambda: not page.finder.under_way)
    page.table.setFocus()
    return page


def _search_line(stage: Stage) -> SearchLine:
    line = _search(stage).bar.words
    line.setFocus()
    return line


def _actor_words(stage: Stage) -> ActorWords:
    words = _on_actors(stage).bar.words
    words.setText("berg")
    words.setFocus()
    return words


def _on_actors(stage: Stage) -> ActorsPage:
    """Name an actor in a label, and select both actors on their page."""
    session = stage.project.session
    session.apply(PutActor(Actor(id="p2", name="Maja Berg", role="mayor")))
    session.apply(AddLink(annotation="lea-quote", type="said_by", actor="p1"))
    page = stage.project.show(ActorsPage)
    stage.qtbot.waitUntil(lambda: len(page.model.ids) == 2 and not page.listing.busy)
    stage.qtbot.waitUntil(lambda: bool(page.detail.rows.passages))
    page.table.selectAll()
    return page


def _in_actors_form(stage: Stage) -> None:
    page = _on_actors(stage)
    page.change()


def _label_filter(stage: Stage) -> LabelFilter:
    line = stage.project.show(AnnotationsPage).filter
    line.setText("code:quote")
    line.run_now()
    line.setFocus()
    return line


def _articles(stage: Stage) -> ArticlesPanel:
    stage.project.coding.articles.focus_list()
    return stage.project.coding.articles


def _actors(stage: Stage) -> ActorsDialog:
    found = ActorsDialog(stage.project.session, stage.window)
    found.show()
    return found


def _properties(stage: Stage) -> ProjectProperties:
    found = ProjectProperties(stage.project.session, stage.window)
    found.show()
    found.table.add()
    return found


def _conflicts(stage: Stage) -> ConflictsDialog:
    project = stage.project.session.project
    theirs = project.path.with_name("theirs.annotator")
    project.copy_to(theirs)
    with Project.open(theirs, "ben") as other:
        other.apply(EditArticle(article="a1", title="Theirs"))
    project.apply(EditArticle(article="a1", title="Ours"))
    project.keeper = None  # the window has it done on a thread of its own, after a backup
    project.bring_in([theirs])
    found = ConflictsDialog(stage.project.session, stage.window.settings, stage.window)
    found.show()
    return found


def _note(stage: Stage) -> NoteInput:
    session, settings = stage.project.session, stage.window.settings
    dialog = NoteDialog(session, settings, ("a1", None), stage.window)
    dialog.show()
    dialog.input.setPlainText("Does the caption count?")
    dialog.input.setFocus()
    stage.stays = dialog
    return dialog.input


def _remarks(stage: Stage) -> RemarksDialog:
    stage.project.session.apply(AddRemark(id="n1", text="Why?", article="a1"))
    found = RemarksDialog(stage.project.session, stage.window.settings, stage.window)
    found.show()
    return found


def _places(stage: Stage) -> PlacesDialog:
    session = stage.project.session
    ident = place_question_id("lea-source")
    session.apply(AddComment(id=ident, annotation="lea-source", text="Is it: two places."))
    found = PlacesDialog(session, stage.window.settings, stage.window)
    found.show()
    return found


def _correcting(stage: Stage) -> CorrectingDialog:
    session = stage.project.session
    found = CorrectingDialog(session, stage.window.settings, "a1", stage.window)
    found.edit.setPlainText(f"Today: {found.edit.toPlainText()}")
    found.show()
    return found


def _rounds(stage: Stage) -> rounds_dialog.RoundsDialog:
    session = stage.project.session
    for name in ("Training", "Pilot", "Main"):
        session.apply(PutRound(Round(id=name, name=name)))
    found = rounds_dialog.RoundsDialog(
        session, stage.window.settings, rounds_dialog.ListedArticles(), stage.window
    )
    found.show()
    found.table.setCurrentCell(1, 0)
    return found


def _practised(stage: Stage) -> None:
    """Let the article be one that lea has practised on, with a key."""
    session = stage.project.session
    session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    session.apply(Include(round="t", articles=("a1",)))
    session.apply(Settle(take=("a-edge",)))
    session.apply(SetStatus("a1", WorkStatus.DONE))


def _feedback(stage: Stage) -> FeedbackDialog:
    _practised(stage)
    session = stage.project.session
    told = feedback(session.project, "a1", session.coder_id, session.names())
    assert told is not None
    found = FeedbackDialog(told, stage.window.settings, stage.window)
    found.show()
    return found


def _recent(stage: Stage) -> RecentList:
    stage.window.close_project()
    found = stage.window.start_page.recent
    found.setFocus()
    return found


def _start(stage: Stage) -> StartPage:
    stage.window.close_project()
    return stage.window.start_page


def _keys(stage: Stage) -> KeysDialog:
    found = KeysDialog(stage.window.settings, None, stage.window)
    found.show()
    found.choose("next_sentence")
    found.keys.give(command("next_sentence"), ["Y"])
    found.show_keys()
    return found


def _chip(stage: Stage) -> Chip:
    edit = AddLink(annotation="lea-quote", type="said_by", to="lea-source")
    stage.project.session.apply(edit, select="lea-quote")
    inspector = stage.project.coding.inspector
    return next(
        one for one in inspector.findChildren(Chip) if one.isVisible() and one.end.annotation
    )


def _answers(stage: Stage) -> ArticleForm:
    beside = stage.project.coding.beside
    beside.show_answers()
    return beside.answers


def _codebook(stage: Stage) -> CodebookPanel:
    panel = stage.project.coding.codebook
    panel.show()
    panel.setFocus()
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    return panel


def _guideline(stage: Stage) -> GuidelinePopup:
    stage.project.coding.show_guideline("quote")
    stage.project.coding.guideline.setFocus()
    return stage.project.coding.guideline


def _annotations(stage: Stage) -> AnnotationsTable:
    table = stage.project.coding.annotations
    table.view.setFocus()
    table.view.selectRow(1)
    return table


def _units(stage: Stage) -> UnitStrip:
    strip = stage.project.coding.pane.units
    if not strip.is_asking:
        stage.project.coding.pane.view.set_caret(0)
        strip.begin()
    return strip


def _second_unit(stage: Stage) -> None:
    _units(stage).step(1)


def _answered_unit(stage: Stage) -> None:
    strip = _units(stage)
    strip.answer_none()
    strip.step(-1)


COME_TO: dict[type, Callable[[Stage], QWidget]] = {
    FindBar: _find_bar,
    UnitStrip: _units,
    Chip: _chip,
    CodebookPanel: _codebook,
    GuidelinePopup: _guideline,
    AnnotationsTable: _annotations,
    Inspector: lambda stage: (_field(stage), stage.project.coding.inspector)[1],
    ArticleForm: _answers,
    PickRow: _field,
    FieldRow: _field,
    ThreadInput: _thread,
    FilterEdit: _filter,
    WordsLine: _history_words,
    SearchLine: _search_line,
    ActorWords: _actor_words,
    LabelFilter: _label_filter,
    ArticlesPanel: _articles,
    ActorsDialog: _actors,
    ConflictsDialog: _conflicts,
    NoteInput: _note,
    FeedbackDialog: _feedback,
    RemarksDialog: _remarks,
    PlacesDialog: _places,
    CorrectingDialog: _correcting,
    rounds_dialog.RoundsDialog: _rounds,
    ProjectProperties: _properties,
    ReviewPage: lambda stage: stage.look_at("a-value"),
    ListPanel: Stage.queue,
    QueueList: Stage.queue,
    ReasonPicker: _reasons,
    ReliabilityPage: _figures,
    QualityPage: _quality,
    SheetTable: _quality_figures,
    PassagesTable: _quality_passages,
    StartPage: _start,
    RecentList: _recent,
    KeysDialog: _keys,
}


# What must be so before, for a command to do something that one sees


def _step_to(article: str) -> Callable[[Stage], object]:
    return lambda stage: stage.project.coding.open_article(article)


def _first_digit(stage: Stage) -> None:
    pills = _field(stage).active
    for pause in pills.findChildren(QTimer):
        pause.setInterval(LONGEST_PAUSE + 1_000_000)  # the second digit comes before it is over
    pills.press(1)


def _caret_at_end(stage: Stage) -> None:
    view = stage.project.coding.pane.view
    view.set_caret(len(view.text))


def _caret_at_start(stage: Stage) -> None:
    stage.project.coding.pane.view.set_caret(0)


def _decided(stage: Stage) -> None:
    stage.look_at("a-edge").perform("take_a")


def _queue_decided(stage: Stage) -> None:
    stage.queue().accept()


def _second(stage: Stage) -> None:
    stage.queue().list.step(1)


def _tagged(stage: Stage) -> None:
    coding = stage.project.coding
    coding.trigger_code("source")
    _caret_at_start(stage)


def _two_here(stage: Stage) -> None:
    view = stage.project.coding.pane.view
    stage.project.session.apply(tag("lea-other", "source", "We win,"), select="lea-quote")
    view.set_caret(view.text.index("We win,") + 1)


def _in_history(stage: Stage) -> None:
    page = stage.project.show(HistoryPage)
    edit = stage.project.session.project.next_undo()
    assert edit is not None
    page.table.setCurrentIndex(page.model.index(page.model.place_of(edit.id), 0))


def _on_insights(stage: Stage, view: str = "voice") -> InsightsPage:
    """Count who speaks, in two layers, and go to the first mark."""
    session = stage.project.session
    session.apply(PutActor(Actor(id="p1", name="Maja Berg", role="government")))
    session.apply(EditArticle(article="a1", meta={"outlet": "AFP"}))
    for coder, quote in (("ana", "a-edge"), ("lea", "lea-quote")):
        session.project.coder = coder
        session.publish(
            session.project.apply(AddLink(annotation=quote, type="said_by", actor="p1"))
        )
    page = stage.project.show(InsightsPage)
    page.body.views.choose(view_called(view))
    _until_counted(stage, page)
    page.body.pane.focus_marks()
    return page


def _until_counted(stage: Stage, page: InsightsPage) -> None:
    reading = page.body.behind.table.labels.reading
    stage.qtbot.waitUntil(lambda: not page.body.finder.busy and not reading.is_due)


def _heard_counting(stage: Stage) -> None:
    finder = _on_insights(stage).body.finder
    finder.changed.connect(lambda: stage.heard.append(f"at work: {finder.busy}"))


def _sentiment_of_insights(stage: Stage) -> None:
    _on_insights(stage, "sentiment")


def _audit_of_insights(stage: Stage) -> None:
    _on_insights(stage, "audit")


def _table_of_insights(stage: Stage) -> None:
    _on_insights(stage).body.turn_table()


def _on_annotations(stage: Stage) -> None:
    page = stage.project.show(AnnotationsPage)
    page.want("", LabelGroup.CODE)
    page.table.go_to(1)


def _on_picked(stage: Stage) -> None:
    page = stage.project.show(AnnotationsPage)
    page.pick(PickedLabels("One label of Insights", ("a-edge",)))


def _on_team(stage: Stage) -> None:
    page = stage.project.show(TeamPage)
    stage.qtbot.waitUntil(lambda: not page.counting.busy and not page.comparing.busy)
    page.articles.go_to(0, 0)
    page.coders.go_to(0, 1)


def _in_articles_of_team(stage: Stage) -> None:
    _on_team(stage)
    stage.project.show(TeamPage).articles.setFocus()


def _one_waits(stage: Stage) -> None:
    """Let an edit wait that is not tried by itself."""
    session = stage.project.session
    edit = EditArticle(article=session.project.articles()[0].id, title="Waited")
    session.waiting.add(lambda: session.publish(session.project.apply(edit)))
    for timer in session.waiting.findChildren(QTimer):
        timer.stop()


def _answer_suggested(stage: Stage) -> None:
    """Suggest an answer to the article, as if it had been learned."""
    finding = stage.project.coding.beside.finding
    frame = stage.project.session.codebook.code("frame")
    assert frame is not None
    field = frame.fields[0]
    value = next(field.choice_ids())

    def answers(code: Code, annotation: Annotation | None) -> list[AnswerSuggestion]:
        is_open = code == frame and (annotation is None or field.id not in annotation.values)
        found = AnswerSuggestion(field=field.id, value=value, probability=0.9)
        return [found] if is_open else []

    finding.answers = answers


def _suggested(stage: Stage) -> None:
    """Have something suggested where nothing is coded, and go to it."""
    coding, session = stage.project.coding, stage.project.session
    session.apply(Delete(("lea-quote", "lea-source")))
    stage.qtbot.waitUntil(lambda: not coding.suggesting.finding.busy)
    session.select("")
    coding.suggesting.step(1)


def _second_suggested(stage: Stage) -> None:
    _suggested(stage)
    stage.project.coding.suggesting.step(1)


def _arrived(stage: Stage) -> None:
    """Follow a folder in which something lies that can't be read."""
    folder = stage.project.session.project.path.parent / "shared"
    folder.mkdir()
    (folder / "ben.annotator").write_bytes(b"no project at all")
    following = stage.project.following
    following.follow(folder, by_itself=False)
    stage.qtbot.waitUntil(lambda: not following.is_at_work)
    for _ in range(PATIENCE + 1):
        following.look()
        stage.qtbot.waitUntil(lambda: not following.is_at_work)


def _settled(stage: Stage) -> object:
    return stage.project.session.apply(SetArticleState(("a1",), ArticleState.SETTLED))


def _words_selected(stage: Stage) -> None:
    view = stage.project.coding.pane.view
    place = view.text.index("Monday")
    view.set_selection(place, place + len("Monday"))


BEFORE: dict[str, Callable[[Stage], object]] = {
    **dict.fromkeys(
        (
            *("open_hit", "only_hits_here", "sort_hits", "turn_hits", "tag_hits", "export_hits"),
            *("search_words", "search_regex", "search_case", "search_text", "search_labels"),
            *("search_notes", "search_actors"),
        ),
        _search,
    ),
    "tag_everywhere": _words_selected,
    **dict.fromkeys(
        ("open_edited", "only_this_article", "take_back", "copy_of_moment", "history_words"),
        _in_history,
    ),
    "all_annotations": _on_picked,
    **dict.fromkeys(("team_sort", "export_coders", "export_articles"), _on_team),
    **dict.fromkeys(
        (
            *("actor_passages", "actors_sort", "actor_words", "show_archived", "change_actor"),
            *("new_actor", "archive_actor", "merge_actors", "split_actor", "actor_doubles"),
            *("actor_variables", "import_actors", "export_actors"),
        ),
        _on_actors,
    ),
    "back_to_actors": _in_actors_form,
    **dict.fromkeys(
        (
            *("open_annotation", "filter_annotations", "group_annotations", "sort_annotations"),
            *("bulk_recode", "bulk_answer", "bulk_link", "bulk_note", "bulk_delete"),
            *("fold_group", "fold_groups", "turn_annotations", "export_annotations_shown"),
        ),
        _on_annotations,
    ),
    **dict.fromkeys(
        (
            *("insight_passages", "insight_back", "insight_filter", "insight_rows", "insight_by"),
            *("insight_columns", "insight_layer", "insight_codes", "insight_table"),
            *("copy_insight", "export_insight", "next_insight", "previous_insight"),
            *("insight_more", "insight_annotations"),
            *(f"insight_view_{n}" for n in range(2, 10)),
        ),
        _on_insights,
    ),
    **dict.fromkeys(("insight_view_1", "insight_target"), _sentiment_of_insights),
    "insight_wanted": _audit_of_insights,
    "count_again": _heard_counting,
    "sort_insight": _table_of_insights,
    "team_again": lambda stage: stage.project.show(TeamPage),
    "open_of_team": _in_articles_of_team,
    "try_again": _one_waits,
    "practice": _practised,
    "mode_code": lambda stage: stage.project.show(ReviewPage),
    "zoom_reset": lambda stage: stage.project.pages.zoom(2),
    "previous_article": _step_to("a2"),
    "next_article": _step_to("a1"),
    "next_sentence": _caret_at_start,
    "next_quotation": _caret_at_start,
    "next_paragraph": _caret_at_start,
    "extend_sentence": _caret_at_start,
    "extend_quotation": _caret_at_start,
    "extend_paragraph": _caret_at_start,
    "previous_paragraph": _caret_at_end,
    "previous_sentence": _caret_at_end,
    "extend_sentence_back": _caret_at_end,
    "extend_quotation_back": _caret_at_end,
    "extend_paragraph_back": _caret_at_end,
    **dict.fromkeys(
        ("accept_suggestion", "accept_words", "refuse_suggestion", "mend_suggestion"), _suggested
    ),
    **dict.fromkeys(("why_suggestion", "accept_above", "unsure_suggestions"), _suggested),
    "previous_suggestion": _second_suggested,
    "repeat": _tagged,
    "take_suggested": _answer_suggested,
    "other_annotation": _two_here,
    "undecide": _decided,
    "unit_previous": _second_unit,
    **dict.fromkeys(("unit_take_back", "unit_fields"), _answered_unit),
    "lock_article": _settled,
    "bring_in_followed": _arrived,
    "answer_0": _first_digit,
    "start_left_word": lambda stage: stage.select("lea-source"),
    "theme_system": lambda stage: stage.window.menu_actions.by_id["theme_dark"].trigger(),
    "previous_difference": lambda stage: stage.look_at("b-code"),
    "queue_take_back": _queue_decided,
    "queue_reason": _queue_decided,
    "previous_listed": _second,
    "list_differences": lambda stage: stage.project.show(ReviewPage).show_list("mine"),
    "codebook": lambda stage: stage.project.coding.setFocus(),
}


def _owner(row: Command[Any], stage: Stage) -> object:
    """Return what a command works on, come to as a user comes to it."""
    if row.scope.find is None:
        return COME_TO[row.scope.kind](stage)
    return row.find(stage.window)


def _is_noticed(row: Command[Any], stage: Stage) -> None:
    """Do a command, and see to it that somebody notices."""
    if row.id in BEFORE:
        BEFORE[row.id](stage)
    owner = _owner(row, stage)
    assert owner is not None, f"{row.id} can't be done"
    stage.stays = owner if isinstance(owner, QDialog) else None
    before = stage.settled()
    assert OPENS.get(row.id) not in before.dialogs, f"{row.id} is seen without the command"
    if row.scope.find is not None:
        stage.window.menu_actions.refresh()
        stage.window.menu_actions.by_id[row.id].trigger()
    else:
        row.act(owner)
    after = stage.settled()
    assert after != before, row.id
    assert stage.unnamed + unnamed(stage.window) == [], row.id
    if row.id in OPENS:
        assert OPENS[row.id] in after.dialogs, row.id


ALONE = [row for row in EVERY if row.id not in OPENS or row.id in BEFORE or row.scope.find is None]
"""The commands for which the window is made anew."""
OPENING = list(batched([row for row in EVERY if row not in ALONE], 10))
"""Those that only open a dialog: when it is left, all is as it was."""


@pytest.mark.parametrize("row", ALONE, ids=lambda row: row.id)
def test_a_command_does_something_that_one_notices(row: Command[Any], stage: Stage) -> None:
    _is_noticed(row, stage)


@pytest.mark.parametrize("rows", OPENING, ids=lambda rows: f"from {rows[0].id}")
def test_a_command_opens_its_dialog(rows: list[Command[Any]], stage: Stage) -> None:
    for row in rows:
        stage.dialogs.clear()
        _is_noticed(row, stage)


def test_everything_is_known_that_keys_work_on() -> None:
    kinds = {row.scope.kind for row in EVERY if row.scope.find is None}
    assert kinds == set(COME_TO)
    assert CodingController not in kinds

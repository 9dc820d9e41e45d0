"""Who codes an article sees nobody else's labels on it before they have finished it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project, tag
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from user import opened

from annotator.domain.annotation import Annotation, Verdict, gold_id
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.review import AddComment, Settle
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.people import Actor
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project
from annotator.workflow.link_proposals import actor_to_make, ends_of, proposals

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return the project with ben in front of it, who is coding the first article."""
    with led_project(tmp_path) as project:
        do(project, "lea", Settle(take=("ana1",)))
        project.coder = "ben"
        yield project


@pytest.fixture
def window(project: Project, qtbot: QtBot) -> Iterator[MainWindow]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette(), app.styleSheet(), app.font()
    settings = Settings()
    window = MainWindow(settings)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_project(Project.open(project.path, "ben"), "a1", ask=False)
    opened(window).session.coder = "ben"
    yield window
    window.close()
    app.setStyleSheet(before[1])
    app.setPalette(before[0])
    app.setFont(before[2])


@pytest.fixture
def session(window: MainWindow) -> Session:
    return opened(window).session


def listed(window: MainWindow) -> set[str]:
    """Return what the annotations table lists."""
    table: AnnotationsTable = opened(window).coding.annotations
    model = table.model
    rows = (model.row_at(model.index(n, 0)) for n in range(model.rowCount()))
    return {row.annotation.id for row in rows if row}


def marked(window: MainWindow) -> set[str]:
    """Return what is marked in the text."""
    return set(opened(window).coding.pane.view.scene.layer.marks)


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    opened(window).coding.pane.view.setFocus()
    modifiers = Qt.KeyboardModifier.NoModifier
    for one in held:
        modifiers |= one
    qtbot.keyClick(opened(window).coding.pane.view, key, modifiers)


ALL = {"ana1", "ana2", "ben1", gold_id("ana1")}


def test_text_table_and_counts_have_ones_own_labels_only(
    window: MainWindow, session: Session
) -> None:
    assert listed(window) == marked(window) == {"ben1"}
    assert session.counts_here() == {"quote": 1}


def test_n_stops_at_ones_own_labels_only(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    stops: list[str] = []
    session.selected.connect(stops.append)
    for _ in range(4):
        press(window, qtbot, Qt.Key.Key_N)
    assert stops == ["ben1"]


@pytest.mark.parametrize("hidden", ["ana1", "ana2", gold_id("ana1")])
def test_nothing_hidden_can_be_selected(session: Session, hidden: str) -> None:
    session.select(hidden)
    assert session.selection == ""


def test_links_that_arrive_from_hidden_labels_are_hidden(
    window: MainWindow, project: Project, session: Session
) -> None:
    do(project, "ben", tag("ben2", "a1", "source", "three"))
    do(project, "ana", AddLink(annotation="ana1", type="said_by", to="ben2"))
    session.refresh_from_disk()
    session.select("ben2")
    assert opened(window).coding.pane.view.scene.links == ()
    session.apply(SetStatus("a1", WorkStatus.DONE))
    session.select("ben2")
    assert [link.from_id for link in opened(window).coding.pane.view.scene.links] == ["ana1"]


def test_actors_that_only_hidden_labels_name_are_not_proposed_first(
    project: Project, session: Session
) -> None:
    for name in ("Abe", "Zoe"):
        do(project, "ana", PutActor(Actor(id=name, name=name)))
    do(project, "ana", AddLink(annotation="ana1", type="said_by", actor="Zoe"))
    session.refresh_from_disk()

    def first() -> str:
        assert session.article is not None
        actors, seen = session.project.find(Actor), session.visible_annotations()
        link = ("ben1", "said_by")
        ends = ends_of(session.article, session.codebook, actors, link, seen)
        assert ends is not None
        return proposals(ends, "", actor_to_make(ends, ""), None)[0].name

    assert first() == "Abe"
    session.apply(SetStatus("a1", WorkStatus.DONE))
    assert first() == "Zoe"


def test_ctrl_enter_shows_colleagues_labels_at_once(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetStatus("a2", WorkStatus.DONE))
    press(window, qtbot, Qt.Key.Key_Return, CONTROL)
    assert session.article is not None
    assert session.article.article.id == "a1"
    assert listed(window) == marked(window) == ALL


def test_taking_done_back_hides_them_again_and_selects_none_of_them(
    window: MainWindow, session: Session
) -> None:
    session.apply(SetStatus("a1", WorkStatus.NOTHING))
    session.select("ana1")
    assert session.selection == "ana1"
    session.undo()
    assert session.selection == ""
    assert listed(window) == marked(window) == {"ben1"}


def test_ctrl_shift_l_says_why_nothing_appears(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    for _ in range(2):
        press(window, qtbot, Qt.Key.Key_L, CONTROL, SHIFT)
    assert session.shows_colleagues
    assert "when you have finished this article" in window.status.words()


def test_the_lead_can_open_labels_to_all(window: MainWindow, session: Session) -> None:
    session.apply(SetSetting(OPEN_SETTING, value=True))
    assert listed(window) == marked(window) == ALL


def test_reviewing_is_blind_where_one_codes_and_sees_elsewhere(
    window: MainWindow, session: Session
) -> None:
    opened(window).show(ReviewPage)
    assert [one.id for one in session.visible_annotations()] == ["ben1"]
    session.open_article("a2")
    assert [one.id for one in session.visible_annotations()] == ["ana3"]
    session.apply(Assign((("a2", "ben"),)))
    assert session.visible_annotations() == []


def test_hiding_colleagues_hides_nothing_from_a_reviewer(
    window: MainWindow, session: Session
) -> None:
    session.open_article("a2")
    session.show_colleagues(False)
    session.set_reviewing(True)
    assert [one.id for one in session.visible_annotations()] == ["ana3"]


def test_gold_can_be_changed_in_review_only(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.apply(SetStatus("a1", WorkStatus.DONE))
    gold = gold_id("ana1")
    session.select(gold)
    press(window, qtbot, Qt.Key.Key_Delete)
    assert "Review" in window.status.words()
    assert session.project.get(Annotation, gold) is not None
    session.set_reviewing(True)
    assert session.apply(Delete((gold,))) is not None


def test_the_table_signs_what_was_decided_and_asked_of_ones_own(
    window: MainWindow, project: Project, session: Session
) -> None:
    do(project, "lea", Settle(over=("ben1",), reason="<i>Wrong</i> code"))
    do(project, "lea", AddComment(id="k", annotation="ben1", text="Why?"))
    session.refresh_from_disk()
    model = opened(window).coding.annotations.model
    row = model.row_at(model.index(0, 0))
    assert row is not None
    assert row.sign == "✕ ?"
    assert f"lea {Verdict.REJECTED} this: “<i>Wrong</i> code”" in row.said
    tip = str(model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole))
    assert "&lt;i&gt;Wrong" in tip
    assert window.status.questions.text() == "1 open question"


def test_the_key_for_asking_opens_the_thread(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.select("ben1")
    press(window, qtbot, Qt.Key.Key_Question)
    assert opened(window).coding.inspector.questions.input.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert opened(window).coding.pane.view.hasFocus()


def test_the_count_in_the_status_bar_leads_to_the_review(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    session.apply(AddComment(id="k", annotation="ben1", text="Why?"))
    qtbot.mouseClick(window.status.questions, Qt.MouseButton.LeftButton)
    assert opened(window).shown(ReviewPage) is not None


def heights(window: MainWindow) -> list[float]:
    """Return how high each paragraph of the coder's text stands."""
    document = opened(window).coding.pane.view.document()
    block, found = document.firstBlock(), list[float]()
    while block.isValid():
        found.append(document.documentLayout().blockBoundingRect(block).height())
        block = block.next()
    return found


def test_the_lines_do_not_tell_where_hidden_labels_are(
    window: MainWindow, session: Session, project: Project
) -> None:
    for n in range(6):
        place = ((0, 5 + n),)
        do(project, "ana", Tag(id=f"ana-{n}", article="a1", code="quote", fragments=place))
    session.refresh_from_disk()
    blind = heights(window)
    session.apply(SetSetting(OPEN_SETTING, value=True))
    session.set_reviewing(True)
    assert heights(window) > blind
    session.apply(SetSetting(OPEN_SETTING, value=None))
    session.set_reviewing(False)
    assert heights(window) == blind


def test_an_empty_table_says_that_colleagues_labels_are_hidden(
    window: MainWindow, session: Session
) -> None:
    hint = opened(window).coding.annotations.hint
    session.apply(Delete(tuple(a.id for a in session.visible_annotations())))
    assert "hidden until you have finished this article" in hint.text()

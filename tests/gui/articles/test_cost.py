"""What the list reads doesn't depend on how many articles there are, but on what is seen."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from once import copy_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from work import BOOK, Cost, costs, label

from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import SetStatus
from annotator.gui.articles import lister
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

pytestmark = pytest.mark.xdist_group("the list of many articles")  # they are made once
SIZES = (150, 1000)
Act = Callable[[ArticlesPanel, Session], object]


def made(size: int) -> Callable[[Path], Project]:
    def make(path: Path) -> Project:
        project = Project.create(path, codebook=BOOK)
        project.coder = "ana"
        label(project, "one", size, 1)
        return project

    return make


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[list[Project]]:
    with ExitStack() as stack:
        paths = [copy_of(("list", n), made(n), tmp_path / f"{n}.annotator") for n in SIZES]
        yield [stack.enter_context(Project.open(path, "ana")) for path in paths]


def settled(project: Project, qtbot: QtBot) -> Session:
    """Return a session on a project; a large file is copied first, and edits wait for that."""
    session = Session(project)
    qtbot.waitUntil(lambda: session._writer._copying is None)
    return session


def panel_of(session: Session, qtbot: QtBot) -> ArticlesPanel:
    panel = ArticlesPanel(session, Settings())
    qtbot.addWidget(panel)
    panel.resize(300, 500)
    panel.show()
    panel.table.viewport().grab()
    return panel


def typed(words: str) -> Act:
    def act(panel: ArticlesPanel, _session: Session) -> None:
        panel.filter.setText(words)
        panel.filter.run_now()
        panel.table.viewport().grab()

    return act


def tag(panel: ArticlesPanel, session: Session) -> None:
    session.apply(Tag(id="mine", article="one3", code="quote", fragments=((0, 2),)))
    assert panel.first_id() == "one0"


def finish(panel: ArticlesPanel, session: Session) -> None:
    session.open_article("one3")
    assert panel.next_undone() == "one4"
    session.apply(SetStatus("one3", WorkStatus.DONE))
    assert panel.done.text.startswith("0 of ")
    panel.first_id()
    assert panel.done.text.startswith("1 of ")


def to_the_end(panel: ArticlesPanel, _session: Session) -> None:
    bar = panel.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    panel.table.viewport().grab()


ACTS: dict[str, Act] = {
    "words": typed("pric"),
    "a code": typed("code:quote"),
    "a status": typed("status:new -outlet:afp"),
    "next": lambda panel, _: panel.open_next(),
    "an edit": tag,
    "finishing": finish,
    "the end": to_the_end,
}


def test_opening_reads_what_is_in_view(projects: list[Project], qtbot: QtBot) -> None:
    found: list[Cost] = []
    for project in projects:
        session = settled(project, qtbot)
        with costs(project) as cost:
            panel_of(session, qtbot)
        found.append(cost)
    assert found[0].sums == found[1].sums
    assert found[1].rows < 400


@pytest.mark.parametrize("act", ACTS)
def test_an_act_reads_no_more_in_a_larger_project(
    act: str, projects: list[Project], qtbot: QtBot
) -> None:
    found: list[Cost] = []
    for project in projects:
        session = settled(project, qtbot)
        panel = panel_of(session, qtbot)
        with costs(project) as cost:
            ACTS[act](panel, session)
        found.append(cost)
    small, large = (one.sums for one in found)
    assert all(more <= less for more, less in zip(large, small, strict=True)), (small, large)
    assert small[0] < 100


def test_painting_reads_nothing_wherever_one_scrolls(projects: list[Project], qtbot: QtBot) -> None:
    panel = panel_of(settled(projects[0], qtbot), qtbot)
    bar = panel.table.verticalScrollBar()
    for value in (bar.singleStep(), bar.maximum() // 2, bar.maximum(), 0):
        bar.setValue(value)
        with costs(projects[0]) as cost:
            panel.table.viewport().grab()
        assert cost.sums == (0, 0, 0)
        first = panel.table.indexAt(panel.table.viewport().rect().topLeft())
        assert str(first.siblingAtColumn(1).data()).startswith("one ")


# Where there are many, another thread finds them


@pytest.fixture
def many(projects: list[Project], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> ArticlesPanel:
    monkeypatch.setattr(lister, "AT_ONCE", 100)
    return panel_of(settled(projects[0], qtbot), qtbot)


def test_many_are_found_in_the_background_as_few_are(many: ArticlesPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(many.filter, "14")
    qtbot.waitUntil(lambda: many.table.model().rowCount() == 12)
    assert many.visible_ids() == ["one14", "one114", *(f"one{n}" for n in range(140, 150))]
    many.filter.setText("")
    many.filter.run_now()
    assert many.table.model().rowCount() == 150, "all are listed at once"


def test_the_last_letter_is_what_is_found(many: ArticlesPanel, qtbot: QtBot) -> None:
    for words in ("1", "14", "149"):
        many.filter.setText(words)
        many.filter.run_now()
    qtbot.waitUntil(lambda: many.table.model().rowCount() == 1)
    many.filter.setText("148")
    qtbot.keyClick(many.filter, Qt.Key.Key_Return)
    opened = many._session.article
    assert opened is not None
    assert opened.article.id == "one148", "Enter waits for nothing"


def test_an_edit_in_the_midst_of_finding_is_written_and_the_list_is_right(
    many: ArticlesPanel, projects: list[Project], qtbot: QtBot
) -> None:
    session = many._session
    many.filter.setText("-code:quote one")
    many.filter.run_now()
    edit = SetStatus("one3", WorkStatus.DONE)
    assert session.apply(edit) is not None
    assert not session.waiting.some
    assert [one.article for one in projects[0].find(Status)] == ["one3"]
    qtbot.waitUntil(lambda: many.table.model().rowCount() == 0)
    # What was found is listed as it comes; what the edit touched is counted a moment later.
    qtbot.waitUntil(lambda: many.done.text == "1 of 150 done")


def test_what_a_filter_is_completed_to_comes_a_moment_later(
    many: ArticlesPanel, qtbot: QtBot
) -> None:
    words = many.filter.completer().model()
    qtbot.waitUntil(lambda: words.rowCount() > 0)
    offered = [words.index(row, 0).data() for row in range(words.rowCount())]
    assert "coder:ana" in offered


def test_a_panel_that_is_hidden_while_it_finds_is_right_when_it_is_shown(
    many: ArticlesPanel, qtbot: QtBot
) -> None:
    many.filter.setText("149")
    many.filter.run_now()
    many.hide()
    many.show()
    qtbot.waitUntil(lambda: many.table.model().rowCount() == 1)

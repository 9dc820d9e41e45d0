"""What coding costs: as much on an article with very many annotations as on one with fewer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QGridLayout, QWidget
from pytestqt.qtbot import QtBot
from work import BOOK, Cost, costs

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.gui.coding.page import CodingPage
from annotator.gui.inspector.answer_finding import AnswerFinding
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.suggest.finding import Finding
from annotator.store.project import Project
from annotator.workflow.article_annotations import FEW

TEXT = "\n".join("The minister said that prices would rise." for _ in range(600))
SIZES = (FEW + 100, 10 * FEW)


@contextmanager
def coding(path: Path, marks: int, qtbot: QtBot) -> Iterator[CodingPage]:
    """Show a project in which `long` has so many annotations, and `short` is open."""
    articles = (
        NewArticle(id="long", title="Long", text=TEXT),
        NewArticle(id="short", title="Short", text="Few words."),
    )
    coder = coder_id("ana")
    made = tuple(
        Annotation(
            id=f"m{n:05}",
            article="long",
            code="quote",
            coder=coder,
            **anchored(TEXT, ((n * 8 % 20_000, n * 8 % 20_000 + 5 + n % 40),)),
        )
        for n in range(marks)
    )
    records = (Coder(id=coder, handle="ana"), *made)
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=articles, records=records))
        settings = Settings()
        settings.set(CODER, "ana")
        session = Session(project)
        page = CodingPage(session, settings)
        qtbot.addWidget(page)
        page.resize(1000, 700)
        session.open_article("short")
        page.grab()
        wait_for_suggestions(page, qtbot)
        yield page
        page.suggesting.close()
        session.end()


@pytest.fixture
def both(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[CodingPage, CodingPage]]:
    with (
        coding(tmp_path / "fewer.annotator", SIZES[0], qtbot) as fewer,
        coding(tmp_path / "more.annotator", SIZES[1], qtbot) as more,
    ):
        yield fewer, more


def opening(page: CodingPage, qtbot: QtBot) -> Cost:
    with costs(page.session.project) as cost:
        page.session.open_article("long")
        page.grab()
    wait_for_suggestions(page, qtbot)
    return cost


def wait_for_suggestions(page: CodingPage, qtbot: QtBot) -> None:
    """Wait until what is looked up on another thread is: it is counted, and holds edits up."""
    looking: list[Finding | AnswerFinding] = [
        page.suggesting.finding,
        *page.findChildren(AnswerFinding),
    ]
    qtbot.waitUntil(lambda: not any(one.busy for one in looking))


def test_opening_and_an_edit_cost_the_same_however_many_annotations_there_are(
    both: tuple[CodingPage, CodingPage], qtbot: QtBot
) -> None:
    fewer, more = (opening(page, qtbot) for page in both)
    assert fewer.statements == more.statements
    assert (fewer.rows, fewer.decoded) == (more.rows, more.decoded)
    assert more.decoded["annotation"] < FEW
    edits: tuple[Edit, ...] = (
        Tag(id="new", article="long", code="quote", fragments=((2, 9),)),
        SetNote("m00250", "seen"),
        Delete(("m00251",)),
    )
    for edit in edits:
        found: list[Cost] = []
        for page in both:
            with costs(page.session.project) as cost:
                page.session.apply(edit)
                page.grab()
            found.append(cost)
        assert found[0].statements == found[1].statements
        assert (found[0].rows, found[0].decoded) == (found[1].rows, found[1].decoded)
        assert found[1].decoded["annotation"] <= 5


def test_only_marks_in_sight_are_made(both: tuple[CodingPage, CodingPage], qtbot: QtBot) -> None:
    made: list[int] = []
    for page in both:
        opening(page, qtbot)
        marks = page.pane.view.scene.layer.marks
        made.append(sum(1 for one in marks if marks.is_made(one)))
        assert len(marks) in SIZES
    assert made[0] < FEW
    assert made[1] < 2 * FEW


def test_nothing_grows_with_the_selections_that_were_made(
    both: tuple[CodingPage, CodingPage],
) -> None:
    page = both[0]
    page.session.open_article("long")
    ids = [one.id for one in page.session.visible_annotations()]

    def select(times: int) -> tuple[int, int]:
        for number in range(times):
            page.session.select(ids[number % 7])
            page.session.select("")
        grids = page.inspector.empty.findChildren(QGridLayout)
        return len(page.findChildren(QWidget)), sum(grid.rowCount() for grid in grids)

    assert select(10) == select(150)

"""After an edit only what it touched is done anew, and all is shown as if it were read anew."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from work import BOOK, label

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import ChangeCode, Delete, SetFragments, SetValue, Tag
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.annotations import AnnotationsTable
from annotator.gui.annotations import table as rows
from annotator.gui.coding.article_pane import ArticlePane
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.annotation_rows import AnnotationRow
from annotator.workflow.article_annotations import FEW
from annotator.workflow.open_article import OpenArticle


def act(chance: random.Random, session: Session, number: int) -> None:
    """Do any one thing that decides which annotations are seen, and where."""
    article = session.article
    assert article is not None
    own = [a.id for a in article.in_order if session.is_own(a)]
    start = chance.randrange(0, 20)
    place = ((start, start + chance.randrange(1, 9)),)
    one = chance.choice(own) if own else "none"
    code = chance.choice(("cue", "quote"))
    edit = chance.choice(
        [
            Tag(id=f"n{number}", article="a1", code=code, fragments=place),
            Tag(id=f"n{number}", article="a1", code="tone"),
            SetFragments(one, place),
            SetValue(one, "kind", chance.choice(("a", "b"))),
            ChangeCode(one, "quote"),
            Delete((one,)),
            SetSetting(OPEN_SETTING, value=chance.random() < 0.5),
            SetStatus("a1", chance.choice(list(WorkStatus))),
            None,
        ]
    )
    if edit is None:
        chance.choice((session.undo, lambda: session.show_colleagues(chance.random() < 0.5)))()
    else:
        session.apply(edit, select=chance.choice((one, "", None)))


@pytest.mark.parametrize("seed", range(4))
def test_everything_seen_is_what_it_would_be_if_read_anew(
    seed: int, session: Session, table: AnnotationsTable
) -> None:
    chance = random.Random(seed)
    for number in range(25):
        act(chance, session, number)
        anew = OpenArticle.load(session.project, "a1")
        assert anew is not None
        seen = [a for a in anew.annotations.whole(anew.in_order) if session.is_visible(a)]
        assert session.visible_annotations() == seen
        assert +session.counts_here() == Counter(a.code for a in seen)
        rows = [table.model.row_at(table.model.index(n, 0)) for n in range(table.model.rowCount())]
        assert [row.annotation for row in rows if row] == seen
        assert session.project.get(Annotation, session.selection or "none") in (None, *seen)


@pytest.mark.parametrize("number", [10, 300])
def test_an_edit_makes_the_rows_that_are_looked_at_however_many_there_are(
    number: int, session: Session, table: AnnotationsTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.apply(Together(many_tags(number)))
    made: list[str] = []
    monkeypatch.setattr(f"{rows.__name__}.AnnotationRow", counting(made))
    session.apply(SetValue("q1", "kind", "b"), select="q1")
    session.apply(Tag(id="new", article="a1", code="quote", fragments=((3, 5),)), select="new")
    assert set(made) <= {"q1", "new"}  # those that are or were selected
    assert table.model.rowCount() == number + 7
    shown = table.model.row_at(table.model.index(table.model.place_of("q1"), 0))
    assert shown is not None
    assert shown.values == "Pear"
    assert len(made) <= len({"q1", "new"})


def many_tags(number: int) -> list[Edit]:
    places = [((n % 20, n % 20 + 1 + n // 30),) for n in range(number)]
    return [Tag(id=f"m{n}", article="a1", code="cue", fragments=p) for n, p in enumerate(places)]


def counting(made: list[str]) -> Callable[..., AnnotationRow]:
    def make(annotation: Annotation, *beside: str) -> AnnotationRow:
        made.append(annotation.id)
        return AnnotationRow(annotation, *beside)  # pyright: ignore[reportArgumentType] - as given

    return make


@pytest.mark.parametrize("number", [10, 300])
def test_opening_words_no_tool_tip_and_makes_no_row(
    number: int, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.apply(Together(many_tags(number)))
    session.open_article("")
    made: list[str] = []
    monkeypatch.setattr(f"{rows.__name__}.AnnotationRow", counting(made))
    table, pane = AnnotationsTable(session), ArticlePane(session, Settings())
    qtbot.addWidget(table)
    qtbot.addWidget(pane)
    session.open_article("a1")
    marks = pane.view.scene.layer.marks
    assert (table.model.rowCount(), len(marks)) == (number + 6, number + 5)
    assert made == []
    assert {mark.label for mark in marks.values()} == {""}
    assert pane.view.describe(marks["q1"]) == "Quote · Apple · ana"


def test_what_another_program_has_taken_out_or_holds_has_no_row_and_is_no_crash(
    tmp_path: Path, qtbot: QtBot
) -> None:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        label(project, "a", 1, FEW + 100)
        session = Session(project)
        table = AnnotationsTable(session)
        qtbot.addWidget(table)
        session.open_article("a0")
        shown = table.model.shown
        with Project.open(project.path, "ana") as other:
            other.apply(Delete((shown[-1].id,)))
        assert table.model.data(table.model.index(len(shown) - 1, 1)) is None
        with locked(project.path, "EXCLUSIVE"):
            project.be_patient(0)
            assert table.model.data(table.model.index(len(shown) - 2, 1)) is None
        project.look_for_lock()
        assert table.model.data(table.model.index(len(shown) - 2, 1))
        session.refresh_from_disk()
        assert len(table.model.shown) == len(shown) - 1
        session.end()

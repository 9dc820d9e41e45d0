"""Of an article with very many annotations, most are read and verified once it is shown."""

from pathlib import Path

import pytest
from damage import without_guards
from pytestqt.qtbot import QtBot
from work import BOOK, WORDS

from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.article_annotations import FEW

LAST = f"m{FEW + 99}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=WORDS * 20),)))
        places = [((n, n + 5),) for n in range(FEW + 100)]
        tags = [
            Tag(id=f"m{n}", article="a", code="quote", fragments=p) for n, p in enumerate(places)
        ]
        project.apply(Together(tags))
        return project.path


def test_all_is_read_once_the_article_is_shown_and_edits_before_that_are_in_it(
    path: Path, qtbot: QtBot
) -> None:
    with Project.open(path) as project:
        project.coder = "ana"
        session = Session(project)
        session.open_article("a")
        opened = session.article
        assert opened is not None
        assert opened.annotations.is_part
        session.apply(SetNote(LAST, "before it was read"), select=LAST)
        assert session.article is not None
        annotations = session.article.annotations
        qtbot.waitUntil(lambda: not annotations.is_part)
        assert annotations[LAST].note == "before it was read"
        assert {one.id for one in annotations.read} == {f"m{n}" for n in range(FEW + 100)}
        session.end()


def test_an_article_with_a_damaged_record_is_closed_when_that_is_found(
    path: Path, qtbot: QtBot
) -> None:
    without_guards(
        path, "UPDATE annotation SET note = 'x' WHERE n = (SELECT max(n) FROM annotation)"
    )
    with Project.open(path) as project:
        session = Session(project)
        told: list[str] = []
        session.refused.connect(told.append)
        session.open_article("a")
        assert session.article is not None
        qtbot.waitUntil(lambda: session.article is None)
        assert len(told) == 1
        assert LAST in told[0]
        assert "is damaged" in told[0]
        session.end()

"""Of an article with very many annotations, where they stand is read; records when looked at."""

from collections.abc import Collection
from pathlib import Path

import pytest
from damage import without_guards

from annotator.domain.annotation import Annotation, Placed
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import DamageError
from annotator.store.project import Project
from annotator.workflow.article_annotations import AT_ONCE, FEW
from annotator.workflow.open_article import OpenArticle

MANY = FEW + 300
TEXT = "Words of an article. " * 40
NEW = Tag(id="new", article="a", code="q", fragments=((3, 9),))
BOOK = Codebook(codes=(Code(id="q", name="Q"), Code(id="t", name="T", scope=Scope.ARTICLE)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
        places = [(n * 7 % 700, n * 7 % 700 + 1 + n % 50) for n in range(MANY)]
        tags = [
            Tag(id=f"m{n}", article="a", code="q", fragments=(p,)) for n, p in enumerate(places)
        ]
        project.apply(Together([*tags, Tag(id="whole", article="a", code="t")]))
    return tmp_path / "p.annotator"


class Reading:
    """A project, and how many records of annotations were asked of it."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.project = Project.open(path)
        self.project.coder = "ana"
        self.read: list[str] = []
        get_all = self.project.get_all

        def counted(kind: type[Annotation], ids: Collection[str]) -> dict[str, Annotation]:
            self.read += ids
            return get_all(kind, ids)

        monkeypatch.setattr(self.project, "get_all", counted)

    def open(self) -> OpenArticle:
        opened = OpenArticle.load(self.project, "a")
        assert opened is not None
        return opened


@pytest.fixture
def reading(path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    return Reading(path, monkeypatch)


def test_opening_decodes_what_a_list_shows_and_tells_where_all_stand(reading: Reading) -> None:
    with reading.project as project:
        opened = reading.open()
        assert len(reading.read) <= AT_ONCE
        assert len(opened.annotations) == MANY + 1
        found = project.find(Annotation, article="a")
        expected = sorted(
            found, key=lambda a: (a.start, -(a.end or 0), a.id) if a.fragments else (-1,)
        )
        assert [a.id for a in opened.in_order] == [a.id for a in expected]
        placed = {a.id: (a.code, a.coder, a.layer, a.fragments) for a in opened.in_order}
        assert placed == {a.id: (a.code, a.coder, a.layer, a.fragments) for a in found}
        assert any(isinstance(a, Placed) for a in opened.in_order)
        assert list(opened.annotations) == [a.id for a in found]
        assert list(opened.annotations.values()) == found


def test_a_record_is_read_when_it_is_looked_at_and_once(reading: Reading) -> None:
    with reading.project as project:
        opened = reading.open()
        reading.read.clear()
        far = opened.in_order[-1].id
        assert opened.annotations[far] == project.get(Annotation, far)
        assert opened.annotations.get(far) is opened.annotations[far]
        assert reading.read == [far]
        assert "none" not in opened.annotations
        assert opened.annotations.is_part
        assert sum(len(few) for few in opened.annotations.rest()) == MANY + 1
        assert not opened.annotations.is_part
        assert len(opened.annotations.read) == MANY + 1


def test_an_edit_reads_what_it_touched_before_all_is_there_and_after(reading: Reading) -> None:
    with reading.project as project:
        opened = reading.open()
        for step in (SetNote("m400", "seen"), Delete(("m401",)), NEW):
            reading.read.clear()
            changes = project.apply(step)
            reading.read.clear()
            after = opened.refreshed(project, changes)
            assert after is not None
            assert len(reading.read) == 1
            opened = after
        anew = reading.open()
        assert [a.id for a in opened.in_order] == [a.id for a in anew.in_order]
        assert opened.annotations["m400"].note == "seen"
        assert dict(opened.annotations) == dict(anew.annotations)


def test_a_damaged_record_is_refused_by_its_name_whenever_it_is_read(path: Path) -> None:
    without_guards(path, "UPDATE annotation SET note = 'x' WHERE id = 'm499'")
    with Project.open(path) as project:
        opened = OpenArticle.load(project, "a")
        assert opened is not None
        with pytest.raises(DamageError, match="m499"):
            _ = opened.annotations["m499"]
        with pytest.raises(DamageError, match="m499"):
            list(opened.damage())


def test_places_that_cannot_be_read_refuse_the_article(path: Path) -> None:
    without_guards(path, "UPDATE annotation SET fragments = '[[1' WHERE id = 'm499'")
    with Project.open(path) as project, pytest.raises(DamageError, match="m499"):
        OpenArticle.load(project, "a")

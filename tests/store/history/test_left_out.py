"""What is made under the id of something that waits for a place: the history stays whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation, Link
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.base import Edit
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.suggestions import Refuse
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal, Refused
from annotator.store.project import Project

WITHOUT = "“We will,” zz qq, “see.”"
MAYOR = Refused(article="a", code="quote", fragments=(Fragment(11, 20),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project whose source `s` waits for a place, as does a refusal of its words."""
    with Project.create(tmp_path / "one.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        fill(made)
        made.apply(Refuse((MAYOR,)))
        made.apply(CorrectText("a", WITHOUT))
        assert [one.id for one in made.left_out_on("a")] == ["s"]
        assert made.find(Refusal) == []
        yield made


def imported(project: Project) -> Edit:
    waiting = project.left_out_on("a")[0]
    around = (("“We will,” ", ", “see.”"),)
    there = replace(waiting, fragments=(Fragment(11, 16),), texts=("zz qq",), contexts=around)
    return ImportRecords(records=(there,))


def tagged(_project: Project) -> Edit:
    return Tag(id="s", article="a", code="source", fragments=((11, 16),))


@pytest.mark.parametrize("make", [imported, tagged])
def test_a_label_that_comes_in_again_takes_the_place_of_the_one_that_waits(
    project: Project, make: object
) -> None:
    assert callable(make)
    project.apply(make(project))
    assert project.get(Annotation, "s") is not None
    assert project.find(Link, type="said_by")
    assert project.left_out_on("a") == []
    assert project.check() == []
    project.close()
    with Project.open(project.path, "ana") as again:
        again.undo()
        assert [one.text for one in again.left_out_on("a")] == ["the mayor"]
        assert again.check() == []
        again.redo()
        assert again.left_out_on("a") == []
        assert again.check() == []


def test_words_can_be_refused_where_a_refusal_has_lost_its_own(project: Project) -> None:
    project.apply(Refuse((replace(MAYOR, fragments=(Fragment(11, 20),)),)))
    (made,) = project.find(Refusal)
    assert made.fragments == (Fragment(11, 20),)
    assert project.check() == []
    project.undo()
    assert project.find(Refusal) == []
    assert project.check() == []


def test_words_can_be_refused_where_others_were_before_the_text_was_corrected(
    project: Project,
) -> None:
    first = Refused(article="a", code="quote", fragments=(Fragment(0, 10),))
    project.apply(Refuse((first,)))
    project.apply(CorrectText("a", f"Today so. {WITHOUT}"))
    project.apply(Refuse((first,)))
    project.apply(Refuse((first,)))
    places = [one.fragments for one in project.find(Refusal)]
    assert sorted(places) == [(Fragment(0, 10),), (Fragment(10, 20),)]
    assert project.check() == []

"""Two reviewers change the choices of one field, each in their file: no answer is lost."""

import shutil
from pathlib import Path

import pytest
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetValue, Tag
from annotator.domain.edits.reshaping import ReshapeField
from annotator.store.project import Project
from annotator.workflow.codebooks.choices import merge_choices, split_choice


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Project, Project]:
    ana = Project.create(tmp_path / "ana.annotator", codebook=BOOK)
    ana.coder = "ana"
    fill(ana)
    for n, answer in enumerate(("direct", "other", "odd")):
        ana.apply(Tag(id=answer, article="a", code="quote", fragments=((n, n + 1),)))
        ana.apply(SetValue(answer, "kind", answer))
    ana.close()
    shutil.copy(ana.path, tmp_path / "ben.annotator")
    return Project.open(ana.path, "ana"), Project.open(tmp_path / "ben.annotator", "ben")


def quote(project: Project) -> Code:
    found = project.get(Code, "quote")
    assert found is not None
    return found


def merged(project: Project, away: str, into: str) -> ReshapeField:
    return merge_choices(quote(project), "kind", [away], into)


def kinds(project: Project) -> dict[str, object]:
    found = {one.id: one.values.get("kind") for one in project.find(Annotation)}
    return {name: found[name] for name in ("direct", "other", "odd")}


def exchanged(ana: Project, ben: Project, folder: Path) -> dict[str, object]:
    """Bring each file's work into the other; return what is answered in both."""
    ana.copy_to(folder / "from-ana.annotator")
    ben.copy_to(folder / "from-ben.annotator")
    ana.bring_in([folder / "from-ben.annotator"])
    ben.bring_in([folder / "from-ana.annotator"])
    assert ana.check() == ben.check() == []
    assert quote(ana) == quote(ben)
    assert kinds(ana) == kinds(ben)
    return kinds(ana)


def test_two_choices_that_are_merged_each_into_the_other_become_one_of_them(
    desks: tuple[Project, Project], tmp_path: Path
) -> None:
    ana, ben = desks
    with ana, ben:
        ana.apply(merged(ana, "direct", "odd"))
        ben.apply(merged(ben, "odd", "direct"))
        answers = exchanged(ana, ben, tmp_path)
        assert answers == {"direct": "direct", "other": "other", "odd": "direct"}  # ben was later
        ana.undo()
        assert kinds(ana) == {"direct": "odd", "other": "other", "odd": "odd"}
        assert ana.check() == []


def test_what_is_merged_into_a_choice_that_was_split_becomes_what_that_did(
    desks: tuple[Project, Project], tmp_path: Path
) -> None:
    ana, ben = desks
    with ana, ben:
        ana.apply(split_choice(quote(ana), "kind", "direct", ["Full", "Partial"], 0))
        ben.apply(merged(ben, "odd", "direct"))
        answers = exchanged(ana, ben, tmp_path)
        assert answers == {"direct": "full", "other": "other", "odd": "full"}


def test_what_became_of_other_choices_is_known_from_both(
    desks: tuple[Project, Project], tmp_path: Path
) -> None:
    """Also for what comes in later from a file that knows neither."""
    ana, ben = desks
    with ana, ben:
        ben.copy_to(tmp_path / "late.annotator")
        with Project.open(tmp_path / "late.annotator", "ana") as late:
            late.apply(SetValue("other", "kind", "direct"))
            ana.apply(merged(ana, "odd", "other"))
            ben.apply(merged(ben, "direct", "other"))
            exchanged(ana, ben, tmp_path)
            late.apply(SetValue("direct", "kind", "odd"))
        ana.bring_in([tmp_path / "late.annotator"])
        assert kinds(ana) == {"direct": "other", "other": "other", "odd": "other"}
        assert ana.check() == []

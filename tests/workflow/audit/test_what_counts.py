"""The audit trail says what counts in this project, and in words why the rest does not."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apart import forging
from msgspec import structs
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete, SetNote, Tag
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import NameReviewers
from annotator.store.project import Project
from annotator.workflow.audit.writing import TrailForm, TrailOrder, write_trail

NOT_ANA = "ana is no reviewer"
IRONY = Code(id="irony", name="Irony", key="I")


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "lead.annotator"
    with Project.create(path, codebook=BOOK, coder="lea") as project:
        fill(project)
        yield project


def theirs(lead: Project, coder: str = "ana") -> Path:
    path = lead.path.with_name(f"{coder}.annotator")
    return path if path.exists() else Path(shutil.copy(lead.path, path))


def lines(project: Project, form: TrailForm = TrailForm.EDITS, **order: Any) -> list[Any]:
    path = project.path.with_name("out.jsonl")
    write_trail(project, path, TrailOrder(form=form, **order))
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def why(found: list[Any], coder: str = "ana") -> dict[str, str]:
    assert all(one["counts"] == (not one["why_not"]) for one in found)
    return {one["kind"]: one["why_not"] for one in found if one["coder"] == coder}


def test_set_aside_changes_do_not_count_and_it_is_said_why(lead: Project) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
        project.apply(SetNote("x", "why"))
        project.apply(Settle(over=("x",)))
        project.apply(PutCode(IRONY))
        assert not any(why(lines(project)).values())
    lead.bring_in([other])
    assert why(lines(lead)) == {
        "coder": "",
        "status": "",
        "annotation": "",
        "decision": NOT_ANA,
        "settlement": NOT_ANA,
        "code": f"proposed: {NOT_ANA}",
    }
    (life,) = lines(lead, TrailForm.LIVES, of=("x",))
    told = [(one["what"], one["counts"], one["why_not"]) for one in life["history"]]
    assert told == [("made", True, ""), ("noted", True, ""), ("rejected", False, NOT_ANA)]
    lead.apply(NameReviewers(("lea", "ana")))
    assert not any(why(lines(lead)).values())


def test_articles_that_somebody_else_removed_are_told_as_set_aside(lead: Project) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.apply(RemoveArticles(("a",)))
    lead.bring_in([other])
    assert set(why(lines(lead)).values()) == {NOT_ANA}


def test_gold_that_somebody_else_undid_counts_still(lead: Project) -> None:
    lead.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
    lead.apply(Settle(take=("x",)))
    other = theirs(lead)
    with Project.open(other, "ana") as project, forging():
        project.undo()
        project.undo()
    lead.bring_in([other])
    assert lead.get(Annotation, "x") is None
    made = [one for one in lines(lead) if one["coder"] == "lea" and one["edit_kind"] == "Settle"]
    assert {one["counts"] for one in made} == {True}
    (tagged,) = [one for one in lines(lead) if one["record"] == "x" and one["coder"] == "lea"]
    assert tagged["counts"] is False


def test_a_label_that_its_coder_deleted_counts_as_deleted(lead: Project) -> None:
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        project.apply(Tag(id="x", article="a", code="source", fragments=((0, 2),)))
        project.apply(Delete(("x",)))
    lead.bring_in([other])
    assert not any(why(lines(lead)).values())


def test_only_what_counts_makes_a_version_and_the_rest_are_drafts(lead: Project) -> None:
    version = lead.codebook().version
    other = theirs(lead)
    with Project.open(other, "ana") as project:
        project.apply(PutCode(IRONY))
        project.apply(PutCode(structs.replace(IRONY, definition="The contrary.")))
        project.apply(Tag(id="x", article="a", code="irony", fragments=((0, 2),)))
        made = project.get(Annotation, "x")
        assert made is not None
        assert made.codebook_version == project.codebook().version == version
    source = lead.codebook().code("source")
    assert source is not None
    lead.apply(PutCode(structs.replace(source, definition="Who says it.")))
    lead.bring_in([other])
    found = lines(lead, TrailForm.CODEBOOK)
    drafts = [one for one in found if one["version"] is None]
    assert [(one["coder"], one["counts"], one["why_not"]) for one in drafts] == [
        ("ana", False, f"proposed: {NOT_ANA}")
    ] * 2
    assert [[d["what"] for d in one["differences"]] for one in drafts] == [[""], ["Definition"]]
    numbered = [one["version"] for one in found if one["version"] is not None]
    assert numbered == [version, version + 1]
    (irony,) = lead.proposals()
    assert irony.theirs is not None
    lead.apply(PutCode(irony.theirs))
    last = lines(lead, TrailForm.CODEBOOK)[-1]
    assert (last["version"], last["coder"], last["counts"]) == (version + 2, "lea", True)

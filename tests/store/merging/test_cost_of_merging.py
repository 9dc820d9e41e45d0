"""What bringing files in costs: by what they bring, not by what the project has."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from work import BOOK, Cost, costs, decoded, label

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change
from annotator.domain.draft import no_progress
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.history import log, withholding
from annotator.store.merging.other_file import open_other, read_other
from annotator.store.project import Project


@pytest.fixture(params=[2, 40])
def lead(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a project with two articles to hand out, and few or many beside them."""
    path = tmp_path / "lead.annotator"
    with Project.create(path, codebook=BOOK) as made:
        made.coder = "lea"
        label(made, "given", 2, 2)
        label(made, "other", request.param, 10)
    return path


def package(lead: Path, coder: str) -> Path:
    """Return a package with labels of a coder, of whom the lead knows."""
    path = lead.with_name(f"{coder}.annotator")
    with Project.open(lead, "lea") as project:
        project.apply(PutCoder(Coder(id=coder_id(coder), handle=coder)))
        project.write_package(path, coder=coder, articles=["given0", "given1"])
    with Project.open(path, coder) as theirs:
        for n in range(3):
            theirs.apply(Tag(id=f"{coder}{n}", article="given0", code="quote", fragments=((n, 9),)))
    return path


def test_a_merge_decodes_what_it_touches_however_large_the_project_is(
    lead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, cid = package(lead, "ben"), package(lead, "cid")
    found = decoded(monkeypatch)
    with Project.open(lead, "lea") as project:
        found.clear()
        project.bring_in([ben, cid])
        assert found["annotation"] == 0
        assert len(project.find(Annotation)) > 6


def test_many_records_are_settled_by_themselves_while_they_are_a_small_part(
    lead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(withholding, "_FEW", 1)
    monkeypatch.setattr(withholding, "_PART", 1)
    ben = package(lead, "ben")
    with Project.open(lead, "lea") as project:
        project.bring_in([ben])
        project.undo()
        project.redo()
        assert project.check() == []
        assert {one.id for one in project.find(Annotation)} >= {"ben0", "ben1", "ben2"}


def test_each_change_of_another_file_is_read_once(
    lead: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = package(lead, "ben")
    read: list[Change] = []
    verify = log.verified_change

    def noting(edit: str, row: Sequence[Any]) -> Change:
        read.append(verify(edit, row))
        return read[-1]

    monkeypatch.setattr(log, "verified_change", noting)
    with open_other(ben) as other:
        found = read_other(other, "ben", no_progress)
    labels = [change.record for change in read if change.kind == "annotation"]
    assert sorted(labels) == ["ben0", "ben1", "ben2"]
    assert found.folded.keys() >= {("annotation", one) for one in labels}


def brought(lead: Path, coder: str, labels: int) -> tuple[Cost, Cost]:
    """Return what it costs to bring in a package with so many labels, and to take that back."""
    path = package(lead, coder)
    with Project.open(path, coder) as theirs:
        made = [
            Tag(id=f"{coder}-{n}", article="given1", code="quote", fragments=((n % 9, 9 + n % 20),))
            for n in range(labels)
        ]
        theirs.apply(Together(made))
    with Project.open(lead, "lea") as project:
        with costs(project) as cost:
            project.bring_in([path])
        with costs(project) as undone:
            project.undo()
    return cost, undone


def test_each_label_that_a_merge_brings_is_written_and_no_query_is_about_it_alone(
    lead: Path,
) -> None:
    brought(lead, "ben", 1)
    few, many = brought(lead, "cid", 10), brought(lead, "dan", 400)
    for one, other in zip(few, many, strict=True):
        assert other.statements["SELECT"] <= one.statements["SELECT"] + 10
    (came, went), (all_came, all_went) = few, many
    more = all_came.statements["INSERT"] - came.statements["INSERT"]
    assert 2 * 390 <= more <= 2 * 390 + 10, "a row of the history and one of the table for each"
    assert all_went.statements["DELETE"] - went.statements["DELETE"] <= 2 * 390 + 10
    assert all_came.rows - came.rows <= 8 * 390

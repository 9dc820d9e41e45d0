"""Where a carried label is from survives what files do with it, and is told in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from wire_copies import TEXTS, wire_copies

from annotator.analysis.insights.facts import Facts
from annotator.domain.annotation import Annotation, carried_id
from annotator.domain.edits.annotations import Delete, SetValue
from annotator.domain.people import coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.copies.carried_from import carried_from
from annotator.workflow.copies.carrying import plan_carrying
from annotator.workflow.copies.knowing import KnownCopies
from annotator.workflow.insights.reading import FactReader
from annotator.workflow.visibility import visibility_of

ANA = coder_id("ana")
QUOTE = carried_id("q", "w1")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with wire_copies(tmp_path) as made:
        planned = plan_carrying(made, "w0", ("w1", "w2"), ANA, visibility_of(made, ANA))
        made.apply(planned.edit(planned.proposed))
        yield made


def words(project: Project, annotation: str = QUOTE) -> str:
    one = project.get(Annotation, annotation)
    found = carried_from(project, one) if one is not None else None
    return found.in_words if found is not None else ""


def test_it_is_told_in_words_as_long_as_the_label_there_is_here(project: Project) -> None:
    assert words(project) == "Carried from “Port cuts dredging”, Wire"
    assert words(project, "q") == ""
    project.apply(SetValue(QUOTE, "loud", None))
    assert words(project) == "Carried from “Port cuts dredging”, Wire"
    project.apply(Delete(("q",)))
    assert words(project) == "Carried from a copy whose label is not here"


def test_two_files_in_which_the_same_was_carried_meet_in_one_label(
    project: Project, tmp_path: Path
) -> None:
    project.undo()
    project.copy_to(tmp_path / "other.annotator")
    with Project.open(tmp_path / "other.annotator", "ana") as other:
        for one in (project, other):
            planned = plan_carrying(one, "w0", ("w1",), ANA, visibility_of(one, ANA))
            one.apply(planned.edit({"w1"}))
    project.bring_in([tmp_path / "other.annotator"])
    assert len(project.find(Annotation, article="w1")) == 4
    assert words(project) == "Carried from “Port cuts dredging”, Wire"
    assert project.check() == []


def test_facts_know_the_cluster_of_each_article_where_it_is_known(project: Project) -> None:
    reader = FactReader(project, Visibility(coder=ANA, open_labels=True))

    def clusters(facts: Facts) -> dict[str, str]:
        return {one.id: one.cluster for one in facts.articles if one.cluster}

    assert clusters(reader.facts(project)) == {}
    known = KnownCopies().look(project).leaders
    assert clusters(reader.facts(project, leaders=known)) == dict.fromkeys(TEXTS, "w0")

"""Conflicts about answers, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from every_field import EVERY_TYPE, answer_to, answered, code_with_every_field, field_of

from annotator.domain.codebook import Codebook, FieldType, value_words
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.visibility import Visibility
from annotator.store.merging.report import Conflict
from annotator.store.project import Project
from annotator.workflow.conflict_words import conflict_row

CODEBOOK = Codebook(codes=(code_with_every_field(),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=CODEBOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="T", text="One two"),)))
        values = answered().values
        project.apply(Tag(id="n", article="a", code="all", fragments=((0, 3),), values=values))
        yield project


@EVERY_TYPE
def test_both_answers_are_said_as_people_know_them(kind: FieldType, project: Project) -> None:
    field = field_of(kind)
    ours = answer_to(field)
    conflict = Conflict(
        kind="annotation",
        record="n",
        attribute=f"values.{field.id}",
        ours=ours,
        theirs=None,
        kept="ours",
    )
    assert conflict_row(project, CODEBOOK, conflict, Visibility(open_labels=True)) == (
        "All “One”",
        field.name,
        value_words(field, ours),
        "–",
        "ours",
    )

"""Every type of field leaves in each format and comes back from it."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_field import EVERY_TYPE, answer_to, answered, code_with_every_field, field_of, typed_for

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, FieldType, Level
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.formats.csv.columns import numeric_columns
from annotator.formats.files.codebook import read_codebook, write_codebook
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonl.reading import read
from annotator.formats.selection import Selection
from annotator.resources import resource
from annotator.store.project import Project
from annotator.workflow.exporting import export

CODEBOOK = Codebook(codes=(code_with_every_field(),))
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=CODEBOOK) as project:
        project.coder = "ana"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="T", text="One two"),)))
        values = answered().values
        project.apply(Tag(id="n", article="a", code="all", fragments=((0, 3),), values=values))
        yield project


def schema(name: str) -> Any:
    return json.loads(resource("schema", name).read_text(encoding="utf-8"))


def answers_in(path: Path, options: ReadOptions) -> dict[str, Any]:
    """Return the answers that a JSONL file of one annotation brings."""
    (incoming,) = read(path, options)
    assert not isinstance(incoming, UserError), incoming
    (annotation,) = (one for one in incoming.records if isinstance(one, Annotation))
    return annotation.values


def test_answers_come_back_from_jsonl_as_they_left(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out.jsonl")
    options = ReadOptions(codebook=CODEBOOK)
    assert answers_in(tmp_path / "out.jsonl", options) == answered().values


@EVERY_TYPE
def test_an_answer_that_the_codebook_lacks_extends_it(kind: FieldType, tmp_path: Path) -> None:
    value = answer_to(field_of(kind))
    part = {"code": "new", "start": 0, "end": 3, "fields": {"asked": value}}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": "One two", "annotations": [part]}), encoding="utf-8")
    options = ReadOptions(codebook=Codebook(), coder="ana", extend_codebook=True)
    assert answers_in(path, options) == {"asked": value}


def test_the_exports_schema_says_of_answers_what_the_types_say() -> None:
    fields = schema("annotator-1.schema.json")["properties"]["annotations"]["items"]["properties"]
    answers = fields["fields"]["additionalProperties"]
    assert set(answers["type"]) == {kind.row.json_type for kind in FieldType}
    (items,) = (kind.row.schema["items"] for kind in FieldType if kind.row.several)
    assert answers["items"] == items
    for kind in FieldType:
        assert str(kind.row.schema["description"]).lower() in answers["description"].lower()


def test_the_codebooks_schema_has_every_type_level_and_kind_of_default() -> None:
    code = schema("codebook-1.schema.json")["properties"]["codes"]["items"]["properties"]
    field = code["fields"]["items"]["properties"]
    types = {kind.row.json_type for kind in FieldType}
    assert field["type"]["enum"] == list(FieldType)
    assert field["level"]["enum"] == list(Level)
    assert set(field["default"]["type"]) == types | {"null"}
    values = field["shown_if"]["properties"]["values"]["items"]
    assert set(values["type"]) == types - {"array"}


@EVERY_TYPE
def test_the_page_on_codebooks_has_every_type(kind: FieldType) -> None:
    assert f"| `{kind}` |" in (DOCS / "codebook.md").read_text(encoding="utf-8")


def test_a_codebook_file_keeps_fields_of_every_type(tmp_path: Path) -> None:
    kinds = [(kind, typed_for(field_of(kind))) for kind in FieldType]
    fields = tuple(field_of(kind, default=kind.row.read_default(text)) for kind, text in kinds)
    code = Code(id="all", name="All", fields=fields)
    write_codebook(Codebook(codes=(code,)), tmp_path / "c.json")
    assert read_codebook(tmp_path / "c.json").codes == (code,)


@EVERY_TYPE
def test_a_cell_of_csv_is_what_the_types_row_makes_of_the_answer(
    kind: FieldType, project: Project, tmp_path: Path
) -> None:
    export(project, tmp_path / "out.csv", selection=Selection())
    text = (tmp_path / "out.csv").read_text(encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    field = field_of(kind)
    assert row[f"all.{field.id}"] == str(kind.row.cell(answer_to(field))) != ""
    assert (f"all.{field.id}" in numeric_columns(CODEBOOK)) is kind.row.numeric

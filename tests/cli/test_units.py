"""`annotator units`: the long table of answers, unit by unit and coder by coder."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import AskedUnit, Choice, Code, Field, FieldType
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.units import AnswerUnit, unit_answer_id
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]
TOPIC = Code(
    id="topic",
    name="Topic",
    unit=AskedUnit.PARAGRAPH,
    fields=(
        Field(
            id="matter",
            name="Matter",
            type=FieldType.CHOICE,
            choices=(Choice("money", "Money"), Choice("books", "Books")),
        ),
        Field(id="sure", name="Sure", type=FieldType.FLAG),
    ),
)
TITLE, BODY = (0, 13), (15, 37)


def answer(project: Project, place: tuple[int, int], **given: Any) -> None:
    article = project.article_ids()[0]
    ident = unit_answer_id(article, "topic", project.coder, (place,))
    project.apply(AnswerUnit(id=ident, article=article, code="topic", fragments=(place,), **given))


@pytest.fixture
def asked(study: str, tmp_path: Path) -> str:
    """Let ana answer for both paragraphs of an article, and ben for the second one alone."""
    with Project.open(tmp_path / study, "ana") as project:
        project.apply(PutCode(TOPIC))
        answer(project, TITLE, none=True)
        answer(project, BODY, values={"matter": "books", "sure": True})
        project.apply(SetStatus(project.article_ids()[0], WorkStatus.DONE))
    with Project.open(tmp_path / study, "ben") as project:
        answer(project, BODY, values={"matter": "money"})
        project.apply(SetStatus(project.article_ids()[0], WorkStatus.DONE))
    return study


def test_each_unit_has_a_row_for_each_coder(told: Told, asked: str) -> None:
    rows = told("units", asked)
    assert [
        (one["number"], one["text"], one["coder"], one["state"], one["answer"]) for one in rows
    ] == [
        (1, "Budget passes", "ana", "none", "none"),
        (1, "Budget passes", "ben", "unanswered", None),
        (2, "Three libraries close.", "ana", "answered", "books"),
        (2, "Three libraries close.", "ben", "answered", "money"),
    ]
    assert {(one["start"], one["end"], one["units"]) for one in rows} == {(*TITLE, 2), (*BODY, 2)}


def test_the_table_has_a_column_for_each_field(run: Run, asked: str, tmp_path: Path) -> None:
    done = run("units", asked, "--code", "Topic", "--csv", "topic.csv")
    assert done.stdout == "Wrote 4 rows to topic.csv.\n"
    with (tmp_path / "topic.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading[-2:] == ["topic.matter", "topic.sure"]
    assert [row[-3:] for row in rows] == [
        ["none", "", ""],
        ["", "", ""],
        ["books", "books", "true"],
        ["money", "money", ""],
    ]


def test_people_are_told_how_many_are_unanswered(run: Run, asked: str) -> None:
    lines = run("units", asked).stdout.splitlines()
    assert [line.split() for line in lines] == [
        ["code", "coder", "answered", "none", "unanswered"],
        ["topic", "ana", "1", "1", "0"],
        ["topic", "ben", "1", "0", "1"],
    ]


def test_agreement_is_per_unit(told: Told, asked: str) -> None:
    found = told("agreement", asked, "--code", "topic", "--measure", "percent")
    by_field = {one["field"]: one for one in found}
    assert (by_field[""]["value"], by_field[""]["units"]) == (1.0, 1)
    assert (by_field["matter"]["value"], by_field["matter"]["units"]) == (0.0, 1)
    assert "unit: paragraph" in by_field["matter"]["note"]


def test_answers_go_out_as_csv_and_come_back_from_jsonl(
    run: Run, told: Told, asked: str, tmp_path: Path
) -> None:
    assert run("export", asked, "labels.csv").exit_code == 0
    with (tmp_path / "labels.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] == "topic"]
    assert {(row["coder"], row["topic.matter"], row["topic.none"]) for row in rows} == {
        ("ana", "", "true"),
        ("ana", "books", ""),
        ("ben", "money", ""),
    }
    assert run("export", asked, "labels.jsonl").exit_code == 0
    made = run("new", "again.annotator", "--codebook", "labels.codebook.json")
    assert made.exit_code == 0, made.stderr
    assert run("import", "again.annotator", "labels.jsonl", "--coder", "lea").exit_code == 0
    keys = ("number", "coder", "state", "answer", "values")
    before, after = (
        [[one[key] for key in keys] for one in told("units", name)]
        for name in (asked, "again.annotator")
    )
    assert after == before


def test_a_code_that_asks_of_no_units_is_refused(run: Run, asked: str, study: str) -> None:
    refused = run("units", asked, "--code", "quote")
    assert refused.exit_code == 2
    assert "Quote asks of no units: it is tagged freely. There are topic." in refused.stderr


def test_a_project_without_such_codes_says_so(run: Run, told: Told, study: str) -> None:
    assert run("units", study).stdout == "No code of this project asks of units.\n"
    assert told("units", study) == []

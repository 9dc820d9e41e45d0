"""Records as flat rows, for tables of other programs."""

import re
from pathlib import Path

import pytest
from places import DOCS
from sample import TEXT, sample

import annotator
from annotator.domain.article import WorkStatus
from annotator.domain.draws import DrawnArticle
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS
from annotator.domain.record import Fragment, Record
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.settings import NextOrder
from annotator.domain.shells import ArticleShell
from annotator.domain.study import (
    ArticleState,
    Freeze,
    Inclusion,
    PracticeResult,
    Remark,
    Round,
    SentBack,
    Settlement,
    inclusion_id,
    practice_result_id,
    sent_back_id,
    settlement_id,
)
from annotator.domain.timing import Stretch
from annotator.store.project import Project

ANA = "c-ana"
OF_THE_STUDY: tuple[Record, ...] = (
    Round(id="pilot", name="Pilot"),
    Inclusion(id=inclusion_id("a1", "pilot"), article="a1", round="pilot", probability=0.25),
    PracticeResult(
        id=practice_result_id("a1", ANA), article="a1", coder=ANA, score=0.5, passed=False
    ),
    Settlement(id=settlement_id("a1"), article="a1", reviewer=ANA, state=ArticleState.SETTLED),
    SentBack(id=sent_back_id("a1", ANA), article="a1", coder=ANA, reviewer=ANA),
    Remark(id="r1", asker=ANA, coder=ANA, text="Why?", at=""),
    Freeze(id="f", name="First", coder=ANA, at="", counts={"articles": 2}),
    Run(id=run_id(ANA), coder=ANA, name="First run", cost=0.5),
    Score(id=score_id("s1"), annotation="s1", score=0.5),
    Refusal(id="no", article="a1", coder=ANA, code="quote", fragments=(Fragment(0, 2),)),
    DrawnArticle(
        id="dr", article="a1", coder=ANA, by=NextOrder.NOVEL, probability=0.5, batch=1, place=0
    ),
    ArticleShell(id="sh", address="courier.example/quay", title="Quay sold"),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with sample(tmp_path) as project:
        project.coder = "ben"
        worked = (Stretch("a1", "2026-01-31", "ab12", 61_000),)
        project.apply(SetStatus("a1", WorkStatus.IN_PROGRESS, worked))
        project.apply(ImportRecords(records=OF_THE_STUDY))
    return tmp_path / "sample.annotator"


def test_annotations_come_as_flat_rows(path: Path) -> None:
    with annotator.open_project(path) as project:
        rows = {row["id"]: row for row in project.records("annotation")}
    assert len(rows) == 7
    quote, tone = rows["q1"], rows["n1"]
    assert (quote["values.stance"], quote["values.negated"]) == (-1, False)
    assert quote["text"] == "“We win,” … “and\u00a0stay.”"
    assert TEXT[quote["start"] :].startswith("“We win,”")
    assert TEXT[: quote["end"]].endswith("stay.”")
    assert (tone["start"], tone["end"], tone["text"], tone["values.tone"]) == (None, None, "", -2)
    assert "values" not in quote


def test_articles_come_with_their_texts_and_metadata(path: Path) -> None:
    with annotator.open_project(path) as project:
        first, second = project.records("article")
    assert (first["text"], first["meta.outlet"], first["id"]) == (TEXT, "AFP", "a1")
    assert second["text"] == "Nothing here.\r\nAt all."


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_has_rows_without_maps(path: Path, kind: str) -> None:
    with annotator.open_project(path) as project:
        rows = project.records(kind)
        ids = [record.id for record in project.find(KINDS[kind].type)]
    assert [row["id"] for row in rows] == ids
    assert rows
    assert not any(isinstance(cell, dict) for row in rows for cell in row.values())


def test_an_unknown_kind_is_refused_with_those_there_are(path: Path) -> None:
    with Project.open(path) as project, pytest.raises(UserError, match="annotation, link"):
        project.records("annotations")


def test_every_kind_is_described() -> None:
    page = DOCS / "python.md"
    rows = re.findall(r"^\| `(\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == list(KINDS)

"""What of a merged history can stand, and what is withheld until it can."""

from typing import Any

import pytest
from one_of_each import (
    ANA,
    ASSIGNMENT,
    DRAWN,
    EACH,
    OF_THE_STUDY,
    QUOTE,
    REFUSAL,
    STATUS,
    TIMING,
    TO_MAYOR,
    TO_Q2,
)

from annotator.domain.codebook import Scope
from annotator.domain.ids import derived_id
from annotator.domain.kinds import KINDS, kind_name, to_values
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Record
from annotator.domain.runs import run_id, score_id
from annotator.domain.standing_records import Records, standing_records
from annotator.domain.study import inclusion_id

ON_ARTICLE = {
    *(STATUS.id, TIMING.id, ASSIGNMENT.id),
    *("q1", "q2", TO_Q2.id, TO_MAYOR.id, "d", "co"),
    *(one.id for one in OF_THE_STUDY if getattr(one, "article", None)),
    *(derived_id("layout", "a"), score_id("q2"), REFUSAL.id, DRAWN.id),
}
BY_ANA = {
    *(run_id(ANA.id), REFUSAL.id, DRAWN.id),
    *(one.id for one in OF_THE_STUDY if getattr(one, "coder", getattr(one, "reviewer", ""))),
}


def raw(*records: Record, without: str = "") -> Records:
    found: Records = {kind: {} for kind in KINDS}
    for record in records or EACH:
        if record.id != without:
            found[kind_name(type(record))][record.id] = to_values(record)
    return found


def ids(records: Records) -> set[str]:
    return {record for of_kind in records.values() for record in of_kind}


def test_what_contradicts_nothing_stands_as_it_is() -> None:
    records = raw()
    assert standing_records(records) == records


@pytest.mark.parametrize(
    ("missing", "goes_too"),
    [
        ("a", ON_ARTICLE),
        ("quote", {"q1", "q2", TO_Q2.id, TO_MAYOR.id, "d", "co", "r1", score_id("q2"), REFUSAL.id}),
        (
            ANA.id,
            ON_ARTICLE - {inclusion_id("a", "pilot"), derived_id("layout", "a")} | BY_ANA,
        ),
        ("pilot", {inclusion_id("a", "pilot")}),
        ("q1", {TO_Q2.id, TO_MAYOR.id}),
        ("q2", {TO_Q2.id, "d", "co", score_id("q2")}),
        ("mayor", {TO_MAYOR.id}),
    ],
)
def test_what_refers_to_nothing_is_withheld(missing: str, goes_too: set[str]) -> None:
    everything = ids(raw())
    assert ids(standing_records(raw(without=missing))) == everything - {missing} - goes_too


def replaced(record: str, **attributes: Any) -> Records:
    records = raw()
    for of_kind in records.values():
        if record in of_kind:
            of_kind[record] = {**of_kind[record], **attributes}
    return records


def test_an_answer_that_the_code_does_not_take_is_withheld_and_the_rest_stands() -> None:
    records = replaced("q1", values={"kind": "gone", "other": 1}, note="kept")
    made = standing_records(records)["annotation"]["q1"]
    assert (made["values"], made["note"]) == ({}, "kept")


def test_an_annotation_that_its_code_cannot_cover_is_withheld() -> None:
    assert "q1" not in ids(standing_records(replaced("quote", scope=Scope.ARTICLE.value)))
    assert "q1" not in ids(standing_records(replaced("a", length=1)))


def test_a_link_that_the_codebook_does_not_allow_is_withheld() -> None:
    rules = [{"type": "target", "name": "About", "ends": ["actor"]}]
    assert {TO_Q2.id, TO_MAYOR.id} & ids(standing_records(replaced("quote", links=rules))) == {
        TO_MAYOR.id
    }


def test_one_handle_is_one_coders() -> None:
    renamed = Coder(id=coder_id("zoe"), handle="ana")
    handles = {r: v["handle"] for r, v in standing_records(raw(ANA, renamed))["coder"].items()}
    assert handles == {ANA.id: "ana", renamed.id: "ana 2"}


def test_a_code_whose_parent_is_gone_stands_at_the_top() -> None:
    assert standing_records(replaced("quote", parent="gone"))["code"]["quote"]["parent"] == ""
    assert standing_records(replaced("quote", parent="quote"))["code"]["quote"]["parent"] == ""


def test_a_default_whose_choice_was_removed_is_no_default() -> None:
    fields = [{**to_values(QUOTE)["fields"][0], "default": "gone"}]
    code = standing_records(replaced("quote", fields=fields))["code"]["quote"]
    assert "default" not in code["fields"][0]


def test_what_stands_already_stays_as_it_is() -> None:
    once = standing_records(replaced("q1", values={"kind": "gone"}))
    assert standing_records(once) == once

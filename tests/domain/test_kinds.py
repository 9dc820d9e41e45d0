"""The table of record kinds, and that rules, removal and merging follow every row of it."""

from typing import Any

import msgspec
import pytest
from memory import Memory, Plan, put
from msgspec import structs
from one_of_each import EACH, TEXT

from annotator.domain.annotation import make_link
from annotator.domain.draft import Draft
from annotator.domain.edits.articles import status_id
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.kinds import (
    KINDS,
    Reference,
    id_of,
    kind_name,
    references,
    referring_to,
    to_values,
)
from annotator.domain.record import Record
from annotator.domain.standing_records import grouped, standing_records
from annotator.domain.teamwork import make_assignment

REFERENCES = [(kind, one) for kind in KINDS.values() for one in kind.references]
MADE = [
    (record, one, ident)
    for record in EACH
    for one, ident in references(kind_name(type(record)), to_values(record))
]


def named(value: object) -> str:
    return value.attribute if isinstance(value, Reference) else getattr(value, "name", str(value))


@pytest.fixture
def whole() -> Memory:
    """Make a project that has the records of every kind."""

    def plan(draft: Draft) -> None:
        draft.add_text(TEXT)
        for record in EACH:
            draft.put(record)

    memory = Memory()
    memory.do(Plan(plan))
    return memory


def test_each_kind_stands_under_its_name_and_refers_to_earlier_ones_or_to_itself() -> None:
    names = list(KINDS)
    assert names == [kind.name for kind in KINDS.values()]
    for kind, one in REFERENCES:
        assert names.index(one.kind) <= names.index(kind.name)


@pytest.mark.parametrize("kind", KINDS.values(), ids=named)
def test_a_row_names_attributes_that_the_records_have(kind: Any) -> None:
    fields = {field.name: field for field in structs.fields(kind.type)}
    told = {*(one.attribute for one in kind.references), *kind.id_from, *kind.fixed, *kind.may_lack}
    assert told <= fields.keys()
    for one in kind.references:
        has_default = fields[one.attribute].default is not msgspec.NODEFAULT or (
            fields[one.attribute].type == str | None
        )
        assert one.optional == has_default
    assert all(not fields[name].required for name in kind.may_lack)


def test_there_is_a_record_for_each_reference() -> None:
    made = {(kind_name(type(record)), one) for record, one, _ in MADE}
    assert made == {(kind.name, one) for kind, one in REFERENCES}


def test_an_id_follows_from_what_the_record_is_on() -> None:
    link = make_link("q", "target", to="s")
    assert id_of("link", to_values(link)) == link.id
    assert id_of("assignment", {"article": "a", "coder": "c"}) == make_assignment("a", "c", "").id
    assert id_of("status", {"article": "a", "coder": "c"}) == status_id("a", "c")
    assert status_id("a", "c") == derived_id("status", "a", "c")


def test_counts_are_in_words() -> None:
    assert KINDS["status"].in_words(1) == "1 status"
    assert KINDS["status"].in_words(2) == "2 statuses"
    assert KINDS["link"].in_words(2) == "2 links"


@pytest.mark.parametrize(("record", "one", "_ident"), MADE, ids=named)
def test_a_record_that_refers_to_nothing_is_refused(
    whole: Memory, record: Record, one: Reference, _ident: str
) -> None:
    hanging = structs.replace(record, id="other", **{one.attribute: "gone"})
    with pytest.raises(UserError, match=f"There is no {one.kind} gone"):
        whole.do(put(hanging))


@pytest.mark.parametrize(("record", "one", "ident"), MADE, ids=named)
def test_a_record_that_refers_to_nothing_is_withheld(
    record: Record, one: Reference, ident: str
) -> None:
    folded = {(kind_name(type(r)), r.id): to_values(r) for r in EACH}
    assert (kind_name(type(record)), record.id) in folded
    del folded[one.kind, ident]
    standing = standing_records(grouped(folded))[kind_name(type(record))]
    # A code whose parent is gone stands at the top.
    assert (record.id in standing) == (one.kind == kind_name(type(record)))


@pytest.mark.parametrize(("record", "one", "ident"), [m for m in MADE if m[1].owns], ids=named)
def test_what_is_on_a_record_dies_with_it(
    whole: Memory, record: Record, one: Reference, ident: str
) -> None:
    owner = whole.need(KINDS[one.kind].type, ident)
    assert whole.get(type(record), record.id) is not None
    whole.do(Plan(lambda draft: draft.remove(owner)))
    assert whole.get(type(record), record.id) is None


def test_nothing_is_left_hanging_when_an_article_is_removed(whole: Memory) -> None:
    article = whole.need(KINDS["article"].type, "a")
    whole.do(Plan(lambda draft: draft.remove(article)))
    left = {name for name, kind in KINDS.items() if whole.find(kind.type)}
    assert left == {
        "project",
        "coder",
        "actor",
        "code",
        "round",
        "remark",
        "freeze",
        "run",
        "shell",
    }


def test_what_refers_to_a_kind_is_found_the_other_way_round() -> None:
    found = [(kind, one) for name in KINDS for kind, one in referring_to(name)]
    assert sorted(map(repr, found)) == sorted(map(repr, REFERENCES))

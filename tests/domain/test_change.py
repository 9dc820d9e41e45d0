"""What an edit did to a record, and what many of them leave."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Changes, difference, fold, updated
from annotator.domain.kinds import to_values
from annotator.domain.people import Actor
from annotator.domain.record import Values

WORDS = st.sampled_from(("", "a", "b", "…"))
ENTRIES = st.dictionaries(st.sampled_from("xyz"), st.integers(0, 3) | st.lists(st.integers(0, 2)))
ANNOTATIONS = st.builds(
    lambda note, values: Annotation(
        id="1", article="a", code="c", coder="x", note=note, values=values
    ),
    WORDS,
    ENTRIES,
)
THERE: st.SearchStrategy[Values] = ANNOTATIONS.map(to_values)
STATES: st.SearchStrategy[Values | None] = st.none() | THERE


class Stamped(msgspec.Struct, frozen=True):
    """A change with what orders it in a history."""

    clock: str
    edit: str
    change: Change


@st.composite
def changes(draw: st.DrawFn) -> Stamped:
    before, after = draw(THERE), draw(STATES)
    whole = draw(st.booleans())
    change = difference("annotation", draw(st.sampled_from("12")), None if whole else before, after)
    if change is None:
        change = Change("annotation", "1", before, None)
    clock, place = draw(st.integers(0, 5)), draw(st.integers(0, 9))
    # Whatever has the same id is the same edit.
    edit = f"{place}-{uuid5(NAMESPACE_OID, f'{clock} {change}')}"
    return Stamped(f"{clock:015d}-000000-", edit, change)


HISTORIES = st.lists(changes(), max_size=8, unique_by=lambda one: one.edit)


def state_of(*histories: Sequence[Stamped]) -> dict[Any, Values]:
    union = {one.edit: one for history in histories for one in history}
    in_order = sorted(union.values(), key=lambda one: (one.clock, one.edit))
    return fold(one.change for one in in_order)


@given(HISTORIES, HISTORIES)
def test_it_does_not_matter_whose_history_is_merged_into_whose(
    a: list[Stamped], b: list[Stamped]
) -> None:
    assert state_of(a, b) == state_of(b, a)


@given(HISTORIES, HISTORIES, HISTORIES)
def test_it_does_not_matter_which_histories_are_merged_first(
    a: list[Stamped], b: list[Stamped], c: list[Stamped]
) -> None:
    ab, bc = [*a, *b], [*b, *c]
    assert state_of(ab, c) == state_of(a, bc)


@given(HISTORIES, HISTORIES)
def test_merging_the_same_history_again_changes_nothing(a: list[Stamped], b: list[Stamped]) -> None:
    assert state_of(a, b, b, a) == state_of(a, b)


@given(st.lists(STATES, min_size=1, max_size=8))
def test_the_fold_of_a_records_changes_is_its_last_state(states: list[Values | None]) -> None:
    steps = [
        difference("annotation", "1", before, after)
        for before, after in zip([None, *states], states, strict=False)
    ]
    last = states[-1]
    wanted = {} if last is None else {("annotation", "1"): last}
    assert fold(step for step in steps if step is not None) == wanted


@given(THERE, THERE)
def test_a_change_and_its_inverse_lead_there_and_back(before: Values, after: Values) -> None:
    change = difference("annotation", "1", before, after)
    if change is None:
        assert before == after
        return
    assert change.after is not None
    assert change.before is not None
    assert updated("annotation", before, change.after) == after
    assert updated("annotation", after, change.before) == before
    assert change.inverse().inverse() == change


def test_of_a_map_only_the_entries_that_changed_are_kept() -> None:
    one = Annotation(id="1", article="a", code="c", coder="x", values={"p": 1, "q": 2})
    other = msgspec.structs.replace(one, values={"p": 1, "r": 3})
    change = difference("annotation", "1", to_values(one), to_values(other))
    assert change == Change(
        "annotation", "1", {"values": {"q": 2, "r": None}}, {"values": {"q": None, "r": 3}}
    )


def test_a_value_of_another_type_is_another_value() -> None:
    one = Annotation(id="1", article="a", code="c", coder="x", values={"p": 1, "q": [1]})
    for entry in (True, 1.0):
        other = msgspec.structs.replace(one, values={"p": entry, "q": [entry]})
        change = difference("annotation", "1", to_values(one), to_values(other))
        assert change is not None
        assert repr(change.after) == repr({"values": {"p": entry, "q": [entry]}})


def test_two_people_who_answer_different_fields_both_keep_their_answers() -> None:
    made = Annotation(id="1", article="a", code="c", coder="x")
    ana = Change("annotation", "1", {"values": {"p": None}}, {"values": {"p": 1}})
    ben = Change("annotation", "1", {"values": {"q": None}}, {"values": {"q": 2}})
    state = fold([Change("annotation", "1", None, to_values(made)), ana, ben])
    assert state["annotation", "1"]["values"] == {"p": 1, "q": 2}


def test_a_record_made_again_holds_nothing_of_what_it_was() -> None:
    old = Annotation(id="1", article="a", code="c", coder="x", values={"p": 1, "q": 2})
    new = msgspec.structs.replace(old, values={"p": 1})
    state = fold(
        [
            Change("annotation", "1", None, to_values(old)),
            Change("annotation", "1", to_values(old), None),
            Change("annotation", "1", None, to_values(new)),
        ]
    )
    assert state["annotation", "1"]["values"] == {"p": 1}


def test_changes_tell_views_what_came_and_what_went() -> None:
    made, gone = Actor(id="1", name="One"), Actor(id="2", name="Two")
    done = Changes(
        "edit",
        "Actors changed",
        "ana",
        "2025-05-19T09:30:00Z",
        (
            Change("actor", "1", None, to_values(made)),
            Change("actor", "2", to_values(gone), None),
            Change("actor", "3", {"name": "a"}, {"name": "b"}),
            Change("annotation", "4", {"note": ""}, {"note": "x"}),
        ),
    )
    assert done.ids(Actor) == {"1", "2", "3"}
    assert done.ids(Annotation) == {"4"}
    assert done.created(Actor) == [made]
    assert done.removed(Actor) == [gone]
    assert next(change.key for change in done) == ("actor", "1")

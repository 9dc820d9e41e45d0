"""Lists in a code merge entry by entry."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.keyed_lists import merged_list

entries = st.fixed_dictionaries(
    {"id": st.sampled_from("abcde"), "name": st.sampled_from(("x", "y", "z"))},
    optional={"help": st.sampled_from(("", "h"))},
)
lists = st.lists(entries, max_size=5, unique_by=lambda entry: entry["id"])


def named(*ids: str) -> list[dict[str, Any]]:
    return [{"id": one, "name": one.upper()} for one in ids]


def ids(entries: list[dict[str, Any]]) -> str:
    return "".join(entry["id"] for entry in entries)


@given(lists, lists)
def test_without_anything_in_between_the_new_list_holds(before: Any, after: Any) -> None:
    assert merged_list("choices", before, before, after) == after


@given(lists, lists, lists)
def test_a_change_made_twice_is_made_once(now: Any, before: Any, after: Any) -> None:
    once = merged_list("choices", now, before, after)
    assert merged_list("choices", once, before, after) == once


@given(lists, lists, lists)
def test_what_a_change_adds_is_there_and_what_it_removes_is_not(
    now: Any, before: Any, after: Any
) -> None:
    merged = ids(merged_list("choices", now, before, after))
    assert len(set(merged)) == len(merged)
    added, removed = set(ids(after)) - set(ids(before)), set(ids(before)) - set(ids(after))
    assert added <= set(merged)
    assert removed.isdisjoint(merged)
    untouched = set(ids(now)) - set(ids(before)) - set(ids(after))
    assert untouched <= set(merged)


def test_two_peoples_additions_both_hold_behind_what_they_stood_behind() -> None:
    merged = merged_list("choices", named("a", "x", "b"), named("a", "b"), named("a", "b", "y"))
    assert ids(merged) == "axby"


def test_two_peoples_changes_to_one_entry_both_hold() -> None:
    now = [{"id": "a", "name": "New", "choices": named("p")}]
    before = [{"id": "a", "name": "Old", "choices": []}]
    after = [{"id": "a", "name": "Old", "help": "h", "choices": named("q")}]
    (entry,) = merged_list("fields", now, before, after)
    assert (entry["name"], entry["help"], ids(entry["choices"])) == ("New", "h", "pq")


def test_an_attribute_that_goes_back_to_its_default_goes_there() -> None:
    now = [{"id": "a", "name": "New", "help": "h"}]
    before = [{"id": "a", "name": "Old", "help": "h"}]
    after = [{"id": "a", "name": "Old"}]
    assert merged_list("choices", now, before, after) == [{"id": "a", "name": "New"}]


def test_the_steps_of_a_scale_go_by_their_value_and_links_by_their_type() -> None:
    now = [{"value": -1}, {"value": 1, "label": "for"}]
    merged = merged_list(
        "steps", now, [{"value": -1}, {"value": 1}], [{"value": -1}, {"value": 0}, {"value": 1}]
    )
    assert merged == [{"value": -1}, {"value": 0}, {"value": 1, "label": "for"}]
    links = merged_list("links", [{"type": "cue"}], [], [{"type": "target"}])
    assert {link["type"] for link in links} == {"cue", "target"}


def test_other_attributes_take_the_new_value_as_it_is() -> None:
    assert merged_list("name", "Now", "Before", "After") == "After"
    assert merged_list("aliases", ["n"], ["b"], ["a"]) == ["a"]

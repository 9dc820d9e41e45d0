from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Changes
from annotator.domain.kinds import kind_name
from annotator.workflow.recent_codes import RecentCodes


def changed(before: str, after: str, annotation: str) -> Changes:
    old, new = ({"code": code} if code else None for code in (before, after))
    change = Change(kind_name(Annotation), annotation, old, new)
    return Changes("e", "", "", "", (change,))


def never_asked(annotation: str) -> str:
    raise AssertionError(annotation)


def used(*uses: tuple[str, str]) -> RecentCodes:
    recent = RecentCodes()
    for code, annotation in uses:
        recent.use(code, annotation)
    return recent


def test_the_last_one_comes_first_and_each_once() -> None:
    assert used(("q", "1"), ("s", "2"), ("q", "3")).ids == ("q", "s")


def test_a_code_stands_where_it_was_before_when_its_last_use_is_undone() -> None:
    recent = used(("q", "1"), ("s", "2"), ("q", "3"))
    recent.follow(changed("q", "", "3"), never_asked)
    assert recent.ids == ("s", "q")
    recent.follow(changed("q", "", "1"), never_asked)
    assert recent.ids == ("s",)
    recent.follow(changed("", "q", "3"), never_asked)
    assert recent.ids == ("q", "s")


def test_another_code_takes_the_use_along_and_undo_gives_it_back() -> None:
    recent = used(("q", "1"))
    recent.use("s", "1")
    recent.follow(changed("q", "s", "1"), never_asked)
    assert recent.ids == ("s",)
    recent.follow(changed("s", "q", "1"), never_asked)
    assert recent.ids == ("q",)


def test_after_a_very_large_edit_it_is_asked_what_is_there() -> None:
    recent = used(("q", "1"), ("s", "2"))
    untold = Changes("e", "", "", "", all_told=False)
    recent.follow(untold, {"1": "q", "2": ""}.__getitem__)
    assert recent.ids == ("q",)


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.integers(0, 40).map(str))))
def test_no_more_than_twelve_are_remembered(uses: list[tuple[str, str]]) -> None:
    recent = used(*uses)
    assert len(recent.ids) <= 12
    assert not uses or recent.ids[0] == uses[-1][0]

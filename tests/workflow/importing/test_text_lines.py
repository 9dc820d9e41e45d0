from hypothesis import given
from hypothesis import strategies as st

from annotator.workflow.importing.text_lines import TextLines

TEXT = "Headline\n\nFirst paragraph.\n\nmenu\nads\n"
MENU = (TEXT.index("menu"), TEXT.index("ads") + 3)
texts = st.text(st.sampled_from("ab \n😀\u2028"), max_size=60)


def test_a_range_over_whole_lines_leaves_those_lines_out() -> None:
    assert TextLines(TEXT).left_out((MENU,)) == {4, 5}


def test_blank_lines_are_never_left_out() -> None:
    assert TextLines(TEXT).left_out(((0, len(TEXT)),)) == {0, 2, 4, 5}


def test_a_line_that_is_left_out_in_part_stays() -> None:
    assert TextLines(TEXT).left_out(((0, 4),)) == set()


def test_lines_with_only_a_blank_one_between_them_become_one_block() -> None:
    lines = TextLines(TEXT)
    start, _ = lines.span(2)
    assert lines.exclude((MENU,), [2]) == ((start, MENU[1]),)


def test_taking_back_the_middle_of_a_block_leaves_two_blocks() -> None:
    text = "a\nb\nc"
    assert TextLines(text).include(((0, 5),), [1]) == ((0, 1), (4, 5))


@given(texts, st.data())
def test_leaving_a_line_out_and_taking_it_back_changes_no_other_line(
    text: str, data: st.DataObject
) -> None:
    lines = TextLines(text)
    numbers = st.integers(0, len(lines) - 1)
    before = lines.exclude((), data.draw(st.sets(numbers)))
    line = data.draw(numbers)
    out = lines.exclude(before, [line])
    assert lines.left_out(out) == lines.left_out(before) | ({line} - blank(lines))
    assert lines.left_out(lines.include(out, [line])) == lines.left_out(before) - {line}


@given(texts, st.data())
def test_ranges_stay_sorted_apart_and_within_the_text(text: str, data: st.DataObject) -> None:
    lines = TextLines(text)
    numbers = st.integers(0, len(lines) - 1)
    ranges = lines.exclude((), data.draw(st.sets(numbers)))
    ranges = lines.include(ranges, data.draw(st.sets(numbers)))
    ends = [end for one in ranges for end in one]
    assert ends == sorted(set(ends))
    assert all(0 <= end <= len(text) for end in ends)


def blank(lines: TextLines) -> set[int]:
    return {n for n in range(len(lines)) if lines.is_blank(n)}

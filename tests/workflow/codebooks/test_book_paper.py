"""Which parts of the guideline book begin a page."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType
from annotator.workflow.codebooks.book import BookFacts, book_page
from annotator.workflow.codebooks.book_paper import numbered, page_breaks, without_parts

PAGE = 1000.0


def tops_of(*heights: float, headings: tuple[int, ...] = (0,)) -> tuple[dict[str, float], float]:
    tops: dict[str, float] = {}
    top = 0.0
    for n, height in enumerate(heights):
        tops[f"part-{'heading-' if n in headings else ''}{n}"] = top
        top += height
    return tops, top


def test_a_part_that_does_not_fit_begins_a_page() -> None:
    tops, end = tops_of(600, 300, 200, 700)
    assert page_breaks(tops, end, PAGE) == {"part-2"}
    assert page_breaks(*tops_of(300, 300), PAGE) == set()


def test_what_is_higher_than_a_page_begins_where_it_stands_and_the_next_code_on_a_new_one() -> None:
    tops, end = tops_of(100, 2500, 100, 100, headings=(0, 3))
    assert page_breaks(tops, end, PAGE) == {"part-heading-3"}


def test_a_long_table_is_not_begun_at_the_very_end_of_a_page() -> None:
    assert page_breaks(*tops_of(900, 2500), PAGE) == {"part-1"}


@given(st.lists(st.floats(1, 500), min_size=1, max_size=60))
def test_no_part_that_fits_on_a_page_is_broken(heights: list[float]) -> None:
    tops, end = tops_of(*heights)
    breaks = page_breaks(tops, end, PAGE)
    used = 0.0
    for name, height in zip(tops, heights, strict=True):
        used = height if name in breaks else used + height
        assert used <= PAGE


def test_anchors_of_codes_are_those_of_the_contents() -> None:
    assert without_parts({"part-1": 1, "part-heading-2": 2, "quote": 3}) == {"quote": 3}


def test_parts_are_named_and_begin_pages_only_where_that_is_wanted() -> None:
    field = Field(id="f", name="F", type=FieldType.CHOICE, choices=(Choice("a", "A"),))
    codes = (
        Code(id="area", name="Area", group=True),
        Code(id="c", name="<!--begins--><p>", definition="D", include="I", fields=(field,)),
    )
    facts = BookFacts(project="P", made="2025-05-19", codebook=Codebook(codes=codes))
    measured = book_page(facts, paged=True)
    assert 'class="new"' not in measured
    assert measured.count('name="part-') == 3  # the heading with its first code, a rule, the field
    drawn = book_page(facts, paged=True, breaks={"part-3"})
    assert drawn.count('class="new"') == 1  # the first heading has it by itself
    assert 'class="kept new"><a name="part-3">' in drawn
    assert "begins--" not in book_page(facts).replace("&lt;!--begins--&gt;", "")
    assert numbered("<p>x</p>", None) == "<p>x</p>"


def test_writing_from_right_to_left_and_joined_letters_are_told_as_they_are() -> None:
    words = "می\N{ZERO WIDTH NON-JOINER}خواهم 👩\N{ZERO WIDTH JOINER}👧"
    code = Code(id="c", name=words, definition=f"{words}\n{words}", exclude="a\u200db \u202ex")
    page = book_page(BookFacts(project="P", made="", codebook=Codebook(codes=(code,))))
    assert f"\u2068{words}\u2069<br>\u2068{words}\u2069" in page
    assert "unicode-bidi: plaintext" in page
    assert "a\\u200db" in page  # which would hide in a Latin word
    assert "\u202e" not in page


def test_the_page_is_readable_in_a_dark_browser_and_printed_in_black() -> None:
    page = book_page(BookFacts(project="P", made="", codebook=Codebook()))
    assert "@media screen and (prefers-color-scheme: dark)" in page
    assert "@media print" in page

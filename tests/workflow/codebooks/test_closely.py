"""How two versions of the codebook differ, as people read it."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.domain.codebook import Choice, Code, Codebook, Field, FieldType
from annotator.workflow.codebooks.closely import close_differences

NAMES = ("Quote", "Source", "Cue", "Frame", "Tone")
BOOK = Codebook(codes=tuple(Code(id=name.lower(), name=name) for name in NAMES))
FIELD = Field(
    id="kind",
    name="Kind",
    type=FieldType.CHOICE,
    choices=(Choice("a", "Alpha"), Choice("b", "Beta", "Old help", (Choice("c", "Gamma"),))),
)


def told(then: Codebook, now: Codebook) -> list[tuple[str, str, str, str]]:
    return [
        (one.code_name, one.what, one.before, one.after) for one in close_differences(then, now)
    ]


def with_choices(*choices: Choice) -> Codebook:
    return Codebook(codes=(Code(id="c", name="C", fields=(replace(FIELD, choices=choices),)),))


def test_each_choice_is_told_by_itself() -> None:
    then = with_choices(*FIELD.choices)
    now = with_choices(Choice("b", "Beta", "New help"), Choice("a", "Alpha"), Choice("d", "Delta"))
    assert told(then, now) == [
        ("C", "Field Kind: choice Beta", "Beta | Old help", "Beta | New help"),
        ("C", "Field Kind: choice Delta", "", "new"),
        ("C", "Field Kind: choice Gamma", "", "gone"),
        ("C", "Field Kind: order of choices", "Alpha, Beta, Gamma", "Beta, Alpha, Delta"),
    ]


def test_a_code_that_was_moved_is_told_and_no_other() -> None:
    quote, *others = BOOK.codes
    now = replace(BOOK, codes=(*others, quote))
    assert told(BOOK, now) == [("Quote", "Place", "first", "after Tone")]
    assert told(now, BOOK) == [("Quote", "Place", "after Tone", "first")]


def test_what_a_code_stands_below_is_told_by_name() -> None:
    quote, source, *others = BOOK.codes
    now = replace(BOOK, codes=(quote, replace(source, parent="quote"), *others))
    assert told(BOOK, now) == [("Source", "Below", "", "Quote")]


@given(st.permutations(BOOK.codes))
def test_the_same_codes_in_any_order_differ_only_if_one_moved(codes: list[Code]) -> None:
    found = told(BOOK, replace(BOOK, codes=tuple(codes)))
    assert bool(found) == (codes != list(BOOK.codes))
    assert len(found) < len(codes)

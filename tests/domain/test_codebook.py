"""Reading a codebook."""

import pytest

from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    CodeState,
    Condition,
    Field,
    FieldType,
    LinkRule,
    ScaleStep,
    Scope,
)

ROLE = Field(
    id="role",
    name="Role",
    type=FieldType.CHOICE,
    choices=(Choice("government", "Government", choices=(Choice("minister", "Minister"),)),),
)
BOOK = Codebook(
    codes=(
        Code(id="speech", name="Speech", group=True),
        Code(id="quote", name="Quote", key="Q", fields=(ROLE,)),
        Code(id="old", name="Old", key="O", state=CodeState.RETIRED),
        Code(id="tone", name="Tone", scope=Scope.ARTICLE),
    )
)


def test_both_levels_of_choices_can_be_chosen_and_named() -> None:
    assert list(ROLE.choice_ids()) == ["government", "minister"]
    assert ROLE.choice_name("minister") == "Minister"
    assert ROLE.choice_name("gone") == "gone"


def test_headings_and_retired_codes_can_not_be_applied() -> None:
    assert [code.id for code in BOOK.usable()] == ["quote", "tone"]
    assert [code.id for code in BOOK.usable(Scope.ARTICLE)] == ["tone"]
    assert BOOK.by_key("q") is BOOK.code("quote")
    assert BOOK.by_key("o") is None
    assert BOOK.by_key("") is None
    assert BOOK.code("gone") is None


def test_fields_and_links_are_found_by_id() -> None:
    code = Code(id="q", name="Q", fields=(ROLE,), links=(LinkRule(type="is", name="Is", ends=()),))
    assert code.field("role") is ROLE
    assert code.field("gone") is None
    assert code.link_rule("is") is code.links[0]
    assert code.link_rule("gone") is None


@pytest.mark.parametrize(
    ("ends", "end", "admitted"),
    [
        (("source", "actor"), "source", True),
        (("source", "actor"), "actor", True),
        (("source",), "quote", False),
        (("*",), "quote", True),
        (("*",), "actor", False),
        (("actor", "*"), "actor", True),
    ],
)
def test_a_star_stands_for_annotations_of_any_code_and_not_for_actors(
    ends: tuple[str, ...], end: str, admitted: bool
) -> None:
    assert LinkRule(type="target", name="Target", ends=ends).admits(end) is admitted


def test_what_must_be_answered_is_missing_only_where_it_is_asked() -> None:
    steps = (ScaleStep(0), ScaleStep(1))
    code = Code(
        id="quote",
        name="Quote",
        fields=(
            Field(id="kind", name="Kind", type=FieldType.TEXT, required=True),
            Field(
                id="why",
                name="Why",
                type=FieldType.SCALE,
                steps=steps,
                required=True,
                shown_if=Condition("kind", ("odd", "new")),
            ),
            Field(id="free", name="Free", type=FieldType.TEXT),
        ),
    )
    assert [field.id for field in code.missing({})] == ["kind"]
    assert [field.id for field in code.missing({"kind": "odd"})] == ["why"]
    assert [field.id for field in code.missing({"kind": ["new", "x"]})] == ["why"]
    assert code.missing({"kind": "plain"}) == []
    assert code.missing({"kind": "odd", "why": 0}) == []


def test_a_scale_has_signs_where_it_has_two_sides() -> None:
    both = Field(
        id="f", name="F", type=FieldType.SCALE, steps=(ScaleStep(-1), ScaleStep(0), ScaleStep(1))
    )
    one = Field(
        id="f", name="F", type=FieldType.SCALE, steps=(ScaleStep(0), ScaleStep(1), ScaleStep(2))
    )
    assert [both.signed(step.value) for step in both.steps] == ["\N{MINUS SIGN}1", "0", "+1"]
    assert [one.signed(step.value) for step in one.steps] == ["0", "1", "2"]

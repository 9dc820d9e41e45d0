"""The answers of an annotation in one line."""

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Field, FieldType, ScaleStep
from annotator.workflow.annotation_rows import values_summary

KIND = Field(id="kind", name="Kind", type=FieldType.TEXT)
NEGATED = Field(id="negated", name="Negated", type=FieldType.FLAG)
CODE = Code(
    id="quote",
    name="Quote",
    fields=(
        Field(
            id="stance",
            name="Stance",
            type=FieldType.SCALE,
            steps=(ScaleStep(-1), ScaleStep(0), ScaleStep(1)),
        ),
        Field(id="count", name="Count", type=FieldType.NUMBER),
        Field(id="loud", name="Loud", type=FieldType.FLAG),
        Field(id="why", name="Why", type=FieldType.TEXT),
        Field(id="topics", name="Topics", type=FieldType.MULTI_CHOICE),
    ),
)


def summary(*fields: Field, **values: object) -> str:
    one = Annotation(id="n", article="a", code="c", coder="ana", values=dict(values))
    return values_summary(Code(id="c", name="C", fields=fields), one)


def test_an_answer_of_zero_is_told_and_what_says_nothing_is_not() -> None:
    nothing = {"loud": False, "why": "", "topics": []}
    one = Annotation(
        id="q", article="a", code="quote", coder="ana", values={"stance": 0, "count": 0.0} | nothing
    )
    assert values_summary(CODE, one) == "0, 0.0"


def test_a_flag_among_other_fields_is_said_by_its_name() -> None:
    assert summary(KIND, NEGATED, kind="direct", negated=True) == "direct, Negated"
    assert summary(KIND, NEGATED, kind="direct", negated=False) == "direct"


def test_the_only_question_of_a_code_is_answered_by_yes_and_no() -> None:
    assert summary(NEGATED, negated=True) == "yes"
    assert summary(NEGATED, negated=False) == "no"
    assert summary(NEGATED) == ""

"""Annotations told in words."""

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Field, FieldType, ScaleStep
from annotator.workflow.answers import values_summary

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


def test_an_answer_of_zero_is_told_and_what_says_nothing_is_not() -> None:
    nothing = {"loud": False, "why": "", "topics": []}
    one = Annotation(
        id="q", article="a", code="quote", coder="ana", values={"stance": 0, "count": 0.0} | nothing
    )
    assert values_summary(CODE, one) == "0, 0.0"

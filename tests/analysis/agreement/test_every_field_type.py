"""Agreement on fields of every type."""

from typing import Any

from every_field import EVERY_TYPE, answer_to, field_of

from annotator.analysis.agreement import name_in_words, report
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.values import MISSING
from annotator.analysis.agreement.variables import answer_name, variable
from annotator.domain.annotation import Annotation, anchored
from annotator.domain.article import Article, WorkStatus
from annotator.domain.codebook import Code, Codebook, Field, FieldType, value_words
from annotator.domain.layers import ArticleLayers

TEXT = "One two"


def coded(field: Field, coder: str, value: Any) -> Annotation:
    anchor = anchored(TEXT, [(0, 3)])
    values = {field.id: value}
    return Annotation(id=coder, article="a", code="c", coder=coder, values=values, **anchor)


@EVERY_TYPE
def test_answers_of_every_type_are_compared_at_each_of_its_levels(kind: FieldType) -> None:
    for level in kind.row.levels:
        field = field_of(kind, level=level)
        one = coded(field, "ana", answer_to(field))
        both = [one, coded(field, "ben", None)]
        found = variable(field, Coded(both, article=(0, 0), coder=(0, 1)))
        assert found.numbers.tolist() == [0, MISSING]
        assert found.level == kind.row.level_of(field)


@EVERY_TYPE
def test_a_figures_name_for_an_answer_is_said_like_the_answer(kind: FieldType) -> None:
    field = field_of(kind)
    value = answer_to(field)
    assert name_in_words(field, answer_name(value)) == value_words(field, value)


def test_several_choices_have_one_name_and_read_like_an_answer() -> None:
    field = field_of(FieldType.MULTI_CHOICE)
    assert answer_name(["top", "low"]) == "low + top"
    assert name_in_words(field, "low + top") == "Low, Top"


def test_an_answer_from_before_a_change_of_type_keeps_its_name() -> None:
    assert name_in_words(field_of(FieldType.NUMBER), "many") == "many"


@EVERY_TYPE
def test_equal_answers_of_every_type_agree_in_the_report(kind: FieldType) -> None:
    field = field_of(kind)
    article = ArticleLayers(
        article=Article(id="a", title="T", text_sha256="", length=len(TEXT)),
        text=TEXT,
        annotations=tuple(coded(field, coder, answer_to(field)) for coder in ("ana", "ben")),
        statuses=dict.fromkeys(("ana", "ben"), WorkStatus.DONE),
    )
    codebook = Codebook(codes=(Code(id="c", name="C", fields=(field,)),))
    figures = report([article], codebook, {"ana": "ana", "ben": "ben"})
    found = {one.measure: one.value for one in figures if one.field == field.id and not one.choice}
    assert found["percent"] == 1
    assert ("alpha" in found) is kind.row.by_chance
    assert ("u_alpha" in found) is kind.row.labels

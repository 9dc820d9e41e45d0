"""A small project in memory: one article, a codebook with every kind of field, one coder."""

import pytest
from memory import Memory

from annotator.domain.annotation import Annotation, Link
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
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.links import PutActor
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor

TEXT = "“We will,” the mayor said, “see.”"
KINDS = Field(
    id="kind",
    name="Kind",
    type=FieldType.CHOICE,
    choices=(Choice("direct", "Direct"), Choice("other", "Other", choices=(Choice("odd", "Odd"),))),
)
ANY = LinkRule(type="target", name="About", ends=("actor", "*"))
CODES = (
    Code(
        id="quote",
        name="Quote",
        key="Q",
        fields=(
            KINDS,
            Field(
                id="stance",
                name="Stance",
                type=FieldType.SCALE,
                steps=(ScaleStep(-1), ScaleStep(1)),
            ),
            Field(id="negated", name="Negated", type=FieldType.FLAG, default=False),
            Field(
                id="basis",
                name="Basis",
                type=FieldType.MULTI_CHOICE,
                choices=KINDS.choices,
                shown_if=Condition("kind", ("direct",)),
            ),
            Field(id="day", name="Day", type=FieldType.DATE),
            Field(id="times", name="Times", type=FieldType.NUMBER),
            Field(id="remark", name="Remark", type=FieldType.TEXT),
        ),
        links=(
            LinkRule(type="said_by", name="Said by", ends=("source", "actor")),
            LinkRule(type="cue", name="Cue", ends=("cue",), maximum=1),
            ANY,
        ),
    ),
    Code(id="source", name="Source", key="S"),
    Code(id="cue", name="Cue", key="C"),
    Code(id="speech", name="Speech", fields=(KINDS,), links=(ANY,)),
    Code(id="heading", name="Heading", group=True),
    Code(id="old", name="Old", key="O", state=CodeState.RETIRED),
    Code(id="tone", name="Tone", scope=Scope.ARTICLE),
)


@pytest.fixture
def empty() -> Memory:
    """Make a project with a codebook and nothing else."""
    return Memory(Codebook(title="Test", codes=CODES))


@pytest.fixture
def memory(empty: Memory) -> Memory:
    """Make one with article `a`, quote `q`, source `s`, cue `c` and actor `mayor`."""
    empty.do(
        Together(
            [
                ImportRecords(articles=(NewArticle(id="a", title="T", text=TEXT),)),
                Tag(id="q", article="a", code="quote", fragments=((0, 10), (27, 33))),
                Tag(id="s", article="a", code="source", fragments=((11, 20),)),
                Tag(id="c", article="a", code="cue", fragments=((21, 25),)),
                PutActor(Actor(id="mayor", name="The mayor")),
            ]
        )
    )
    return empty


@pytest.fixture
def quote(memory: Memory) -> Annotation:
    return memory.need(Annotation, "q")


def links(memory: Memory) -> set[tuple[str, str]]:
    return {
        (one.type, one.target_annotation or one.target_actor or "") for one in memory.find(Link)
    }

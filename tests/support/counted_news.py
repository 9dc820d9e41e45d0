"""Small coded studies for counting: who says what of whom, in which frame, by whom it was coded."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace
from projects import Material

from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.annotation import (
    CODER_LAYER,
    GOLD_LAYER,
    Annotation,
    Link,
    anchored,
    make_link,
)
from annotator.domain.article import PROBABILITY
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record, Values
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project

CODERS = (Coder(id="c-ana", handle="ana"), Coder(id="c-ben", handle="ben"))
REGION = ActorVariable("region", "Region", ActorVariableType.CHOICE, ("north", "south"))
AGE = ActorVariable("age", "Age", sensitive=True)
ACTORS = (
    Actor(id="p1", name="Ida Berg", role="expert", values={"region": {"value": "south"}}),
    Actor(id="p2", name="Port Authority", kind="organisation", role="business"),
    Actor(id="p3", name="Jo Lind", values={"region": {"value": "north"}, "age": {"value": "40"}}),
)
OUTLETS = ("Echo", "Herald", "Kurier", "")
DAYS = ("2025-01-31", "2025-02-01", "2025-05-19", "2025-06", "2025", "")
PIECES = ((0, 9), (4, 16), (10, 25), (20, 22), (26, 44))
_ANSWERS: dict[str, dict[str, Sequence[object]]] = {
    "quote": {"stance": (-2, -1, 0, 1, 2, None), "quote_type": ("direct", "indirect")},
    "source": {
        "naming": ("named", "role_only", "anonymous", None),
        "role": ("government", "minister", "citizen", None),
    },
    "frame": {"policy_frame": ("economic", "legality", "morality")},
    "sentiment": {"polarity": (-2, 0, 2)},
    "tone": {"tone": (-1, 0, 1)},
}
_LINKS = {
    "quote": ("said_by", "target"),
    "source": ("is",),
    "sentiment": ("target", "holder"),
    "tone": ("target",),
}


Pick = Callable[[Sequence[Any]], Any]
"""Chooses one of several."""


@st.composite
def coded_news(draw: st.DrawFn) -> Material:
    """Generate studies of some articles that two coders have labelled, and of gold."""
    return _study(lambda several: draw(st.sampled_from(several)), draw(st.integers(1, 4)))


def made_news(seed: int, articles: int, *, probabilities: Sequence[object] = ()) -> Material:
    """Make a study of so many articles, the same for the same seed."""
    return _study(Random(seed).choice, articles, probabilities)


def _study(pick: Pick, count: int, probabilities: Sequence[object] = ()) -> Material:
    articles: list[NewArticle] = []
    records: list[Record] = [*CODERS, *ACTORS]
    for n in range(count):
        meta: Values = {"outlet": pick(OUTLETS), "published": pick(DAYS)}
        if probabilities:
            meta[PROBABILITY] = pick(probabilities)
        text = f"The mayor’s well-known plan {n} is good, they say; others doubt it."
        articles.append(NewArticle(id=f"x{n}", title=f"Title {n}", text=text, meta=meta))
        records.extend(_labels(pick, articles[-1]))
    return Material(tuple(articles), tuple(records))


def counted_project(path: Path, material: Material) -> Project:
    """Make a project of what was generated."""
    project = Project.create(path, codebook=default_codebook())
    project.apply(ImportRecords(articles=material.articles, records=material.records))
    project.apply(SetActorVariables((REGION, AGE)))
    return project


def _labels(pick: Pick, article: NewArticle) -> list[Record]:
    made = [_label(pick, article, n) for n in range(pick(range(10)))]
    links = {link.id: link for one in made for link in _links(pick, one, made)}
    return [*made, *links.values()]


def _label(pick: Pick, article: NewArticle, n: int) -> Annotation:
    code = pick(("quote", "quote", "source", "frame", "sentiment", "tone"))
    pieces = () if code == "tone" else pick(_OF_PIECES)
    values = {
        field: value
        for field, answers in _ANSWERS[code].items()
        if (value := pick(answers)) is not None
    }
    one = Annotation(
        id=f"{article.id}-{n}",
        article=article.id,
        code=code,
        coder=pick(CODERS).id,
        layer=pick((CODER_LAYER, CODER_LAYER, GOLD_LAYER)),
        values=values,
    )
    return replace(one, **anchored(article.text, pieces))


_OF_PIECES = (*((one,) for one in PIECES), (PIECES[0], PIECES[2]), (PIECES[3], PIECES[4]))


def _links(pick: Pick, one: Annotation, others: Sequence[Annotation]) -> list[Link]:
    found: list[Link] = []
    sources = [
        other
        for other in others
        if other.code == "source" and (other.coder, other.layer) == (one.coder, one.layer)
    ]
    for kind in _LINKS.get(one.code, ()):
        for _ in range(1 if kind == "is" else pick(range(3))):
            to_actor = kind in ("is", "target") or not sources or pick((True, False))
            if to_actor and pick((True, False)):
                found.append(make_link(one.id, kind, actor=pick(ACTORS).id))
            elif not to_actor:
                found.append(make_link(one.id, kind, to=pick(sources).id))
    return found

"""Facts of a debate that is made up: who said what on what, of whom, where and when."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import msgspec
from hypothesis import strategies as st
from projects import CODEBOOK

from annotator.analysis.insights.facts import ArticleFact, Facts, LabelFact, PartyFact
from annotator.domain.people import Actor

ACTORS = tuple(Actor(id=one, name=one.title()) for one in ("ana", "ben", "cid", "dee", "eva"))
CONCEPTS = {"tax": "Tax", "ban": "Ban", "cap": "Cap"}


class Said(msgspec.Struct, frozen=True):
    """One statement."""

    article: int
    speakers: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    polarity: float | None = None


OUTLETS = ("Post", "Sun", "")
DAYS = ("2025-12-29", "2026-01-01", "2026-01", "")


def meta(article: int) -> dict[str, Any]:
    """Return where and when an article was published, as far as that is known."""
    found = {"outlet": OUTLETS[article % 3], "published": DAYS[article // 2 % 4]}
    return {name: one for name, one in found.items() if one}


def debate_facts(said: Sequence[Said]) -> Facts:
    """Return the facts of these statements; the label of each is called for its place."""
    numbered = sorted(enumerate(said), key=lambda pair: pair[1].article)
    articles = [
        ArticleFact(
            id=f"article{number}",
            title=f"Article {number}",
            meta=meta(number),
            labels=tuple(_label(n, one) for n, one in group),
        )
        for number, group in groupby(numbered, key=lambda pair: pair[1].article)
    ]
    return Facts(
        articles,
        codebook=CODEBOOK,
        actors={one.id: one for one in ACTORS},
        variables=(),
        coders={"c1": "eva"},
        concepts=CONCEPTS,
    )


def _label(n: int, one: Said) -> LabelFact:
    return LabelFact(
        number=n + 1,
        id=str(n),
        code="quote",
        layer="c1",
        origin="human",
        start=n,
        words=3,
        values={},
        polarity=one.polarity,
        speakers=tuple(PartyFact(actor=each) for each in one.speakers),
        targets=tuple(PartyFact(actor=each) for each in one.targets),
        concepts=one.concepts,
    )


def _few(names: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)


statements = st.builds(
    Said,
    st.integers(0, 5),
    _few([one.id for one in ACTORS]),
    _few(list(CONCEPTS)),
    _few([one.id for one in ACTORS]),
    st.none() | st.sampled_from((-2.0, -1.0, 0.0, 1.0, 2.0)),
)
debates = st.lists(statements, max_size=24)

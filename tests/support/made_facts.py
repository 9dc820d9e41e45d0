"""Facts of labels made by hand, without a project."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from annotator.analysis.insights.facts import ArticleFact, Facts, LabelFact, PartyFact
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.domain.actor_variables import ActorVariable
from annotator.domain.codebook import Codebook
from annotator.domain.people import Actor
from annotator.domain.record import Values
from annotator.formats.files.codebook import default_codebook

_numbers = count(1)


def made_label(code: str = "quote", **more: Any) -> LabelFact:
    """Make a label of ana's on three words; `speaker`, `target` and `role` make a party each."""
    number = next(_numbers)
    parties = {
        "speakers": [PartyFact(actor=one) for one in more.pop("speaker", "").split()],
        "targets": [PartyFact(actor=one) for one in more.pop("target", "").split()],
    }
    parties["speakers"] += [PartyFact(words=one, role=one) for one in more.pop("role", "").split()]
    usual: dict[str, Any] = {
        "number": number,
        "id": f"label {number}",
        "code": code,
        "layer": "ana",
        "origin": "human",
        "start": 0,
        "words": 3,
        "values": {},
        **{name: tuple(several) for name, several in parties.items()},
    }
    return LabelFact(**(usual | more))


def made_article(labels: Iterable[LabelFact] = (), cluster: str = "", **meta: Any) -> ArticleFact:
    """Make an article with metadata and labels."""
    number = next(_numbers)
    values: Values = dict(meta)
    return ArticleFact(
        id=f"x{number}",
        title=f"Title {number}",
        meta=values,
        labels=tuple(labels),
        cluster=cluster,
    )


def made_facts(
    *articles: ArticleFact,
    codebook: Codebook | None = None,
    actors: Iterable[Actor] = (),
    variables: Sequence[ActorVariable] = (),
) -> Facts:
    """Make facts of articles, by the usual codebook."""
    return Facts(
        articles,
        codebook=codebook or default_codebook(),
        actors={one.id: one for one in actors},
        variables=variables,
        coders={"ana": "ana", "ben": "ben", "gold": "gold"},
        concepts={one: one.capitalize() for one in ("cost", "law")},
    )


def figures(found: Insight) -> dict[tuple[str, str], tuple[float, float]]:
    """Return counts, and of how many, by rows and columns."""
    return {(one.row, one.column): (one.count, one.of) for one in found.marks}


def mark_at(found: Insight, row: str, column: str) -> InsightMark:
    """Return the mark of a row and a column."""
    return next(one for one in found.marks if (one.row, one.column) == (row, column))

"""What is in use for each code, and how the ways of proposing did against each other."""

from typing import Any

import msgspec

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.evaluation import Evaluation, OfType, Shares, evaluation
from annotator.analysis.suggest.quote import QuoteType
from annotator.domain.record import Values
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.proposer import InUse, proposer_of, usable_model

_DIGITS = 4  # of a share


class CodeStanding(msgspec.Struct, frozen=True, kw_only=True):
    """What proposes for a code (id and name), and why.

    `by` is what labels say that come of it. What was learned comes from `learned_from` articles,
    and the ways were measured on `measured_on` recent ones of them, out of sample.
    """

    code: str
    name: str
    way: Way
    by: str
    why: str
    learned_from: int = 0
    measured_on: int = 0
    ways: dict[Way, Evaluation] = {}


def standings(project: ReadableProject, coder: str) -> list[CodeStanding]:
    """Return what is in use for a coder (id; empty is everybody), code by code."""
    return [_standing(project, coder, one) for one in proposer_of(project, coder).in_use]


def _standing(project: ReadableProject, coder: str, use: InUse) -> CodeStanding:
    code = use.codes.quote
    known = CodeStanding(code=code.id, name=code.name, way=use.way, by=use.by, why=use.why)
    model = usable_model(project.model_in_use(coder, code.id))
    if model is None:
        return known
    found = model.standing
    return msgspec.structs.replace(
        known,
        learned_from=model.facts.documents,
        measured_on=found.articles,
        ways={way: evaluation([tally]) for way, tally in found.tallies.items()},
    )


def standing_told(one: CodeStanding) -> Values:
    """Return it as scripts get it."""
    return {
        "code": one.code,
        "name": one.name,
        "in_use": one.way.value,
        "by": one.by,
        "why": one.why,
        "learned_from": one.learned_from,
        "measured_on": one.measured_on,
        "ways": {way.value: figures_told(found.all) for way, found in one.ways.items()},
    }


def evaluation_told(found: Evaluation) -> Values:
    """Return figures as scripts get them: of all quotes, and by type."""
    types = {kind.value: figures_told(found.by_type[kind]) for kind in QuoteType}
    return {**figures_told(found.all), "neither": found.neither, "types": types}


def figures_told(one: OfType) -> Values:
    """Return figures from 0 to 1, null where nothing is to be divided, with what they count."""
    counts = one.counts
    return {
        "quotes": counts.wanted,
        "proposed": counts.found,
        "exact": _shares_told(one.exact),
        "overlap": _shares_told(one.overlap),
        "speaker": _rounded(one.speaker),
        "cue": _rounded(one.cue),
    }


def _shares_told(one: Shares) -> dict[str, Any]:
    return {
        "precision": _rounded(one.precision),
        "recall": _rounded(one.recall),
        "f1": _rounded(one.f1),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)

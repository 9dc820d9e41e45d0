"""Labels that a program made: which program, when, and what it said of each label."""

from collections.abc import Iterator

from annotator.domain.ids import derived_id
from annotator.domain.record import Record


class Run(Record, frozen=True, kw_only=True):
    """That a coder is no person but one run of a program: a language model, a script, a study.

    Its labels are the layer of this coder, whom no figure counts unless asked. `prompt_sha256` is
    the fingerprint of what a model was told, `cost` what the run cost in `currency`, and `at` when
    it ran (ISO 8601). Its id is derived from the coder.
    """

    coder: str
    name: str
    model: str = ""
    version: str = ""
    prompt_sha256: str = ""
    at: str = ""
    cost: float | None = None
    currency: str = ""
    note: str = ""


class Score(Record, frozen=True, kw_only=True):
    """How sure a program was of a label, 0 to 1, and why; its id is derived from the label's.

    `by` says which rules or which model proposed it to the coder who accepted it ("rules 1"), and
    `rule` which rule; both are empty where the label is a run's own. Of a label that was carried
    from a copy of the article, `by` is the id of the label there.
    """

    annotation: str
    score: float | None = None
    reason: str = ""
    by: str = ""
    rule: str = ""


def run_id(coder: str) -> str:
    """Return the id of what says that a coder is a run."""
    return derived_id("run", coder)


def score_id(annotation: str) -> str:
    """Return the id of what a program said of an annotation."""
    return derived_id("score", annotation)


def scored(
    annotation: str, score: float | None, reason: str, by: str = "", rule: str = ""
) -> Iterator[Score]:
    """Yield what a program said of an annotation (id), if it said anything."""
    if score is not None or reason or by:
        ident = score_id(annotation)
        yield Score(id=ident, annotation=annotation, score=score, reason=reason, by=by, rule=rule)

"""What is asked of a view that does nothing there: told instead of passed over."""

from collections.abc import Mapping

from annotator.analysis.insights.question import InsightQuestion
from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated

_TIED = frozenset({"network"})
_MET = frozenset({"cooccurrence"})

_OF_SOME: Mapping[str, frozenset[str]] = {
    "network": _TIED,
    "polarity": _TIED,
    "normalisation": _TIED,
    "once": _TIED | _MET,
    "wanted": frozenset({"audit"}),
}
"""What views alone are asked (ids), by the question's fields."""

_NOT_OF: Mapping[str, frozenset[str]] = {
    "rows": _TIED,
    "columns": _TIED,
    "by": _TIED | _MET,
    "sampled": _TIED | _MET,
}
"""What views are not asked: a network has its own ends, and what meets is counted by units."""

_WORDS = {"sampled": "sample"}
"""What fields are called where it is not by their names."""


def is_idle(field: str, view: str) -> bool:
    """Tell whether what a question's field asks would change nothing in a view (its id)."""
    only, never = _OF_SOME.get(field), _NOT_OF.get(field, frozenset[str]())
    return view in never or (only is not None and view not in only)


def refuse_idle(question: InsightQuestion) -> None:
    """Raise a `UserError` for what is asked, other than as usual, where it would change nothing."""
    usual = InsightQuestion(view=question.view)
    for field in (*_OF_SOME, *_NOT_OF):
        if getattr(question, field) == getattr(usual, field):
            continue
        if is_idle(field, question.view):
            only = _OF_SOME.get(field)
            said = _WORDS.get(field, field)
            remedy = f"Only {enumerated(sorted(only))} can have it." if only else "Leave it out."
            raise UserError(f"{said} changes nothing in {question.view}.", remedy=remedy)

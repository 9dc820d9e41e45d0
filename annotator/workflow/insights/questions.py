"""Questions as people say them: options by names, codes and actors by what they are called."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import structs

from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import view_called
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.wording import enumerated
from annotator.workflow.reliability.figures import code_named

_FIELDS = {one.name: one.type for one in structs.fields(InsightQuestion) if one.name != "view"}
OPTIONS = tuple(_FIELDS)
"""What can be asked of a view, by its names."""


def question_said(view: str, said: Mapping[str, Any]) -> InsightQuestion:
    """Return the question that is asked of a view (its id) by options, also in words: `most="5"`.

    What is None is as usual. Codes and actors stay as they are said: see `with_ids`. Raise a
    `UserError` for a view or a choice that there is none of, or a value that is none.
    """
    given = {name: value for name, value in said.items() if value is not None}
    if unknown := [one for one in given if one not in _FIELDS]:
        raise TypeError(f"there is nothing called {unknown[0]} to be asked")
    for name, value in given.items():
        kind = _FIELDS[name]
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            given[name] = _choice(kind, value, name)
    try:
        asked = {**given, "view": view_called(view).id}
        return msgspec.convert(asked, InsightQuestion, strict=False)
    except msgspec.ValidationError as error:
        message = "A view can't be asked so."
        raise UserError(message, where=view, remedy=f"{error}.") from None


def with_ids(facts: Facts, question: InsightQuestion) -> InsightQuestion:
    """Return a question whose codes and target are told by ids, where they were by names.

    Raise a `UserError` for those that there are none of.
    """
    return structs.replace(
        question,
        codes=tuple(code_named(facts.codebook, one).id for one in question.codes),
        target=_actor(facts, question.target) if question.target else "",
    )


def _choice(kind: type[StrEnum], said: object, name: str) -> str:
    if said not in [one.value for one in kind]:
        remedy = f"There are {enumerated([one.value for one in kind])}."
        raise UserError(f"There is no {said} of {name}.", remedy=remedy)
    return str(said)


def _actor(facts: Facts, said: str) -> str:
    """Return the id of the actor with this id, name or alias; those that are called so are told."""
    if said in facts.actors:
        return said
    named = [one for one in facts.actors.values() if folded(said) == folded(one.name)]
    found = named or [
        one for one in facts.actors.values() if folded(said) in map(folded, one.aliases)
    ]
    standing = [one for one in found if not one.archived] or found
    if len(standing) == 1:
        return standing[0].id
    if not standing:
        raise UserError(f"There is no actor {said}.", remedy="“annotator actors list” lists them.")
    ids = enumerated(sorted(one.id for one in standing))
    raise UserError(f"Several actors are called {said}.", remedy=f"Give an id: {ids}.")

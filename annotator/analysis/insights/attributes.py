"""What labels can be counted by, one row for each: outlets, months, who speaks, answers.

An attribute's id is a row's, or `ROW.NAME` where a row has many: `actor.gender`, `meta.desk`. What
is `CODE.FIELD` are the answers to a field: the label's own, those on its article in the same layer,
or those of the source that it leads to.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
import numpy as np

from annotator.analysis.insights import taken
from annotator.analysis.insights.facts import Attribute, Category, Facts
from annotator.analysis.insights.taken import OnArticle, Taking
from annotator.analysis.insights.usual import CodeField, code_field, judging_field, naming_field
from annotator.domain.actor_variables import ActorVariable, ActorVariableType
from annotator.domain.article import PROBABILITY
from annotator.domain.codebook import Field, Scope
from annotator.domain.errors import UserError
from annotator.domain.names import folded

_OF_ACTORS = "actor"


class AttributeRow(msgspec.Struct, frozen=True):
    """Something to count by; `names` yields what may stand behind the dot, with titles.

    `lacking` is what labels have that are in no category, in words that follow "have". `order`
    gives the ids and names of categories that have an order of their own, in that. `of_speakers`
    says that each who speaks has it of their own.
    """

    id: str
    title: str
    taking: Taking
    lacking: str
    in_time: bool = False
    names: Callable[[Facts], Iterator[tuple[str, str]]] | None = None
    order: Callable[[Facts], Mapping[str, str]] | None = None
    of_speakers: bool = False
    is_standard: bool = False
    """Whether it is metadata that all projects know."""


class _How(msgspec.Struct, frozen=True, kw_only=True):
    """How an attribute is made, of which `all_of_them` adds the categories that none has."""

    title: str
    taking: OnArticle
    lacking: str
    in_time: bool = False
    order: Mapping[str, str] | None = None
    all_of_them: bool = False
    of_speakers: bool = False


_ONE_EACH = frozenset(f"meta.{key}" for key in ("published", "url", "document_number", PROBABILITY))
"""The attributes that are another for nearly each article; when it was published is a day's."""


def attribute(facts: Facts, ident: str, *, sensitive: bool = False) -> Attribute:
    """Return what labels have of something; raise a `UserError` where it can't be counted by.

    So it is for an actors' variable that is sensitive, unless such are asked for.
    """
    asked = _sensitive_variable(facts, ident)
    if asked is not None and not sensitive:
        raise UserError(
            f"{asked.name} of actors is sensitive, and stays out unless it is asked for.",
            where=ident,
            remedy="Ask for sensitive variables, too, where your study may count by them.",
        )
    return facts.attribute(ident, _made)


def offered_attributes(facts: Facts, *, sensitive: bool = False) -> list[tuple[str, str]]:
    """Return the ids and titles of what there is to count by; without what is sensitive.

    What is another for each article, such as its address, is not offered, but can be counted by.
    """
    found: list[tuple[str, str]] = []
    for row in ATTRIBUTES:
        if row.names is None:
            found.append((row.id, row.title))
        else:
            found += [(f"{row.id}.{name}", title) for name, title in row.names(facts)]
    found = [
        one
        for one in found
        if one[0] not in _ONE_EACH and (sensitive or _sensitive_variable(facts, one[0]) is None)
    ]
    fields = (CodeField(code, field) for code in facts.codebook.codes for field in code.fields)
    return found + [(one.id, one.title) for one in fields if is_counted_by(one.field)]


def is_counted_by(field: Field) -> bool:
    """Tell whether a field's answers are few enough to be counted by."""
    row = field.type.row
    return row.has_choices or row.has_steps or row.json_type == "boolean"


def scale_of(facts: Facts, ident: str) -> CodeField | None:
    """Return the scale whose answers an attribute is; None where it is no scale's."""
    found = (
        judging_field(facts.codebook) if ident == JUDGEMENT else code_field(facts.codebook, ident)
    )
    return found if found is not None and found.field.type.row.has_steps else None


def names_known(facts: Facts, ident: str) -> Mapping[str, str]:
    """Return the categories that an attribute can have, by ids, as far as the project says so."""
    return _how(facts, ident).order or {}


def _sensitive_variable(facts: Facts, ident: str) -> ActorVariable | None:
    head, _, name = ident.partition(".")
    return next(
        (one for one in facts.variables if head == _OF_ACTORS and one.id == name and one.sensitive),
        None,
    )


def _made(facts: Facts, ident: str) -> Attribute:
    how = _how(facts, ident)
    return facts.mend(ident, how.taking) or _made_anew(facts, ident, how)


def _made_anew(facts: Facts, ident: str, how: _How) -> Attribute:
    places: dict[str, int] = {}
    names: list[Category] = []
    labels: list[int] = []
    categories: list[int] = []
    n = 0
    for article in facts.articles:
        for keys in how.taking(article):
            for key, name in keys:
                place = places.get(key)
                if place is None:
                    place = places[key] = len(names)
                    names.append(Category(key, name))
                labels.append(n)
                categories.append(place)
            n += 1
    if how.all_of_them and how.order is not None:
        names += [Category(key, name) for key, name in how.order.items() if key not in places]
    free = bool(names) and how.order is None and not how.in_time
    numbers = free and all(_is_number(one.name) for one in names)
    order = sorted(range(len(names)), key=_by_number(names) if numbers else _order_of(how, names))
    moved = np.empty(len(names), np.int64)
    moved[order] = np.arange(len(names))
    return Attribute(
        id=ident,
        title=how.title,
        labels=np.array(labels, np.int64),
        categories=moved[np.array(categories, np.int64)] if categories else np.array([], np.int64),
        names=tuple(names[one] for one in order),
        in_time=how.in_time,
        ordered=how.in_time or how.order is not None or numbers,
        lacking=how.lacking,
        of_speakers=how.of_speakers,
    )


def _how(facts: Facts, ident: str) -> _How:
    head, _, name = ident.partition(".")
    row = next((one for one in ATTRIBUTES if one.id == head), None)
    if row is not None and _is_known(facts, row, name):
        return _of_row(facts, row, name)
    asked = code_field(facts.codebook, ident)
    if asked is None:
        known = ", ".join(one for one, _ in offered_attributes(facts)[:24])
        raise UserError(f"{ident} is nothing to count by.", remedy=f"There are {known}, …")
    return _of_field(asked)


def _is_known(facts: Facts, row: AttributeRow, name: str) -> bool:
    """Tell whether a row has what stands behind the dot, or needs nothing there.

    What is kept of an actors' variable that is asked no longer is not had: it may be sensitive.
    """
    return any(name == one for one, _ in row.names(facts)) if row.names is not None else not name


def _of_row(facts: Facts, row: AttributeRow, name: str) -> _How:
    if row.names is not None:
        title = dict(row.names(facts)).get(name, name)
        return _How(
            title=title,
            taking=row.taking(facts, name),
            lacking=row.lacking.format(title),
            order=_variable_order(facts, name) if row.id == _OF_ACTORS else None,
            of_speakers=row.of_speakers,
        )
    judging = judging_field(facts.codebook) if row.id == JUDGEMENT else None
    if judging is not None:
        return _of_field(judging)
    return _How(
        title=row.title,
        taking=row.taking(facts, name),
        lacking=row.lacking,
        in_time=row.in_time,
        order=row.order(facts) if row.order is not None else None,
        all_of_them=row.id == STANCE,
        of_speakers=row.of_speakers,
    )


def _of_field(asked: CodeField) -> _How:
    title = asked.title
    return _How(
        title=title,
        taking=taken.answers(asked),
        lacking=f"no answer to “{title}”",
        order=_answers_in_order(asked.field) if is_counted_by(asked.field) else None,
        all_of_them=asked.field.type.row.has_steps,
        of_speakers=asked.code.scope is not Scope.ARTICLE,
    )


def _answers_in_order(field: Field) -> dict[str, str]:
    row = field.type.row
    if row.has_steps:
        return {str(one.value): row.words(field, one.value) for one in field.steps}
    if row.json_type == "boolean":
        return {str(one): row.words(field, one) for one in (True, False)}
    return {one: field.choice_name(one) for one in field.choice_ids()}


def _variable_order(facts: Facts, name: str) -> Mapping[str, str] | None:
    found = next((one for one in facts.variables if one.id == name), None)
    if found is None or found.type not in (ActorVariableType.CHOICE, ActorVariableType.FLAG):
        return None
    flags = ("yes", "no")
    choices = found.choices if found.type is ActorVariableType.CHOICE else flags
    return {folded(one): one for one in choices}


def _order_of(how: _How, names: list[Category]) -> Callable[[int], Any]:
    """Return the key that categories are sorted by: time, an order of their own, or names."""
    if how.in_time:
        return lambda n: names[n].id
    fixed = {one: n for n, one in enumerate(how.order or ())}
    return lambda n: (
        fixed.get(names[n].id, len(fixed)),
        folded(names[n].name),
        names[n].id,
    )


def _is_number(said: str) -> bool:
    try:
        return math.isfinite(float(said))
    except ValueError:
        return False


def _by_number(names: list[Category]) -> Callable[[int], Any]:
    return lambda n: (float(names[n].name), names[n].id)


def _metadata_names(facts: Facts) -> Iterator[tuple[str, str]]:
    usual = {row.id for row in ATTRIBUTES if row.is_standard}
    seen = dict.fromkeys(key for one in facts.articles for key in one.meta)
    yield from ((key, key.replace("_", " ").capitalize()) for key in seen if key not in usual)


def _variable_names(facts: Facts) -> Iterator[tuple[str, str]]:
    yield from ((one.id, one.name) for one in facts.variables)


def _namings(facts: Facts) -> Mapping[str, str]:
    asked = naming_field(facts.codebook)
    answers = {} if asked is None else _answers_in_order(asked.field)
    return {**answers, **taken.NAMINGS, **answers}


def _week(day: dt.date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _quarter(day: dt.date) -> str:
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def _in_time(ident: str, of: Callable[[dt.date], str], digits: int = 10) -> AttributeRow:
    taking = taken.period(of, digits)
    return AttributeRow(ident, ident.capitalize(), taking, f"no date with a {ident}", in_time=True)


def _standard(ident: str, title: str) -> AttributeRow:
    lacking = f"no {title.lower()}"
    return AttributeRow(ident, title, taken.standard(ident), lacking, is_standard=True)


JUDGEMENT = "judgement"
"""The answers to the scale that judges, whichever field of the codebook that is."""
COPIES = "copies"
"""Of which near copies an article is one."""
STANCE = "stance"
"""Whether a label is for or against something."""
_ROLE = "no source whose role is known"
_ACTOR = "no source that is a known actor"

ATTRIBUTES: tuple[AttributeRow, ...] = (
    _standard("outlet", "Outlet"),
    _in_time("day", dt.date.isoformat),
    _in_time("week", _week),
    _in_time("month", lambda day: f"{day.year:04}-{day.month:02}", 7),
    _in_time("quarter", _quarter, 7),
    _in_time("year", lambda day: f"{day.year:04}", 4),
    _standard("outlet_type", "Type of outlet"),
    _standard("section", "Section"),
    _standard("language", "Language"),
    _standard("country", "Country"),
    AttributeRow("meta", "Metadata", taken.meta, "nothing under “{}”", names=_metadata_names),
    AttributeRow("speaker", "Who speaks", taken.speaker, _ACTOR, of_speakers=True),
    AttributeRow("kind", "Kind of who speaks", taken.kind, _ACTOR, of_speakers=True),
    AttributeRow(
        "role",
        "Role of who speaks",
        taken.role,
        _ROLE,
        order=taken.role_names,
        of_speakers=True,
    ),
    AttributeRow(
        "affiliation",
        "Affiliation of who speaks",
        taken.affiliation,
        "no source whose affiliation is known",
        of_speakers=True,
    ),
    AttributeRow(
        _OF_ACTORS,
        "Variable",
        taken.variable,
        "no source whose “{}” is known",
        names=_variable_names,
        of_speakers=True,
    ),
    AttributeRow(
        "naming",
        "How who speaks is named",
        taken.naming,
        "a source of which nobody has said how it is named",
        order=_namings,
        of_speakers=True,
    ),
    AttributeRow("target", "Of whom", taken.target, "no target that is a known actor"),
    AttributeRow(
        "party",
        "Who speaks or is spoken of",
        taken.party,
        "no source or target that is a known actor",
    ),
    AttributeRow("concept", "Frame or concept", taken.concept, "no frame or concept"),
    AttributeRow(STANCE, "Stance", taken.stance, "no stance", order=lambda _: taken.STANCES),
    AttributeRow(JUDGEMENT, "Tone", taken.judgement, "no answer on a scale"),
    AttributeRow("code", "Code", taken.code, "no code"),
    AttributeRow("layer", "Coder or gold", taken.layer, "no coder"),
    AttributeRow("origin", "Where labels came from", taken.origin, "no origin"),
    AttributeRow(COPIES, "Copies of one text", taken.cluster, "no near copy"),
    AttributeRow("all", "All", taken.everything, "nothing"),
)
"""Everything to count by, beside the fields of the codebook."""

"""What each label has of something that labels are counted by, taken article by article."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import repeat
from operator import attrgetter
from typing import Any, cast

from annotator.analysis.insights.facts import ArticleFact, Facts, LabelFact, PartyFact
from annotator.analysis.insights.usual import (
    CodeField,
    judging_field,
    naming_field,
    role_fields,
    source_codes,
)
from annotator.domain.actor_variables import known_value, written_value
from annotator.domain.codebook import Field, Scope, value_words
from annotator.domain.names import folded

Keys = Collection[tuple[str, str]]
"""The categories that one label has, each as an id and what it is called."""
OnArticle = Callable[[ArticleFact], Iterable[Keys]]
"""From an article, the categories of each of its labels, in their order."""
Taking = Callable[[Facts, str], OnArticle]
"""From facts and what stands behind the dot, what gives the categories of labels."""


# Of the article


def of_article(keys: Callable[[ArticleFact], Keys]) -> OnArticle:
    """Return what gives all labels of an article the same."""
    return lambda article: repeat(keys(article), len(article.labels))


def meta(_facts: Facts, name: str) -> OnArticle:
    """Take what the article's metadata says."""

    def keys(article: ArticleFact) -> Keys:
        said = str(article.meta.get(name) or "").strip()
        return ((folded(said), said),) if said else ()

    return of_article(keys)


def standard(name: str) -> Taking:
    """Take a standard metadata key."""
    return lambda facts, _name: meta(facts, name)


def period(of: Callable[[dt.date], str], digits: int) -> Taking:
    """Take the stretch of time in which the article was published.

    `digits` are how many characters of a date say which it is: 7 of `2025-05-19` say the month.
    """

    def taking(_facts: Facts, _name: str) -> OnArticle:
        known: dict[str, Keys] = {}

        def keys(article: ArticleFact) -> Keys:
            said = str(article.meta.get("published") or "")[:10]
            if said not in known:
                day = _day(said) or (_day(f"{said}-01-01"[:10]) if len(said) >= digits else None)
                known[said] = () if day is None else ((name := of(day), name),)
            return known[said]

        return of_article(keys)

    return taking


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def cluster(_facts: Facts, _name: str) -> OnArticle:
    """Take of which near copies the article is one."""
    return of_article(lambda one: ((one.cluster, one.cluster),) if one.cluster else ())


def everything(_facts: Facts, _name: str) -> OnArticle:
    """Give all labels the same one category."""
    return of_article(lambda _: (("all", "All"),))


# Of who speaks and is spoken of


_speakers: Callable[[LabelFact], tuple[PartyFact, ...]] = attrgetter("speakers")
_targets: Callable[[LabelFact], tuple[PartyFact, ...]] = attrgetter("targets")
_actor_of: Callable[[PartyFact], str] = attrgetter("actor")
_role_of: Callable[[PartyFact], str] = attrgetter("role")
_affiliation_of: Callable[[PartyFact], str] = attrgetter("affiliation")


def _parties(label: LabelFact) -> tuple[PartyFact, ...]:
    return (*label.speakers, *label.targets)


def _of_parties(
    parties: Callable[[LabelFact], tuple[PartyFact, ...]],
    part: Callable[[PartyFact], str],
    key: Callable[[Facts, str, str], tuple[str, str] | None],
) -> Taking:
    """Take something of those who speak: `key` makes a category of a `part` of what they are."""

    def taking(facts: Facts, name: str) -> OnArticle:
        known: dict[str, Keys] = {"": ()}

        def of_part(said: str) -> Keys:
            pair = key(facts, name, said)
            found = known[said] = () if pair is None else (pair,)
            return found

        def keys(label: LabelFact) -> Keys:
            several = parties(label)
            if len(several) > 1:
                parts = dict.fromkeys(map(part, several))
                every = (known[one] if one in known else of_part(one) for one in parts)
                return dict(pair for pairs in every for pair in pairs).items()
            if not several:
                return ()
            said = part(several[0])
            found = known.get(said)
            return of_part(said) if found is None else found

        return lambda article: map(keys, article.labels)

    return taking


def _actor(facts: Facts, _name: str, ident: str) -> tuple[str, str] | None:
    known = facts.actors.get(ident)
    return (known.id, known.name) if known is not None else None


def _kind(facts: Facts, _name: str, ident: str) -> tuple[str, str] | None:
    known = facts.actors.get(ident)
    return (folded(known.kind), known.kind) if known is not None and known.kind else None


def _variable(facts: Facts, name: str, ident: str) -> tuple[str, str] | None:
    known = facts.actors.get(ident)
    found = known_value(known, name) if known is not None else None
    if found is None or found.value is None:
        return None
    said = written_value(found.value)
    return (folded(said), said) if said else None


def role_names(facts: Facts) -> dict[str, str]:
    """Return the roles that the codebook knows: their names by ids, in its order."""
    fields = list(role_fields(facts.codebook))
    return {
        folded(ident): field.choice_name(ident)
        for field in reversed(fields)
        for ident in field.choice_ids()
    }


def _role(facts: Facts, _name: str) -> OnArticle:
    names = role_names(facts)

    def key(_facts: Facts, _name: str, said: str) -> tuple[str, str]:
        ident = folded(said)
        return ident, names.get(ident) or said.replace("_", " ")

    return _of_parties(_speakers, _role_of, key)(facts, "")


def _as_it_is(_facts: Facts, _name: str, said: str) -> tuple[str, str]:
    return folded(said), said


speaker = _of_parties(_speakers, _actor_of, _actor)
kind = _of_parties(_speakers, _actor_of, _kind)
variable = _of_parties(_speakers, _actor_of, _variable)
target = _of_parties(_targets, _actor_of, _actor)
party = _of_parties(_parties, _actor_of, _actor)
affiliation = _of_parties(_speakers, _affiliation_of, _as_it_is)
role = _role

NAMED, NOT_NAMED, NOBODY = "named", "not_named", "nobody"
NAMINGS = {NAMED: "Named", NOT_NAMED: "Not named", NOBODY: "Nobody named"}
"""How who speaks is named, where the codebook has no answers for that."""


def naming(facts: Facts, _name: str) -> OnArticle:
    """Take how who speaks is named: the answer to the codebook's field, or what is linked.

    An actor without an answer is named; words without one are not, where the codebook asks nothing.
    """
    asked = naming_field(facts.codebook)
    sources = {one.id for one in source_codes(facts.codebook)}
    chosen = {} if asked is None else {NAMED: asked.field.choice_name(NAMED)}
    by_actor = NAMED, NAMINGS[NAMED] if chosen.get(NAMED, NAMED) == NAMED else chosen[NAMED]

    nobody = ((NOBODY, NAMINGS[NOBODY]),)

    def unanswered(actor: str) -> Iterator[tuple[str, str]]:
        if actor:
            yield by_actor
        elif asked is None:
            yield NOT_NAMED, NAMINGS[NOT_NAMED]

    def keys(label: LabelFact) -> Keys:
        own = _answered(asked, label.code, label.values)
        if own or (not label.speakers and label.code in sources):
            return (own or dict(unanswered(""))).items()
        if not label.speakers:
            return nobody
        found: dict[str, str] = {}
        for one in label.speakers:
            found.update(_answered(asked, one.code, one.values) or unanswered(one.actor))
        return found.items()

    return lambda article: map(keys, article.labels)


def _answered(asked: CodeField | None, code: str, values: Mapping[str, Any]) -> dict[str, str]:
    return _said(asked.field, values) if asked is not None and code == asked.code.id else {}


# Of the label itself


def _of_label(make: Callable[[Facts], Callable[[LabelFact], Keys]]) -> Taking:
    def taking(facts: Facts, _name: str) -> OnArticle:
        keys = make(facts)
        return lambda article: map(keys, article.labels)

    return taking


def _concepts(facts: Facts) -> Callable[[LabelFact], Keys]:
    pairs = {one: (one, name) for one, name in facts.concepts.items()}
    return lambda label: [pairs[one] for one in label.concepts] if label.concepts else ()


STANCES = {"against": "Against", "neither": "Neither", "for": "For"}
"""What a label can be, by the sign of its polarity."""


def _stances(_facts: Facts) -> Callable[[LabelFact], Keys]:
    against, neither, in_favour = ((pair,) for pair in STANCES.items())

    def keys(label: LabelFact) -> Keys:
        value = label.polarity
        if value is None:
            return ()
        return in_favour if value > 0 else against if value < 0 else neither

    return keys


def _codes(facts: Facts) -> Callable[[LabelFact], Keys]:
    names = {code.id: ((code.id, code.name),) for code in facts.codebook.codes}
    return lambda label: names.get(label.code) or ((label.code, label.code),)


def _layers(facts: Facts) -> Callable[[LabelFact], Keys]:
    known = {one: ((one, name),) for one, name in facts.coders.items()}
    return lambda label: known.get(label.layer) or ((label.layer, label.layer),)


def _origins(_facts: Facts) -> Callable[[LabelFact], Keys]:
    return lambda label: ((label.origin, label.origin.capitalize()),)


concept = _of_label(_concepts)
stance = _of_label(_stances)
code = _of_label(_codes)
layer = _of_label(_layers)
origin = _of_label(_origins)


def judgement(facts: Facts, _name: str) -> OnArticle:
    """Take the answers to the scale that judges, where the codebook has one."""
    asked = judging_field(facts.codebook)
    return answers(asked) if asked is not None else of_article(lambda _: ())


def answers(asked: CodeField) -> OnArticle:
    """Take the answers to a field, wherever they stand that count for a label.

    They are its own, those on its article in the same layer, or those of the source it leads to.
    """
    ident, field = asked.code.id, asked.field

    def on_article(article: ArticleFact) -> Iterable[Keys]:
        by_layer: dict[str, dict[str, str]] = {}
        for one in article.labels:
            if one.code == ident:
                by_layer.setdefault(one.layer, {}).update(_said(field, one.values))
        if not by_layer:
            return repeat((), len(article.labels))
        return [
            _said(field, one.values).items()
            if one.code == ident
            else by_layer.get(one.layer, {}).items()
            for one in article.labels
        ]

    def of_sources(label: LabelFact) -> Keys:
        if label.code == ident:
            return _said(field, label.values).items()
        found: dict[str, str] = {}
        for one in label.speakers:
            if one.code == ident:
                found.update(_said(field, one.values))
        return found.items() if found else ()

    if asked.code.scope is Scope.ARTICLE:
        return on_article
    return lambda article: map(of_sources, article.labels)


def _said(field: Field, values: Mapping[str, Any]) -> dict[str, str]:
    answer: Any = values.get(field.id)
    if answer is None:
        return {}
    several = cast("list[object]", answer) if isinstance(answer, list) else [answer]
    return {str(one): value_words(field, one) for one in several}

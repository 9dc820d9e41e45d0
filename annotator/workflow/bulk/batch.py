"""A few articles' annotations that are to be changed, with all that this depends on."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import answered_unit, units_answered
from annotator.domain.people import Actor
from annotator.domain.study import Settlement
from annotator.domain.teamwork import Comment
from annotator.domain.visibility import Visibility
from annotator.domain.wording import shortened
from annotator.store.project import Project

_EXCERPT = 60


class Changer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is changing: what they may see, and whether they may write gold."""

    visibility: Visibility
    may_review: bool = False

    def refusal(self, one: Annotation, *, locked: bool, decided: bool) -> str:
        """Say why they can't change a label, or nothing; `decided` if decisions would go, too."""
        if one.layer == GOLD_LAYER:
            if not self.may_review:
                return "gold, which reviewers alone change"
            return "gold on a locked article" if locked else ""
        if not self.visibility.is_own(one):
            return "a colleague's label"
        return "decided on a locked article" if locked and decided else ""


class ReadLabels(msgspec.Struct, frozen=True, kw_only=True):
    """What was read at once; `chosen` are those that are to be changed, by article."""

    codebook: Codebook
    chosen: Sequence[Annotation]
    annotations: Mapping[str, Annotation]
    links: Sequence[Link]
    going: Mapping[str, Sequence[Link]]
    arriving: Mapping[str, Sequence[Link]]
    titles: Mapping[str, str]
    actors: Mapping[str, str]
    locked: frozenset[str]
    decisions: Mapping[str, int]
    comments: Mapping[str, int]
    second: frozenset[str] = frozenset()
    """Those of the chosen that would be second answers for a unit, were they recoded."""

    def code_of(self, one: Annotation) -> Code:
        """Return a label's code."""
        return self.codebook.code(one.code) or Code(id=one.code, name=one.code)

    def links_of(self, one: Annotation, link_type: str) -> list[Link]:
        """Return the links of a type that go out from a label."""
        return [link for link in self.going.get(one.id, ()) if link.type == link_type]

    def locked_links_to(self, one: Annotation) -> list[tuple[Code, Link]]:
        """Return the links by which gold of a locked article ends at a label, with its codes."""
        if one.article not in self.locked:
            return []
        owned = ((self.annotations.get(x.annotation), x) for x in self.arriving.get(one.id, ()))
        gold = ((owner, link) for owner, link in owned if owner and owner.layer == GOLD_LAYER)
        return [(self.code_of(owner), link) for owner, link in gold]

    def end_words(self, link: Link) -> str:
        """Return what a link ends at: an actor's name, or a label's words."""
        if link.target_actor is not None:
            return self.actors.get(link.target_actor, link.target_actor)
        end = self.annotations.get(link.target_annotation or "")
        return words_of(end) if end is not None else ""


def words_of(one: Annotation) -> str:
    """Return a label's words on one line, shortened."""
    text = " ".join(one.text[:400].split()) if one.fragments else "the whole article"
    return shortened(text, _EXCERPT)


def read_batch(
    project: Project,
    codebook: Codebook,
    visibility: Visibility,
    ids: Collection[str],
    becomes: Code | None = None,
) -> ReadLabels:
    """Read labels with a few statements, however many they are; those not to be seen are left.

    `becomes` is the code that they are to be given, if any.
    """
    found = project.get_all(Annotation, ids)
    chosen = [found[one] for one in ids if one in found and visibility.sees(found[one])]
    known = {one.id: one for one in chosen}
    out = project.find_among(Link, "annotation", list(known))
    here = {link.id for link in out}
    to_these = project.find_among(Link, "target_annotation", list(known))
    links = [*out, *(link for link in to_these if link.id not in here)]
    ends = {end for link in links for end in (link.annotation, link.target_annotation) if end}
    others = project.get_all(Annotation, [one for one in ends if one not in known])
    going: dict[str, list[Link]] = defaultdict(list)
    for link in out:
        going[link.annotation].append(link)
    arriving: dict[str, list[Link]] = defaultdict(list)
    for link in to_these:
        arriving[link.target_annotation or ""].append(link)
    articles = {one.article for one in chosen}
    named = {link.target_actor for link in links if link.target_actor}
    held = project.find_among(Settlement, "article", sorted(articles))
    return ReadLabels(
        codebook=codebook,
        chosen=chosen,
        annotations={**others, **known},
        links=links,
        going=going,
        arriving=arriving,
        titles={k: one.title for k, one in project.get_all(Article, articles).items()},
        actors={k: one.name for k, one in project.get_all(Actor, named).items()},
        locked=frozenset(one.article for one in held if one.locked),
        decisions=_counted(project.find_among(Decision, "annotation", list(known))),
        comments=_counted(project.find_among(Comment, "annotation", list(known))),
        second=_second_answers(project, chosen, becomes),
    )


def _second_answers(
    project: Project, chosen: Sequence[Annotation], becomes: Code | None
) -> frozenset[str]:
    """Return which of the chosen, by id, would answer a code for a unit that has an answer."""
    if becomes is None or not becomes.is_of_units:
        return frozenset()
    articles = sorted({one.article for one in chosen})
    there = units_answered(project.find_among(Annotation, "article", articles), becomes.id)
    second = list[str]()
    for one in chosen:
        unit = answered_unit(one)
        if one.code != becomes.id and unit in there:
            second.append(one.id)
        there.add(unit)
    return frozenset(second)


def _counted(records: Sequence[Decision | Comment]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for one in records:
        found[one.annotation] += 1
    return found

"""What a link can end at, the likeliest first, and the edit that makes it."""

import unicodedata
from collections.abc import Iterable

import msgspec

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import ACTOR_END, Code, Codebook, LinkRule
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.ids import new_id
from annotator.domain.layers import layer_of
from annotator.domain.people import Actor
from annotator.workflow.open_article import OpenArticle

_MOST = 40
_NEARBY = 8
"""How many annotations are proposed before anything is typed."""
_NO_MATCH = 9
_ORGANISATIONS = {"organisation", "media", "poll"}


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One end that a link can take.

    An annotation of the article, an actor that the project has, or one that it is `new` to.
    """

    name: str
    detail: str = ""
    annotation: Annotation | None = None
    code: Code | None = None
    actor: Actor | None = None
    new: bool = False
    rank: int = 0


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that proposals are drawn from; `made` is the actor to make of a typed name."""

    article: OpenArticle
    codebook: Codebook
    actors: list[Actor]
    annotation: Annotation
    rule: LinkRule
    taken: frozenset[str]
    """Ids of the actors and annotations that are linked already."""
    here: frozenset[str] = frozenset()
    """Ids of the actors that the annotations to be seen are linked to."""

    @property
    def take_actors(self) -> bool:
        """Whether the link may end at an actor."""
        return ACTOR_END in self.rule.ends or "*" in self.rule.ends


def ends_of(
    article: OpenArticle,
    codebook: Codebook,
    actors: list[Actor],
    link: tuple[str, str],
    seen: Iterable[AnyPlaced],
) -> Ends | None:
    """Return what a link can end at; None when it can't be made.

    `link` is the annotation (an id) that it goes out from, and its type; actors that `seen`
    annotations name are proposed first.
    """
    annotation, link_type = link
    found = article.annotations.get(annotation)
    code = codebook.code(found.code) if found is not None else None
    rule = code.link_rule(link_type) if code is not None else None
    if found is None or rule is None:
        return None
    links = [one for one in article.links_of(annotation) if one.type == link_type]
    shown = {one.id for one in seen}
    return Ends(
        article=article,
        codebook=codebook,
        actors=actors,
        annotation=found,
        rule=rule,
        taken=frozenset(one.target_annotation or one.target_actor or "" for one in links),
        here=frozenset(one.target_actor or "" for one in article.links if one.annotation in shown),
    )


def actor_to_make(ends: Ends, name: str) -> Actor:
    """Return a new actor of this name, as the annotation's answers describe it."""
    role = ends.annotation.values.get("role")
    return Actor(
        id=new_id(),
        name=name,
        kind=_kind(ends.annotation),
        role=role if isinstance(role, str) and role != "unclear" else "",
    )


def _kind(annotation: Annotation) -> str:
    if annotation.values.get("naming") == "collective":
        return "group"
    organised = annotation.values.get("source_kind") in _ORGANISATIONS
    return "organisation" if organised else "person"


def author_of(article: OpenArticle) -> Actor | None:
    """Return the article's author as an actor that is new to the project."""
    name = str(article.article.meta.get("author", "")).strip()
    outlet = str(article.article.meta.get("outlet", "")).strip()
    if not name:
        return None
    return Actor(id=new_id(), name=name, kind="person", role="media", affiliation=outlet)


def link_to(annotation: str, link_type: str, proposal: Proposal) -> Edit:
    """Return the edit that links an annotation to what is proposed: one step to undo."""
    if proposal.annotation is not None:
        return AddLink(annotation=annotation, type=link_type, to=proposal.annotation.id)
    if proposal.actor is None:
        raise ValueError(proposal)
    link = AddLink(annotation=annotation, type=link_type, actor=proposal.actor.id)
    if not proposal.new:
        return link
    label = f"Actor {proposal.actor.name} added and linked"
    return Together([PutActor(proposal.actor), link], label)


def proposals(ends: Ends, typed: str, made: Actor, author: Actor | None) -> list[Proposal]:
    """Return what fits what is typed: good matches, then a new actor with that name.

    `made` is the actor that would be new, and `author` the article's author as an actor.
    """
    wanted = folded(typed)
    found = [*_of_actors(ends, wanted), *_of_author(ends, wanted, author)]
    found += _of_annotations(ends, wanted)
    found.sort(key=lambda proposal: proposal.rank)
    found = found[:_MOST]
    known = {folded(one.name) for one in found if one.actor is not None}
    if ends.take_actors and wanted and wanted not in known:
        found.append(Proposal(name=made.name, detail="new actor", actor=made, new=True))
    return found


def suggested_first(found: list[Proposal]) -> list[Proposal]:
    """Return the proposals with an actor in front: one of the project, or else the new one."""
    first = next((p for p in found if p.actor is not None and not p.new), None)
    first = first or next((p for p in found if p.new), None)
    return found if first is None else [first, *(p for p in found if p is not first)]


def folded(text: str) -> str:
    """Return a text without case, accents and double spaces, to compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def match(wanted: str, name: str) -> int:
    """Return how well a folded name fits folded words: 0 is the same, and 9 not at all."""
    if not wanted:
        return 8
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    words = name.replace("-", " ").replace("(", " ").split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    if len(name) > 3 and f" {name} " in f" {wanted} ":
        return 3
    return 4 if wanted in name else _NO_MATCH


def _of_actors(ends: Ends, wanted: str) -> Iterable[Proposal]:
    if not ends.take_actors:
        return
    for actor in sorted(ends.actors, key=lambda actor: folded(actor.name)):
        if actor.archived or actor.id in ends.taken:
            continue
        by_name = match(wanted, folded(actor.name))
        by_alias = min((match(wanted, folded(one)) for one in actor.aliases), default=_NO_MATCH)
        best = min(by_name, by_alias)
        if best == _NO_MATCH:
            continue
        alias = ""
        if by_alias < by_name:
            alias = next(one for one in actor.aliases if match(wanted, folded(one)) == by_alias)
        role = actor.role.replace("_", " ")
        detail = ", ".join(part for part in (alias, role, actor.affiliation) if part)
        rank = (
            best * 10
            + (0 if actor.id in ends.here else 1)
            + (2 if not wanted else 0) * (actor.id not in ends.here)
        )
        yield Proposal(name=actor.name, detail=detail, actor=actor, rank=rank)


def _of_author(ends: Ends, wanted: str, author: Actor | None) -> Iterable[Proposal]:
    if author is None or not ends.take_actors or author.id in ends.taken:
        return
    names = {folded(one.name) for one in ends.actors if not one.archived}
    best = min(match(wanted, folded(author.name)), match(wanted, "author"))
    if folded(author.name) not in names and best < _NO_MATCH:
        yield Proposal(
            name=author.name, detail="author", actor=author, new=True, rank=best * 10 + 2
        )


def _of_annotations(ends: Ends, wanted: str) -> Iterable[Proposal]:
    candidates = [
        one
        for one in ends.article.annotations.values()
        if one.id != ends.annotation.id
        and one.id not in ends.taken
        and (one.code in ends.rule.ends or "*" in ends.rule.ends)
        and one.fragments
        and layer_of(one) == layer_of(ends.annotation)
    ]
    candidates.sort(key=lambda one: _distance(ends.annotation, one))
    if not wanted:
        candidates = candidates[:_NEARBY]
    for annotation in candidates:
        best = match(wanted, folded(annotation.text))
        code = ends.codebook.code(annotation.code)
        if best < _NO_MATCH and code is not None:
            yield Proposal(
                name=annotation.text,
                detail=code.name,
                annotation=annotation,
                code=code,
                rank=best * 10 + (1 if wanted else 0),
            )


def _distance(one: Annotation, other: Annotation) -> int:
    """Return how many code points lie between two annotations."""
    starts, ends = (one.start or 0, other.start or 0), (one.end or 0, other.end or 0)
    return max(0, max(starts) - min(ends))

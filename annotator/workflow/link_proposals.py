"""What a link can end at, the likeliest first, and the edit that makes it."""

from collections.abc import Iterable

import msgspec

from annotator.analysis.source_name import GROUP, ORGANISATION, PERSON, source_name
from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import ACTOR_END, Code, Codebook, LinkRule
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.ids import new_id
from annotator.domain.layers import layer_of
from annotator.domain.people import Actor
from annotator.domain.wording import cut
from annotator.workflow.actor_words import SEPARATOR, code_words, who_it_is
from annotator.workflow.mentions import Mention, called_so, meant_by, mentions_in, paragraph_of
from annotator.workflow.name_matching import NO_MATCH, folded, match
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.doubles import spelled_alike
from annotator.workflow.suggesting.names import affiliation_in, role_in

_MOST = 40
_NEARBY = 8
"""How many annotations are proposed before anything is typed."""
_STEP, _FAR = 1000, 100
"""What tells two ranks apart: how well they fit, then how near they were named."""
_DESCRIBED, _POSSIBLE = 5, 6
"""How well an actor fits words without a name: it is described by them, or is named here."""
_TELLING = 5
"""From how many letters on a word without a name is looked for in descriptions."""
_EXCERPT = 40
AUTHOR = "author"
LINKED = "linked now"
SPELLED = "spelled otherwise"
_ANYTHING = 8
"""How well everything fits where nothing is looked for."""
_ORGANISATIONS = {"organisation", "media", "poll"}


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One end that a link can take.

    An annotation of the article, an actor that the project has, or one that it is `new` to.
    `below` are the words that tell it from others of its name.
    """

    name: str
    detail: str = ""
    below: str = ""
    annotation: Annotation | None = None
    code: Code | None = None
    actor: Actor | None = None
    new: bool = False
    rank: int = 0
    exact: bool = False
    """Whether it is called just so."""
    linked: bool = False
    """Whether the link ends there already: choosing it changes nothing."""
    meant: bool = False
    """Whether these words, or its name among them, meant it before in this article."""


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that proposals are drawn from."""

    article: OpenArticle
    codebook: Codebook
    actors: list[Actor]
    annotation: Annotation
    rule: LinkRule
    taken: frozenset[str]
    """Ids of the actors and annotations that are linked already."""
    mentions: tuple[Mention, ...] = ()
    """Whom the annotations to be seen are linked to, those before this one and nearest first."""

    @property
    def here(self) -> dict[str, int]:
        """The ids of the actors that are named in this article, and how near they were named."""
        order: dict[str, int] = {}
        for one in self.mentions:
            order.setdefault(one.actor, len(order))
        return order

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
    return Ends(
        article=article,
        codebook=codebook,
        actors=actors,
        annotation=found,
        rule=rule,
        taken=frozenset(one.target_annotation or one.target_actor or "" for one in links),
        mentions=mentions_in(article, found, {one.id for one in seen}),
    )


def actor_to_make(ends: Ends, name: str) -> Actor:
    """Return a new actor of this name, as the annotation's answers and words describe it."""
    language, role = ends.article.language, ends.annotation.values.get("role")
    words = source_name(ends.annotation.text, language)
    named_so = name in (words.name, " ".join(ends.annotation.text.split()))
    said = words.description if name == words.name else ""
    answered = role if isinstance(role, str) and role != "unclear" else ""
    return Actor(
        id=new_id(),
        name=name,
        kind=_kind(ends, words.kind if named_so else ""),
        role=answered or role_in(said, ends.codebook),
        affiliation=affiliation_in(said, language),
        note=said,
    )


def suggested_name(words: str, language: str = "") -> str:
    """Return what a source is to be called: its name without titles or, without one, its words."""
    return source_name(words, language).name or " ".join(words.split())


def _kind(ends: Ends, guessed: str) -> str:
    values = ends.annotation.values
    if values.get("naming") == "collective":
        return GROUP
    if values.get("source_kind") in _ORGANISATIONS:
        return ORGANISATION
    return guessed or PERSON


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


def proposals(
    ends: Ends, typed: str, made: Actor, author: Actor | None, words: str = ""
) -> list[Proposal]:
    """Return what fits what is typed: good matches, then a new actor with that name.

    `made` is the actor that would be new, and `author` the article's author as an actor; `words`
    are those of the source, as long as what is typed was made of them.
    """
    wanted = folded(typed)
    found = [*_of_actors(ends, wanted, words), *_of_author(ends, wanted, author)]
    found += _of_annotations(ends, wanted)
    if wanted and not any(one.actor is not None for one in found):
        found += _of_spelled(ends, source_name(words, ends.article.language).name or typed)
    found.sort(key=lambda proposal: proposal.rank)
    found = found[:_MOST]
    actors = [one.actor for one in found if one.actor is not None]
    known = {folded(name) for actor in actors for name in (actor.name, *actor.aliases)}
    if ends.take_actors and wanted and wanted not in known:
        below = SEPARATOR.join([*who_it_is(ends.codebook, made), *filter(None, [made.note])])
        new = Proposal(name=made.name, detail="new actor", below=below, actor=made, new=True)
        found.append(new)
    return found


def sure_one(found: list[Proposal], typed: str, *, suggested: bool) -> int:
    """Return the place of the proposal that is surely meant, or -1: Enter must not misattribute.

    `suggested` says that nobody typed, so that part of a name is not enough.
    """
    if not typed.strip():
        return -1
    actors = [n for n, one in enumerate(found) if one.actor is not None and not one.new]
    exact = [n for n in actors if found[n].exact]
    if not suggested:
        fitting = exact or [n for n, one in enumerate(found) if _can_be_sure(one)]
        best = min((found[n].rank // _STEP for n in fitting), default=0)
        close = [n for n in fitting if found[n].rank // _STEP == best]
        if close:
            return close[0] if len(close) == 1 else -1
    meant = [n for n in actors if found[n].meant]
    if suggested and meant:
        # The same name for two of them, here or in the project, is not sure.
        agreed = len(meant) == 1 and exact in ([], meant)
        return meant[0] if agreed else -1
    if actors:
        return exact[0] if len(exact) == 1 else -1
    return next((n for n, one in enumerate(found) if one.new and not _is_author(one)), -1)


def _can_be_sure(proposal: Proposal) -> bool:
    """Tell whether what somebody typed can mean it: not another spelling, which can be another."""
    return (not proposal.new or _is_author(proposal)) and proposal.detail != SPELLED


def _is_author(proposal: Proposal) -> bool:
    return proposal.new and proposal.detail == AUTHOR


def _of_actors(ends: Ends, wanted: str, words: str) -> Iterable[Proposal]:
    if not ends.take_actors:
        return
    called = called_so(ends.mentions, words)
    here, meant = ends.here, meant_by(ends.mentions, words or wanted, ends.article.language)
    sought, parted = [wanted], source_name(words, ends.article.language)
    if words:
        whole = folded(words)
        sought += [whole, folded(parted.description), whole]
    for actor in sorted(ends.actors, key=lambda actor: folded(actor.name)):
        if actor.archived:
            continue
        best = _best(sought, actor)
        if actor.id in meant:
            best = 0
        elif actor.id in called:
            best = min(best, 1)  # first, and not sure: another one can be called so
        elif words and not parted.name:
            best = min(best, _unnamed(actor, words, parted.kind, here=actor.id in here))
        linked = actor.id in ends.taken
        if best == NO_MATCH or (linked and best == _ANYTHING):
            continue
        near = min(here.get(actor.id, _FAR), _FAR)
        known = _FAR if actor.id in here else 2 * _FAR if wanted else 4 * _FAR
        yield Proposal(
            name=actor.name,
            detail=LINKED if linked else "",
            below=_below(ends, actor),
            actor=actor,
            linked=linked,
            rank=best * _STEP + (near if actor.id in here else known),
            exact=_best(sought[:1] if not words else sought, actor) == 0,
            meant=actor.id in meant,
        )


def _of_spelled(ends: Ends, name: str) -> Iterable[Proposal]:
    """Yield actors whose name is spelled in another way, or in part; asked where nobody fits."""
    if not ends.take_actors or not name:
        return
    for actor in ends.actors:
        if not actor.archived and actor.id not in ends.taken and spelled_alike(name, actor):
            yield Proposal(
                name=actor.name,
                detail=SPELLED,
                below=_below(ends, actor),
                actor=actor,
                rank=_POSSIBLE * _STEP + min(ends.here.get(actor.id, _FAR), _FAR),
            )


def _unnamed(actor: Actor, words: str, kind: str, *, here: bool) -> int:
    """Return how well an actor fits words that name nobody, such as "the senator"."""
    said = folded(f"{actor.note} {actor.role} {actor.affiliation}")
    if any(len(word) >= _TELLING and word in said for word in folded(words).split()):
        return _DESCRIBED
    return _POSSIBLE if here and (actor.kind == PERSON) == (kind == PERSON) else NO_MATCH


def _best(sought: Iterable[str], actor: Actor) -> int:
    names = [folded(one) for one in (actor.name, *actor.aliases)]
    wanted = list(sought)
    if any(wanted):
        wanted = [one for one in wanted if one]
    return min(match(one, name) for one in wanted for name in names)


def _below(ends: Ends, actor: Actor) -> str:
    """Say who an actor is, and by which words this article named it last."""
    said = who_it_is(ends.codebook, actor)
    named = next((one for one in ends.mentions if one.actor == actor.id), None)
    if named is not None:
        place = f"here in ¶ {paragraph_of(ends.article.text, named.start)}"
        said.append(f"{place}: “{cut(named.words, _EXCERPT)}”" if named.words else place)
    return SEPARATOR.join(said)


def _of_author(ends: Ends, wanted: str, author: Actor | None) -> Iterable[Proposal]:
    if author is None or not ends.take_actors or author.id in ends.taken:
        return
    names = {folded(one.name) for one in ends.actors if not one.archived}
    best = min(match(wanted, folded(author.name)), match(wanted, "author"))
    if folded(author.name) not in names and best < NO_MATCH:
        yield Proposal(
            name=author.name,
            detail=AUTHOR,
            below=SEPARATOR.join(["new", *who_it_is(ends.codebook, author)]),
            actor=author,
            new=True,
            rank=best * _STEP + 3 * _FAR,
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
        if best < NO_MATCH and code is not None:
            yield Proposal(
                name=annotation.text,
                detail=code.name,
                below=code_words(code, paragraph_of(ends.article.text, annotation.start or 0)),
                annotation=annotation,
                code=code,
                rank=best * _STEP + 2 * _FAR,
                exact=best == 0,
            )


def _distance(one: Annotation, other: Annotation) -> int:
    """Return how many code points lie between two annotations."""
    starts, ends = (one.start or 0, other.start or 0), (one.end or 0, other.end or 0)
    return max(0, max(starts) - min(ends))

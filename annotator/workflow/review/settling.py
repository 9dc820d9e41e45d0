"""From a key to edits: what taking one side of a difference means, all agreements, or a layer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum

from annotator.analysis.comparing.differences import compare, unanimous
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import Delete
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.gold_twice import KeepBoth, KeepOneGold
from annotator.domain.edits.review import Settle
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.rounds import of_study
from annotator.domain.settings import project_settings
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.review.for_all import OneThing, for_all

_NEITHER = "Neither taken"
WordsOn = Callable[[str], Sequence[Decision]]
"""Returns the decisions that name a gold annotation."""


class Taking(StrEnum):
    """What a reviewer takes of a difference."""

    A = "a"
    B = "b"
    BOTH = "both"
    NEITHER = "neither"


def settling(match: Match, taking: Taking, words_on: WordsOn, reason: str = "") -> Edit | None:
    """Return the edit that decides so; None where it is so already."""
    if match.versions:
        place = {Taking.A: 0, Taking.B: 1, Taking.BOTH: 2}.get(taking)
        return settling_version(match, place, reason)
    if GOLD in match.layers:
        return _with_gold(match, taking, words_on, reason)
    a, b = match.a, match.b
    if a is None or b is None:
        one = match.annotations[0]
        wanted = Taking.B if a is None else Taking.A
        taken = taking in (wanted, Taking.BOTH)
        return _settle(take=[one] if taken else [], over=[] if taken else [one], reason=reason)
    take = {Taking.A: [a], Taking.B: [b], Taking.BOTH: [a, b]}.get(taking, [])
    rest = [one for one in (a, b) if one not in take]
    if match.agrees and take:
        return _settle(take=take, alike=rest, reason=reason)
    return _settle(take=take, over=rest, reason=reason)


def _against_gold(match: Match, taking: Taking, words_on: WordsOn, reason: str) -> Edit | None:
    """Accept or reject a coder's annotation where some gold is there, or none."""
    gold = next((one for one in match.annotations if layer_of(one) == GOLD), None)
    theirs = next((one for one in match.annotations if layer_of(one) != GOLD), None)
    side = Taking.A if match.layers[1] == GOLD else Taking.B
    keeps_gold = taking not in (side, Taking.NEITHER)
    if theirs is None:
        return None if keeps_gold or gold is None else Delete((gold.id,))
    sources = [word.annotation for word in words_on(gold.id)] if gold else []
    if taking is Taking.BOTH:
        return None if theirs.id in sources else _settle(take=[theirs], reason=reason)
    if taking is side:
        return _replacing(theirs, gold, sources, reason)
    if keeps_gold:
        # What came of it is not taken away by leaving it as it is.
        return None if theirs.id in sources else _settle(over=[theirs], reason=reason)
    edits: list[Edit] = [_settle(over=[theirs], reason=reason)]
    if gold is not None and sources != [theirs.id]:
        edits.insert(0, Delete((gold.id,)))
    return Together(edits, _NEITHER)


def _with_gold(match: Match, taking: Taking, words_on: WordsOn, reason: str) -> Edit | None:
    if match.layers == (GOLD, GOLD):
        return _of_two_golds(match, taking, words_on, reason)
    if Kind.OTHER_WORD in match.kinds:
        return _last_word(match, taking, words_on, reason)
    return _against_gold(match, taking, words_on, reason)


def settling_version(match: Match, number: int | None, reason: str = "") -> Edit | None:
    """Return the edit that takes one of all coders' versions, by its number; without one, none.

    None where there is no such version.
    """
    choices = match.choices
    if number is not None and not 0 <= number < len(choices):
        return None
    taken = choices[number] if number is not None else ()
    rest = [one for one in match.versions if one not in taken]
    return _settle(take=taken[:1], alike=taken[1:], over=rest, reason=reason)


def _of_two_golds(match: Match, taking: Taking, words_on: WordsOn, reason: str) -> Edit:
    """Keep one of two gold labels for one thing, or both, or neither."""
    a, b = (one.id for one in match.annotations)
    if taking is Taking.BOTH:
        return KeepBoth(golds=(a, b), reason=reason)
    if taking is not Taking.NEITHER:
        keep, gone = (a, b) if taking is Taking.A else (b, a)
        return KeepOneGold(keep=keep, gone=(gone,), reason=reason)
    words = [word for gold in (a, b) for word in words_on(gold)]
    sources = tuple(dict.fromkeys(w.annotation for w in words if w.annotation not in (a, b)))
    edits: list[Edit] = [Delete((a, b))]
    return Together([*edits, *([Settle(over=sources, reason=reason)] if sources else [])], _NEITHER)


def _last_word(match: Match, taking: Taking, words_on: WordsOn, reason: str) -> Edit:
    """Decide on a label on which two reviewers did so differently: that counts for both."""
    gold = next((one for one in match.annotations if layer_of(one) == GOLD), None)
    theirs = next(one for one in match.annotations if layer_of(one) != GOLD)
    sources = [word.annotation for word in words_on(gold.id)] if gold else []
    side = Taking.A if match.layers[1] == GOLD else Taking.B
    if taking is side or (taking is Taking.BOTH and gold is None):
        return _replacing(theirs, gold, sources, reason)
    if taking is Taking.NEITHER or gold is None:
        edits: list[Edit] = [Settle(over=(theirs.id,), reason=reason)]
        if gold is not None and sources != [theirs.id]:
            edits.insert(0, Delete((gold.id,)))
        return Together(edits, _NEITHER)
    return KeepOneGold(keep=gold.id, also=(theirs.id,), reason=reason)


def _replacing(
    theirs: Annotation, gold: Annotation | None, sources: Sequence[str], reason: str
) -> Edit:
    """Take a coder's annotation in place of the gold that is there."""
    over = tuple(one for one in sources if one != theirs.id)
    settle = Settle(take=(theirs.id,), over=over, reason=reason)
    if gold is None or sources:
        return settle
    return Together([Delete((gold.id,)), settle], "Gold replaced")


def _settle(
    take: Sequence[Annotation] = (),
    alike: Sequence[Annotation] = (),
    over: Sequence[Annotation] = (),
    reason: str = "",
) -> Settle:
    ids = (tuple(one.id for one in group) for group in (take, alike, over))
    taken, same, given_way = ids
    return Settle(take=taken, alike=same, over=given_way, reason=reason)


def seen_layers(
    project: Project, visibility: Visibility, articles: Collection[str] | None
) -> list[ArticleLayers]:
    """Return articles, all of the study when none are named, on which all labels may be seen."""
    if articles is None:
        articles = of_study(project, project.article_ids())
    every = project.compared_layers(articles, with_texts=False)
    return [one for one in every if visibility.sees_all_of(one)]


def decided_for_all(
    project: Project, visibility: Visibility, edit: Edit, article: str, *, both: bool = False
) -> Edit:
    """Return an edit that decides so for all coders' labels of the thing, as far as one sees them.

    `article` is the id of the one that the edit is on; `both` is as for `for_all`.
    """
    threshold = project_settings(project.info().settings).pairing_threshold
    for seen in seen_layers(project, visibility, {article}):
        return for_all(edit, seen, project.codebook(), threshold, both=both)
    return edit


def taking_agreements(
    articles: Collection[ArticleLayers],
    codebook: Codebook,
    threshold: float,
    handles: Mapping[str, str],
    progress: Progress = no_progress,
) -> Together | None:
    """Return the edit that takes into gold what all readers of an article agree on.

    Gold is made of the annotation of the coder whose handle comes first; `handles` are by id. What
    is decided already stays as it is, and so do locked articles, which are counted; None when
    nothing is left to take.
    """
    edits: list[Edit] = []
    count, locked = 0, 0
    for done, article in enumerate(articles):
        progress(done, len(articles))
        decided = {word.annotation for word in article.decisions}
        coders = ({layer_of(one) for one in article.annotations} | article.readers()) - {GOLD}
        ordered = sorted(coders, key=lambda one: (handles.get(one, "").casefold(), one))
        things = OneThing(article, codebook, threshold)
        for group in unanimous(article, ordered, codebook, threshold):
            ids = tuple(one.id for one in group)
            if article.locked and decided.isdisjoint(ids):
                locked += 1
            elif decided.isdisjoint(ids):
                edits += things.closed(Settle(take=ids[:1], alike=ids[1:]), keeps=True)
                count += 1
    label = f"{counted(count, 'agreement')} taken into gold{left_out(locked)}"
    return Together(edits, label) if edits else None


def left_out(locked: int) -> str:
    """Say how many things were left out since their articles are locked; nothing of none."""
    return f", {locked:,} left out on locked articles" if locked else ""


def taking_layer(
    article: ArticleLayers, coder: str, handle: str, codebook: Codebook, threshold: float
) -> Together | None:
    """Return the edit that takes all of a coder's (id) annotations on an article into gold.

    What the others have in their place gives way, and what only others have is rejected.
    """
    layers = {layer_of(one) for one in article.annotations} - {coder, GOLD}
    alike: dict[str, list[str]] = {}
    over: dict[str, list[str]] = {}
    rejected: list[str] = []
    for other in sorted(layers):
        for match in compare(article, coder, other, codebook, threshold, unread=True):
            if match.b is None:
                continue
            if match.a is None:
                rejected.append(match.b.id)
            else:
                group = alike if match.agrees else over
                group.setdefault(match.a.id, []).append(match.b.id)
    things = OneThing(article, codebook, threshold)
    edits: list[Edit] = []
    for one in article.layer(coder):
        same, other = tuple(alike.get(one.id, ())), tuple(over.get(one.id, ()))
        edits += things.closed(Settle(take=(one.id,), alike=same, over=other))
    edits += [Settle(over=(one,)) for one in rejected]
    return Together(edits, f"{handle}’s layer taken into gold") if edits else None

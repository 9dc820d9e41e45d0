"""What was decided on an annotation, and what gold says instead, in words of one line."""

from collections.abc import Callable, Iterable

from msgspec import structs

from annotator.analysis.comparing.describing import describe, ends_in
from annotator.analysis.comparing.differences import compare
from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.people import Actor
from annotator.domain.wording import shortened
from annotator.gui.session.session import Session
from annotator.gui.wording.dates import short_date
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle

SIGNS = {Verdict.ACCEPTED: "✓", Verdict.CHANGED: "≠", Verdict.REJECTED: "✕"}
"""A sign for each verdict, for where there is no room for words."""
HIDDEN = "Gold shows when you have finished the article"
"""What stands in gold's place while it may not be seen."""


def decision_words(decision: Decision, reviewer: str) -> str:
    """Return who decided what, and why: "lea changed this: “Wrong code” · 19 May 2025"."""
    said = f"{reviewer} {decision.verdict} this"
    reason = f": “{decision.reason}”" if decision.reason else ""
    return f"{said}{reason} · {short_date(decision.at)}"


def latest(decisions: Iterable[Decision]) -> Decision | None:
    """Return the decision that came last."""
    return max(decisions, key=lambda one: (one.at, one.id), default=None)


def layers_of(article: OpenArticle) -> ArticleLayers:
    """Return the open article as the comparison takes it."""
    return ArticleLayers(
        article=article.article,
        text=article.text,
        annotations=tuple(article.annotations.values()),
        links=tuple(article.links),
        decisions=tuple(article.decisions),
        statuses=article.statuses,
    )


def actor_names(project: Project) -> Callable[[str], str]:
    """Return what names actors by their ids."""
    names = {one.id: one.name for one in project.find(Actor)}
    return lambda actor: names.get(actor, "")


def difference_words(
    article: ArticleLayers,
    own: Annotation,
    gold: Annotation,
    codebook: Codebook,
    session: Session,
) -> str:
    """Say how gold differs from the annotation that it came of; the annotation's side first."""
    both = structs.replace(article, annotations=_with_partners(article, own, gold))
    found = [m for m in compare(both, own.coder, GOLD, codebook, unread=True) if m.a is own]
    if not found or found[0].b is not gold:
        alone = structs.replace(article, annotations=(own, gold))
        found = [m for m in compare(alone, own.coder, GOLD, codebook, unread=True) if m.a is own]
    if not found or found[0].b is None:
        return f"Gold has “{shortened(gold.text)}”"
    ends = ends_in(article, actor_names(session.project))
    return describe(found[0], codebook, session.handle_of, ends)


def gold_words(article: ArticleLayers, decision: Decision, session: Session, *, seen: bool) -> str:
    """Say what gold has instead of the annotation that was decided on.

    Nothing where gold has the same. `seen` is whether gold may be seen.
    """
    known = {one.id: one for one in article.annotations}
    own, gold = known.get(decision.annotation), known.get(decision.gold)
    if decision.verdict is Verdict.ACCEPTED:
        return ""
    if not seen:
        return HIDDEN
    if gold is None or own is None:
        return "Not in gold"
    return difference_words(article, own, gold, session.codebook, session)


def provenance_words(session: Session, article: OpenArticle, gold: Annotation) -> str:
    """Say from whom a gold annotation comes, and who settled it, when and why."""
    words = [one for one in article.decisions if one.gold == gold.id]
    last = latest(words)
    if last is None:
        return f"Settled by {session.handle_of(gold.coder)}"
    sources = (article.annotations.get(one.annotation) for one in words)
    owners = sorted({session.handle_of(one.coder) for one in sources if one is not None})
    reason = f": “{last.reason}”" if last.reason else ""
    settled = f"settled by {session.handle_of(last.reviewer)}{reason} · {short_date(last.at)}"
    return f"From {' and '.join(owners)}, {settled}"


def _with_partners(
    article: ArticleLayers, own: Annotation, gold: Annotation
) -> tuple[Annotation, ...]:
    """Leave out what could pair with either of the two in the other's place."""
    return tuple(
        one
        for one in article.annotations
        if one is own or one is gold or one.code not in (own.code, gold.code)
    )

"""What was decided on annotations, by whom and when, in words."""

from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.gui.session.session import Session
from annotator.gui.wording.dates import short_date
from annotator.workflow.open_article import OpenArticle

SIGNS = {Verdict.ACCEPTED: "✓", Verdict.CHANGED: "≠", Verdict.REJECTED: "✕"}
"""A sign for each verdict, for where there is no room for words."""


def decision_words(decision: Decision, reviewer: str) -> str:
    """Return who decided what, and why: "lea changed this: “Wrong code” · 19 May 2025"."""
    said = f"{reviewer} {decision.verdict} this"
    reason = f": “{decision.reason}”" if decision.reason else ""
    return f"{said}{reason} · {short_date(decision.at)}"


def provenance_words(session: Session, article: OpenArticle, gold: Annotation) -> str:
    """Say from whom a gold annotation comes, and who settled it, when and why."""
    words = [one for one in article.decisions if one.gold == gold.id]
    last = max(words, key=lambda one: (one.at, one.id), default=None)
    if last is None:
        return f"Settled by {session.handle_of(gold.coder)}"
    sources = (article.annotations.get(one.annotation) for one in words)
    owners = sorted({session.handle_of(one.coder) for one in sources if one is not None})
    reason = f": “{last.reason}”" if last.reason else ""
    settled = f"settled by {session.handle_of(last.reviewer)}{reason} · {short_date(last.at)}"
    return f"From {' and '.join(owners)}, {settled}"

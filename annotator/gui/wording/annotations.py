"""How annotations, links and decisions are shown in the text and told in words."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, AnyPlaced, Decision, Link, Verdict
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import BusyError
from annotator.domain.layers import GOLD, layer_of
from annotator.domain.people import Actor
from annotator.domain.wording import shortened
from annotator.gui.session.session import Session
from annotator.gui.text.marks import LinkLine, Mark, MarksToMake
from annotator.gui.wording.dates import short_date
from annotator.workflow.annotation_rows import values_summary
from annotator.workflow.copies.carried_from import carried_from
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


def carried_words(session: Session, annotation: Annotation) -> str:
    """Say from which copy a label was carried; nothing for others, or where that can't be read."""
    with suppress(BusyError):
        found = carried_from(session.project, annotation)
        return found.in_words if found is not None else ""
    return ""


def mark_of(session: Session, annotation: Annotation) -> Mark:
    """Return an annotation as the article view takes it, with its label."""
    (mark,) = marks_of(session, [annotation])
    return structs.replace(mark, label=label_of(session, annotation))


def marks_of(session: Session, annotations: Iterable[AnyPlaced]) -> list[Mark]:
    """Return annotations as the article view takes them, without labels: few are ever read."""
    return list(map(_maker(session), annotations))


def marks_to_make(session: Session, article: OpenArticle) -> MarksToMake:
    """Return what is to be seen of the open article, each mark to be made when it is looked at."""
    shown, placed = session.visible_annotations(), article.annotations.placed
    owners = [one.id for one in shown for _ in one.fragments]
    parts = [(f.start, f.end) for one in shown for f in one.fragments]
    make = _maker(session)

    def make_one(annotation: str) -> Mark:
        return make(placed[annotation])

    return MarksToMake(owners, parts, make_one)


def _maker(session: Session) -> Callable[[AnyPlaced], Mark]:
    """Return what makes marks as they are to be now; the look of a code's marks is found once."""
    is_own, reviewing = session.visibility.is_own, session.reviewing
    looks: dict[str, tuple[str, str, int]] = {}

    def make(one: AnyPlaced) -> Mark:
        look = looks.get(one.code)
        if look is None:
            look = looks[one.code] = _look(session, one)
        colour, short, pattern = look
        places = tuple([(f.start, f.end) for f in one.fragments])
        fixed = not (is_own(one) or (reviewing and one.layer == GOLD_LAYER))
        return Mark(one.id, places, colour, short, "", pattern, fixed)

    return make


def _look(session: Session, annotation: AnyPlaced) -> tuple[str, str, int]:
    """Return colour, sign in the margin and number of the pattern, which a code's marks share."""
    code = session.code_of(annotation)
    return code.colour, code.key or code.name[:2], pattern_of(session.codebook, code)


def label_of(session: Session, annotation: Annotation) -> str:
    """Return what a mark's tool tip says."""
    code = session.code_of(annotation)
    parts = (
        code.name,
        values_summary(code, annotation),
        layer_words(session, annotation),
        said_of(session, annotation),
    )
    return " · ".join(part for part in parts if part)


def layer_words(session: Session, annotation: Annotation) -> str:
    """Return the handle of who coded an annotation, or "gold"."""
    return GOLD if layer_of(annotation) == GOLD else session.handle_of(annotation.coder)


def said_of(session: Session, annotation: Annotation) -> str:
    """Return what was decided last on an annotation of the open article, in words."""
    last = session.article.latest_decisions.get(annotation.id) if session.article else None
    return decision_words(last, session.handle_of(last.reviewer)) if last else ""


def pattern_of(codebook: Codebook, code: Code) -> int:
    """Return the number of the lane pattern that tells a code apart without its colour."""
    ids = [one.id for one in codebook.codes]
    return ids.index(code.id) if code.id in ids else 0


def link_lines(session: Session, article: OpenArticle, annotation: str) -> list[LinkLine]:
    """Return what to draw of an annotation's links, those that arrive from seen ones included."""
    lines = [_line(session, article, link) for link in article.links_of(annotation)]
    return lines + [
        _line(session, article, link) for link in links_to(session, article, annotation)
    ]


def link_words(session: Session, annotation: Annotation) -> list[str]:
    """Return an annotation's own links in words: "said by: the mayor", "cue: said"."""
    article = session.article
    told: list[str] = []
    for link in article.links_of(annotation.id) if article else ():
        target = link.target_annotation
        end = article.annotations.get(target) if article and target else None
        name = _line(session, article, link).label if article else ""
        told.append(f"{name}: {shortened(end.text, 60)}" if end is not None else name)
    return told


def links_to(session: Session, article: OpenArticle, annotation: str) -> list[Link]:
    """Return the links that arrive at an annotation from seen ones."""
    arriving = (link for link in article.links if link.target_annotation == annotation)
    owners = ((link, article.annotations.get(link.annotation)) for link in arriving)
    return [link for link, owner in owners if owner is not None and session.is_visible(owner)]


def _line(session: Session, article: OpenArticle, link: Link) -> LinkLine:
    owner = article.annotations.get(link.annotation)
    code = session.code_of(owner) if owner else None
    rule = code.link_rule(link.type) if code else None
    name = rule.name.lower() if rule else link.type
    if link.target_actor:
        actor = session.project.get(Actor, link.target_actor)
        name = f"{name}: {shortened(actor.name, 28)}" if actor else name
    return LinkLine(link.annotation, link.target_annotation, name)

"""The words that only one of two versions has, stressed; and answers and links in words."""

import html
import re

from PySide6.QtGui import QPalette

from annotator.analysis.comparing.likeness import outside
from annotator.domain.annotation import JOINT, Annotation, Decision
from annotator.domain.codebook import Code, value_words
from annotator.domain.people import Actor
from annotator.domain.wording import shortened
from annotator.gui.look.theme import theme_of
from annotator.gui.session.session import Session
from annotator.gui.wording.dates import short_moment
from annotator.workflow.annotation_rows import WHOLE_ARTICLE
from annotator.workflow.open_article import OpenArticle

NOTHING = "–"
_LONGEST = 140
_LONG_WORD = re.compile(r"\w{10}(?=\w{6})")
"""Where a word may be parted that goes on for a good deal."""
_MAY_BREAK = "\u200b"
_END = 50


def stressed(one: Annotation, other: Annotation | None, palette: QPalette) -> str:
    """Return an annotation's text as markup, with the words that the other lacks stressed.

    The text itself is escaped; a long stretch that both have is cut in its middle.
    """
    if not one.fragments:
        return html.escape(WHOLE_ARTICLE.capitalize())
    style = f"background:{theme_of(palette).selected}; font-weight:600"
    beyond = other.fragments if other is not None and other.fragments else one.fragments
    parts: list[str] = []
    for fragment, text in zip(one.fragments, one.texts, strict=True):
        position, shown = fragment.start, ""
        for start, end in outside((fragment,), beyond):
            shown += _escaped(_cut(text[position - fragment.start : start - fragment.start]))
            words = _escaped(text[start - fragment.start : end - fragment.start])
            shown += f'<span style="{style}">{words}</span>'
            position = end
        parts.append(shown + _escaped(_cut(text[position - fragment.start :])))
    return JOINT.join(parts)


def breakable(text: str) -> str:
    """Return a text whose long words may go on in the next line, where a label is narrow."""
    return _LONG_WORD.sub(lambda word: f"{word[0]}{_MAY_BREAK}", text)


def answer(code: Code, field: str, annotation: Annotation | None) -> str:
    """Return an answer in words."""
    if annotation is None:
        return ""
    value = annotation.values.get(field)
    return value_words(code.field(field), value) or NOTHING


def ends(session: Session, article: OpenArticle, annotation: Annotation, link_type: str) -> str:
    """Return what an annotation's links of a type lead to."""
    found: list[str] = []
    for link in article.links_of(annotation.id):
        if link.type != link_type:
            continue
        actor = session.project.get(Actor, link.target_actor) if link.target_actor else None
        target = article.annotations.get(link.target_annotation or "")
        found.append(actor.name if actor else shortened(target.text) if target else NOTHING)
    return ", ".join(found) or NOTHING


def decided(session: Session, word: Decision, coder: str) -> str:
    """Say who decided what on whose annotation, when and why."""
    reason = f" – {word.reason}" if word.reason else ""
    reviewer = session.handle_of(word.reviewer)
    return f"{reviewer} {word.verdict} {coder}’s, {short_moment(word.at)}{reason}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_END]} … {text[-_END:]}"


def _escaped(text: str) -> str:
    return html.escape(breakable(text)).replace("\n", "<br>")

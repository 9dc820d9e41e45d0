"""Articles with their labels as HTML that needs nothing else, on a screen and on paper.

Each label has a number: brackets in the text show where it begins and ends, also without colours,
and the margin beside the paragraph says what it is.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.codebook import Code, Codebook, value_words
from annotator.domain.names import escaped as written_out
from annotator.domain.wording import cut
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.reading.marks import (
    MarkedParagraph,
    MarkedPiece,
    NumberedLabel,
    marked_paragraphs,
    numbered,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font-family: sans-serif; font-size: 10pt; color: #1f2328; }
h1 { font-size: 20pt; margin: 0 0 6px 0; }
h2 { font-size: 14pt; margin: 24px 0 4px 0; }
p { margin: 0 0 8px 0; }
table { border-collapse: collapse; }
td { vertical-align: top; padding: 0 0 6px 0; }
.margin { font-size: 7.5pt; color: #3d444d; padding-left: 14px; }
.margin p { margin: 0 0 4px 0; }
.quiet { color: #57606a; }
sup { font-size: 10pt; }
"""
_ON_SCREEN = """
body { line-height: 1.5; max-width: 68em; margin: 2em auto; padding: 0 1em; }
td { overflow-wrap: anywhere; }
@page { size: A4; margin: 18mm; }
sup { font-size: 7pt; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; }
  article + article { break-before: page; }
  span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
_JOINERS = re.compile(r"(?<=[^\x00-\x7f])([\u200c\u200d])(?=[^\x00-\x7f])")
"""What letters and emoji of many scripts are joined or kept apart by: it hides nothing there."""
_TINT, _INK = 0.24, 0.5
"""How much of a code's colour is behind its words; and in its marks, the rest being black."""
_LONGEST = 60  # characters of a label at the end of a link
PAGE_META = ("outlet", "author", "published", "section", "page", "url")
"""The metadata that stands beneath an article’s title."""
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


class LabelledPages:
    """Makes the parts of a page from what is exported; `notes` says that notes are shown."""

    def __init__(self, dataset: Dataset, title: str, *, notes: bool) -> None:
        self._dataset = dataset
        self._title = title
        self._notes = notes
        self._codes = {code.id: code for code in dataset.codebook.codes}
        self._classes = {code.id: f"c{n}" for n, code in enumerate(dataset.codebook.codes)}

    def head(self, *, paged: bool = False) -> str:
        """Return all before the first article; what is `paged` has its margins already."""
        style = self.style() if paged else f"{self.style()}{_ON_SCREEN}"
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{shown(self._title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f"{self.opening()}"
        )

    def style(self) -> str:
        """Return the page's style, with a class for each code."""
        return f"{_STYLE}{''.join(self._colours())}"

    def opening(self) -> str:
        """Return the title and the legend."""
        return f"<h1>{shown(self._title)}</h1>\n{self._legend(self._dataset.codebook)}"

    @staticmethod
    def foot() -> str:
        """Return all after the last article."""
        return "</body>\n</html>\n"

    def article(self, labelled: Labelled) -> str:
        """Return an article with its labels."""
        article = labelled.article
        labels = numbered(labelled.annotations)
        numbers = {one.label.id: one.number for one in labels}
        several = len({self._dataset.layer(one) for one in labelled.annotations}) > 1
        words = _LabelWords(self._dataset, labelled, numbers, several=several, notes=self._notes)
        about = [str(article.meta[key]) for key in PAGE_META if article.meta.get(key)]
        parts = [f"<article>\n<h2{_direction(article.title)}>{shown(article.title)}</h2>\n"]
        if about:
            parts.append(f'<p class="quiet">{" · ".join(map(_apart, about))}</p>\n')
        if self._notes and article.note:
            parts.append(f'<p class="quiet">Note: {shown(article.note)}</p>\n')
        parts.extend(
            f"<p>Whole article: {self._said(one, words)}</p>\n"
            for one in labelled.annotations
            if not one.fragments
        )
        parts.append('<table role="presentation" width="100%">\n')
        parts.extend(
            self._paragraph(paragraph, labels, words)
            for paragraph in marked_paragraphs(labelled.text, labels)
        )
        parts.append("</table>\n</article>\n")
        return "".join(parts)

    def _paragraph(
        self, paragraph: MarkedParagraph, labels: Sequence[NumberedLabel], words: "_LabelWords"
    ) -> str:
        text = "".join(self._piece(piece, labels) for piece in paragraph.pieces)
        direction = _direction("".join(piece.words for piece in paragraph.pieces))
        beside = "".join(
            f"<p><b>{one.number}</b> {self._said(one.label, words)}</p>"
            for one in paragraph.begin_here
        )
        return (
            f'<tr><td width="68%"{direction}><p{direction}>{text}</p></td>'
            f'<td width="32%" class="margin">{beside}</td></tr>\n'
        )

    def _piece(self, piece: MarkedPiece, labels: Sequence[NumberedLabel]) -> str:
        opens = "".join(self._mark(labels[n - 1].label.code, "[") for n in piece.opens)
        closes = "".join(self._mark(labels[n - 1].label.code, "]", n) for n in piece.closes)
        words = shown(piece.words, keep_ends=True)
        if piece.code in self._classes:
            words = f'<span class="{self._classes[piece.code]}">{words}</span>'
        return f"{opens}{words}{closes}"

    def _mark(self, code: str, sign: str, number: int = 0) -> str:
        kind = self._classes.get(code, "")
        above = f"<sup>{number}</sup>" if number else ""
        return f'<b class="{kind}m">{sign}{above}</b>'

    def _said(self, label: Annotation, words: "_LabelWords") -> str:
        code = self._codes.get(label.code)
        name = code.name if code is not None else label.code
        kind = self._classes.get(label.code, "")
        rest = "; ".join(words.of(label, code))
        return f'<b class="{kind}m">{shown(name)}</b>{f": {rest}" if rest else ""}'

    def _legend(self, book: Codebook) -> str:
        chips = [
            f'<span class="{self._classes[code.id]}">&nbsp;{shown(code.name)}&nbsp;</span>'
            for code in book.without_headings()
        ]
        return f'<p class="quiet">{" &#160; ".join(chips)}</p>\n' if chips else ""

    def _colours(self) -> Iterator[str]:
        for code in self._dataset.codebook.codes:
            kind = self._classes[code.id]
            yield f".{kind} {{ background-color: {_mixed(code.colour, _TINT, 255)}; }}\n"
            yield f".{kind}m {{ color: {_mixed(code.colour, _INK, 0)}; }}\n"


class _LabelWords:
    """What the margin says of a label beside its code's name, in HTML."""

    def __init__(
        self,
        dataset: Dataset,
        labelled: Labelled,
        numbers: Mapping[str, int],
        *,
        several: bool,
        notes: bool,
    ) -> None:
        self._dataset = dataset
        self._labelled = labelled
        self._numbers = numbers
        self._by_id = labelled.by_id
        self._several = several
        self._notes = notes

    def of(self, label: Annotation, code: Code | None) -> Iterator[str]:
        """Yield who made it, its answers, what it is linked to, its verdict and its note."""
        layer = self._dataset.layer(label)
        if self._several or layer == GOLD_LAYER:
            yield shown(layer)
        for key, value in label.values.items():
            field = code.field(key) if code is not None else None
            if field is None:
                yield f"{shown(key)} {shown(value_words(None, value))}"
            elif words := field.type.row.summary(field, value):
                yield shown(words)
        for link in self._labelled.links[label.id]:
            yield self._link(link, code)
        if self._notes:
            for word in self._labelled.decisions[label.id]:
                reason = f" ({shown(word.reason)})" if word.reason else ""
                who = self._dataset.coders[word.reviewer].handle
                yield f"{word.verdict.value} by {shown(who)}{reason}"
            if label.note:
                yield f"<i>{shown(label.note)}</i>"

    def _link(self, link: Link, code: Code | None) -> str:
        rule = code.link_rule(link.type) if code is not None else None
        name = shown(rule.name if rule is not None else link.type)
        if link.target_actor is not None:
            actor = self._dataset.actors.get(link.target_actor)
            return f"{name} {shown(actor.name if actor is not None else link.target_actor)}"
        end = self._by_id.get(link.target_annotation or "")
        if end is None:
            return name
        number = self._numbers.get(end.id)
        where = f" ({number})" if number else ""
        return f"{name} “{shown(cut(end.text, _LONGEST))}”{where}"


def shown(text: str, *, keep_ends: bool = False) -> str:
    """Return a text as HTML shows it: nothing in it is markup, and nothing in it is hidden.

    Blanks at its ends stay where it is part of a paragraph.
    """
    parts = _JOINERS.split(text if keep_ends else " ".join(text.split()))
    return escape("".join(one if n % 2 else written_out(one) for n, one in enumerate(parts)))


def _apart(text: str) -> str:
    """Return what stands in a line with others, whichever way it is read."""
    return f"\N{FIRST STRONG ISOLATE}{shown(text)}\N{POP DIRECTIONAL ISOLATE}"


def _direction(text: str) -> str:
    """Return the attribute of what is read from right to left, by its first letter."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return ' dir="rtl"'
        if kind == "L":
            return ""
    return ""


def _mixed(colour: str, share: float, other: int) -> str:
    """Return a colour mixed with a grey (0 black, 255 white), of which it is a share."""
    known = colour if _HEX.fullmatch(colour) else "#7F7F7F"
    parts = (int(known[n : n + 2], 16) for n in (1, 3, 5))
    return "#" + "".join(f"{round(share * part + (1 - share) * other):02x}" for part in parts)


def joined(page: LabelledPages, articles: Iterable[Labelled]) -> Iterator[str]:
    """Yield the parts of the whole page, one article at a time."""
    yield page.head()
    for labelled in articles:
        yield page.article(labelled)
    yield page.foot()

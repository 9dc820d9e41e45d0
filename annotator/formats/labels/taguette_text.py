"""The text of Taguette's documents: pages (HTML) in which it counts bytes of all text."""

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"),
        *("section", "article", "header", "footer", "main", "aside", "figure", "figcaption", "hr"),
        *("dl", "address", "body"),
    )
)
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "caption"))
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(("script", "style", "title"))


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,50}+)")
_REST = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{9,}+;?")
_INSTEAD = "\ufffd"


class PageText:
    """A page as an article's text, and where a place in the page's own text is in that.

    Paragraphs stand apart by an empty line, as they do in articles; blanks are folded as a window
    would.
    """

    def __init__(self, page: str) -> None:
        self._seen: list[str] = []
        self._starts = array("I")
        self._ends = array("I")
        self._sizes = array("B")
        self._break = ""
        self._unseen = self._as_is = 0
        self._pre_begins = False
        bare = page.lstrip("\ufeff \t\r\n\f").replace("\r\n", "\n").replace("\r", "\n")
        for text, tag, ends in _pieces(bare):
            if tag:
                self._take_tag(tag, ends=ends)
            else:
                self._take_text(html.unescape(_NUMBER.sub(_INSTEAD, text)))
        self._bytes = array("I", accumulate(self._sizes, initial=0))
        self._trim()
        self.text = "".join(self._seen)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return a stretch of bytes of the page's text in code points of the article's."""
        if not 0 <= start < end <= self._bytes[-1]:
            return None
        first = bisect_right(self._bytes, start) - 1
        last = bisect_right(self._bytes, end - 1) - 1
        found = self._starts[first], self._ends[last]
        return found if found[0] < found[1] else None

    def _take_tag(self, tag: str, *, ends: bool) -> None:
        """Begin or end a paragraph, a line or a cell."""
        if not (ends and tag == "br"):
            self._separate(tag)
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen + (-1 if ends else 1))
        if tag == "pre":
            self._as_is = max(0, self._as_is + (-1 if ends else 1))
            self._pre_begins = not ends

    def _take_text(self, data: str) -> None:
        """Take text; each of its characters counts, seen or not."""
        if self._pre_begins:
            data = data.removeprefix("\n")
            self._pre_begins = False
        for character in data:
            self._take(character)

    def _take(self, character: str) -> None:
        seen = "" if self._unseen else character
        if seen.isspace() and seen != "\u00a0" and not self._as_is:
            at_end = not self._seen or bool(self._break) or self._seen[-1].isspace()
            seen = "" if at_end else " "
        if seen and self._break:
            self._put_break()
        self._starts.append(len(self._seen))
        if seen:
            self._seen.append(seen)
        self._ends.append(len(self._seen))
        code = ord(character)
        self._sizes.append(1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4)

    def _separate(self, tag: str) -> None:
        wanted = "\n\n" if tag in _BLOCKS else "\n" if tag in _LINES else "\t" * (tag in _CELLS)
        if not self._seen or not wanted:
            return
        if tag == "br" and self._break.strip("\t"):
            wanted = "\n\n"
        if len(wanted) > len(self._break) or (wanted > self._break and wanted != "\t"):
            self._break = wanted

    def _put_break(self) -> None:
        self._trim()
        self._seen.extend(self._break)
        self._break = ""

    def _trim(self) -> None:
        """Take away the blank at the end of a line, with which no label ends."""
        while self._seen and self._seen[-1] == " ":
            self._seen.pop()
            length = len(self._seen)
            n = len(self._ends) - 1
            while n >= 0 and self._ends[n] > length:
                self._starts[n], self._ends[n] = min(self._starts[n], length), length
                n -= 1


def _pieces(page: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the texts of a page, and its tags with whether they end something.

    Each character is looked at a few times at most, however the page is written.
    """
    at, last, in_quotes = 0, page.rfind(">"), True
    while at < len(page):
        start = page.find("<", at)
        if start < 0 or start > last:
            yield page[at:], "", False
            return
        found = _TAG.match(page, start)
        if found is None and page[start + 1 : start + 2] not in ("!", "?"):
            yield page[at : start + 1], "", False
            at = start + 1
            continue
        if start > at:
            yield page[at:start], "", False
        if found is None:
            closing = "-->" if page.startswith("<!--", start) else ">"
            end = page.find(closing, start)
            at = len(page) if end < 0 else end + len(closing)
            continue
        rest = _REST.match(page, found.end()) if in_quotes else None
        in_quotes = rest is not None
        at = rest.end() if rest is not None else page.find(">", found.end()) + 1
        yield "", found[2].lower(), bool(found[1])

"""The text of Taguette's documents: pages (HTML) in which it counts bytes of all text."""

from array import array
from bisect import bisect_right
from html.parser import HTMLParser
from itertools import accumulate

_BLOCKS = frozenset((
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"),
    *("section", "article", "header", "footer", "main", "aside", "figure", "figcaption", "hr"),
    *("dl", "address", "body"),
))
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "caption"))
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(("script", "style", "title"))


class PageText(HTMLParser):
    """A page as an article's text, and where a place in the page's own text is in that.

    Paragraphs stand apart by an empty line, as they do in articles; blanks are folded as a window
    would.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._seen: list[str] = []
        self._starts = array("I")
        self._ends = array("I")
        self._sizes = array("B")
        self._break = ""
        self._unseen = self._as_is = 0
        self._pre_begins = False
        self.feed(page.lstrip("\ufeff \t\r\n\f").replace("\r\n", "\n").replace("\r", "\n"))
        self.close()
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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        """Begin a paragraph, a line or a cell."""
        self._separate(tag)
        self._unseen += tag in _UNSEEN
        if tag == "pre":
            self._as_is += 1
            self._pre_begins = True

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph or a line."""
        if tag != "br":
            self._separate(tag)
        self._unseen -= bool(self._unseen) and tag in _UNSEEN
        self._as_is -= bool(self._as_is) and tag == "pre"

    def handle_data(self, data: str) -> None:
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

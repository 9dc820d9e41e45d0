"""A report as a browser finds it: headings in their order, tables under their captions, figures."""

from html.parser import HTMLParser

_VOID = frozenset({"meta", "br", "img", "hr", "link"})


class FoundPage(HTMLParser):
    """Fails at a tag that closes another one than is open, in pictures, too."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.figures: list[dict[str, str | None]] = []
        self.captions: list[str] = []
        self.cells_without_head = 0
        self._rows: list[list[str]] = []
        self._words = ""
        self._caption = ""
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"] or ""] if "id" in given else []
        if tag not in _VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3", "h4", "caption", "figcaption", "td", "th"):
            self._words = ""
        if tag == "table":
            self._rows, self._caption = [], ""
        if tag == "tr":
            self._rows.append([])
        if tag == "th" and "scope" not in given:
            self.cells_without_head += 1
        if tag == "svg":
            self.figures.append(given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        words = " ".join(self._words.split())
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append((int(tag[1]), words))
        if tag in ("td", "th"):
            self._rows[-1].append(words)
        if tag == "caption":
            self._caption = words
        if tag == "figcaption":
            self.captions.append(words)
        if tag == "table":
            self.tables[self._caption or self.headings[-1][1]] = self._rows

    def handle_data(self, data: str) -> None:
        self._words += data

"""Which lines of a file somebody has said to be what, and what is proposed of the others."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from annotator.formats.archives.teaching import Marking

_NEAR = 400  # lines: a text that is proposed to be longer has not been found


class LinePart(StrEnum):
    """What a line can be; BODY and END are the first and the last line of the text."""

    TITLE = "title"
    DATE = "date"
    OUTLET = "outlet"
    AUTHOR = "author"
    SECTION = "section"
    PAGE = "page"
    URL = "url"
    BODY = "body"
    END = "body_end"


class PartRow(msgspec.Struct, frozen=True):
    """How a part is called on its button, in the list of lines and in a sentence, and its key."""

    part: LinePart
    button: str
    word: str
    said: str
    key: str


PARTS = (
    PartRow(LinePart.TITLE, "Title", "title", "its title", "T"),
    PartRow(LinePart.DATE, "Date", "date", "its date", "D"),
    PartRow(LinePart.OUTLET, "Outlet", "outlet", "its outlet", "O"),
    PartRow(LinePart.AUTHOR, "Author", "author", "its author", "A"),
    PartRow(LinePart.SECTION, "Section", "section", "its section", "S"),
    PartRow(LinePart.PAGE, "Page", "page", "its page", "P"),
    PartRow(LinePart.URL, "Link", "link", "its link", "L"),
    PartRow(LinePart.BODY, "Text begins", "text begins", "where its text begins", "B"),
    PartRow(LinePart.END, "Text ends", "text ends", "where its text ends", "E"),
)
"""In the order of the buttons."""
WITHIN = "text"
"""What a line of the text is called that neither begins nor ends it."""
_ROWS = {row.part: row for row in PARTS}
_NEEDED = (LinePart.TITLE, LinePart.BODY, LinePart.END)


class LineMarks:
    """The marks of one article; those that are proposed give way to what somebody says."""

    def __init__(self) -> None:
        self._lines: dict[LinePart, tuple[int, ...]] = {}
        self._proposed: set[LinePart] = set()
        self._by_line: dict[int, list[LinePart]] = {}

    def of(self, part: LinePart) -> tuple[int, ...]:
        """Return the lines that are a part."""
        return self._lines.get(part, ())

    def words(self, line: int) -> str:
        """Return what a line is, in words; what is proposed has a question mark."""
        parts = self._by_line.get(line, ())
        if not parts and self.in_text(line):
            return WITHIN
        return " · ".join(_ROWS[one].word + "?" * (one in self._proposed) for one in parts)

    def is_said(self, line: int) -> bool:
        """Tell whether somebody has said what a line is, rather than that it was proposed."""
        return any(one not in self._proposed for one in self._by_line.get(line, ()))

    def in_text(self, line: int) -> bool:
        """Tell whether a line is part of the text."""
        body, end = self.of(LinePart.BODY), self.of(LinePart.END)
        return bool(body and end) and body[0] <= line <= end[0]

    def mark(self, part: LinePart, lines: Sequence[int]) -> None:
        """Say that lines are a part, or take it back where just that was said."""
        if not lines:
            return
        if part in {LinePart.BODY, LinePart.END} and len(lines) > 1:
            self._set(LinePart.BODY, lines[:1])
            self._set(LinePart.END, lines[-1:])
            return
        old = self.of(part) if part not in self._proposed else ()
        if set(lines) <= set(old):
            self._set(part, [one for one in old if one not in lines])
        elif part is LinePart.TITLE:
            whole = sorted({*old, *lines})
            goes_on = whole[-1] - whole[0] + 1 == len(whole)
            self._set(part, whole if goes_on else lines)
        else:
            self._set(part, lines[:1] if part is not LinePart.END else lines[-1:])
        self._keep_order(part)

    def clear(self, lines: Iterable[int]) -> None:
        """Take back what was said of lines."""
        for line in set(lines):
            for part in list(self._by_line.get(line, ())):
                self._set(part, [one for one in self.of(part) if one != line])

    def propose(self, found: Marking | None, last: int = 0) -> None:
        """Take over a proposal where nothing was said; what was proposed before goes.

        A text that would reach the `last` line of the file has not been found to its end.
        """
        for part in list(self._proposed):
            self._set(part, ())
        if found is None:
            return
        said: dict[LinePart, int | None] = {LinePart.DATE: found.date, LinePart.BODY: found.body}
        body = self.of(LinePart.BODY) or (found.body,)
        if body[0] <= found.body_end < body[0] + _NEAR and found.body_end != last:
            said[LinePart.END] = found.body_end
        for part, line in said.items():
            if line is not None and not self.of(part) and self._fits(part, line):
                self._set(part, (line,))
                self._proposed.add(part)

    def marking(self) -> Marking | None:
        """Return what is marked, once it is enough to learn from."""
        if any(not self.of(part) for part in _NEEDED):
            return None
        single = (
            LinePart.DATE,
            LinePart.OUTLET,
            LinePart.AUTHOR,
            LinePart.SECTION,
            LinePart.PAGE,
            LinePart.URL,
        )
        places = {part.value: self.of(part)[0] for part in single if self.of(part)}
        return Marking(
            title=self.of(LinePart.TITLE),
            body=self.of(LinePart.BODY)[0],
            body_end=self.of(LinePart.END)[0],
            **places,
        )

    def missing(self) -> list[PartRow]:
        """Return what must be marked yet."""
        return [_ROWS[part] for part in _NEEDED if not self.of(part)]

    def _fits(self, part: LinePart, line: int) -> bool:
        """Tell whether a proposal doesn't contradict what was said."""
        body, end = self.of(LinePart.BODY), self.of(LinePart.END)
        if part is LinePart.BODY:
            return not end or line <= end[0]
        if part is LinePart.END:
            return not body or line >= body[0]
        return not body or line < body[0]

    def _keep_order(self, part: LinePart) -> None:
        body, end = self.of(LinePart.BODY), self.of(LinePart.END)
        if body and end and end[0] < body[0]:
            self._set(LinePart.END if part is LinePart.BODY else LinePart.BODY, ())

    def _set(self, part: LinePart, lines: Sequence[int]) -> None:
        self._proposed.discard(part)
        self._lines[part] = tuple(lines)
        self._by_line = {}
        for row in PARTS:
            for line in self.of(row.part):
                self._by_line.setdefault(line, []).append(row.part)

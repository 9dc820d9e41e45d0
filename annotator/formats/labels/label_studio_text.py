"""The text of a Label Studio task, and where its results stand in it."""

from collections.abc import Sequence
from typing import Any, cast

from annotator.formats.labels.json_objects import Values, dicts_in, integer
from annotator.formats.labels.units import Positions

_PLAIN = ("text", "article", "body", "content", "document", "html", "dialogue", "paragraphs")
_AUTHORS = ("author", "speaker", "name")
_WORDS = ("text", "paragraph", "dialogue", "content")


class TaskText:
    """The text that was labelled; `key` is where it stands in the task's data.

    Of a page (HTML) only the words are kept, and labels are looked for by their words; of a
    conversation each turn is a paragraph.
    """

    def __init__(self, key: str, raw: str, turns: Sequence[tuple[int, int]] = ()) -> None:
        self.key = key
        self.is_page = not turns and _is_page(raw)
        self.positions = Positions(_words_of(raw) if self.is_page else raw)
        self._turns = turns

    def place(self, value: Values) -> tuple[int, int] | None:
        """Return where a result stands (code points); None where it is to be looked for."""
        start, end = integer(value.get("start")), integer(value.get("end"))
        if self._turns:
            first, last = integer(value.get("startOffset")), integer(value.get("endOffset"))
            if None in (start, end, first, last):
                return None
            turns = len(self._turns)
            if not (0 <= cast("int", start) < turns and 0 <= cast("int", end) < turns):
                return None
            start = self._turns[cast("int", start)][0] + cast("int", first)
            end = self._turns[cast("int", end)][0] + cast("int", last)
        if isinstance(value.get("globalOffsets"), dict):
            offsets = cast("Values", value["globalOffsets"])
            start, end = integer(offsets.get("start")), integer(offsets.get("end"))
        if start is None or end is None:
            return None
        return self.positions.span(start, end)


def text_of(data: Values, results: Sequence[Values]) -> TaskText | None:
    """Return the text of a task: what its results point at, else what looks like one."""
    named = [str(one.get("to_name")) for one in results if one.get("to_name")]
    for key in dict.fromkeys([*named, *_PLAIN]):
        value = data.get(key)
        if isinstance(value, str) and value.strip():
            return TaskText(key, value)
        turns = _turns(value)
        if turns is not None:
            return TaskText(key, *turns)
    texts = {k: v for k, v in data.items() if isinstance(v, str) and v.strip()}
    if not texts:
        return None
    longest = max(texts, key=lambda key: len(texts[key]))
    return TaskText(longest, texts[longest])


def _turns(value: Any) -> tuple[str, list[tuple[int, int]]] | None:
    """Return a conversation as one text, with where the words of each turn stand in it."""
    lines: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    for one in dicts_in(value):
        words = next((one[key] for key in _WORDS if isinstance(one.get(key), str)), "")
        author = next((one[key] for key in _AUTHORS if isinstance(one.get(key), str)), "")
        before = f"{author}: " if author else ""
        places.append((at + len(before), at + len(before) + len(words)))
        lines.append(f"{before}{words}")
        at += len(lines[-1]) + 1
    return ("\n".join(lines), places) if any(line.strip() for line in lines) else None


def _is_page(raw: str) -> bool:
    start = raw.lstrip()[:2000].lower()
    return start.startswith("<") and any(
        mark in start for mark in ("<html", "<body", "<p>", "<p ", "<div", "<h1", "<!doctype")
    )


def _words_of(raw: str) -> str:
    from lxml import etree, html  # noqa: PLC0415 - few files need it

    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        page = html.document_fromstring(raw.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return raw
    return page.text_content() or raw

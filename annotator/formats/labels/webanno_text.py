"""The text of a WebAnno TSV file, put together from its sentences and tokens."""

import re

from annotator.domain.offsets import OffsetMap
from annotator.formats.labels.webanno_layers import plain

_UNIT = re.compile(r"(\d{1,9}-\d{1,9})(?:\.(\d{1,9}))?\t(\d{1,9})-(\d{1,9})\t([^\t]*)")
_END = re.compile(r"[.!?…”\"’)\]。！？؟]\s*\Z")
_MOST_MISSES = 2_000  # tokens that don't stand in their sentence
Place = tuple[int, int]


class WebAnnoText:
    """Sentences one after the other; what stands between them is known from the offsets only."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._said: list[str] = []
        self._tokens: list[tuple[str, int, int, str]] = []
        self._end = -1
        self._misses = 0
        self.places: dict[str, Place] = {}
        """Where each token, and each part of one, stands in the text (code points)."""
        self.order: dict[str, int] = {}
        """Which token it is, of all; a part of one is that token."""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def say(self, line: str) -> None:
        """Take a line of a sentence as it is written."""
        if self._tokens:
            self.close()
        self._said.append(plain(line.rstrip("\r")))

    def token(self, line: str) -> str:
        """Take the line of a token or of a part of one; return its name, or nothing."""
        found = _UNIT.match(line)
        if found is None:
            return ""
        name, part, start, end, words = found.groups()
        unit = f"{name}.{part}" if part else name
        if not part:
            self.order[unit] = len(self.order)
        self._tokens.append((unit, int(start), int(end), plain(words)))
        return unit

    def close(self) -> None:
        """End a sentence: find its tokens in it."""
        tokens, said = self._tokens, "\n".join(self._said)
        self._tokens, self._said = [], []
        if not tokens:
            return
        sentence = said if said.strip() else _put_together(tokens)
        offset = _offset(sentence, tokens[0])
        self._separate(tokens[0][1] - offset)
        base, at, units = self._length, 0, OffsetMap(sentence)
        for unit, start, end, words in tokens:
            first, last = (one - tokens[0][1] + offset for one in (start, end))
            found = _by_offsets(units, first, last)
            if found is None or sentence[slice(*found)] != words:
                whole = self.places.get(unit.partition(".")[0]) if "." in unit else None
                near = (whole[0] - base, whole[1] - base) if whole else (at, len(sentence))
                where = sentence.find(words, *near) if words and self._misses < _MOST_MISSES else -1
                self._misses += where < 0
                found = (where, where + len(words)) if where >= 0 else found
            if "." not in unit and found is not None:
                at = max(at, found[1])
            if found is not None:
                self.places[unit] = (base + found[0], base + found[1])
        self._parts.append(sentence)
        self._length += len(sentence)
        rest = sentence[self.places.get(tokens[-1][0], (base, base))[1] - base :]
        self._end = tokens[-1][2] + OffsetMap(rest).units

    def _separate(self, start: int) -> None:
        """Put between two sentences what stands there: nothing, a blank, one line’s end or two."""
        if not self._parts:
            return
        gap, before = start - self._end, self._parts[-1]
        if before.endswith("\n"):
            between = "" if gap < 1 else "\n"
        elif gap == 1:
            between = " " if _END.search(before[-4:]) else "\n"
        else:
            between = "" if gap < 1 else "\n\n"
        self._parts.append(between)
        self._length += len(between)


def _put_together(tokens: list[tuple[str, int, int, str]]) -> str:
    """Return a sentence of its tokens, with as many blanks as the offsets leave."""
    parts, end = list[str](), tokens[0][1]
    for unit, start, last, words in tokens:
        if "." in unit:
            continue
        parts.append(" " * min(max(0, start - end), 2))
        parts.append(words)
        end = last
    return "".join(parts)


def _offset(sentence: str, first: tuple[str, int, int, str]) -> int:
    """Return how many units of a sentence stand before its first token."""
    at = max(0, sentence.find(first[3]))
    return len(sentence[:at].encode("utf-16-le")) // 2


def _by_offsets(units: OffsetMap, start: int, end: int) -> Place | None:
    try:
        found = units.to_code_point(start), units.to_code_point(end, up=True)
    except IndexError:
        return None
    return found if 0 <= found[0] < found[1] else None

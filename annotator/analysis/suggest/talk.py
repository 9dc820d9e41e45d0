"""Turns of an interview: paragraphs that begin with who speaks."""

import re
from collections import Counter

from annotator.analysis.segmentation.by_word import paragraphs
from annotator.analysis.suggest.found import FoundStretch

_TURN = re.compile(r"(?:[A-Z][\w.’'-]*\.?(?: [A-Z][\w.’'-]*\.?){0,4}|Q|A)(?: \([^)\n]{1,40}\))?:\s")
_FEWEST = 4  # turns of an interview
_WORDS = 12  # of a turn, on average


class Talk:
    """Whether a text is an interview, and its turns."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._speakers: frozenset[str] = frozenset()
        names: Counter[str] = Counter()
        words = 0
        for start, end in paragraphs(text):
            match = _TURN.match(text, start, end)
            if match:
                names[match.group()] += 1
                words += text.count(" ", start, end)
        turns = sum(names.values())
        if turns >= _FEWEST and len(names) < turns and words > _WORDS * turns:
            self._speakers = frozenset(names)

    def turn(self, start: int, end: int) -> FoundStretch | None:
        """Return the turn that the paragraph `[start, end)` is, if it is one."""
        match = _TURN.match(self._text, start, end) if self._speakers else None
        if match is None or match.group() not in self._speakers or match.end() >= end:
            return None
        name = match.group().rstrip()[:-1]
        return FoundStretch(match.end(), end, None, (start, start + len(name)), "iv")

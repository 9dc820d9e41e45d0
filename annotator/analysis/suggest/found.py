"""What a frame finds before it is a quote, and the kinds of rules that find it."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.paragraph import Paragraph


class Rule(msgspec.Struct, frozen=True):
    """A way of finding quotes: its id, what it is in words, and how often it is right (0 to 1)."""

    id: str
    title: str
    score: float
    note: str = ""


class FoundStretch(NamedTuple):
    """A stretch of reported words, `[start, end)` in code points, before rivals are weighed.

    `cue` and `source` are in code points, too. `score` is that of the rule unless it is given,
    and `why` what speaks for the stretch, in words. Stretches of one `split` are one quote.
    `name` is who is meant where the source doesn't say it.
    """

    start: int
    end: int
    cue: Range | None
    source: Range | None
    rule: str
    score: float = 0.0
    why: tuple[str, ...] = ()
    split: int = 0
    name: str = ""


class Frames(Protocol):
    """Finds the reports of one paragraph in a language, whose code is given ("de")."""

    def __call__(self, paragraph: Paragraph, language: str, /) -> Sequence[FoundStretch]:
        """Return what was found, in any order; stretches may overlap, the surer one is kept."""
        ...


class Language(NamedTuple):
    """How quotes are found in a language.

    `forms` are words in lower case that may report, and `reports(paragraph, token)` tells whether
    one does: those are the paragraph's cues. `pattern` is that of one token. `rest` makes what
    takes the quotations of one text that no frame explains.
    """

    found: Frames
    forms: frozenset[str]
    reports: Callable[[Paragraph, int], bool]
    pattern: re.Pattern[str]
    rest: "Callable[[], Rest]"


class Rest(Protocol):
    """Finds what the paragraphs of one text report besides their frames, in their order."""

    def __call__(
        self, paragraph: Paragraph, kept: Sequence[FoundStretch], last: Range | None, /
    ) -> list[FoundStretch]:
        """Return what was kept and what goes on with it, sorted; `last` spoke before."""
        ...

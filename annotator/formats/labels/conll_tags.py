"""Tags of tokens (BIO, IOB1, BILOU, BIOES, BMES): which columns hold them, and their stretches."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

OUTSIDE = frozenset({"O", "o", "_", "-", "*", ""})
_TAG = re.compile(r"([BIESLUMbieslum])[-_](\S.*)")
_BARE = frozenset("BIESLUM")
_BEGINS, _SINGLE, _LAST = "BSU", "SU", "EL"
_NAMELESS = "Span"
_NUMBER = re.compile(r"\d+([-.]\d+)?")
_PHRASES = frozenset(
    {
        *("NP", "VP", "PP", "ADJP", "ADVP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP"),
        *("NC", "VC", "PC", "NX", "VX", "ADJX", "ADVX"),
    }
)

Tag = tuple[str, str]
"""What a tag says: B, I, E, S … and the label; ("O", "") is outside of any."""


class TaggedStretch(msgspec.Struct, frozen=True):
    """A label over tokens, from the first to before the last (numbers in the document)."""

    label: str
    start: int
    end: int


class TagColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Which columns hold what: the token, its tags, and those of phrases that are left out."""

    token: int
    tags: tuple[int, ...] = ()
    phrases: tuple[int, ...] = ()
    named: bool = True
    """Whether tags name a label, and aren't B, I and O alone."""


@lru_cache(50_000)
def parted(tag: str) -> list[Tag]:
    """Return what a tag says: several where labels lie over one another; nothing if it is none."""
    tag = tag.strip()
    if tag in OUTSIDE:
        return [("O", "")]
    found = _one(tag)
    if found is not None and "|" not in found[1]:
        return [found]
    several = [_one(one) for one in tag.split("|") if one.strip() not in OUTSIDE]
    kept = [one for one in several if one is not None]
    if kept and len(kept) == len(several):
        return kept
    return [found] if found is not None else []


def _one(tag: str) -> Tag | None:
    match = _TAG.fullmatch(tag.strip())
    if match is not None:
        return match[1].upper(), match[2].strip()
    return (tag.strip(), _NAMELESS) if tag.strip() in _BARE else None


def columns_of(rows: Sequence[Sequence[str]], *, wrong: float = 0.0) -> TagColumns | None:
    """Return which columns hold what; None where there are no tokens.

    A first row that is a heading is no hindrance; `wrong` is the share of a column's cells that
    may be no tags.
    """
    width = max((len(one) for one in rows), default=0)
    if width < 1:
        return None
    tagged: list[int] = []
    named = True
    for n in range(width):
        cells = [row[n] for row in rows if n < len(row)]
        kind = _kind(cells, wrong) or _kind(cells[1:], wrong)
        if kind:
            tagged.append(n)
            named = named and kind == "named"
    phrases = [n for n in tagged if _is_of_phrases(row[n] for row in rows if n < len(row))]
    if len(phrases) == len(tagged):
        phrases = []
    tags = tuple(n for n in tagged if n not in phrases)
    others = [n for n in range(width) if n not in tagged]
    words = [n for n in others if not _counts(row[n] for row in rows if n < len(row))]
    if not words:
        return None
    # Of lemmas there are as many as of words, of names of documents few.
    different = {n: len({row[n] for row in rows if n < len(row)}) for n in words}
    token = next(n for n in words if 2 * different[n] >= max(different.values()))
    return TagColumns(token=token, tags=tags, phrases=tuple(phrases), named=named)


def is_heading(row: Sequence[str], columns: TagColumns) -> bool:
    """Tell whether a first row names the columns."""
    return any(n < len(row) and not parted(row[n]) for n in columns.tags)


def stretches(sentences: Iterable[Sequence[str]]) -> Iterator[TaggedStretch]:
    """Yield the labels of one column, whose tags come sentence by sentence.

    Every tag may begin a label (IOB1 and careless files have I where others have B). Where files
    never do that, a sentence that begins within a label goes on with the one before it.
    """
    every = [[parted(one) for one in sentence] for sentence in sentences]
    strict = _is_strict(every)
    at = 0
    open_: dict[str, int] = {}
    for sentence in every:
        if not (strict and sentence and all(one[0] in "IMEL" for one in sentence[0])):
            yield from _closed(open_, at)
        for tags in sentence:
            going_on = {label for sign, label in tags if sign != "O" and sign not in _BEGINS}
            yield from _closed(open_, at, [one for one in open_ if one not in going_on])
            for sign, label in tags:
                if sign == "O":
                    continue
                open_.setdefault(label, at)
                if sign in _SINGLE or sign in _LAST:
                    yield from _closed(open_, at + 1, [label])
            at += 1
    yield from _closed(open_, at)


def _closed(
    open_: dict[str, int], at: int, labels: Iterable[str] | None = None
) -> Iterator[TaggedStretch]:
    for label in list(open_) if labels is None else labels:
        yield TaggedStretch(label, open_.pop(label), at)


def _is_strict(sentences: Sequence[Sequence[Sequence[Tag]]]) -> bool:
    """Tell whether no label begins within a sentence but with a tag for that."""
    begins = False
    for sentence in sentences:
        before: set[str] = set()
        for n, tags in enumerate(sentence):
            begins = begins or any(sign in _BEGINS for sign, _ in tags)
            if n and any(sign in "IMEL" and label not in before for sign, label in tags):
                return False
            before = {label for sign, label in tags if sign not in "OESLU"}
    return begins


def _kind(cells: Sequence[str], wrong: float) -> str:
    """Tell whether cells are tags that name labels ("named"), or bare ones ("bare"), or neither."""
    different = Counter(cells)
    read = {one: parted(one) for one in different}
    missing = sum(count for one, count in different.items() if not read[one])
    if not different or missing > wrong * len(cells):
        return ""
    signs = {(sign, label) for tags in read.values() for sign, label in tags} - {("O", "")}
    if not signs:
        return ""
    if all(label == _NAMELESS for _, label in signs):
        return "bare" if "O" in different and any(sign == "B" for sign, _ in signs) else ""
    return "named"


def _is_of_phrases(cells: Iterable[str]) -> bool:
    labels = {label for cell in cells for _, label in parted(cell) if label}
    return bool(labels) and labels <= _PHRASES


def _counts(cells: Iterable[str]) -> bool:
    """Tell whether cells are the numbers of tokens: they begin with 1 again and again."""
    numbers = list(cells)
    return numbers[:1] in (["1"], ["0"]) and all(map(_NUMBER.fullmatch, numbers))

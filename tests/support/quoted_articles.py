"""News articles that were written for these tests, with the quotes that a careful coder marks.

A file has the text, a line of `---`, and a line for each quote in the order of the text: type,
source, cue and words, with tabs between them. `+` after the type: a part of the quote before.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from annotator.analysis.suggest import Quote

FOLDER = Path(__file__).parent / "articles"
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Gold:
    """A quote as a coder marks it; `group` numbers those of several stretches, 0 is none."""

    start: int
    end: int
    type: str
    source: str
    cue: str
    group: int


@dataclass(frozen=True)
class Article:
    """A text with its quotes; the name begins with the language."""

    name: str
    text: str
    gold: tuple[Gold, ...]

    @property
    def language(self) -> str:
        return self.name.partition("-")[0]


def article(name: str) -> Article:
    text, _, rows = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("---\n")
    gold: list[Gold] = []
    at = group = 0
    for row in rows.splitlines():
        kind, source, cue, words = row.split("\t")
        start = text.index(words, at)
        at = start + len(words)
        if kind.endswith("+") and gold[-1].group == 0:
            group += 1
            last = gold.pop()
            gold.append(Gold(last.start, last.end, last.type, last.source, last.cue, group))
        number = group if kind.endswith("+") else 0
        gold.append(Gold(start, at, kind.rstrip("+"), source, cue, number))
    return Article(name, text, tuple(gold))


def names(language: str) -> list[str]:
    return sorted(path.stem for path in FOLDER.glob(f"{language}-*.txt"))


@dataclass(frozen=True)
class Figures:
    """How well what was found fits the gold: F1 from 0 to 1, and the share of right speakers."""

    exact: float
    overlap: float
    speaker: float


def tokens(text: str, start: int, end: int) -> frozenset[int]:
    return frozenset(match.start() for match in _TOKEN.finditer(text, start, end))


def compare(
    pairs: "list[tuple[Article, list[Quote]]]",
) -> Figures:
    """Score as the core view of reported speech does: stretches are sets of words."""
    exact = matched = found = wanted = named = right = 0
    for one, quotes in pairs:
        gold = [tokens(one.text, each.start, each.end) for each in one.gold]
        said = [tokens(one.text, each.start, each.end) for each in quotes]
        exact += len(set(gold) & set(said))
        found, wanted = found + len(said), wanted + len(gold)
        rivals = sorted(
            (
                (len(a & b) / len(a | b), i, j)
                for i, a in enumerate(gold)
                for j, b in enumerate(said)
                if a & b
            ),
            reverse=True,
        )
        taken: set[int] = set()
        given: set[int] = set()
        for share, i, j in rivals:
            if share < 0.5 or i in taken or j in given:
                continue
            taken.add(i)
            given.add(j)
            if one.gold[i].source:
                named += 1
                right += _same_speaker(one, one.gold[i], quotes[j])
        matched += len(taken)
    total = found + wanted
    return Figures(2 * exact / total, 2 * matched / total, right / max(1, named))


def _same_speaker(one: Article, gold: Gold, quote: Quote) -> bool:
    said = set(_TOKEN.findall(one.text[slice(*quote.source)])) if quote.source else set[str]()
    said |= set(_TOKEN.findall(quote.name))
    return bool(said & set(_TOKEN.findall(gold.source)))

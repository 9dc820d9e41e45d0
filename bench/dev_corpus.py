"""How good suggestions are on news that people have labelled: rules, and what is learned from it.

The corpus is no part of the program: PolNeAR (Newell, Margolin & Ruths 2018) and GUM's news (Zeldes
2017), as `quotes-dev.jsonl` in `shared/corpora` beside the checkout. Where it isn't there, nothing
is measured. Attitudes that the corpus has beside reported speech are neither right nor wrong.
"""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from msgspec import structs

from annotator.analysis.suggest import quotes
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import Evaluation, evaluate
from annotator.analysis.suggest.learning_curve import SURE, Point, curve
from annotator.analysis.suggest.quote import Quote, QuoteType
from bench.children import ROOT
from bench.material import Material
from bench.rows import Row

CORPUS = ROOT.parent / "shared" / "corpora" / "quotes-dev.jsonl"
SIZES = (0, 5, 10, 30, 100)
"""After how many finished articles it is measured; after none it is the rules."""
_OTHERWISE = (0, 10, 30, 100)
"""The same where the project leaves “that” out of its quotes."""
_THAT = "that "
_NAMES = {"polnear": "PolNeAR", "gum-news": "GUM news"}


def rows(material: Material) -> Iterator[Row]:
    """Yield F1 of the rules on each corpus, and of what learns after so many articles."""
    draws = material.sizes.draws
    if not draws or not CORPUS.is_file():
        return
    found = read(CORPUS)
    for corpus, name in _NAMES.items():
        yield _by_rules(name, found[corpus])
    every = [one for some in found.values() for one in some]
    yield from _curve("dev corpus", every, SIZES, draws)
    without = [_without_that(one) for one in every]
    yield from _curve("dev corpus, “that” left out", without, _OTHERWISE, draws)


def read(path: Path) -> dict[str, list[Document]]:
    """Return the documents of each corpus, with reported speech as their quotes."""
    found: dict[str, list[Document]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        found.setdefault(one["corpus"], []).append(_document(one))
    return found


def _document(one: dict[str, Any]) -> Document:
    speech = [each for each in one["quotes"] if each.get("speech", True)]
    rest = [each for each in one["quotes"] if not each.get("speech", True)]
    return Document(
        text=one["text"],
        language="en",
        quotes=tuple(map(_quote, speech)),
        excluded=tuple((each["start"], each["end"]) for each in rest),
    )


def _quote(one: dict[str, Any]) -> Quote:
    cue, source = one.get("cue"), one.get("source")
    return Quote(
        start=one["start"],
        end=one["end"],
        type=QuoteType(one["type"]),
        cue=tuple(cue) if cue else None,
        source=tuple(source) if source else None,
    )


def _without_that(one: Document) -> Document:
    kept = (
        structs.replace(each, start=each.start + len(_THAT))
        if one.text[each.start : each.end].casefold().startswith(_THAT)
        else each
        for each in one.quotes
    )
    return structs.replace(one, quotes=tuple(kept))


def _by_rules(name: str, documents: Sequence[Document]) -> Row:
    began = time.process_time()
    pairs = [(one, quotes(one.text, one.language)) for one in documents]
    seconds = time.process_time() - began
    whole = evaluate(pairs)
    sure = [(one, [each for each in found if each.score >= SURE]) for one, found in pairs]
    size = sum(len(one.text) for one in documents) / 1000
    by_type = " / ".join(f"{whole.by_type[kind].overlap.recall or 0:.2f}" for kind in QuoteType)
    detail = f"{_figures(whole)}, recall by type {by_type}; {_sure(evaluate(sure))}"
    speed = f"{size / seconds:,.0f} kB/s" if seconds else ""
    return _row(f"{name}, {len(documents)} articles, rules", whole, f"{detail}; {speed}")


def _curve(
    name: str, documents: Sequence[Document], sizes: Sequence[int], draws: int
) -> Iterator[Row]:
    drawn: list[Point] = []
    for point in curve(documents, sizes, draws):
        if drawn and drawn[0].size != point.size:
            yield _drawn(name, drawn)
            drawn = []
        drawn.append(point)
    if drawn:
        yield _drawn(name, drawn)


def _drawn(name: str, points: Sequence[Point]) -> Row:
    exact = [point.whole.exact.f1 or 0 for point in points]
    overlap = fmean(point.whole.overlap.f1 or 0 for point in points)
    speaker = fmean(point.whole.speaker or 0 for point in points)
    precision = fmean(point.sure.overlap.precision or 0 for point in points)
    recall = fmean(point.sure.overlap.recall or 0 for point in points)
    seconds = fmean(point.seconds for point in points)
    ways = ", ".join(point.way.value for point in points)
    detail = (
        f"{min(exact):.3f}–{max(exact):.3f}; overlap {overlap:.3f}, speaker {speaker:.3f}; "
        f"sure: precision {precision:.3f}, recall {recall:.3f}; {ways}; {seconds:.1f} s each"
    )
    return Row(f"{name}, after {points[0].size} articles", fmean(exact) * 100, "% F1", None, detail)


def _row(name: str, whole: Evaluation, detail: str) -> Row:
    return Row(name, (whole.exact.f1 or 0) * 100, "% F1", None, detail)


def _figures(whole: Evaluation) -> str:
    return f"overlap {whole.overlap.f1 or 0:.3f}, speaker {whole.speaker or 0:.3f}"


def _sure(found: Evaluation) -> str:
    shares = found.overlap
    return f"sure: precision {shares.precision or 0:.3f}, recall {shares.recall or 0:.3f}"

"""Suggesting quotes, and learning to, against going through the same text once for its words.

The articles are made from seeds, in English and German, with the labels that the generator knows.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from annotator.analysis.suggest import quotes
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuoteModel, train
from annotator.analysis.suggest.quote import Quote, QuoteType
from bench.children import Told, ask
from bench.material import Material
from bench.measuring import Times, cpu, forget_peak, in_turns, megabytes, nothing, peak
from bench.measuring import Way as Act
from bench.reported_speech import DIRECT, INDIRECT, MIXED, Statement, articles
from bench.rows import Row

_RULES_TARGET, _LEARNED_TARGET = 18.0, 70.0
"""800 kB and 200 kB of text a second, where its words are found at 14 MB a second."""
_TWICE_TARGET = 2.3
_LEARNING_TARGETS = {10: 2.0, 100: 15.0}
_MEMORY_TARGET = 150.0
_WORD = re.compile(r"\w+")
_STATEMENTS = 12
_REPEATED = "he said "
_KINDS = {DIRECT: QuoteType.DIRECT, INDIRECT: QuoteType.INDIRECT, MIXED: QuoteType.MIXED}


class Finder(Protocol):
    """What finds quotes in a text."""

    def __call__(self, text: str, language: str = "") -> Sequence[Quote]:
        """Return them."""
        ...


def rows(material: Material) -> Iterator[Row]:
    """Yield how fast rules and a model are, how long learning takes, and the memory for it."""
    sizes = material.sizes
    few, text = sizes.few, _text(sizes.suggested)
    yield from _speed("rules", quotes, text, _RULES_TARGET, few)
    made = documents(max(sizes.learned))
    for size in sizes.learned:
        times = Times([cpu(partial(train, made[:size])) for _ in range(min(few, 3))])
        target = _LEARNING_TARGETS.get(size)
        yield Row(f"learn from {size:,} finished articles", times.median, "s", target, times.told)
    model = train(made)
    by_model = partial(model.quotes, way=Way.LEARNED)
    yield from _speed("the learned model", by_model, text, _LEARNED_TARGET, few)
    path = material.folder() / "model"
    path.write_bytes(model.to_bytes())
    told = ask(suggested, str(path), len(text))
    yield Row("suggest by the learned model: memory", told["memory"], "+ MB", _MEMORY_TARGET)


def _speed(name: str, find: Finder, text: str, target: float, few: int) -> Iterator[Row]:
    """Yield how much longer it takes than finding words, and whether it is linear."""
    repeated = _REPEATED * (len(text) // (4 * len(_REPEATED)))
    floor, half, whole, short, long = in_turns(
        few,
        Act(nothing, lambda: _WORD.findall(text)),
        Act(nothing, lambda: find(text[: len(text) // 2])),
        Act(nothing, lambda: find(text)),
        Act(nothing, lambda: find(repeated[: len(repeated) // 2])),
        Act(nothing, lambda: find(repeated)),
    )
    size = f"{len(text) / 1000:,.0f} kB"
    speed = f"{len(text) / 1000 / whole.median:,.0f} kB/s; {whole.told}"
    ratio = whole.median / floor.median
    yield Row(f"suggest by {name}, {size} / finding its words", ratio, "×", target, speed)
    ratio = whole.median / half.median
    yield Row(f"suggest by {name}: twice the text", ratio, "×", _TWICE_TARGET)
    ratio = long.median / short.median
    yield Row(f"suggest by {name}: “he said” twice as often", ratio, "×", _TWICE_TARGET, long.told)


def suggested(path: str, length: int) -> Told:
    """Suggest by a kept model; return how much memory that takes, in MB."""
    text = _text(length)
    quotes(text)
    forget_peak()
    before = megabytes()
    QuoteModel.from_bytes(Path(path).read_bytes()).quotes(text, way=Way.LEARNED)
    return {"memory": max(0.0, peak() - before)}


def _text(length: int) -> str:
    """Return so much running text, in paragraphs."""
    found = ""
    for number, (article, _) in enumerate(articles(length, _STATEMENTS), 1):
        found += f"{article.text.strip()}\n\nArticle {number} ends.\n\n"
        if len(found) >= length:
            break
    return found[:length]


def documents(count: int) -> list[Document]:
    """Return articles with all that is said in them as their labels."""
    return [
        Document(
            text=article.text,
            language=article.meta["language"],
            quotes=tuple(_quotes(said)),
        )
        for article, said in articles(count, _STATEMENTS)
    ]


def _quotes(said: Sequence[Statement]) -> Iterator[Quote]:
    for number, one in enumerate(said, 1):
        split = len(one.pieces) > 1
        for part, (start, end) in enumerate(one.pieces):
            yield Quote(
                start=start,
                end=end,
                type=_KINDS[one.kind],
                cue=one.cue,
                source=one.source,
                group=number if split else 0,
                part=part,
            )

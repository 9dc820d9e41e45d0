"""Counts of an archive by outlet and month: articles, words, quotes, and the words of lists."""

import importlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.rules import quotes
from annotator.analysis.word_count import word_count
from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusArticle, Partition
from annotator.formats.files.atomic import written_beside
from annotator.formats.outgoing.typed.parquet_file import parquet_rows
from annotator.formats.outgoing.typed.shapes import Plain, Shape
from annotator.workflow.corpus.word_lists import WordCounter, WordList

COUNTS = "counts.parquet"
"""The file with the counts of the whole archive."""
_BY = ("outlet", "month")
_ALWAYS = ("articles", "words")
_QUOTES = "quotes"
_WITH = " articles"
"""Behind a list's name: in how many articles there is any of its words."""

Row = tuple[Any, ...]


class CorpusCounting(msgspec.Struct, frozen=True, kw_only=True):
    """Counts articles, words, quotes (by the rules) if they are wanted, and words of lists."""

    lists: tuple[WordList, ...] = ()
    quotes: bool = True

    @property
    def name(self) -> str:
        """What it is called."""
        return "count"

    @property
    def settings(self) -> Mapping[str, Any]:
        """What its results depend on."""
        return msgspec.to_builtins(self)

    @property
    def columns(self) -> Mapping[str, Shape]:
        """Outlet and month ("2024-05"; either empty where it isn't known), and what is counted."""
        by: dict[str, Shape] = dict.fromkeys(_BY, Plain.TEXT)
        return by | dict.fromkeys(self.counted, Plain.WHOLE)

    @property
    def counted(self) -> list[str]:
        """What is counted, by the names of its columns; raise a `UserError` if two are the same."""
        names = [*_ALWAYS, *([_QUOTES] if self.quotes else ())]
        for one in self.lists:
            names += [one.name, f"{one.name}{_WITH}"]
        doubled = next((one for one in names if one in _BY or names.count(one) > 1), None)
        if doubled is not None:
            message = f"Two columns would be called “{doubled}”."
            raise UserError(message, remedy="Call the list of words otherwise.")
        return names

    def work(
        self,
        partition: Partition,  # noqa: ARG002 - other tasks need it
        articles: Iterable[CorpusArticle],
    ) -> Iterator[Sequence[Any]]:
        """Yield the counts of each outlet and month."""
        counters = [WordCounter(one) for one in self.lists]
        sums: dict[tuple[str, str], list[int]] = {}
        for one in articles:
            key = one.meta.get("outlet", ""), month_of(one.meta.get("published", ""))
            values = self._counts(one, counters)
            known = sums.setdefault(key, [0] * len(values))
            for n, value in enumerate(values):
                known[n] += value
        yield from _rows(sums)

    def _counts(self, article: CorpusArticle, counters: Sequence[WordCounter]) -> list[int]:
        values = [1, word_count(article.text)]
        if self.quotes:
            values.append(whole_quotes(quotes(article.text, article.meta.get("language", ""))))
        for one in counters:
            found = one.count(article.text)
            values += [found, int(found > 0)]
        return values


def month_of(published: str) -> str:
    """Return the month of a day or moment in ISO 8601 ("2024-05"); empty if it is none."""
    year, _, rest = published.partition("-")
    month = rest[:2]
    is_one = len(year) == 4 and year.isdecimal() and month.isdecimal() and len(month) == 2
    return f"{year}-{month}" if is_one else ""


def whole_quotes(found: Iterable[Quote]) -> int:
    """Return how many quotes these are, of which one may have several stretches."""
    groups: set[int] = set()
    alone = 0
    for one in found:
        if one.group:
            groups.add(one.group)
        else:
            alone += 1
    return alone + len(groups)


def merged_counts(task: CorpusCounting, parts: Iterable[Path]) -> list[Row]:
    """Return the sums over all partitions' files, by outlet and month in their order."""
    parquet: Any = importlib.import_module("pyarrow.parquet")
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * len(task.counted))
    for path in parts:
        columns = parquet.ParquetFile(path).read().to_pydict()
        for outlet, month, *values in zip(*(columns[one] for one in task.columns), strict=True):
            known = sums[outlet, month]
            for n, value in enumerate(values):
                known[n] += value
    return list(_rows(sums))


def write_counts(task: CorpusCounting, rows: Iterable[Row], out: Path) -> None:
    """Write sums into the folder of results."""
    with written_beside(out / COUNTS) as (file,), parquet_rows(file, task.columns) as written:
        for row in rows:
            written.add(row)


def _rows(sums: Mapping[tuple[str, str], Sequence[int]]) -> Iterator[Row]:
    return ((*key, *sums[key]) for key in sorted(sums))

"""The report on parts of the articles: by outlet, and over the time of coding: coders may drift."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.report import report
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers, layer_of

_MONTH = len("2025-05")
_DAY = len("2025-05-19")
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_MONTHS = 600
"""Empty months are put in between months that are no farther apart."""
Parts = Mapping[str, Sequence[ArticleLayers]]
"""Articles by the name of their part, in the order in which they are shown."""
Finished = Mapping[str, Mapping[str, str]]
"""When coders (ids) finished articles: moments by coder, by article."""


def by_outlet(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
) -> dict[str, list[Figure]]:
    """Return a report for each outlet, by name; "" has the articles without one."""
    parts = _parted(articles, lambda one: _meta(one, "outlet"))
    return _reports(parts, codebook, coders, options, progress)


def over_time(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
    *,
    finished: Finished | None = None,
    chunks: int = 0,
) -> dict[str, list[Figure]]:
    """Return a report for each month of coding ("2025-05"), in order; empty months have no figures.

    An article was coded when the last of the coders was through: when each of them `finished` it
    (moments by coder, by article), or else when each made the last annotation in it. With `chunks`
    it is for that many parts of about equally many articles instead, in the order of coding
    ("2025-01-02 – 2025-02-11"). Articles without a date are left out.
    """
    known = finished or {}
    dates = {one.article.id: _coded(one, coders, known.get(one.article.id, {})) for one in articles}
    dated = [one for one in articles if dates[one.article.id]]
    dated.sort(key=lambda one: (dates[one.article.id], one.article.id))
    if chunks > 0:
        parts = _chunked(dated, chunks, dates)
    else:
        parts = _every_month(_parted(dated, lambda one: dates[one.article.id][:_MONTH]))
    return _reports(parts, codebook, coders, options, progress)


def _coded(one: ArticleLayers, coders: Iterable[str], finished: Mapping[str, str]) -> str:
    """Return when the last of the coders who have read an article was through; empty for never."""
    readers = {coder for coder in coders if one.has_read(coder)}
    if len(readers) < 2:
        return ""
    last = {coder: finished[coder] for coder in readers if coder in finished}
    for annotation in one.annotations:
        coder = layer_of(annotation)
        if coder in readers and coder not in finished:
            last[coder] = max(last.get(coder, ""), annotation.created)
    found = max(last.values(), default="")
    return found if _DATED.match(found) else ""


def _every_month(parts: Parts) -> Parts:
    """Put in the months in between in which nothing was coded."""
    months = [_number(name) for name in parts]
    if not months or months[-1] - months[0] > _MOST_MONTHS:
        return parts
    names = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(months[0], months[-1] + 1)]
    return {name: parts.get(name, ()) for name in names}


def _number(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def _meta(one: ArticleLayers, key: str) -> str:
    value = one.article.meta.get(key)
    return "" if value is None else str(value)


def _parted(articles: Iterable[ArticleLayers], name: Callable[[ArticleLayers], str]) -> Parts:
    parts: dict[str, list[ArticleLayers]] = {}
    for one in articles:
        parts.setdefault(name(one), []).append(one)
    return dict(sorted(parts.items()))


def _chunked(dated: Sequence[ArticleLayers], chunks: int, dates: Mapping[str, str]) -> Parts:
    edges = [len(dated) * number // chunks for number in range(chunks + 1)]
    parts: dict[str, Sequence[ArticleLayers]] = {}
    for start, end in pairwise(edges):
        if start < end:
            first, last = (dates[dated[at].article.id][:_DAY] for at in (start, end - 1))
            name = f"{first} – {last}"
            parts[name] = [*parts.get(name, ()), *dated[start:end]]
    return parts


def _reports(
    parts: Parts,
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None,
    progress: Progress,
) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for done, (name, articles) in enumerate(parts.items()):

        def within(_done: int, _total: int, done: int = done) -> None:
            progress(done, len(parts))

        found[name] = report(articles, codebook, coders, options, within) if articles else []
    progress(len(parts), len(parts))
    return found

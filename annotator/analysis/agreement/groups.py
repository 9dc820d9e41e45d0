"""The report on parts of the articles: by outlet, and over time, where coders may drift."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.report import report
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers

_MONTH = len("2025-05")
_DAY = len("2025-05-19")
Parts = Mapping[str, Sequence[ArticleLayers]]
"""Articles by the name of their part, in the order in which they are shown."""


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
    chunks: int = 0,
) -> dict[str, list[Figure]]:
    """Return a report for each month of publication ("2025-05"), in order.

    With `chunks` it is for that many parts of about equally many articles instead, by their order
    of publication ("2025-01-02 – 2025-02-11"). Articles without a date are left out.
    """
    dated = [one for one in articles if _meta(one, "published")]
    dated.sort(key=lambda one: (_meta(one, "published"), one.article.id))
    if chunks > 0:
        parts = _chunked(dated, chunks)
    else:
        parts = _parted(dated, lambda one: _meta(one, "published")[:_MONTH])
    return _reports(parts, codebook, coders, options, progress)


def _meta(one: ArticleLayers, key: str) -> str:
    value = one.article.meta.get(key)
    return "" if value is None else str(value)


def _parted(articles: Iterable[ArticleLayers], name: Callable[[ArticleLayers], str]) -> Parts:
    parts: dict[str, list[ArticleLayers]] = {}
    for one in articles:
        parts.setdefault(name(one), []).append(one)
    return dict(sorted(parts.items()))


def _chunked(dated: Sequence[ArticleLayers], chunks: int) -> Parts:
    edges = [len(dated) * number // chunks for number in range(chunks + 1)]
    parts: dict[str, Sequence[ArticleLayers]] = {}
    for start, end in pairwise(edges):
        if start < end:
            first, last = (_meta(dated[at], "published")[:_DAY] for at in (start, end - 1))
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

        found[name] = report(articles, codebook, coders, options, within)
    progress(len(parts), len(parts))
    return found

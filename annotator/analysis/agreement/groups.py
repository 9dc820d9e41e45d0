"""The report on groups of the articles: by outlet, and by when they were coded: coders may drift.

A grouping is one row of `GROUPINGS`; the window and the functions here ask the row.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

import msgspec

from annotator.analysis.agreement.figures import Figure, Options
from annotator.analysis.agreement.report import report
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers, layer_of
from annotator.domain.rounds import Rounds

_MONTH = len("2025-05")
_DAY = len("2025-05-19")
_DATED = re.compile(r"\d{4}-\d\d-\d\d")
_MOST_MONTHS = 600
"""Empty months are put in between months that are no farther apart."""
Parts = Mapping[str, Sequence[ArticleLayers]]
"""Articles by the name of their part, in the order in which they are shown."""
Finished = Mapping[str, Mapping[str, str]]
"""When coders (ids) finished articles: moments by coder, by article."""


class CodingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What groupings know of articles that the articles don't say."""

    finished: Finished = msgspec.field(default_factory=dict[str, Mapping[str, str]])
    rounds: Rounds = Rounds()


class Grouping(msgspec.Struct, frozen=True):
    """A way to part articles: what a part is called ("an outlet"), and what parts them.

    `parts` takes the articles, the ids of the coders who are compared, and what is known of coding.
    Parts that are `in_time` follow one another, so that each is compared with the one before, those
    whose name `is_pure`.
    """

    id: str
    title: str
    one: str
    parts: Callable[[Sequence[ArticleLayers], Iterable[str], CodingFacts], Parts]
    in_time: bool = True
    is_pure: Callable[[str], bool] = bool


def by_group(
    grouping: Grouping,
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
    *,
    known: CodingFacts | None = None,
) -> dict[str, list[Figure]]:
    """Return a report for each part, in the grouping's order; parts without articles have none."""
    parts = grouping.parts(articles, list(coders), known or CodingFacts())
    return _reports(parts, codebook, coders, options, progress)


def by_outlet(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
) -> dict[str, list[Figure]]:
    """Return a report for each outlet, by name; "" has the articles without one."""
    return by_group(GROUPINGS["outlet"], articles, codebook, coders, options, progress)


def by_version(
    articles: Sequence[ArticleLayers],
    codebook: Codebook,
    coders: Mapping[str, str],
    options: Options | None = None,
    progress: Progress = no_progress,
    *,
    finished: Finished | None = None,
) -> dict[str, list[Figure]]:
    """Return a report for each version of the codebook by which articles were coded, in order.

    Annotations say by which one they were made. Articles on which coders had several are a part of
    their own ("1 to 3"). For one left empty it is the version at the moment when it was `finished`:
    the latest that any annotation until then has. Articles without any are left out.
    """
    asked = articles, codebook, coders, options, progress
    return by_group(GROUPINGS["version"], *asked, known=_known(finished))


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
    if chunks > 0:
        dates, dated = _dated(articles, list(coders), _known(finished))
        return _reports(_chunked(dated, chunks, dates), codebook, coders, options, progress)
    asked = articles, codebook, coders, options, progress
    return by_group(GROUPINGS["month"], *asked, known=_known(finished))


def _known(finished: Finished | None) -> CodingFacts:
    return CodingFacts() if finished is None else CodingFacts(finished=finished)


def _outlets(
    articles: Sequence[ArticleLayers], _coders: Iterable[str], _known: CodingFacts
) -> Parts:
    return _parted(articles, lambda one: _meta(one, "outlet"))


def _months(articles: Sequence[ArticleLayers], coders: Iterable[str], known: CodingFacts) -> Parts:
    dates, dated = _dated(articles, coders, known)
    return _every_month(_parted(dated, lambda one: dates[one.article.id][:_MONTH]))


def _dated(
    articles: Sequence[ArticleLayers], coders: Iterable[str], known: CodingFacts
) -> tuple[dict[str, str], list[ArticleLayers]]:
    """Return when articles were coded, and those of which it is known, in this order."""
    dates = {
        one.article.id: _coded(one, coders, known.finished.get(one.article.id, {}))
        for one in articles
    }
    dated = [one for one in articles if dates[one.article.id]]
    dated.sort(key=lambda one: (dates[one.article.id], one.article.id))
    return dates, dated


def _versions(
    articles: Sequence[ArticleLayers], coders: Iterable[str], known: CodingFacts
) -> Parts:
    made = sorted((a.created, a.codebook_version) for one in articles for a in one.annotations)
    moments = [moment for moment, _ in made]
    latest = list(accumulate((version for _, version in made), max))

    def in_force(moment: str) -> set[int]:
        place = bisect_right(moments, moment)
        return {latest[place - 1]} if moment and place else set()

    parts: dict[tuple[int, int], list[ArticleLayers]] = {}
    for one in articles:
        readers = [coder for coder in coders if one.has_read(coder)]
        own: dict[str, set[int]] = {coder: set() for coder in readers}
        for annotation in one.annotations:
            if layer_of(annotation) in own:
                own[layer_of(annotation)].add(annotation.codebook_version)
        ends = known.finished.get(one.article.id, {})
        used = set[int]().union(
            *(versions or in_force(ends.get(coder, "")) for coder, versions in own.items())
        )
        if len(readers) > 1 and used:
            parts.setdefault((min(used), max(used)), []).append(one)
    return {_version_named(*ends): found for ends, found in sorted(parts.items())}


def _by_round(
    articles: Sequence[ArticleLayers], coders: Iterable[str], known: CodingFacts
) -> Parts:
    dates, _ = _dated(articles, list(coders), known)
    names = known.rounds.name_of
    parts = _parted(articles, lambda one: names(one.article.id, dates[one.article.id]))
    return {one.name: parts.get(one.name, ()) for one in known.rounds.rounds if one.name in parts}


def _version_named(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"


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


_ROWS = (
    Grouping("outlet", "outlet", "an outlet", _outlets, in_time=False),
    Grouping("month", "month of coding", "a month of coding", _months),
    Grouping("round", "round", "a round of the study", _by_round),
    Grouping("version", "codebook version", "a codebook version", _versions, is_pure=str.isdecimal),
)
GROUPINGS: Mapping[str, Grouping] = {one.id: one for one in _ROWS}
"""The groupings by their ids."""

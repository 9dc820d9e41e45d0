"""How long coders worked, told from a project's history and from what its file has beside it."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from annotator.domain.people import Coder
from annotator.domain.settings import project_settings
from annotator.domain.timing import (
    Timing,
    duration_words,
    longest_of_each,
    timing_of,
    total_seconds,
)
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.csv_tables import write_table
from annotator.workflow.local_time import HERE

_HEADING = ("coder", "article_id", "article_title", "status", "days", "seconds")


class WorkingTime(msgspec.Struct, frozen=True):
    """How long a coder (handle) worked on an article, on how many days, and how far they are."""

    coder: str
    article_id: str
    article_title: str
    status: str
    days: int
    seconds: int


def is_tracked(project: Project) -> bool:
    """Tell whether a project keeps how long coders work on it."""
    return project_settings(project.info().settings).track_time


def seconds_on(project: Project, article: str, coder: str) -> int:
    """Return how long whoever sits here (`coder` is their id) worked on an article, everywhere."""
    known = project.find(Timing, article=article, coder=coder) if coder else []
    here = [timing_of(one, coder) for one in project.worked_on(article)]
    return total_seconds([*known, *here])


def time_lines(project: Project, article: str, coder: str, finished: int) -> list[str]:
    """Say what whoever sits here has done today, and how long they worked on the open article."""
    today = project.worked_on_day(HERE.today()) // 1000
    parts = [f"{counted(finished, 'article')} finished"] if finished else []
    parts += [duration_words(today)] if today else []
    lines = [f"Today: {', '.join(parts)}"] if parts else []
    on_it = seconds_on(project, article, coder) if article else 0
    return [*lines, f"This article: {duration_words(on_it)}"] if on_it else lines


def working_times(project: Project, handles: Iterable[str] = ()) -> list[WorkingTime]:
    """Return what everybody, or some coders, worked on each article, by coders' handles.

    What is told in the history and beside it counts once.
    """
    coders = {one.id: one.handle for one in project.find(Coder)}
    ids = {handle: ident for ident, handle in coders.items()}
    told = list(project.find(Timing))
    told += [timing_of(one, ids.get(who, f"?{who}")) for who, one in project.all_worked()]
    by_pair: dict[tuple[str, str], list[Timing]] = defaultdict(list)
    for one in longest_of_each(told).values():
        by_pair[coders.get(one.coder, one.coder.removeprefix("?")), one.article].append(one)
    wanted = frozenset(handles)
    rows = {row.id: (place, row) for place, row in enumerate(project.articles())}
    found: list[tuple[tuple[str, int], WorkingTime]] = []
    for (coder, article), timings in by_pair.items():
        seconds = total_seconds(timings)
        if article not in rows or not seconds or (wanted and coder not in wanted):
            continue
        place, row = rows[article]
        days = len({one.day for one in timings if one.seconds > 0})
        status = row.status_of(coder).value
        time = WorkingTime(coder, article, row.title, status, days, seconds)
        found.append(((coder.casefold(), place), time))
    return [time for _, time in sorted(found, key=lambda one: one[0])]


def write_times(path: Path, times: Iterable[WorkingTime]) -> None:
    """Write them to a CSV file; raise a `UserError` when that can't be."""
    write_table(path, [_HEADING, *map(msgspec.structs.astuple, times)])

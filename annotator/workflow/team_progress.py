"""How far each coder of a project is, and all of them together; as a page, a table and a file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.rounds import apart_from_study
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.store.reading.brought import BroughtFile
from annotator.store.reading.progress import ProgressReading, WhoHasIt
from annotator.workflow.csv_tables import write_table
from annotator.workflow.runs import people_of
from annotator.workflow.threads import threads

_HOUR = 60 * 60
_ENOUGH = 60
"""From so many seconds of work on it is said how many articles somebody finishes in an hour."""
_AT_ONCE = 2000
_NOTHING_KNOWN = BroughtFile("", "")


class CoderProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How far one coder is, in articles.

    `begun` are those in progress, `done` those read to their end and `nothing` those of them
    with nothing to code. `left` are assigned and not read to their end. `seconds` is how long they
    worked; `per_hour` and `per_week` are how many articles they finish, None where too little is
    known. `file` was the last to bring work of theirs, `at` a moment in UTC. `questions` wait for
    an answer, on their annotations.
    """

    id: str
    coder: str
    name: str = ""
    archived: bool = False
    assigned: int = 0
    left: int = 0
    begun: int = 0
    done: int = 0
    nothing: int = 0
    seconds: int = 0
    per_hour: float | None = None
    per_week: float | None = None
    file: str = ""
    at: str = ""
    questions: int = 0

    @property
    def of(self) -> int:
        """How many articles they are to read; without an assignment, those that they began."""
        return self.assigned or self.begun + self.done


class TeamProgress(msgspec.Struct, frozen=True):
    """How far all coders are; of the articles `read` were by somebody, `twice` by two or more.

    All of it is of the study's articles: `apart` is how many there are besides, for practice and
    given out again.
    """

    coders: tuple[CoderProgress, ...] = ()
    articles: int = 0
    read: int = 0
    twice: int = 0
    apart: int = 0

    @property
    def share_twice(self) -> float:
        """Which share of the articles that were read two or more coders have read, 0 to 1."""
        return self.twice / self.read if self.read else 0

    def in_words(self) -> str:
        """Say how many articles are read, and how many of them twice or more."""
        parts = [f"{self.read:,} of {counted(self.articles, 'article')} read by somebody"]
        if self.read:
            twice = f"{self.twice:,} by two or more ({100 * self.share_twice:.0f} % of those read)"
            parts.append(twice)
        if self.apart:
            parts.append(f"{self.apart:,} of practice or given out again not counted")
        return ", ".join(parts)


def team_progress(project: Project, visibility: Visibility | None = None) -> TeamProgress:
    """Return how far everybody is; this reads all statuses, and belongs into the background.

    Questions are those on annotations that may be seen with a `visibility`.
    """
    apart = apart_from_study(project)
    reading = project.progress.without(apart)
    assigned, left, statuses = reading.assigned(), reading.open_assignments(), reading.statuses()
    seconds, timed = reading.seconds(), reading.timed()
    finishing, files = reading.finishing(), reading.files()
    questions = _questions(project, visibility or Visibility(open_labels=True))
    found: list[CoderProgress] = []
    for coder in sorted(people_of(project), key=lambda one: one.handle.casefold()):
        given = statuses.get(coder.id, {})
        articles, took = timed.get(coder.id, (0, 0))
        pace = finishing.get(coder.id)
        file = files.get(coder.id, _NOTHING_KNOWN)
        found.append(
            CoderProgress(
                id=coder.id,
                coder=coder.handle,
                name=coder.name,
                archived=coder.archived,
                assigned=assigned.get(coder.id, 0),
                left=left.get(coder.id, 0),
                begun=given.get(WorkStatus.IN_PROGRESS, 0),
                done=sum(given.get(one, 0) for one in FINISHED),
                nothing=given.get(WorkStatus.NOTHING, 0),
                seconds=seconds.get(coder.id, 0),
                per_hour=articles * _HOUR / took if took >= _ENOUGH else None,
                per_week=pace.articles / pace.weeks if pace else None,
                file=file.name,
                at=file.at,
                questions=questions[coder.id],
            )
        )
    read, twice = reading.read_by()
    return TeamProgress(tuple(found), reading.count(), read, twice, len(apart))


def study_progress(project: Project) -> ProgressReading:
    """Return what tells how far everybody is with the study's articles alone."""
    return project.progress.without(apart_from_study(project))


def _questions(project: Project, visibility: Visibility) -> Counter[str]:
    found = Counter[str]()
    for thread in threads(project, visibility):
        if thread.waits:
            found[thread.annotation.coder] += 1
    return found


class TeamDone(msgspec.Struct, frozen=True):
    """How many readings of articles are done, and by how many coders; `lines` say whose."""

    done: int = 0
    coders: int = 0
    lines: tuple[str, ...] = ()


def team_done(project: Project) -> TeamDone:
    """Return what all coders have read of the study: told from what is kept, and so quick."""
    statuses = study_progress(project).statuses()
    names = {one.id: one.handle for one in people_of(project)}
    given = {names[one]: counts for one, counts in statuses.items() if one in names}
    lines: list[str] = []
    whole = 0
    for handle, counts in sorted(given.items(), key=lambda one: one[0].casefold()):
        done = sum(counts.get(one, 0) for one in FINISHED)
        begun = counts.get(WorkStatus.IN_PROGRESS, 0)
        if done or begun:
            more = f", {begun:,} begun" if begun else ""
            lines.append(f"{handle}: {counted(done, 'article')} done{more}")
            whole += done
    return TeamDone(whole, len(lines), tuple(lines))


class CoderAgreement(msgspec.Struct, frozen=True):
    """How far a coder agrees with gold and with the others; `said` has each figure in words.

    None where no figure is, or where there are too few articles for one.
    """

    gold: float | None = None
    others: float | None = None
    said: tuple[str, ...] = ()


NO_AGREEMENT = CoderAgreement()
OF_AGREEMENT = ("agreement_gold", "agreement_others")
"""The columns that comparing all labels takes."""
COLUMNS = (
    *("coder", "name", "assigned", "left", "in_progress", "done", "nothing", "seconds"),
    *("per_hour", "per_week", "last_file", "last_brought", "open_questions"),
    *OF_AGREEMENT,
)
"""The columns of the table of coders in a file, in their order."""


def coder_row(one: CoderProgress, agreement: CoderAgreement | None = None) -> dict[str, Any]:
    """Return a coder's progress as a row for JSON or CSV; unknown is None."""
    agreed = agreement or NO_AGREEMENT
    values = (
        *(one.coder, one.name, one.assigned, one.left, one.begun, one.done, one.nothing),
        *(one.seconds, _rounded(one.per_hour), _rounded(one.per_week), one.file, one.at),
        *(one.questions, _rounded(agreed.gold, 4), _rounded(agreed.others, 4)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)


def write_coders(
    path: Path, coders: Iterable[CoderProgress], agreements: Mapping[str, CoderAgreement]
) -> None:
    """Write the table of coders to a CSV file; raise a `UserError` when that can't be."""
    rows = [coder_row(one, agreements.get(one.id)) for one in coders]
    write_table(path, [COLUMNS, *(list(row.values()) for row in rows)])


def write_articles(path: Path, project: Project, numbers: Sequence[int] | None = None) -> int:
    """Write who has which article in which state to a CSV file, and return how many there are.

    A column for each coder says `new`, `in_progress`, `done`, `nothing`, or nothing at all where
    the article is not theirs. Raise a `UserError` when that can't be.
    """
    reading = study_progress(project)
    numbers = reading.sorted_by("") if numbers is None else numbers
    coders = sorted(people_of(project), key=lambda one: one.handle.casefold())
    rows: list[list[Any]] = [["article_id", "article_title", *(one.handle for one in coders)]]
    for first in range(0, len(numbers), _AT_ONCE):
        rows += [
            [one.id, one.title, *(state_of(one, coder.id) for coder in coders)]
            for one in reading.who_has(numbers[first : first + _AT_ONCE])
        ]
    write_table(path, rows)
    return len(rows) - 1


def state_of(article: WhoHasIt, coder: str) -> str:
    """Return how far a coder (id) is with an article; empty where it is not theirs."""
    begun = article.statuses.get(coder, "")
    if begun in ("", WorkStatus.NEW):
        return WorkStatus.NEW.value if coder in article.assigned or begun else ""
    return begun


def finished_by(article: WhoHasIt) -> int:
    """Return how many coders have read an article to its end."""
    return sum(status in FINISHED for status in article.statuses.values())

"""What is wrong with a file is found and named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from damage import sum_again
from sequences import TEXTS

from annotator.domain.article import fingerprint
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.articles import status_id
from annotator.domain.errors import CancelledError
from annotator.domain.people import coder_id
from annotator.store.check import Problem
from annotator.store.project import Project

TRIGGERS = [
    f"{table}_keeps_{act}" for table in ("text", "edit", "change") for act in ("UPDATE", "DELETE")
]


@contextmanager
def unguarded(path: Path, *, again: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file as a tamperer would: triggers away, and back afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger'"
        triggers = [row[0] for row in database.execute(sql)]
        for name in TRIGGERS:
            database.execute(f"DROP TRIGGER {name}")
        yield database
        if again:
            sum_again(database)
        for trigger in triggers:
            database.execute(trigger)


def problems(path: Path) -> list[Problem]:
    with Project.open(path, "ana") as project:
        return nameless(project.check())


def nameless(found: list[Problem]) -> list[Problem]:
    """Return problems without what the records are called."""
    return [Problem(one.kind, one.record, one.message) for one in found]


def test_a_sound_project_has_no_problems(project: Project) -> None:
    assert project.check() == []
    assert project.article_problems("a") == []
    assert project.article_problems("gone") == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE annotation SET note = 'x' WHERE id = 'q'",
            Problem("annotation", "q", "differs from history in note"),
        ),
        (
            "UPDATE actor SET name = 'X', archived = 1",
            Problem("actor", "mayor", "differs from history in name, archived"),
        ),
        (
            "UPDATE code SET fields = 'nonsense' WHERE id = 'tone'",
            Problem("code", "tone", "differs from history in fields"),
        ),
        (
            "DELETE FROM status",
            Problem("status", status_id("a", coder_id("ana")), "is missing: history has it"),
        ),
        (
            "INSERT INTO coder (id, handle, name, archived) VALUES ('eve', 'eve', '', 0)",
            Problem("coder", "eve", "is there, but history does not know it"),
        ),
    ],
)
def test_a_record_that_history_does_not_account_for_is_named(
    closed: Path, statement: str, problem: Problem
) -> None:
    with unguarded(closed) as database:
        database.execute(statement)
    assert problem in problems(closed)


def test_an_altered_text_is_found_by_its_fingerprint(closed: Path) -> None:
    sha = fingerprint(TEXTS[0])
    with unguarded(closed) as database:
        database.execute("UPDATE text SET body = replace(body, 'mayor', 'major')")
    found = problems(closed)
    assert Problem("text", sha, "is not the text that it was") in found
    assert Problem("annotation", "s", "is not where its text stands") in found
    with Project.open(closed) as project:
        assert nameless(project.article_problems("a")) == [
            Problem("text", sha, "is not the text that it was"),
            Problem("annotation", "q", "is not where its text stands"),
            Problem("annotation", "s", "is not where its text stands"),
        ]


def test_a_lost_text_is_found(closed: Path) -> None:
    with unguarded(closed) as database:
        database.execute("DELETE FROM text")
    assert Problem("article", "a", "has lost its text") in problems(closed)
    with Project.open(closed) as project:
        (found,) = project.article_problems("a")
    assert str(found) == "article “Mayor waits” has lost its text"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotation SET fragments = '[[12,21]]' WHERE id = 's'",
        "UPDATE annotation SET texts = '[\"the major\"]' WHERE id = 's'",
        "UPDATE annotation SET contexts = '[[\"\",\"\"]]' WHERE id = 's'",
    ],
)
def test_a_moved_annotation_is_found_when_its_article_is_opened(
    closed: Path, statement: str
) -> None:
    with unguarded(closed, again=True) as database:
        database.execute(statement)
    moved = Problem("annotation", "s", "is not where its text stands")
    with Project.open(closed) as project:
        assert nameless(project.article_problems("a")) == [moved]
        assert moved in nameless(project.check())


def test_a_link_to_nothing_is_found(closed: Path) -> None:
    with unguarded(closed) as database:
        database.execute("DELETE FROM actor")
    assert any(
        found.kind == "link" and found.message == "refers to a missing actor"
        for found in problems(closed)
    )


def test_a_history_that_was_rewritten_is_found(closed: Path) -> None:
    with unguarded(closed, again=True) as database:
        database.execute("UPDATE change SET after = replace(after, 'direct', 'odd')")
    assert Problem("annotation", "q", "differs from history in its answer to “kind”") in problems(
        closed
    )


def test_a_history_that_is_nonsense_is_a_problem_and_no_crash(closed: Path) -> None:
    with unguarded(closed) as database:
        database.execute("UPDATE change SET after = 'nonsense' WHERE n = 3")
    assert any("a change in its history is not" in found.message for found in problems(closed))


def test_edits_whose_clock_runs_backwards_are_found(closed: Path) -> None:
    with unguarded(closed, again=True) as database:
        sql = "SELECT id FROM edit ORDER BY n DESC LIMIT 1"
        (last,) = database.execute(sql).fetchone()
        database.execute("UPDATE edit SET clock = '000000000000001-000000-ab' WHERE id = ?", [last])
    assert Problem("edit", last, "has a clock that runs backwards") in problems(closed)


def test_checking_shows_progress_and_can_be_cancelled(project: Project) -> None:
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        project.check(progress)
    assert seen == [(0, 13), (1, 13), (2, 13)]
    project.apply(SetNote("q", "still writable"))

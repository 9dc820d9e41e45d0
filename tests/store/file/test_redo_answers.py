"""Files in which a redo did not say what it answers open as they were, and keep the law."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import AskedUnit
from annotator.domain.edits.annotations import Tag
from annotator.store.file import first_schema, tables
from annotator.store.file.derived_tables import DERIVED
from annotator.store.file.first_history_indexes import INDEXES
from annotator.store.file.sums_schema import SUMMED
from annotator.store.history import log
from annotator.store.project import Project

_LATER = (
    "('safekeeping', 'derived', 'article_marks', 'suggesting', 'draws', 'units', 'actor_pages', "
    "'correction_texts', 'versions_of_codebook')"
)
_SUGGESTING = (
    "DROP INDEX change_codebook",
    "DROP INDEX annotation_version",
    "ALTER TABLE assignment DROP COLUMN shared",
    "ALTER TABLE score DROP COLUMN by",
    "ALTER TABLE score DROP COLUMN rule",
    "ALTER TABLE code DROP COLUMN unit",
    "ALTER TABLE article DROP COLUMN first_text",
    "ALTER TABLE article DROP COLUMN excluded_on",
    "ALTER TABLE annotation DROP COLUMN on_text",
    "ALTER TABLE layout DROP COLUMN on_text",
    "DROP TABLE draw",
    "DROP TABLE refusal",
    "DROP TABLE model",
    "DROP INDEX actor_became",
    *(
        f'ALTER TABLE actor DROP COLUMN "{name}"'
        for name in ("affiliations", "values", "unlike", "became")
    ),
    "ALTER TABLE project DROP COLUMN actor_variables",
)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file whose codes ask of no units: the older program knew none."""
    path = tmp_path_factory.mktemp("older") / "p.annotator"
    codes = tuple(replace(one, unit=AskedUnit.FREE) for one in BOOK.codes)
    with Project.create(path, codebook=replace(BOOK, codes=codes)) as made:
        made.coder = "ana"
        fill(made)
    return path


def made_older(path: Path, *statements: str) -> None:
    """Put a closed project back to before the step, and do something behind its back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        for statement in (
            *statements,
            *_SUGGESTING,
            *(f"DROP INDEX {name}" for name in re.findall(r"INDEX (\w+)", INDEXES)),
            "ALTER TABLE edit DROP COLUMN answers",
            *(f'ALTER TABLE "{name}" DROP COLUMN sum' for name in SUMMED),
            "ALTER TABLE edit DROP COLUMN changes",
            "DROP TABLE tally",
            "DROP TABLE typed",
            *(f"DROP TABLE {name}" for name in DERIVED),
            f"DELETE FROM _sqlite_migrations WHERE name IN {_LATER}",  # noqa: S608 - names of our own
            *(
                first_schema.APPEND_ONLY.format(table=table, act=act)
                for table in ("text", "edit", "change")
                for act in ("UPDATE", "DELETE")
            ),
        ):
            database.execute(statement)


def answers(project: Project) -> dict[str, str]:
    rows = log.all_edits(project._database)
    return {row.id: row.answers for row in rows if row.answers}


def tag(project: Project) -> str:
    return project.apply(Tag(id="x", article="a", code="quote", fragments=((0, 4),))).edit


def step(project: Project, kind: str) -> str:
    done = project.undo() if kind == "undo" else project.redo()
    assert done is not None
    return done.edit


def test_old_redos_answer_the_undo_before_them(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        tag(project)
        undos = [step(project, kind) for kind in ("undo", "redo", "undo", "redo", "undo")]
        before = answers(project)
    made_older(closed)
    with Project.open(closed, "ana") as project:
        assert answers(project) == before == {undos[1]: undos[0], undos[3]: undos[2]}
        assert project.check() == []
        assert project.get(Annotation, "x") is None
        project.redo()
        assert project.get(Annotation, "x") is not None
        assert project.check() == []


def test_the_history_stays_append_only(closed: Path) -> None:
    made_older(closed)
    with Project.open(closed) as project, pytest.raises(sqlite3.IntegrityError, match="never"):
        project._database.conn.execute("UPDATE edit SET answers = 'x'")


def test_what_an_old_redo_took_back_by_coming_last_stays_taken_back(
    ours: Path, theirs: Path
) -> None:
    with Project.open(ours, "ana") as project:
        tag(project)
    theirs.write_bytes(ours.read_bytes())
    with Project.open(theirs, "ben") as project:
        step(project, "undo")
    with Project.open(ours, "ana") as project:
        project.bring_in([theirs])
        step(project, "undo")
        first = step(project, "undo")
        redone = step(project, "redo")
        step(project, "redo")
        assert project.get(Annotation, "x") is None
        (label,) = (row.label for row in project.latest_edits() if row.id == redone)
    made_older(ours, *_shown_again(ours))
    copy = ours.with_name("copy.annotator")
    copy.write_bytes(ours.read_bytes())
    for path in (ours, copy):
        with Project.open(path, "ana") as project:
            assert project.check() == []
            assert project.get(Annotation, "x") is not None
            assert answers(project)[redone] == first
            assert sum(row.label == label for row in project.latest_edits()) == 2
            step(project, "undo")  # of the merge, and not of the redo that was added
            assert project.get(Annotation, "x") is not None
            step(project, "undo")
            assert project.get(Annotation, "x") is None
            step(project, "redo")
            step(project, "redo")
            assert project.get(Annotation, "x") is not None
    with Project.open(ours, "ana") as project:
        project.bring_in([copy])
        assert project.check() == []
        assert project.get(Annotation, "x") is not None


def _shown_again(path: Path) -> list[str]:
    """Return what puts the annotation back into its table, as the older program left it."""
    with closing(sqlite3.connect(path)) as database:
        sql = "SELECT after FROM change WHERE record = 'x' AND before IS NULL"
        (after,) = database.execute(sql).fetchone()
    names = [column.name for column in tables.columns("annotation")]
    cells = ", ".join(f"json_extract(a, '$.{name}')" for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    place = "(SELECT min(n) FROM change WHERE record = 'x')"
    values = "(SELECT '" + after.replace("'", "''") + "' AS a)"
    return [f"INSERT INTO annotation (n, {quoted}) SELECT {place}, {cells} FROM {values}"]  # noqa: S608 - words of our own

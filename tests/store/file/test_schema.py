"""The tables are as the records need them."""

import pytest

from annotator.domain.kinds import KINDS
from annotator.store.file import schema, tables
from annotator.store.file.schema import STEPS, digest, is_usual, schema_after, schema_of
from annotator.store.project import Project


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_a_column_for_each_attribute_and_a_sum(project: Project, kind: str) -> None:
    rows = project._database.conn.execute(f"PRAGMA table_info({kind})").fetchall()
    stored = {(name, sql_type, bool(required)) for _, name, sql_type, required, *_ in rows}
    wanted = {(c.name, c.sql_type, not c.null) for c in tables.columns(kind)}
    assert stored == {("n", "INTEGER", False), ("sum", "INTEGER", True), *wanted}


def test_every_table_is_strict(project: Project) -> None:
    rows = project._database.conn.execute("PRAGMA table_list").fetchall()
    strict = {name: bool(strict) for _, name, _, _, _, strict in rows}
    assert all(strict[table] for table in (*KINDS, "text", "edit", "change"))


def test_a_new_project_has_taken_every_step(project: Project) -> None:
    assert schema_of(project._database) == schema_after(frozenset(STEPS))
    assert next(iter(STEPS)) == "first_schema"


def test_the_usual_schema_is_known_without_taking_the_steps(project: Project) -> None:
    """A new step makes another one: `_USUAL` beside the steps is its hash then."""
    assert digest(schema_after(frozenset(STEPS))) == schema._USUAL
    assert is_usual(schema_of(project._database))
    project._database.conn.execute("DROP INDEX change_record")
    assert not is_usual(schema_of(project._database))

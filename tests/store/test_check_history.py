"""Whatever is used of the history, and of what is kept beside the records, is checked."""

from pathlib import Path

import pytest
from damage import without_guards

from annotator.domain.edits.annotations import Delete, Tag
from annotator.store.project import Project


def messages(path: Path) -> set[str]:
    with Project.open(path) as project:
        return {problem.message for problem in project.check()}


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        (
            "UPDATE change SET before = replace(before, 'null', '7') WHERE before LIKE '%null%'",
            "was not what a change says it was before",
        ),
        ("UPDATE edit SET at = 'soon'", "has no time"),
        ("UPDATE edit SET at = '2999-01-01T00:00:00Z'", "was made after its own clock"),
        ("UPDATE edit SET coder = 'e' || char(10) || 've'", "has a coder that is no handle"),
        ("UPDATE edit SET clock = '' WHERE n < 3", "has no clock"),
        ("UPDATE edit SET via = 'gone' WHERE n = 4", "came in by an edit that is not here"),
        (
            "INSERT INTO brought (merge, edit) SELECT id, id FROM edit WHERE n = 2",
            "is said to have come in again by what is no merge",
        ),
        (
            (
                "INSERT INTO conflict (via, kind, record, attribute, ours, theirs, kept) "
                "SELECT id, 'annotation', 'q', 'note', '1', '2', 'ours' FROM edit WHERE n = 2"
            ),
            "has a conflict that no merge can have found",
        ),
        (
            "INSERT INTO withheld (kind, record, \"values\") VALUES ('actor', 'x', '{}')",
            "is not withheld as the history has it",
        ),
        (
            "UPDATE change SET after = replace(after, '\"length\":33', '\"length\":-3')",
            "has a change that can't be: an article has -3 characters",
        ),
    ],
)
def test_what_a_forger_would_sum_up_anew_is_found(
    closed: Path, statement: str, message: str
) -> None:
    without_guards(closed, statement, again=True)
    assert message in messages(closed)


def test_an_index_of_other_texts_is_found(closed: Path) -> None:
    without_guards(
        closed, "INSERT INTO text_fts (text_fts, rowid, body) VALUES ('delete', 1, 'mayor')"
    )
    assert any("its search index is not that of the texts" in one for one in messages(closed))


def test_a_merged_project_with_undone_edits_is_sound(ours: Path, theirs: Path) -> None:
    with Project.open(theirs, "ben") as project:
        project.apply(Tag(id="new", article="a", code="source", fragments=((0, 4),)))
    with Project.open(ours, "ana") as project:
        project.apply(Delete(("q",)))
        project.bring_in([theirs])
        project.undo()
        project.undo()
        project.redo()
        assert project.check() == []
        project.refuse_damage(index=True)

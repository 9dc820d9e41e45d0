"""A damaged file is never believed: refused with a sentence, or right; and never a traceback."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from damage import damage, without_guards
from sequences import BOOK, fill

from annotator.domain.edits.annotations import SetNote
from annotator.domain.errors import DamageError, UserError
from annotator.domain.kinds import KINDS, to_values
from annotator.store.checked_file import check_file
from annotator.store.project import Project
from annotator.store.rescue.rescuing import rescue

KEPT = Path(__file__).parents[1] / "formats" / "projects"
State = dict[str, object]


def state(project: Project) -> State:
    found: State = {
        f"{name} {record.id}": to_values(record)
        for name, kind in KINDS.items()
        for record in project.find(kind.type)
    }
    for row in project.articles():
        found[f"text of {row.id}"] = project.article_text(row.id)
    return found


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "study.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        project.apply(SetNote("q", "Why?"))
        project.undo()
    return path


def believed(path: Path) -> tuple[State, UserError | None]:
    """Return what a command of the command line would tell or carry, or with what it refuses."""
    try:
        with Project.open(path) as project:
            project.refuse_damage(index=True)
            return state(project), None
    except UserError as error:
        return {}, error


@pytest.mark.parametrize("first", range(8))
def test_damage_of_any_kind_is_refused_or_does_not_matter(
    sound: Path, tmp_path: Path, first: int
) -> None:
    with Project.open(sound) as project:
        right = state(project)
    path, out = tmp_path / "study.annotator", tmp_path / "rescued.annotator"
    for seed in range(first, 104, 8):
        shutil.copy(sound, path)
        damage(path, seed)
        found, refusal = believed(path)
        assert found == right if refusal is None else "\n" not in str(refusal), seed
        if isinstance(refusal, DamageError):
            assert check_file(path), seed
        if seed < 32:
            before = path.read_bytes()
            saved, altered = rescued(path, out)
            same = {name: value for name, value in saved.items() if name not in altered}
            assert same.items() <= right.items(), seed
            assert altered <= right.keys(), seed
            assert path.read_bytes() == before


def rescued(path: Path, out: Path) -> tuple[State, set[str]]:
    """Return what a rescue saves, which can be gone on with, and what it names as altered."""
    try:
        report = rescue(path, out)
    except UserError:
        return {}, set()
    for name in report.altered:
        assert any(name in line for line in report.lost)
    with Project.open(out, "ana") as project:
        assert project.check() == []
        found = state(project)
    out.unlink()
    # A title of its own is given where the project's is lost.
    saved = {name: values for name, values in found.items() if name != "project project"}
    return saved, set(report.altered)


def test_a_changed_cell_is_named_with_its_record_article_and_field(closed: Path) -> None:
    without_guards(closed, "UPDATE annotation SET origin = 'hwman' WHERE id = 'q'")
    with Project.open(closed) as project, pytest.raises(DamageError) as refused:
        project.refuse_damage()
    assert str(refused.value) == (
        "The annotation q on “Mayor waits” is damaged in origin. "
        "Save what is sound with Rescue… (annotator rescue), or use Restore a backup…."
    )


def test_a_damaged_record_is_refused_when_it_is_read_and_the_others_are_not(closed: Path) -> None:
    without_guards(closed, "UPDATE annotation SET note = 'x' WHERE id = 'q'")
    with Project.open(closed, "ana") as project:
        with pytest.raises(DamageError, match="The annotation q on “Mayor waits” is damaged"):
            project.apply(SetNote("q", "y"))
        assert project.apply(SetNote("s", "y")).changes


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM status", ""),
        ("DELETE FROM actor", "The actor “The mayor” is missing: history has it"),
        ("DELETE FROM change WHERE n = (SELECT max(n) FROM change)", "has 0 of its 1 changes"),
        ("DELETE FROM text_fts_docsize", "its search index has not the texts"),
        ("UPDATE text SET body = 'Forged.'", "is not the text that it was"),
        ("UPDATE change SET before = '{}' WHERE before IS NOT NULL", "has a damaged change"),
        ("UPDATE edit SET coder = 'eve'", "is damaged: it is not as it was saved"),
        ("UPDATE annotation SET note = CAST(x'ff41' AS TEXT)", "on “Mayor waits” is damaged"),
        ("UPDATE text SET body = CAST(x'ff41' AS TEXT)", "text of “Mayor waits” is damaged"),
    ],
)
def test_what_is_lost_or_forged_is_refused(closed: Path, statement: str, words: str) -> None:
    without_guards(closed, statement)
    if words:
        with Project.open(closed) as project, pytest.raises(DamageError, match=words):
            project.refuse_damage()
        assert any(words in f"The {problem}" for problem in check_file(closed))


def test_an_old_file_is_proved_sound_before_it_gets_sums(tmp_path: Path) -> None:
    old = Path(shutil.copy(KEPT / "first-schema.annotator", tmp_path))
    without_guards(old, "UPDATE annotation SET note = 'x' WHERE id = 'q'")
    before = old.read_bytes()
    with pytest.raises(DamageError, match="annotation q on “Truce” differs from history in note"):
        Project.open(old)
    assert old.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [old.name]
    assert any("differs from history in note" in p.message for p in check_file(old))


def test_a_damaged_file_is_not_brought_in(ours: Path, theirs: Path) -> None:
    without_guards(theirs, "UPDATE change SET after = replace(after, 'direct', 'odd')")
    with Project.open(ours, "ana") as project:
        _, preview = project.bring_in([theirs])
        assert "has a damaged change in its history" in preview.files[0].error


def test_looking_for_damage_keeps_nothing_open_in_between(closed: Path) -> None:
    with Project.open(closed, "ana") as project, Project.open(closed, "ben") as other:
        for batch in project.damage():
            assert list(batch) == []
            with closing(sqlite3.connect(closed, timeout=0)) as third:
                third.execute("BEGIN IMMEDIATE")
        assert other.check() == []

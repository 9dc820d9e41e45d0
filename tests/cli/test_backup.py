"""`annotator backup` and `annotator restore`, and the backups that other commands make."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from annotator.domain.edits.articles import EditArticle
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_a_backup_is_made_listed_and_restored(run: Run, told: Told, study: str) -> None:
    made = told("backup", study)
    assert made["made"]
    assert told("backup", study) == {"path": made["path"], "made": False}
    assert run("backup", study).stdout.startswith("Nothing was edited since the newest backup, ")
    newest, before = told("backup", study, "--list")
    assert newest["path"] == made["path"]
    assert (newest["articles"], newest["reason"], newest["coders"]) == (2, "by hand", ["ana"])
    assert (before["articles"], before["reason"]) == (0, "before a large edit")
    lines = run("backup", study, "--list").stdout.splitlines()
    assert lines[0].split()[:3] == ["made", "articles", "annotations"]
    assert len(lines) == 3
    assert told("restore", made["path"], "then.annotator")["path"] == "then.annotator"
    assert told("info", "then.annotator")["articles"] == 2
    assert told("check", "then.annotator")["sound"]


def test_a_backup_to_a_file_replaces_nothing(run: Run, study: str) -> None:
    assert run("backup", study, "copy.annotator").stdout == "Backed up to copy.annotator.\n"
    before = Path("copy.annotator").read_bytes()
    for words in (("backup", study), ("restore", study)):
        result = run(*words, "copy.annotator")
        assert result.exit_code == 2
        assert result.stderr == "annotator: copy.annotator is already there. Choose another name.\n"
    assert Path("copy.annotator").read_bytes() == before


def test_what_is_no_sound_project_is_not_restored(run: Run, study: str) -> None:
    content = bytearray(Path(study).read_bytes())
    place = content.index(b"Three libraries")
    content[place : place + 5] = b"Seven"
    Path(study).write_bytes(content)
    result = run("restore", study, "then.annotator")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert not Path("then.annotator").exists()


def test_a_backup_that_cannot_be_made_is_a_warning(run: Run, study: str, tmp_path: Path) -> None:
    with Project.open(study, "ana") as project:
        project.apply(EditArticle(article=project.articles()[0].id, title="Another"))
    folder = tmp_path / "study backups"
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    home = Path.home() / "annotator"
    home.mkdir()
    (home / "backups").write_text("in the way, too")
    (tmp_path / "more.txt").write_text("More\n\nText.")
    result = run("import", study, "more.txt")
    assert result.exit_code == 0
    assert result.stderr.startswith("annotator: warning: No backup of study.annotator can be made")
    assert run("backup", study).exit_code == 2


def test_a_list_has_no_place_for_an_out(run: Run, study: str) -> None:
    assert run("backup", study, "x.annotator", "--list").exit_code == 2

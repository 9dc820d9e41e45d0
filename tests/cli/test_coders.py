"""`annotator coders`, and who is noticed by `annotator merge`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from led_project import CODES, WORDS, tag

from annotator.domain.annotation import Annotation
from annotator.domain.clock import use_device
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def two(tmp_path: Path) -> str:
    """Make a study with work of a student, and a file of another student."""
    path = tmp_path / "a.annotator"
    with Project.create(path, codebook=CODES) as made:
        made.coder = "lea"
        made.apply(ImportRecords(articles=(NewArticle(id="a1", title="One", text=WORDS),)))
        made.apply(Assign((("a1", "student"), ("a1", "ben"))))
    for name, device in (("b", "bbbb0000"), ("a", "aaaa0000")):
        own = tmp_path / f"{name}.annotator"
        if name == "b":
            own.write_bytes(path.read_bytes())
        use_device(lambda device=device: device)
        with Project.open(own, "student") as student:
            student.apply(tag(f"of-{name}", "a1", "quote", "one two"))
    use_device(None)
    return "a.annotator"


def labels(handle: str) -> set[str]:
    with Project.open(Path("a.annotator")) as project:
        ids = {one["handle"]: one["id"] for one in project.records("coder")}
        return {one.id for one in project.find(Annotation, coder=ids[handle])}


def test_merging_names_two_machines_with_one_handle(run: Run, told: Told, two: str) -> None:
    said = run("merge", two, "b.annotator", "--dry-run").stdout
    assert "b.annotator, coder: student writes from a machine" in said
    (file,) = told("merge", two, "b.annotator", "--dry-run")["files"]
    assert file["newcomers"][0]["handle"] == "student"
    assert file["newcomers"][0]["devices"] == ["bbbb0000"]


def test_as_says_as_whom_somebody_comes_in(run: Run, two: str) -> None:
    assert run("merge", two, "b.annotator", "--as", "student=student (2)").exit_code == 0
    assert (labels("student"), labels("student (2)")) == ({"of-a"}, {"of-b"})
    assert "coder:" not in run("merge", two, "b.annotator").stdout
    assert run("check", two).exit_code == 0


def test_as_of_somebody_who_was_not_noticed_is_refused(run: Run, two: str) -> None:
    result = run("merge", two, "b.annotator", "--as", "zoe=ben")
    assert result.exit_code == 2
    assert "New in them, or on another machine: student." in result.stderr


def test_coders_are_told_with_their_machines(run: Run, told: Told, two: str) -> None:
    run("merge", two, "b.annotator")
    found = {one["handle"]: one for one in told("coders", two)}
    assert {one["device"] for one in found["student"]["machines"]} == {"aaaa0000", "bbbb0000"}
    lines = run("coders", two).stdout.splitlines()
    assert any("bbbb0000" in line for line in lines)


def test_they_are_parted_by_machine_and_put_together_again(run: Run, two: str) -> None:
    run("merge", two, "b.annotator")
    done = run("coders", two, "--part-machine", "student/bbbb0000=anna")
    assert done.stdout == "1 machine of student parted as anna.\n"
    assert labels("anna") == {"of-b"}
    assert run("coders", two, "--merge", "anna=student").stdout == "anna merged into student.\n"
    assert labels("student") == {"of-a", "of-b"}
    assert run("coders", two, "--part", "anna").stdout == "anna parted from student.\n"
    assert labels("anna") == {"of-b"}


def test_renaming_and_replacing(run: Run, told: Told, two: str) -> None:
    assert run("coders", two, "--rename", "student=Sam").exit_code == 0
    done = run("coders", two, "--replace", "sam=ben")
    assert done.stdout == "1 article of Sam is ben’s now.\n"
    assert {one["handle"]: one["assigned"] for one in told("info", two)["coders"]} == {
        "Sam": 0,
        "ben": 1,
    }


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--merge", "zoe=ben"), "There is no coder zoe"),
        (("--merge", "ben=ben"), "ben is ben already"),
        (("--part", "ben"), "ben was not merged"),
        (("--part-machine", "student/cccc0000=x"), "has not written from a machine"),
        (("--rename", "ben=gold"), "gold"),
        (("--replace", "anna=ben"), "There is no coder anna"),
        (("--rename", "student=Sam", "--merge", "zoe=ben"), "There is no coder zoe"),
    ],
)
def test_what_can_not_be_is_refused(
    run: Run, told: Told, two: str, words: tuple[str, ...], why: str
) -> None:
    result = run("coders", two, *words)
    assert result.exit_code == 2
    assert why in result.stderr
    assert {one["handle"] for one in told("coders", two)} == {"student", "ben"}

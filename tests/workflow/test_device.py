"""The id of this machine: the same in scripts, on the command line and in the window."""

import os
from pathlib import Path

import pytest
from program import Program

import annotator
from annotator.cli import main as command_line
from annotator.cli import open as window
from annotator.domain.clock import HybridClock, device_of, use_device
from annotator.domain.edits.records import PutCoder
from annotator.domain.people import Coder, coder_id
from annotator.store.project import Project
from annotator.workflow.device import own_device


def _join(path: Path, handle: str) -> None:
    """Do as a script does: open, edit, close."""
    use_device(None)  # it is a process of its own
    own_device.cache_clear()
    with annotator.open_project(path, "lea") as project:
        project.apply(PutCoder(Coder(id=coder_id(handle), handle=handle)))


def test_scripts_and_commands_of_one_account_are_one_machine(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with Program() as program:
        assert program.run("new", str(path), "--coder", "lea").status == 0
        for handle in ("ana", "ben"):
            _join(path, handle)
        assert program.run("coders", str(path), "--rename", "ana=anna", "--me", "lea").status == 0
    with Project.open(path) as project:
        (machine,) = project.machines(coder_id("lea"))
    assert machine.device == own_device()


@pytest.mark.parametrize(
    ("module", "program"), [(command_line, "cli"), (window, "window_alone")], ids=["cli", "window"]
)
def test_each_program_stamps_with_the_id_of_its_machine(
    module: object, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getattr(module, program), "main", lambda **_: None)
    module.main()  # pyright: ignore[reportAttributeAccessIssue] - both have one
    assert device_of(HybridClock().tick()) == own_device()


def test_another_home_is_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = own_device()
    own_device.cache_clear()
    assert own_device() == mine  # it is kept
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "other"))
    own_device.cache_clear()
    assert own_device() != mine
    assert os.listdir(tmp_path / "other") == ["device"]  # noqa: PTH208 - names alone


def test_a_script_that_says_its_machine_keeps_it(tmp_path: Path) -> None:
    Project.create(tmp_path / "p.annotator").close()
    use_device(lambda: "abcd0123")
    with annotator.open_project(tmp_path / "p.annotator", "lea"):
        assert device_of(HybridClock().tick()) == "abcd0123"

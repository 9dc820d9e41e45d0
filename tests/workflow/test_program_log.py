import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.workflow.program_log import FaultFile, earlier_faults, log_path, note

_DIES = """
import ctypes
from annotator.workflow.program_log import FaultFile
FaultFile().begin()
ctypes.string_at(0)
"""


def test_how_a_process_died_is_told_at_the_next_start_and_kept() -> None:
    died = subprocess.run([sys.executable, "-c", _DIES], capture_output=True, check=False)
    assert died.returncode != 0
    own = FaultFile()
    own.begin()
    own.end()
    (words,) = earlier_faults()
    assert "Fatal Python error" in words
    assert "string_at" in words
    kept = log_path().with_name("media-annotator.last-fault")
    assert kept.read_text(encoding="utf-8") == words
    again = FaultFile()
    again.begin()
    again.end()
    assert earlier_faults() == []


def test_an_orderly_end_leaves_nothing() -> None:
    own = FaultFile()
    own.begin()
    assert list(log_path().parent.glob("*.fault"))
    own.end()
    assert not list(log_path().parent.glob("*.fault"))


@pytest.mark.skipif(os.name == "nt", reason="an empty file may stay there")
def test_an_empty_file_of_a_process_that_is_gone_says_nothing() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = log_path().with_name(f"media-annotator-{gone.pid}.fault")
    left.parent.mkdir(parents=True)
    left.touch()
    alive = log_path().with_name(f"media-annotator-{os.getppid()}.fault")
    alive.touch()
    own = FaultFile()
    own.begin()
    own.end()
    assert earlier_faults() == []
    assert not left.exists()
    assert alive.exists()


def test_where_nothing_can_be_written_nothing_fails(tmp_path: Path) -> None:
    log_path().parent.parent.mkdir(parents=True, exist_ok=True)
    log_path().parent.write_text("a file in the folder's place")
    own = FaultFile()
    own.begin()
    own.end()
    note("unheard")
    assert log_path().parent.read_text() == "a file in the folder's place"
    assert earlier_faults() == []


def test_one_note_is_written_to_the_log() -> None:
    note("Before the window stood")
    assert "CRITICAL media-annotator Before the window stood" in log_path().read_text("utf-8")

"""A program that is killed while it writes leaves the old file, the new one or none."""

import os
import subprocess
import sys
from pathlib import Path

import kill_points
import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs to fork")
def test_wherever_it_is_killed_what_it_wrote_is_whole_or_not_there(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, kill_points.__file__, tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    steps = {name: int(count) for name, count in map(str.split, run.stdout.splitlines())}
    assert steps.keys() == kill_points.WORKS.keys()
    assert min(steps.values()) >= 8

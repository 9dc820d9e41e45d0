"""The window on small and on fine screens."""

import os
import struct
import subprocess
import sys
from pathlib import Path

from once import shipped_sample
from PySide6.QtWidgets import QWidget
from user import User


def test_the_window_fits_a_small_screen_with_every_panel_in_it(user: User, tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    user.restart()
    user.window.open_path(tmp_path / "s.annotator", ask=False)
    user.window.resize(1024, 700)
    user.qtbot.waitUntil(lambda: user.window.width() == 1024)
    coding = user.coding
    panels: list[QWidget] = [
        coding.articles,
        coding.pane.view,
        coding.inspector,
        coding.annotations,
        coding.codebook,
    ]
    inside = user.window.rect()
    for panel in panels:
        corner = panel.mapTo(user.window, panel.rect().topLeft())
        assert inside.contains(panel.rect().translated(corner))
    assert coding.pane.view.viewport().width() > 400


def test_the_window_is_drawn_whole_at_twice_the_scale(tmp_path: Path) -> None:
    shipped_sample(tmp_path / "s.annotator")
    command = [sys.executable, "-m", "annotator", "open", "s.annotator", "--screenshot", "o.png"]
    doubled = os.environ | {"QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(command, cwd=tmp_path, env=doubled, check=True, capture_output=True)
    picture = (tmp_path / "o.png").read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (2560, 1600)

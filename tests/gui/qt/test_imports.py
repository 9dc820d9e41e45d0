"""Modules are imported without their source being read."""

import subprocess
import sys

_IMPORTS = """
import inspect
read = []
inspect.getsource = lambda module: read.append(module.__name__) or ""
import annotator.gui
read.clear()
import wave, annotator.gui.look.icons
from PySide6.QtWidgets import QLabel
assert QLabel.setText
print(read)
"""


def test_no_source_is_read_once_the_window_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTS], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

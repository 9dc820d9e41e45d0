"""The process is killed while one types on: what it said was kept is there."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from sample import sample
from user import Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.typed_words import ANSWER, TypedPlace
from annotator.gui.settings.settings import CODER

_TYPES_ON = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from annotator.gui import app
from annotator.gui.look.application import application
from annotator.gui.settings.settings import CODER, Settings

running = application()
Settings().set(CODER, "ana")
window = app.start(Path(sys.argv[1]), "a1")
session = window.project.session
coding = window.project.coding
session.select("q1")
coding.inspector.note.setFocus()
note = coding.inspector.note
session.typed.kept.connect(lambda: print(len(note.toPlainText()), flush=True))

def key():
    QTest.keyClicks(note, "x")

typing = QTimer(interval=5)
typing.timeout.connect(key)
typing.start()
running.exec()
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as a POSIX system does")
def test_words_typed_without_a_pause_outlive_a_kill(tmp_path: Path, user: User) -> None:
    with sample(tmp_path) as project:
        path = project.path
    child = subprocess.Popen(
        [sys.executable, "-c", _TYPES_ON, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = 0
    for line in child.stdout:
        told = int(line)
        if told > 40:
            break
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    user.window.settings.set(CODER, "ana")
    user.window.open_path(path)
    found = user.project.session.project.get(Annotation, "q1")
    assert found is not None
    assert len(found.note) >= told > 40
    assert set(found.note) == {"x"}
    assert "1 unsaved text found and kept" in user.say()


def test_half_an_answer_is_there_again(tmp_path: Path, user: User) -> None:
    with sample(tmp_path) as project:
        path = project.path
        project.coder = "ana"
        project.keep_typed({TypedPlace(ANSWER, "t1", "day"): "2025-0"})
    user.window.settings.set(CODER, "ana")
    user.window.open_path(path, "a1")
    for annotation in ("t1", "q1", "t1"):
        user.coding.session.select(annotation)
    user.coding.inspector.focus_field("day")
    line = user.focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "2025-0"
    user.write("2025-01-31")  # over what the focus has selected
    user.press(Key.Key_Return)
    found = user.project.session.project.get(Annotation, "t1")
    assert found is not None
    assert found.values["day"] == "2025-01-31"
    assert user.project.session.project.typed_words() == []

"""The review's commands from the window's menu and keys."""

from pathlib import Path

from PySide6.QtCore import Qt
from reviewed import coded_by_two, gold
from user import CONTROL, User

from annotator.gui.review import ReviewPage


def test_the_window_s_keys_lead_to_the_review_and_its_bulk_decisions(
    user: User, tmp_path: Path
) -> None:
    project = coded_by_two(tmp_path)
    user.window.open_path(project.path, ask=False)
    user.project.session.coder = "lea"
    user.press(Qt.Key.Key_2, modifiers=Qt.KeyboardModifier.AltModifier)
    assert user.project.shown(ReviewPage) is not None
    user.press(Qt.Key.Key_G, modifiers=CONTROL)
    assert len(gold(project)) == 2
    user.press(Qt.Key.Key_Z, modifiers=CONTROL)
    assert not gold(project)
    user.press(Qt.Key.Key_T, modifiers=CONTROL)
    assert len(gold(project)) == 5
    user.press(Qt.Key.Key_1, modifiers=Qt.KeyboardModifier.AltModifier)
    user.do("list_questions")
    assert user.project.shown(ReviewPage) is not None
    assert user.review.lists.name == "questions"
    project.close()

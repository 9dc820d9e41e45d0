"""What screen readers get from the real window."""

from pathlib import Path

from PySide6.QtGui import QAccessible, Qt
from PySide6.QtWidgets import QWidget
from user import Key, User

from annotator.workflow.sample import make_sample

TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description)


def told(widget: QWidget) -> list[str]:
    """Return a widget's name and its description, which Qt takes from the tool tip if it must."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return [spoken.text(kind) for kind in TEXTS] if spoken is not None else []


def test_no_name_or_description_holds_markup(user: User, tmp_path: Path) -> None:
    make_sample(tmp_path / "s.annotator")
    user.restart()
    user.window.open_path(tmp_path / "s.annotator", ask=False)
    coding = user.coding
    rows = coding.session.project.articles()
    coding.open_article(max(rows, key=lambda row: row.annotation_count).id)
    quote = next(one for one in user.annotations if one.code == "quote")
    coding.session.select(quote.id)
    spoken: list[str] = []
    for mode in (Key.Key_2, Key.Key_3, Key.Key_1):
        user.press(mode, modifiers=Qt.KeyboardModifier.AltModifier)
        every = [user.window, *user.window.findChildren(QWidget)]
        spoken += [text for widget in every for text in told(widget)]
    assert any(text.startswith("Cue (C)") for text in spoken)
    assert [text for text in spoken if Qt.mightBeRichText(text)] == []

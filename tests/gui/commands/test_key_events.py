import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from annotator.gui.commands.key_events import digit, key_word

pytestmark = pytest.mark.usefixtures("qapp")
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CYRILLIC_SHORT_I, AMPERSAND = 0x0419, 0x26


def press(
    key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, scan: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


@pytest.fixture(params=["xcb", "wayland", "windows", "offscreen"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: request.param)
    return request.param


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (press(Qt.Key.Key_Q, "q"), "Q"),
        (press(Qt.Key.Key_Q, "Q", SHIFT), "Shift+Q"),
        (press(Qt.Key.Key_BraceLeft, "{", SHIFT), "{"),
        (press(Qt.Key.Key_BracketRight, "]", CONTROL), "Ctrl+]"),
        (press(Qt.Key.Key_Right, "", ALT | SHIFT), "Alt+Shift+Right"),
        (press(Qt.Key.Key_Enter), "Enter"),
        (press(Qt.Key.Key_Backtab, "", SHIFT), "Shift+Tab"),
        (press(Qt.Key.Key_F5), "F5"),
        (press(Qt.Key.Key_CapsLock), ""),
    ],
)
def test_a_key_press_is_told_as_the_table_writes_it(event: QKeyEvent, word: str) -> None:
    assert key_word(event) == word


def test_a_letter_that_is_not_latin_counts_by_its_place(platform: str) -> None:
    places = {"xcb": 24, "wayland": 24, "windows": 16}
    word = key_word(press(CYRILLIC_SHORT_I, "й", NONE, places.get(platform, 12)))
    assert word == ("Q" if platform in places else "")


def test_the_digit_row_gives_digits_where_they_want_shift(platform: str) -> None:
    places = {"xcb": 10, "wayland": 10, "windows": 2}
    found = digit(press(AMPERSAND, "&", NONE, places.get(platform, 18)))
    assert found == (1 if platform in places else None)


def test_a_letter_is_no_digit(platform: str) -> None:
    scan = 16 if platform == "windows" else 24
    assert digit(press(Qt.Key.Key_Q, "q", NONE, scan)) is None


def test_a_digit_with_a_modifier_is_none() -> None:
    assert digit(press(Qt.Key.Key_1, "1", CONTROL)) is None
    assert digit(press(Qt.Key.Key_1, "1")) == 1

"""Letter keys work by place on every layout that is not Latin, and as typed on those that are.

What keyboards give is written down here as X11 and Windows tell of it: for each layout what its
keys have, from the one where a US keyboard has Q on, and from those of the other rows.
"""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from annotator.gui.commands.key_events import digit, key_word
from annotator.gui.commands.key_places import LAYOUT

pytestmark = pytest.mark.usefixtures("qapp")
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
US = ("QWERTYUIOP[]", "ASDFGHJKL", "ZXCVBNM,.")
FOREIGN = {
    "Hebrew": ("/'קראטוןםפ][", "שדגכעיחלך", "זסבהנמצתץ"),
    "Greek": (";ςερτυθιοπ[]", "ασδφγηξκλ", "ζχψωβνμ,."),
    "Bulgarian": (",уеишщксдзц;", "ьяаожгтнв", "юйъэфхпрл"),
    "Bulgarian phonetic": ("явертъуиопшщ", "асдфгхйкл", "зьцжбнм,."),
    "Russian": ("йцукенгшщзхъ", "фывапролд", "ячсмитьбю"),
    "Ukrainian": ("йцукенгшщзхї", "фівапролд", "ячсмитьбю"),
    "Arabic": ("ضصثقفغعهخحجد", "شسيبلاتنم", "ئءؤرﻻىةوز"),
    "Persian": ("ضصثقفغعهخحجچ", "شسیبلاتنم", "ظطزرذدپو."),
    "Georgian": ("ქწერტყუიოპ[]", "ასდფგჰჯკლ", "ზხცვბნმ,."),
    "Thai": ("ๆไำพะัีรนยบล", "ฟหกดเ้่าส", "ผปแอิืทมใ"),
}
LATIN = {
    "US": US,
    "AZERTY": ("azertyuiop^$", "qsdfghjkl", "wxcvbn,;:"),
    "QWERTZ": ("qwertzuiopü+", "asdfghjkl", "yxcvbnm,."),
    "Dvorak": ("',.pyfgcrl/=", "aoeuidhtn", ";qjkxbmwv"),
}
ARABIC_SHIFTED = {"D": "]", "F": "[", "C": "}", "V": "{", "L": "/", "M": "'", "Z": "~", "U": "`"}
FIRSTS = {"xcb": (24, 38, 52), "wayland": (24, 38, 52), "windows": (16, 30, 44)}


@pytest.fixture(params=FIRSTS)
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: request.param)
    return request.param


@pytest.fixture(autouse=True)
def unknown_layout() -> Iterator[None]:
    """Let each test begin as the program does, before a key was pressed."""
    LAYOUT.latin = None
    yield
    LAYOUT.latin = None


def press(sign: str, scan: int, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, ord(sign.upper()[:1]), held, scan, 0, 0, sign)


def keys_of(layout: tuple[str, ...], platform: str) -> Iterator[tuple[str, str, int]]:
    """Yield what a US keyboard has at each place, what the layout has, and the scan code."""
    for first, ours, theirs in zip(FIRSTS[platform], US, layout, strict=True):
        for n, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield one, other, first + n


@pytest.mark.parametrize("name", FOREIGN)
def test_letters_that_are_not_latin_count_by_their_place(name: str, platform: str) -> None:
    key_word(press(FOREIGN[name][1][0], FIRSTS[platform][1]))  # a letter tells what it is
    for ours, theirs, scan in keys_of(FOREIGN[name], platform):
        assert key_word(press(theirs, scan)) == ours, (ours, theirs)


@pytest.mark.parametrize("name", FOREIGN)
def test_so_does_the_first_key_that_is_pressed(name: str, platform: str) -> None:
    for ours, theirs, scan in keys_of(FOREIGN[name], platform):
        if ours.isalpha():
            LAYOUT.latin = None
            assert key_word(press(theirs, scan)) == ours, (ours, theirs)


@pytest.mark.parametrize("name", LATIN)
def test_latin_letters_count_as_they_are_typed(name: str, platform: str) -> None:
    for _ in range(2):  # the first time nothing is known of the layout
        for _, theirs, scan in keys_of(LATIN[name], platform):
            if theirs.isascii():
                assert key_word(press(theirs, scan)) == theirs.upper() or theirs in "',;:"
            if theirs.isascii() and theirs.isalpha():
                assert key_word(press(theirs.upper(), scan, SHIFT)) == f"Shift+{theirs.upper()}"


def test_azerty_and_dvorak_have_their_signs(platform: str) -> None:
    key_word(press("q", FIRSTS[platform][1]))
    assert key_word(press("?", FIRSTS[platform][2] + 6, SHIFT)) == "?"  # where M is elsewhere
    assert key_word(press(".", FIRSTS[platform][0] + 2)) == "."  # where E is elsewhere
    assert key_word(press(",", FIRSTS[platform][0] + 1)) == ","


def test_shift_on_an_arabic_keyboard_is_shift_with_the_letter(platform: str) -> None:
    key_word(press("ش", FIRSTS[platform][1]))
    for ours, _, scan in keys_of(US, platform):
        if ours in ARABIC_SHIFTED:
            assert key_word(press(ARABIC_SHIFTED[ours], scan, SHIFT)) == f"Shift+{ours}"
    assert key_word(press("؟", FIRSTS[platform][2] + 9, SHIFT)) == "?"


def test_latin_capitals_on_a_hebrew_keyboard_do_not_make_it_latin(platform: str) -> None:
    key_word(press("ש", FIRSTS[platform][1]))
    assert key_word(press("S", FIRSTS[platform][1] + 1, SHIFT)) == "Shift+S"
    assert key_word(press("]", FIRSTS[platform][0] + 10)) == "["


def test_a_question_mark_on_a_digit_is_one_everywhere(platform: str) -> None:
    seven = 16 if platform != "windows" else 8
    key_word(press("ф", FIRSTS[platform][1]))
    assert key_word(press("?", seven, SHIFT)) == "?"


def test_the_layout_may_change_while_one_works(platform: str) -> None:
    scan = FIRSTS[platform][1]
    assert key_word(press("ф", scan)) == "A"
    assert key_word(press("q", scan)) == "Q"  # now French
    assert key_word(press("ф", scan)) == "A"


def test_a_windows_keyboard_tells_which_keys_are_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "windows")
    event = QKeyEvent(QEvent.Type.KeyPress, ord("]"), SHIFT, 32, ord("D"), 0, "]")
    assert key_word(event) == "Shift+D"


@pytest.mark.parametrize(("code", "place"), [(12, "Q"), (0, "A"), (46, "M"), (37, "L"), (15, "R")])
def test_apples_keyboards_have_places_too(
    code: int, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "cocoa")
    event = QKeyEvent(QEvent.Type.KeyPress, ord("Ж"), NONE, 1, code, 0, "ж")
    assert key_word(event) == place


def test_digits_count_with_shift_and_without(platform: str) -> None:
    one = 10 if platform != "windows" else 2
    french = press("&", one), press("1", one, SHIFT)
    assert [digit(event) for event in french] == [1, 1]
    assert key_word(french[1]) == "1"
    assert digit(press("!", one, SHIFT)) is None  # a US keyboard's
    assert digit(press("é", one + 1)) == 2
    assert digit(press("۱", one)) == 1  # a Persian one's


def test_what_altgr_makes_is_the_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "windows")
    assert key_word(press("[", 9, CONTROL | ALT)) == "["

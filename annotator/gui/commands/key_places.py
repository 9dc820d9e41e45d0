"""Where a key stands on the keyboard, and what a US keyboard has there.

Letters count as they are typed on Latin layouts, QWERTZ, AZERTY and Dvorak alike. On all others
they count by their place, and so do the signs on letters' places: Hebrew has "/" where Q is, Greek
";". Which kind a layout is shows in the letters that are typed.
"""

import unicodedata
from functools import cache

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS = ("1234567890-=", "QWERTYUIOP[]", "ASDFGHJKL;'", "ZXCVBNM,./")
_FIRST_CODES = {"xcb": (10, 24, 38, 52), "wayland": (10, 24, 38, 52), "windows": (2, 16, 30, 44)}
"""The scan code of each row's first key: X11's, which Wayland shares, and those of PC keyboards."""
_MAC = {
    **dict(zip("ASDFHGZXCV", range(10), strict=True)),
    **dict(zip("BQWERYT123465=97-80]OU[IP", range(11, 36), strict=True)),
    **dict(zip("LJ'K;", range(37, 42), strict=True)),
    **dict(zip(",/NM.", range(43, 48), strict=True)),
}
"""The key codes of Apple's keyboards, which follow no rows."""
_SHIFTED = dict(zip("[];',./-=", '{}:"<>?_+', strict=True))
_FOREIGN = frozenset({("Q", "/"), ("W", "'"), ("Q", ";"), ("Q", ":"), ("Q", ",")})
"""Signs that no Latin layout in use has on these letters' places: Hebrew, Greek, Bulgarian ones."""
_SAME = {0x61F: "?", 0x60C: ",", 0x61B: ";"}
"""Arabic signs that mean what a US keyboard's do."""
_CHORD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class _Layout:
    """What is known of the layout that is in use: whether its letters are Latin."""

    def __init__(self) -> None:
        self.latin: bool | None = None

    def note(self, event: QKeyEvent) -> None:
        """Learn from a letter; with Shift Hebrew layouts have Latin ones."""
        letter = event.text()
        held = event.modifiers() & (_CHORD | Qt.KeyboardModifier.ShiftModifier)
        if len(letter) == 1 and letter.isalpha() and not held:
            self.latin = unicodedata.name(letter, "").startswith("LATIN")

    def is_foreign(self) -> bool:
        """Tell whether letters are not Latin, by the input's language where none was typed."""
        if self.latin is not None:
            return not self.latin
        script = QGuiApplication.inputMethod().locale().script()
        return script not in (QLocale.Script.LatinScript, QLocale.Script.AnyScript)


LAYOUT = _Layout()


def place_of(event: QKeyEvent) -> str:
    """Return what a US keyboard has where a key stands, without Shift; empty where unknown."""
    platform = QGuiApplication.platformName()
    if platform == "cocoa":
        return _by_mac_code().get(event.nativeVirtualKey(), "")
    return _places(platform).get(event.nativeScanCode(), "")


def sign_of(event: QKeyEvent) -> str:
    """Return the letter, digit or sign that a key press means, capital; empty where it is none."""
    LAYOUT.note(event)
    code, placed = event.key(), place_of(event)
    typed = chr(code) if 0x20 < code < 0x7F else _SAME.get(code, "")
    if typed.isalnum() and (typed.isdigit() or not placed.isdigit()):
        return typed
    if placed.isdigit():
        return typed  # a sign that Shift or another layout makes of a digit's key
    if placed and (not typed or _is_by_place(event, placed, typed)):
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return _SHIFTED.get(placed, placed) if shift else placed
    return typed


def _is_by_place(event: QKeyEvent, placed: str, typed: str) -> bool:
    """Tell whether a sign stands where other layouts have another one, or a letter."""
    if (placed, typed) in _FOREIGN or _is_letter_in_windows(event):
        return True
    return LAYOUT.is_foreign()


def _is_letter_in_windows(event: QKeyEvent) -> bool:
    virtual = event.nativeVirtualKey()
    return QGuiApplication.platformName() == "windows" and ord("A") <= virtual <= ord("Z")


@cache
def _places(platform: str) -> dict[int, str]:
    firsts = _FIRST_CODES.get(platform, ())
    rows = zip(firsts, _ROWS, strict=False)
    return {first + n: sign for first, row in rows for n, sign in enumerate(row)}


@cache
def _by_mac_code() -> dict[int, str]:
    return {code: sign for sign, code in _MAC.items()}

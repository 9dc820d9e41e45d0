"""Key events as the words that the table of commands uses, and who may use a key press."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox

from annotator.gui.commands.key_places import place_of, sign_of

_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
)
_NAMED = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Insert: "Ins",
    **{Qt.Key(Qt.Key.Key_F1.value + n): f"F{n + 1}" for n in range(12)},
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FIRST, _LAST = "!", "~"
"""The signs of a keyboard that may be keys: those of ASCII, since others are not on each."""
KeyHandler = Callable[[QKeyEvent], bool]


def key_word(event: QKeyEvent) -> str:
    """Return a key press as "Ctrl+Shift+W", "J", "[", "Del", or "" when it is none of ours.

    A sign that Shift makes stands for itself: "{" and not "Shift+[". A letter that is not Latin
    counts as the one at its place on a US keyboard, and so do signs on such a layout.
    """
    modifiers = event.modifiers()
    if event.key() == Qt.Key.Key_Backtab:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    base = _NAMED.get(Qt.Key(event.key())) or sign_of(event)
    if not base:
        return ""
    held = [name for flag, name in _MODIFIERS if modifiers & flag]
    if "Shift" in held and len(base) == 1 and not base.isalpha():
        held.remove("Shift")  # the layout wants it for this sign, or for this digit
    if {"Ctrl", "Alt"} <= set(held) and event.text() == base and not base.isalnum():
        held = []  # AltGr, as Windows gives it
    return "+".join([*held, base])


def canonical(word: str) -> str:
    """Return a key, as people write it, as `key_word` names it; empty where it is none."""
    word = word.strip()
    held, _, base = word.rpartition("+")
    if word == "+" or word.endswith("++"):
        held, base = word[:-2], "+"
    names = {name.casefold(): name for name in _NAMED.values()}
    is_sign = len(base) == 1 and _FIRST <= base <= _LAST
    base = names.get(base.casefold(), base.upper() if is_sign else "")
    known = {name.casefold(): name for _, name in _MODIFIERS}
    wanted = [known.get(one.strip().casefold(), "") for one in held.split("+")] if held else []
    if not base or not all(wanted):
        return ""
    order = [name for _, name in _MODIFIERS if name in wanted]
    if order == ["Shift"] and len(base) == 1 and not base.isalnum():
        return base
    return "+".join([*order, base])


def is_shifted(word: str) -> bool:
    """Tell whether a key press, as `key_word` names it, is one with Shift alone."""
    return word.startswith("Shift+")


def unshifted(word: str) -> str:
    """Return a key press without its Shift."""
    return word.removeprefix("Shift+")


def shifted(key: str) -> str:
    """Return a key with Shift, as `key_word` names it."""
    return f"Shift+{key}"


def sequences(keys: Iterable[str]) -> list[QKeySequence]:
    """Return keys of the table as Qt's shortcuts; Enter is on two keys of most keyboards."""
    found: list[QKeySequence] = []
    for key in keys:
        held, plus, base = key.rpartition("+")
        names = (f"{held}{plus}Return", key) if base == "Enter" else (key,)
        found.extend(QKeySequence(name) for name in names)
    return found


def digit(event: QKeyEvent) -> int | None:
    """Return the digit of a key press, be it with Shift or without where the layout wants it."""
    shift = Qt.KeyboardModifier.ShiftModifier
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held & ~shift:
        return None
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    placed = place_of(event)
    return int(placed) if placed.isdigit() and not held else None


def is_enter(event: QKeyEvent) -> bool:
    """Tell whether a key is Enter, and nothing is held with it."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in ENTER and not held


def presses_button(event: QKeyEvent) -> bool:
    """Press the button that has the focus, if the key is Enter; tell whether there is one.

    Qt leaves to each desktop whether Enter does that; a box that is ticked isn't pressed by it.
    """
    focused = QApplication.focusWidget()
    if not is_enter(event) or not isinstance(focused, QAbstractButton):
        return False
    if isinstance(focused, QCheckBox):
        return False
    focused.click()
    return True


def no_key(_event: QKeyEvent) -> bool:
    """Leave a key unused."""
    return False

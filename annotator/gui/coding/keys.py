"""Key events as the words that the table of commands uses, whatever the keyboard's layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

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
}
_ROWS = {24: "QWERTYUIOP[]", 38: "ASDFGHJKL", 52: "ZXCVBNM,."}
_SCAN_LETTERS = {first + n: key for first, keys in _ROWS.items() for n, key in enumerate(keys)}
"""What stands on a US keyboard at each X11 scan code: there letters mean places, not signs."""
_SCAN_DIGITS = {10 + n: str((n + 1) % 10) for n in range(10)}
_SHIFTED = {"[": "{", "]": "}"}


def key_word(event: QKeyEvent) -> str:
    """Return a key press as "Ctrl+Shift+W", "J", "[", "Del", or "" when it is none of ours.

    A sign that Shift makes stands for itself: "{" and not "Shift+[". A letter that is not Latin
    counts as the one at its place on a US keyboard.
    """
    modifiers = event.modifiers()
    if event.key() == Qt.Key.Key_Backtab:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    base = _NAMED.get(Qt.Key(event.key())) or _sign(event)
    if not base:
        return ""
    held = [name for flag, name in _MODIFIERS if modifiers & flag]
    if "Shift" in held and len(base) == 1 and not base.isalnum():
        held.remove("Shift")
    return "+".join([*held, base])


def digit(event: QKeyEvent) -> int | None:
    """Return the digit of a key press, also where the layout wants Shift for it."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    placed = _SCAN_DIGITS.get(event.nativeScanCode()) if event.nativeScanCode() else None
    return int(placed) if placed is not None else None


def _sign(event: QKeyEvent) -> str:
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    code = event.key()
    if 0x20 < code < 0x7F:
        return chr(code)
    placed = _SCAN_LETTERS.get(event.nativeScanCode(), "")
    return _SHIFTED.get(placed, placed) if shift else placed

"""What the keys do on the page of keys, and the way there."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.window.keys_dialog import KeysDialog

_KEYS = KeyScope(KeysDialog, apart=True)

KEYS_COMMANDS: tuple[Command[Any], ...] = tuple(
    Command(ident, title, keys, KeyGroup.LISTS, _KEYS, act)
    for ident, title, keys, act in (
        (
            "change_key",
            "Change the key at hand: then the new key",
            ("Enter",),
            KeysDialog.begin,
        ),
        ("add_key", "Give it another key", ("Ins",), KeysDialog.begin_another),
        ("no_key", "Leave it without a key", ("Del",), KeysDialog.take_away),
        ("reset_key", "Give it the keys it came with", ("Ctrl+R",), KeysDialog.reset),
        ("reset_keys", "Give all the keys they came with", ("Ctrl+Shift+R",), KeysDialog.reset_all),
        ("undo_keys", "Undo the last change of keys", ("Ctrl+Z",), KeysDialog.undo),
        ("import_keys", "Import keys…", ("Ctrl+O",), KeysDialog.import_keys),
        ("export_keys", "Export keys…", ("Ctrl+S",), KeysDialog.export_keys),
        ("leave_key", "Leave keys as they are", ("Esc",), KeysDialog.reject),
    )
)

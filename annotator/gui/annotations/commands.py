"""What the keys do in the table of annotations."""

from typing import Any

from annotator.gui.annotations.table import AnnotationsTable
from annotator.gui.commands.command import Command, KeyGroup, KeyScope

TABLE = KeyScope(AnnotationsTable)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "go_to_listed",
        "To the annotation in the text",
        ("Enter",),
        KeyGroup.LISTS,
        TABLE,
        AnnotationsTable.go_to_current,
    ),
    Command(
        "delete_listed",
        "Delete the selected annotations",
        ("Del", "Backspace"),
        KeyGroup.LISTS,
        TABLE,
        AnnotationsTable.delete_selected,
    ),
    Command(
        "recode_listed",
        "Change the code of the selected annotations: then the new code's key",
        ("R",),
        KeyGroup.LISTS,
        TABLE,
        AnnotationsTable.recode_selected,
    ),
    Command(
        "leave_annotations",
        "From the annotations to the text",
        ("Esc",),
        KeyGroup.LISTS,
        TABLE,
        lambda table: table.left.emit(),
    ),
)

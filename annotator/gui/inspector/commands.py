"""What the keys do in the fields of an annotation and in the thread of questions on it."""

from functools import partial
from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.inspector.article_form import ArticleForm
from annotator.gui.inspector.chip import Chip
from annotator.gui.inspector.choices import PickRow
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.panel import Inspector
from annotator.gui.inspector.thread import ThreadInput

INSPECTOR = KeyScope(Inspector)
ARTICLE_FORM = KeyScope(ArticleForm)
FIELD = KeyScope(FieldRow)
CHOICES = KeyScope(PickRow)
CHIP = KeyScope(Chip)
"""The other end of a link."""
THREAD = KeyScope(ThreadInput)
_NUMBERS = range(1, 10)


def _press(digit: int, row: PickRow) -> None:
    row.active.press(digit)


_CHOICES: tuple[Command[PickRow], ...] = tuple(
    Command(
        f"answer_{digit}",
        "Answer with the choice of this number; once more takes the answer back",
        (str(digit),),
        KeyGroup.FIELDS,
        CHOICES,
        partial(_press, digit),
    )
    for digit in _NUMBERS
)

COMMANDS: tuple[Command[Any], ...] = (
    *_CHOICES,
    Command(
        "answer_0",
        "The tenth choice; with more of them, before the digits of the next nine",
        ("0",),
        KeyGroup.FIELDS,
        CHOICES,
        partial(_press, 0),
    ),
    Command(
        "next_field",
        "Next field",
        ("Tab", "Enter"),
        KeyGroup.FIELDS,
        FIELD,
        lambda row: row.advance.emit(),
    ),
    Command(
        "previous_field",
        "Previous field",
        ("Shift+Tab",),
        KeyGroup.FIELDS,
        FIELD,
        lambda row: row.focusPreviousChild(),
    ),
    Command(
        "leave_fields",
        "Back to the text",
        ("Esc",),
        KeyGroup.FIELDS,
        INSPECTOR,
        lambda inspector: inspector.left.emit(),
    ),
    Command(
        "leave_answers",
        "From the answers to the article back to the text",
        ("Esc",),
        KeyGroup.FIELDS,
        ARTICLE_FORM,
        lambda form: form.left.emit(),
    ),
    Command(
        "take_suggested",
        "Take the suggested answers to the article",
        (".",),
        KeyGroup.FIELDS,
        ARTICLE_FORM,
        ArticleForm.take_suggested,
        enabled_when=ArticleForm.has_suggested,
    ),
    Command(
        "unlink",
        "Remove the link",
        ("Del", "Backspace"),
        KeyGroup.FIELDS,
        CHIP,
        Chip.untie,
        enabled_when=lambda chip: chip.end.removable,
    ),
    Command(
        "go_to_end",
        "To the annotation that is linked",
        ("Enter", "Space"),
        KeyGroup.FIELDS,
        CHIP,
        Chip.go_to_end,
        enabled_when=lambda chip: bool(chip.end.annotation),
    ),
    Command(
        "send",
        "Send what is asked or answered",
        ("Enter",),
        KeyGroup.FIELDS,
        THREAD,
        lambda one: one.sent.emit(),
    ),
    Command(
        "begin_line",
        "Begin a line in what is asked or answered",
        ("Shift+Enter",),
        KeyGroup.FIELDS,
        THREAD,
        ThreadInput.begin_line,
    ),
    Command(
        "close_thread",
        "All is answered",
        ("Alt+C",),
        KeyGroup.FIELDS,
        THREAD,
        lambda one: one.close_wanted.emit(),
    ),
)

"""What can be done on the page of quality, wherever the focus is there."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.quality.page import QualityPage
from annotator.gui.quality.passages import PassagesTable
from annotator.gui.quality.sheet import SheetTable

QUALITY = KeyScope(QualityPage)
FIGURES = KeyScope(SheetTable)
PASSAGES = KeyScope(PassagesTable)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "measure_again",
        "Measure the suggestions again",
        ("F5", "Ctrl+R"),
        KeyGroup.QUALITY,
        QUALITY,
        lambda page: page.body.measure(),
    ),
    Command(
        "export_quality",
        "Export the figures…",
        ("Ctrl+Shift+E",),
        KeyGroup.QUALITY,
        QUALITY,
        lambda page: page.body.ask_and_export(),
        enabled_when=lambda page: page.body.has_figures,
    ),
    Command(
        "open_figure",
        "The passages behind the figure",
        ("Enter",),
        KeyGroup.QUALITY,
        FIGURES,
        lambda table: table.opened.emit(),
        enabled_when=lambda table: table.door is not None,
    ),
    Command(
        "open_passage",
        "The passage in its article",
        ("Enter",),
        KeyGroup.QUALITY,
        PASSAGES,
        lambda table: table.opened.emit(),
        enabled_when=lambda table: table.passage is not None,
    ),
    Command(
        "leave_passages",
        "Back to the figures",
        ("Esc",),
        KeyGroup.QUALITY,
        PASSAGES,
        lambda table: table.left.emit(),
    ),
)

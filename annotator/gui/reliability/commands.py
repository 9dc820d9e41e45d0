"""What can be done on the page of figures, wherever the focus is there."""

from typing import Any

from annotator.gui.commands.command import Command, KeyGroup, KeyScope
from annotator.gui.reliability.page import ReliabilityPage

FIGURES = KeyScope(ReliabilityPage)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "compute_again",
        "Compute the figures again",
        ("F5", "Ctrl+R"),
        KeyGroup.RELIABILITY,
        FIGURES,
        lambda page: page.body.compute(),
    ),
    Command(
        "copy_methods",
        "Copy the methods section",
        ("Ctrl+Shift+C",),
        KeyGroup.RELIABILITY,
        FIGURES,
        lambda page: page.body.copy_methods(),
    ),
    Command(
        "save_methods",
        "Save the methods section…",
        ("Ctrl+Shift+M",),
        KeyGroup.RELIABILITY,
        FIGURES,
        lambda page: page.body.ask_and_save_methods(),
    ),
    Command(
        "export_figures",
        "Export the figures…",
        ("Ctrl+Shift+E",),
        KeyGroup.RELIABILITY,
        FIGURES,
        lambda page: page.body.ask_and_export(),
    ),
    Command(
        "export_units_here",
        "Export the answers unit by unit…",
        ("Ctrl+Shift+U",),
        KeyGroup.RELIABILITY,
        FIGURES,
        lambda page: page.body.ask_and_export_units(),
    ),
)

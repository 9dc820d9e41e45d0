"""Groups of commands that are loaded when they are used, so that the program starts fast."""

import importlib
from collections.abc import Mapping
from typing import ClassVar

import click

from annotator.domain.without_collecting import while_loading


class LoadedCommands(click.Group):
    """Subcommands by the places that they are loaded from, as module:name."""

    places: ClassVar[Mapping[str, str]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which a user meets them."""
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a subcommand."""
        if cmd_name not in self.places:
            return None
        module, _, name = self.places[cmd_name].partition(":")
        with while_loading():
            return getattr(importlib.import_module(module), name)

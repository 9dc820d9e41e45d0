"""Writes the manual pages, from what the commands say of themselves: manual.py FOLDER."""

import sys
from pathlib import Path

import click

from annotator import __version__
from annotator.cli.main import cli

_ESCAPED = str.maketrans({"\\": r"\e", "-": r"\-"})


def _safe(text: str) -> str:
    escaped = text.replace("\b\n", "").translate(_ESCAPED)
    return "\n".join(
        rf"\&{line}" if line.startswith((".", "'")) else line for line in escaped.split("\n")
    )


def _parameter(context: click.Context, parameter: click.Parameter) -> list[str]:
    said = parameter.get_help_record(context)
    if not said or not said[1] or parameter.name == "help":
        return []
    return [".TP", rf"\fB{_safe(said[0])}\fR", _safe(said[1])]


def _paragraphs(text: str) -> list[str]:
    return [f".PP\n{_safe(' '.join(part.split()))}" for part in text.split("\n\n") if part.strip()]


def _commands(
    context: click.Context, group: click.Group
) -> list[tuple[click.Context, click.Command]]:
    found: list[tuple[click.Context, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        within = click.Context(command, info_name=name, parent=context)
        found.append((within, command))
        if isinstance(command, click.Group):
            found += _commands(within, command)
    return found


def manual() -> str:
    """Return the page: what the program is, each command with its options, and files."""
    top = click.Context(cli, info_name="annotator")
    lines = [
        f'.TH ANNOTATOR 1 "" "Media Annotator {__version__}"',
        ".SH NAME",
        r"annotator, media\-annotator \- tag quotes, sources, frames and tones in news articles",
        ".SH SYNOPSIS",
        r".B annotator",
        r"[\fICOMMAND\fR] [\fIARGUMENT\fR]...",
        ".br",
        r".B media\-annotator",
        r"[\fIPROJECT\fR]",
        ".SH DESCRIPTION",
        *_paragraphs(cli.help or ""),
        ".SH COMMANDS",
    ]
    for context, command in _commands(top, cli):
        usage = " ".join(command.collect_usage_pieces(context))
        lines += [f'.SS "{_safe(f"{context.command_path} {usage}")}"']
        lines += _paragraphs(command.help or command.short_help or "")
        for parameter in command.get_params(context):
            lines += _parameter(context, parameter)
    lines += [
        ".SH EXIT STATUS",
        r"0, or 1 where a check found something, or 2 with one line on standard error.",
        ".SH SEE ALSO",
        r"The pages in docs/ that come with the source.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "annotator.1").write_text(manual(), encoding="utf-8")
    (folder / "media-annotator.1").write_text(".so man1/annotator.1\n", encoding="utf-8")

"""The configuration of a brat folder: which labels and attributes there are, and their colours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.labels.foreign import ForeignCode

_LARGEST = 2**20  # bytes
_COLOUR = re.compile(r"bgColor:(#[0-9A-Fa-f]{6})\b")
_SECTION = re.compile(r"\[(\w+)\]")
_LAYER = re.compile(r"# layer ([^\s:]+): (.+)")
_ABOVE = 3  # folders in which the configuration is looked for


class Configuration(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of the sections of annotation.conf and visual.conf, without remarks.

    `layers` are the coders whose labels folders below it hold, by the folders' names: a remark
    `# layer FOLDER: CODER` says so.
    """

    sections: Mapping[str, Sequence[str]]
    layers: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])

    def lines(self, section: str) -> Sequence[str]:
        """Return the lines of a section, none where it isn't there."""
        return self.sections.get(section, ())


def configuration_of(folder: Path) -> Configuration:
    """Return what is said of a folder, or of those above it; nothing where nothing is."""
    for one in (folder, *folder.parents)[:_ABOVE]:
        if (one / "annotation.conf").is_file():
            sections: dict[str, list[str]] = {}
            for name in ("annotation.conf", "visual.conf"):
                for section, line in _lines(_text(one / name)):
                    sections.setdefault(section, []).append(line)
            remarks = map(_LAYER.match, _text(one / "annotation.conf").split("\n"))
            layers = {found[1]: found[2].strip() for found in remarks if found}
            return Configuration(sections=sections, layers=layers)
    return Configuration(sections={})


def coder_of(configuration: Configuration, folder: Path) -> str:
    """Return whose labels a folder holds, as the configuration says; else nothing."""
    names = [one.name for one in (folder, *folder.parents)[:_ABOVE]]
    return next((configuration.layers[one] for one in names if one in configuration.layers), "")


def codes_of(configuration: Configuration) -> list[ForeignCode]:
    """Return the labels that a folder defines, with the values that their attributes take."""
    colours = dict(_colours(configuration.lines("drawing")))
    names = dict(_names(configuration.lines("labels")))
    attributes = list(_attributes(configuration.lines("attributes")))
    codes: list[ForeignCode] = []
    for section in ("entities", "events"):
        above: list[tuple[int, str]] = []
        for line in configuration.lines(section):
            depth = len(line) - len(line.lstrip())
            words = line.split()
            if not words or line.startswith("<"):
                continue
            name = words[0].lstrip("!")
            above = [one for one in above if one[0] < depth]
            applies = ("<ENTITY>", "<ANY>") if section == "entities" else ("<EVENT>", "<ANY>")
            code = ForeignCode(
                name=name,
                parent=above[-1][1] if above else "",
                group=words[0].startswith("!"),
                colour=colours.get(name, ""),
                title=names.get(name, ""),
                values={
                    attribute: values
                    for attribute, targets, values in attributes
                    if name in targets or not set(targets).isdisjoint(applies)
                },
            )
            above.append((depth, name))
            codes.append(code)
    return codes


def _text(path: Path) -> str:
    """Return the text of a file; nothing where it can't be read."""
    try:
        return bounded_bytes(path, _LARGEST).decode("utf-8", "replace").removeprefix("\ufeff")
    except UserError:
        return ""


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of a text with the sections in which they stand."""
    section = ""
    for line in text.splitlines():
        if found := _SECTION.match(line.strip()):
            section = found[1]
        elif line.strip() and not line.lstrip().startswith("#"):
            yield section, line.rstrip()


def _colours(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if found := _COLOUR.search(line):
            yield line.split()[0], found[1]


def _names(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        parts = [one.strip() for one in line.split("|")]
        if len(parts) > 1 and parts[1]:
            yield parts[0], parts[1]


def _attributes(lines: Sequence[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield attributes with the labels that have them and the values that they take."""
    for line in lines:
        name, _, rest = line.strip().partition("\t" if "\t" in line.strip() else " ")
        targets: list[str] = []
        values: list[str] = []
        for part in rest.split(","):
            key, _, said = part.strip().partition(":")
            if key == "Arg":
                targets = said.split("|")
            elif key == "Value":
                values = [one.strip() for one in said.split("|") if one.strip()]
        if name:
            yield name, targets, values

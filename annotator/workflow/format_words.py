"""The formats in which a dataset goes out, in words: by purpose, and what each of them can."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.domain.wording import enumerated
from annotator.formats.export_options import ExportOption, OptionKind, OptionValue
from annotator.formats.files.folder import ZIP
from annotator.formats.format import EVERYTHING, Exporter, Format, Part, Purpose
from annotator.formats.table import export_formats

PURPOSES: dict[Purpose, str] = {
    Purpose.TABLES: "For pandas, R, spreadsheets and whatever else reads tables or lines.",
    Purpose.MACHINE_LEARNING: "For training and evaluating models, or labelling on elsewhere.",
    Purpose.RESEARCH: "For carrying on in another program for coding texts.",
    Purpose.NETWORKS: "For programs that draw and measure networks.",
    Purpose.READING: "For people who read the articles with their labels.",
    Purpose.RELEASE: "For a journal, an archive and strangers who use the data.",
}
"""What each purpose is, in a sentence."""


class ToldOption(msgspec.Struct, frozen=True):
    """An option of a format, as programs are told of it."""

    id: str
    title: str
    help: str
    kind: OptionKind
    default: OptionValue
    values: Sequence[str]


class ToldFormat(msgspec.Struct, frozen=True, kw_only=True):
    """A format, as programs are told of it; `extra` is empty where nothing has to be installed.

    `ready` is whether what it takes is installed.
    """

    id: str
    title: str
    purpose: Purpose
    about: str
    ending: str
    folder: bool
    by_ending: bool
    columns: bool
    for_spreadsheet: bool
    options: Sequence[ToldOption]
    lacks: Sequence[Part]
    extra: str
    ready: bool


def formats_by_purpose() -> list[tuple[Purpose, list[Format]]]:
    """Return the formats in which a dataset goes out under what they are for, in their order."""
    there = export_formats()
    grouped = [(one, [f for f in there if f.exporter.purpose is one]) for one in Purpose]
    return [(purpose, formats) for purpose, formats in grouped if formats]


def about(exporter: Exporter) -> str:
    """Return in a sentence what a format is for."""
    return exporter.about or PURPOSES[exporter.purpose]


def ending_words(exporter: Exporter) -> str:
    """Return how a file's name ends, or that it is a folder."""
    return f"folder or {ZIP}" if exporter.folder else exporter.suffix


def place_words(chosen: Format, path: Path) -> str:
    """Say what an export to a path will be: a folder, a zip with one, or the file beside it."""
    if chosen.exporter.folder:
        if path.suffix.lower() == ZIP:
            return f"A zip that holds the folder {path.stem}"
        return f"A folder of files; end its name with {ZIP} to have it zipped"
    return f"Beside it: {chosen.beside.path(path).name}" if chosen.beside is not None else ""


def values_of(option: ExportOption) -> list[str]:
    """Return what can be said for an option on the command line; of words, nothing."""
    match option.kind:
        case OptionKind.FLAG:
            return ["yes", "no"]
        case OptionKind.CHOICE:
            return [one.id for one in option.choices]
        case OptionKind.NUMBER:
            return [f"{option.lowest}–{option.highest}"]
        case OptionKind.TEXT:
            return []


def value_words(option: ExportOption, value: OptionValue) -> str:
    """Return a value as it is said on the command line."""
    if option.kind is OptionKind.FLAG:
        return "yes" if value else "no"
    return str(value)


def lacks(exporter: Exporter) -> list[Part]:
    """Return what a format has no place for, in the order in which losses are told."""
    return [part for part in Part if part in EVERYTHING - exporter.holds]


def told_format(one: Format) -> ToldFormat:
    """Return all that is told of a format."""
    exporter = one.exporter
    options = [
        ToldOption(each.id, each.title, each.help, each.kind, each.default, values_of(each))
        for each in exporter.options
    ]
    return ToldFormat(
        id=one.id,
        title=exporter.title,
        purpose=exporter.purpose,
        about=about(exporter),
        ending=exporter.suffix,
        folder=exporter.folder,
        by_ending=exporter.suffix in one.suffixes and not exporter.folder,
        columns=exporter.columns is not None,
        for_spreadsheet=exporter.for_spreadsheet,
        options=options,
        lacks=lacks(exporter),
        extra=exporter.extra.name if exporter.extra is not None else "",
        ready=exporter.extra is None or exporter.extra.is_here,
    )


def lacks_words(exporter: Exporter) -> str:
    """Say what a format has no place for; nothing where it holds all."""
    found = [part.value for part in lacks(exporter)]
    return f"It has no place for {enumerated(found)}." if found else ""

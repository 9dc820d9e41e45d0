"""What the columns of a table hold, looked up where it may take a while."""

from collections.abc import Mapping
from typing import NamedTuple

from annotator.domain.errors import UserError
from annotator.formats.files.headings import FILE, TEXT
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions

_NO_TEXT = "No column holds the articles’ text yet: choose “Text” beside the one that does."


class TableLook(NamedTuple):
    """What each column is taken for, and what is wrong with that, if anything."""

    mapping: Mapping[str, str]
    problem: str


def has_columns(file: SourceFile) -> bool:
    """Tell whether one can choose what the columns of a file hold."""
    return file.format.importer.columns is not None


def look_at(file: SourceFile, options: ReadOptions) -> TableLook:
    """Return what a table's columns hold; reads the file, in some formats all of it."""
    columns = file.format.importer.columns
    if columns is None:
        return TableLook({}, "")
    try:
        mapping = columns(file.path, options)
    except UserError as error:
        return TableLook({}, str(error))
    return TableLook(mapping, "" if _has_texts(file, mapping, options) else _NO_TEXT)


def _has_texts(file: SourceFile, mapping: Mapping[str, str], options: ReadOptions) -> bool:
    """Tell whether the table has texts, or need have none, as it is a list of articles."""
    if {TEXT, FILE} & set(mapping.values()):
        return True
    lists = file.format.importer.lists
    return lists is not None and lists(file.path, options)

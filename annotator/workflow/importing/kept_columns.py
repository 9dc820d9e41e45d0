"""What the columns of tables hold, as this computer's user keeps it: for window and commands."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.formats.tables.kept import KeptColumns, read_kept, write_kept
from annotator.store.file.user_folder import user_folder

_FILE = "columns.json"


def kept_columns() -> KeptColumns:
    """Return what is kept; nothing where nothing is, or the file is damaged."""
    place = _place()
    if not place.exists():
        return KeptColumns()
    try:
        return read_kept(place)
    except UserError:  # keeping something anew mends it
        return KeptColumns()


def keep_columns(*tables: Mapping[str, str]) -> KeptColumns:
    """Keep what the columns of tables hold, and return all that is kept then."""
    kept = kept_columns()
    for one in tables:
        kept = kept.with_table(one)
    write_kept(kept, _place())
    return kept


def forget_columns(columns: Mapping[str, str]) -> KeptColumns:
    """Keep nothing more for tables with these columns, and return what is kept then."""
    kept = kept_columns().without(columns)
    write_kept(kept, _place())
    return kept


def columns_of(files: Iterable[SourceFile], options: ReadOptions) -> KeptColumns:
    """Return what the columns of the tables among files hold; those that can't be read are none."""
    found = KeptColumns()
    for file in files:
        columns = file.format.importer.columns
        if columns is None:
            continue
        try:
            found = found.with_table(columns(file.path, options))
        except UserError:  # reading the file says why
            continue
    return found


def _place() -> Path:
    """Return the file in which the columns are kept."""
    return user_folder() / _FILE

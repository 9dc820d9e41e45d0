"""What the names in files of labels are taken for: proposed, changed by somebody, and kept.

A window or a command asks `proposed` for the names of some files, one `TakenLabel` each, shows
them, and lets people change targets. The files are then read with
`ReadOptions(names={row.name: target, …}, extend_codebook=True)`: a target is the id or the name of
a code, an id that is none yet (which becomes a new code), `code.field`, `code.link` or a handle as
the row's `what` says, and empty for what is left out. Names that aren't listed are taken for what
`proposed` says of them. `write_map` keeps the targets in a file, and `read_map` returns them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import decoded, decoded_as, pretty, refuse_unknown_keys
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions
from annotator.formats.taken_labels import NameKind, TakenLabel

SCHEMA = "annotator-labels/1"
_LARGEST = 16 * 2**20  # bytes


class LabelMap(msgspec.Struct, frozen=True, kw_only=True):
    """A kept mapping: what names in files of labels are taken for, empty for nothing."""

    schema: str = SCHEMA
    names: dict[str, str]


def proposed(
    files: Iterable[SourceFile], options: ReadOptions, progress: Progress = no_progress
) -> list[TakenLabel]:
    """Return the names in files of labels, each once, with what each is taken for.

    Files that hold none, or can't be read, are passed over: reading them says why. `options` has
    the project's codebook.
    """
    rows: dict[tuple[str, NameKind], TakenLabel] = {}
    every = [one for one in files if one.format.importer.labels is not None]
    for done, file in enumerate(every):
        progress(done, len(every))
        asked = file.format.importer.labels
        try:
            found = asked(file.path, options) if asked is not None else ()
        except UserError:
            continue
        for row in found:
            known = rows.get((row.name, row.what))
            if known is not None:
                best = known if known.target or not row.target else row
                row = structs.replace(best, count=known.count + row.count)  # noqa: PLW2901
            rows[row.name, row.what] = row
    return list(rows.values())


def read_map(path: Path) -> dict[str, str]:
    """Return a kept mapping; raise a `UserError` when the file is none."""
    data = bounded_bytes(path, _LARGEST)
    values = decoded(data, path.name)
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:  # pyright: ignore[reportUnknownMemberType] - JSON
        remedy = f"It is a JSON object with “schema”: “{SCHEMA}” and “names”."
        raise UserError("The file maps no labels.", where=path.name, remedy=remedy)
    kept = decoded_as(data, LabelMap, path.name)
    refuse_unknown_keys(values, kept, path.name)
    return kept.names


def write_map(path: Path, names: Mapping[str, str]) -> None:
    """Keep what names are taken for: see `targets` for what `proposed` says."""
    kept = LabelMap(names=dict(names))
    with written_beside(path) as (file,):
        file.write(pretty(kept))


def targets(rows: Iterable[TakenLabel]) -> dict[str, str]:
    """Return what each name is taken for."""
    return {one.name: one.target for one in rows}

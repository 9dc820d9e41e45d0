"""The rows of news archives' downloads, which know their files by what is in them.

What reads them is loaded when the first file is looked at, not when the program starts.
"""

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.format import Format, Importer
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

TAUGHT = "by-profile"
"""The id of the format that reads by a profile."""


def _is_lexis(glimpse: Glimpse) -> bool:
    from annotator.formats.archives import lexis  # noqa: PLC0415 - start-up doesn't pay for it

    return lexis.recognises(glimpse)


def _read_lexis(path: Path, options: ReadOptions) -> Iterator[Found]:
    from annotator.formats.archives import lexis  # noqa: PLC0415 - start-up doesn't pay for it

    return lexis.read(path, options)


def _is_taught(glimpse: Glimpse) -> bool:
    from annotator.formats.archives import by_profile  # noqa: PLC0415 - as above

    return by_profile.recognises(glimpse)


def _read_taught(path: Path, options: ReadOptions) -> Iterator[Found]:
    from annotator.formats.archives import by_profile  # noqa: PLC0415 - as above

    return by_profile.read(path, options)


ARCHIVES_LEXIS: tuple[Format, ...] = (
    Format(
        id="lexis",
        name="LexisNexis (Nexis, Nexis Uni, Lexis+)",
        suffixes=(),
        imports=Importer(
            read=_read_lexis, kinds=("LexisNexis",), encodings=True, recognises=_is_lexis
        ),
    ),
)

ARCHIVES_TAUGHT: tuple[Format, ...] = (
    Format(
        id=TAUGHT,
        name="Archive, by a profile",
        suffixes=(),
        imports=Importer(
            read=_read_taught,
            kinds=("archives that it was taught",),
            encodings=True,
            recognises=_is_taught,
        ),
    ),
)
"""What a person taught the program; it stands behind all archives that it knows by itself."""

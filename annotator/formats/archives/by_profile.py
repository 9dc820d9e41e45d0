"""Downloads of any archive that somebody has taught the program: read by the profile they name."""

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.archives.articles import articles
from annotator.formats.archives.profile import load
from annotator.formats.archives.sources import opened
from annotator.formats.incoming import Found, ReadOptions

FORMAT = "archive"
"""The id of the format's row."""


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles that the chosen profile finds in a file, or the refusal."""
    try:
        if not options.profile:
            remedy = "Name one with --profile."
            raise UserError("No profile says how the archive’s files are made.", remedy=remedy)
        profile = load(options.profile)
        yield from articles(opened(path, options), profile, path.name)
    except UserError as error:
        yield UserError(error.message, where=error.where or path.name, remedy=error.remedy)

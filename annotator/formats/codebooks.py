"""Codebooks from any file that holds one: the program's own, or another program's."""

from pathlib import Path

from annotator.domain.codebook import Codebook
from annotator.formats.files.codebook import read_codebook
from annotator.formats.glimpse import Glimpse
from annotator.formats.labels import refi


def any_codebook(path: Path) -> Codebook:
    """Return the codebook in a file; raise a `UserError` that names the place of what is wrong.

    Beside the program's own files (JSON) it may be one of REFI-QDA, or a project of such programs.
    """
    return refi.codebook_of(path) if refi.recognises(Glimpse(path)) else read_codebook(path)

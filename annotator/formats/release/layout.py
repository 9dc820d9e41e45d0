"""Where the parts of a release are, by their paths in it."""

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.companion import CompanionFile
from annotator.formats.jsonl.lines import SUFFIXES

ARTICLES = "data/articles.jsonl"
CODEBOOK = "data/articles.codebook.json"
"""The file that goes with the articles, as with every JSONL file."""
ARTICLE_TABLE = "data/articles.csv"
ANNOTATION_TABLE = "data/annotations.csv"
CARD, SHEET, GUIDE, LICENCES = "README.md", "DATASHEET.md", "CODEBOOK.md", "LICENSES.md"
CITATION, ZENODO, CROISSANT = "CITATION.cff", ".zenodo.json", "croissant.json"
SUMS = "SHA256SUMS"
BESIDE = CompanionFile(replaces=SUFFIXES)

_SAME = (ARTICLE_TABLE, ANNOTATION_TABLE, CARD, SHEET, GUIDE, LICENCES, CROISSANT)


def along(path: Path) -> Iterator[Path]:
    """Yield the file beside exported articles, and those of a release that say the same again."""
    yield BESIDE.path(path)
    folder = path.parent.parent
    if path == folder / ARTICLES and all((folder / one).is_file() for one in (SUMS, CROISSANT)):
        yield from (folder / one for one in _SAME)

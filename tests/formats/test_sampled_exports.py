"""With which probability an article was drawn is in every export, or among what it loses."""

import gzip
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from sample import sample

from annotator.domain.article import PROBABILITY
from annotator.domain.draft import no_progress
from annotator.domain.edits.articles import EditArticle
from annotator.formats.format import Format
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_formats
from annotator.store.project import Project

CHANCE = 0.0123456789
_HERE = [
    row for row in export_formats() if row.exporter.extra is None or row.exporter.extra.is_here
]
_TOLD = (repr(CHANCE).encode(), struct.pack("<d", CHANCE), struct.pack(">d", CHANCE))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        for one in opened.article_ids():
            opened.apply(EditArticle(article=one, meta={PROBABILITY: CHANCE}))
        yield opened


@pytest.mark.parametrize("row", _HERE, ids=lambda row: row.id)
def test_probabilities_are_in_the_file_or_among_its_losses(
    row: Format, project: Project, tmp_path: Path
) -> None:
    selection = Selection()
    name = "out" if row.exporter.folder else f"out{row.exporter.suffix}"
    out = tmp_path / "written"
    out.mkdir()
    row.exporter.write(project, selection, out / name, no_progress)
    is_lost = any(PROBABILITY in one for one in losses(row, project, selection))
    is_there = any(_holds(path) for path in out.rglob("*") if path.is_file())
    assert is_there != is_lost


def _holds(path: Path) -> bool:
    if path.suffix == ".parquet":
        return _holds_column(path)
    return any(told in data for data in _unpacked(path.read_bytes()) for told in _TOLD)


def _unpacked(data: bytes) -> Iterator[bytes]:
    yield data
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                yield from _unpacked(packed.read(name))
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(data)
        except (OSError, zlib.error, EOFError):
            continue


def _holds_column(path: Path) -> bool:
    parquet = pytest.importorskip("pyarrow.parquet")
    return any(repr(CHANCE) in str(row) for row in parquet.read_table(path).to_pylist())

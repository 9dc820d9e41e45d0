"""The files of an archive: those named, and those in folders, in an order that never changes."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, CorpusKind

_PACKED = ".gz"
_ENDINGS = {
    ".parquet": CorpusKind.PARQUET,
    ".pq": CorpusKind.PARQUET,
    ".jsonl": CorpusKind.JSONL,
    ".ndjson": CorpusKind.JSONL,
    ".csv": CorpusKind.CSV,
    ".tsv": CorpusKind.CSV,
    ".warc": CorpusKind.WARC,
    ".arc": CorpusKind.WARC,
}


def corpus_files(sources: Sequence[Path]) -> list[CorpusFile]:
    """Return the files of an archive, folders walked in sorted order, hidden ones left out.

    Raise a `UserError` for what is not there or can't be read, and where there is nothing at all.
    """
    found: list[tuple[Path, str, CorpusKind]] = []
    names: set[str] = set()
    for source in sources:
        before = len(found)
        called = _called(source, names)
        for path in _below(source) if source.is_dir() else (source,):
            kind = _kind_of(path)
            if kind is not None:
                within = path.relative_to(source).as_posix() if path != source else ""
                found.append((path, f"{called}/{within}" if within else called, kind))
        if len(found) == before:
            raise _nothing_in(source)
    return [_file(n, *one) for n, one in enumerate(found)]


def _called(source: Path, names: set[str]) -> str:
    """Return what a source is called: its name, told apart from another of that name."""
    name = source.resolve().name or "root"
    called, n = name, 1
    while called in names:
        n += 1
        called = f"{name} ({n})"
    names.add(called)
    return called


def _file(number: int, path: Path, called: str, kind: CorpusKind) -> CorpusFile:
    try:
        stat = path.stat()
    except OSError as error:
        message = f"The file can't be read: {error.strerror}."
        raise UserError(message, where=called) from None
    return CorpusFile(
        path=str(path.resolve()),
        file=called,
        kind=kind,
        number=number,
        size=stat.st_size,
        changed=stat.st_mtime_ns,
        packed=path.name.lower().endswith(_PACKED),
    )


def _kind_of(path: Path) -> CorpusKind | None:
    name = path.name.lower()
    kind = _ENDINGS.get(Path(name.removesuffix(_PACKED)).suffix)
    return None if kind is CorpusKind.PARQUET and name.endswith(_PACKED) else kind


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if not name.startswith(".") and path.is_file():
                yield path


def _nothing_in(source: Path) -> UserError:
    if not source.exists():
        return UserError(f"There is no file or folder {source}.")
    remedy = "Parquet, JSONL, CSV and WARC are read; all but Parquet may be gzipped."
    if source.is_dir():
        return UserError(
            "The folder holds no file of an archive.", where=str(source), remedy=remedy
        )
    return UserError("The file is of no kind that is read.", where=str(source), remedy=remedy)

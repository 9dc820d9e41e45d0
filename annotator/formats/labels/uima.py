"""UIMA CAS XMI, as INCEpTION and WebAnno export it: one file per document and coder, or a ZIP."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.folder import export_above
from annotator.formats.files.xml_tree import local, xml_tree
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.jsonl.lines import Scalar
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile, ForeignLabel
from annotator.formats.labels.inception_files import (
    LARGEST_FILE,
    CoderFile,
    coder_files,
    holds,
    other_files,
)
from annotator.formats.labels.own_marks import put_together
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.uima_cas import Cas
from annotator.formats.labels.uima_types import TypeSystem, is_type_system
from annotator.formats.labels.units import Positions

SUFFIXES = (".xmi",)
_TYPES = ("TypeSystem.xml", "typesystem.xml")
_UNKNOWN = ("", "x-unspecified")


class _Text(msgspec.Struct):
    """A text with what several coders said of it."""

    name: str
    meta: dict[str, Scalar]
    labels: list[ForeignLabel]


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a CAS as XMI, or an export with such files."""
    if glimpse.is_zip:
        return holds(glimpse, ".xmi")
    start = glimpse.squeezed[:8000]
    return "<xmi:xmi" in start and "uima/cas.ecore" in start


def along(path: Path) -> Iterable[Path]:
    """Return the files of types that belong to a file: beside it, or in the folder above."""
    return [folder / name for folder in (path.parent, path.parent.parent) for name in _TYPES]


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    types = _types_for(path)
    texts: dict[str, _Text] = {}
    problems: list[UserError] = []
    left = 0
    for one in coder_files(path, ".xmi"):
        try:
            left += _take(one, types, texts)
        except UserError as error:
            problems.append(error)
    if not texts and not problems:
        raise UserError("It holds no text.", where=path.name)
    said = f"Left out: {counted(left, 'annotation')} of words’ kinds, forms and syntax."
    return ForeignFile(
        tool="INCEpTION",
        documents=[
            ForeignDocument(
                name=one.name,
                text=text,
                title="" if "." in one.name[-6:] else one.name,
                meta=one.meta,
                labels=one.labels,
            )
            for text, one in texts.items()
        ],
        problems=problems,
        told=[Told("", said)] if left else [],
        own=export_above(path) is not None,
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _take(file: CoderFile, types: TypeSystem, texts: dict[str, _Text]) -> int:
    """Take the texts and labels of one file; return how many annotations are left out."""
    where = "/".join(file.parts[1:] or file.parts)
    root = xml_tree(file.data, where)
    if local(root) != "XMI":
        raise UserError("It is no CAS as XMI.", where=where)
    cas = Cas(root, types)
    if not cas.texts:
        raise UserError("It holds no text.", where=where)
    document = cas.about("documentTitle")
    ident = cas.about("documentId")
    coder = cas.user or (file.coder(document, ident) if document else "")
    name = document or (file.stem if not coder else file.parts[-2])
    for number, (sofa, raw) in enumerate(cas.texts.items()):
        text = Positions(raw).text
        kept = texts.get(text)
        if kept is None:
            called = f"{name} ({number + 1})" if number else name
            meta: dict[str, Scalar] = {"document": called} if called else {}
            if cas.about("language") not in _UNKNOWN:
                meta["language"] = cas.about("language")
            kept = texts[text] = _Text(called, meta, [])
        kept.labels.extend(put_together(cas.labels(sofa, coder, f"{where}:")))
    return cas.left_out


def _types_for(path: Path) -> TypeSystem:
    """Return the types that belong to a file; none where they can't be found or read."""
    try:
        for one in other_files(path, tuple(name.lower() for name in _TYPES[:1])):
            return _types_in(one.data, one.parts[-1])
        for place in along(path):
            if place.is_file():
                return _types_in(bounded_bytes(place, LARGEST_FILE), place.name)
    except UserError:
        return TypeSystem()
    return TypeSystem()


def _types_in(data: bytes, where: str) -> TypeSystem:
    root = xml_tree(data, where)
    return TypeSystem(root if is_type_system(root) else None)

"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) of programs for qualitative analysis."""

from pathlib import Path

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.files.xml_tree import local, xml_tree
from annotator.formats.files.zips import BoundedZip, opened_zip
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions
from annotator.formats.labels.foreign import ForeignFile
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.refi_codes import Codes
from annotator.formats.labels.refi_project import RefiProject
from annotator.formats.labels.taking import TakenNames

SUFFIXES = (".qdpx", ".qdc", ".qde")
_PROJECT, _CODEBOOK = "urn:qda-xml:project:", "urn:qda-xml:codebook:"
_LARGEST_PROJECT = 64 * 2**20  # bytes


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is a project or a codebook of REFI-QDA."""
    if glimpse.is_zip:
        return any(name.lower().endswith(".qde") for name in glimpse.members)
    start = glimpse.squeezed[:4000]
    return _PROJECT in start or _CODEBOOK in start


def codebook_of(path: Path) -> Codebook:
    """Return the codes of a codebook or a project as a codebook; raise a `UserError`."""
    data = bounded_bytes(path)
    if data.startswith(b"PK"):
        with opened_zip(data, path.name) as opened:
            data = opened.read(_project_in(opened, path.name), _LARGEST_PROJECT)
    codes = list(Codes(xml_tree(data, path.name)).by_id.values())
    if not codes:
        raise UserError("The file has no codes.", where=path.name)
    file = ForeignFile(tool="REFI-QDA", documents=(), codes=codes)
    added = TakenNames(file, ReadOptions(extend_codebook=True)).added()
    return Codebook(title=path.stem, codes=tuple(added))


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    data = bounded_bytes(path)
    if not data.startswith(b"PK"):
        root = xml_tree(data, path.name)
        if local(root) == "Project":
            return RefiProject(root, _outside).file()
        if local(root) != "CodeBook":
            raise UserError("It is no REFI-QDA project.", where=path.name)
        message = "It is a codebook, without articles."
        remedy = "Take it as the project’s codebook: annotator codebook import."
        raise UserError(message, where=path.name, remedy=remedy)
    with opened_zip(data, path.name) as opened:
        name = _project_in(opened, path.name)
        root = xml_tree(opened.read(name, _LARGEST_PROJECT), f"{path.name}, {name}")
        if local(root) != "Project":
            raise UserError("It is no REFI-QDA project.", where=path.name)
        return RefiProject(root, _Inside(opened, path.name).text).file()


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _project_in(opened: BoundedZip, where: str) -> str:
    found = [name for name in opened.names if name.lower().endswith(".qde")]
    if not found:
        raise UserError("The file lacks its project.qde.", where=where)
    return min(found, key=lambda name: (name.count("/"), name))


class _Inside:
    """The texts within a project's file; programs write the folder in either case."""

    def __init__(self, opened: BoundedZip, where: str) -> None:
        self._opened = opened
        self._where = where
        self._names = {name.replace("\\", "/").lower(): name for name in opened.names}
        self._bare = {name.rpartition("/")[2]: whole for name, whole in self._names.items()}

    def text(self, path: str) -> str:
        """Return the words of a text that the project names; raise a `UserError`."""
        scheme, colon, rest = path.partition("://")
        name = (rest if colon else scheme).replace("\\", "/").lstrip("/").lower()
        if colon and scheme.lower() != "internal":
            return _outside(path)
        whole = self._names.get(f"sources/{name}") or self._names.get(name)
        whole = whole or self._bare.get(name.rpartition("/")[2])
        if whole is None:
            raise UserError(f"Its text is missing: {path}.")
        data = self._opened.read(whole, LARGEST_ARTICLE)
        if not data.strip(b"\xef\xbb\xbf \r\n\t"):
            return ""
        return data.decode(detected(data, f"{self._where}, {whole}"))


def _outside(path: str) -> str:
    message = f"Its text lies outside of the file: {path}."
    raise UserError(message, remedy="Export the project with its sources.")

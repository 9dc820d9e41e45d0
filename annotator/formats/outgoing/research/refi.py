"""Writing REFI-QDA projects (.qdpx): texts, codes, who coded what, notes and links.

Places count code points of the texts. The project's XML is put together of parts that are written
while the articles go by.
"""

import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress
from annotator.domain.wording import cut
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.folder import zip_entry
from annotator.formats.format import ExportCount
from annotator.formats.labels.named_actors import ACTOR
from annotator.formats.labels.own_marks import ORIGIN, PIECE_OF
from annotator.formats.labels.refi_answers import answer_lines
from annotator.formats.outgoing.research.counts import tool_counts
from annotator.formats.outgoing.research.plain_labels import (
    actors_of,
    answers_of,
    links_of,
    with_text,
)
from annotator.formats.outgoing.research.refi_answer_codes import answer_guids
from annotator.formats.outgoing.research.refi_codes import write_codes
from annotator.formats.outgoing.research.refi_guids import code_guid, guid_of, user_guid
from annotator.formats.outgoing.research.refi_variables import ArticleVariables
from annotator.formats.outgoing.stems import article_stems
from annotator.formats.outgoing.xml_writer import XmlWriter, fits_xml
from annotator.formats.selection import Selection
from annotator.store.project import Project

ANSWER_CODES = ExportOption(
    id="answer-codes",
    title="Answers as codes, too",
    help="Below each code stand its fields’ answers, which selections have as further codes.",
    kind=OptionKind.FLAG,
    default=False,
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_LONGEST_NAME = 80  # characters of a selection’s words


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the project's file with a text for each article."""
    dataset = Dataset(project, selection)
    stems = article_stems(dataset.articles)
    articles = annotations = 0
    with written_beside(path) as (file,), ExitStack() as stack:
        files = [stack.enter_context(TemporaryFile()) for _ in range(3)]
        parts = _Parts(dataset, files, answer_codes=selection.flag(ANSWER_CODES))
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for labelled in with_text(dataset, progress):
                name = f"{guid_of('text', labelled.article.id)}.txt"
                archive.writestr(zip_entry(f"sources/{name}"), labelled.text.encode())
                parts.add(labelled, name, stems[labelled.article.id])
                articles += 1
                annotations += len(labelled.annotations)
            with archive.open(zip_entry("project.qde"), "w", force_zip64=True) as whole:
                parts.put_together(whole, project.info().title)
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> list[str]:
    """Return what the file holds otherwise than the project."""
    found = tool_counts(dataset)
    return [
        *found.told_of_texts(),
        *found.told_of_answers(),
        *found.told_of_pieces(),
        *found.told_of_actors(),
        *found.told_of_gold(),
    ]


class _Parts:
    """The parts of the XML that follow one another: sources, notes and links."""

    def __init__(
        self, dataset: Dataset, files: Sequence[IO[bytes]], *, answer_codes: bool = False
    ) -> None:
        self._dataset = dataset
        self._answer_codes = answer_codes
        self._codes = {one.id: one for one in dataset.codebook.codes}
        self._files = files
        self._variables = ArticleVariables(dataset.articles)
        self._sources, self._notes, self._links = map(XmlWriter, files)
        self._layers: dict[str, None] = {}

    def add(self, labelled: Labelled, file: str, name: str) -> None:
        """Write an article's source, with what is noted and linked there."""
        xml, article = self._sources, labelled.article
        said = {
            "guid": guid_of("source", article.id),
            "name": article.title.strip() or name,
            "plainTextPath": f"internal://{file}",
            "creationDateTime": _moment(article.created),
        }
        xml.start("TextSource", said)
        for one in labelled.annotations:
            self._layers.setdefault(self._dataset.layer(one))
            self._write_selections(labelled, one)
        for one in labelled.annotations:
            if not one.fragments:
                self._write_coding(one, said=self._answers(labelled, one))
        if article.note:
            self._refer(self._note("article", article.id, article.note))
        self._variables.write_values(xml, article.meta)
        xml.end()
        for one in labelled.annotations:
            self._write_links(labelled, one)

    def put_together(self, file: IO[bytes], title: str) -> None:
        """Write the whole XML."""
        xml = XmlWriter(file)
        xml.declare()
        said = {"xmlns": "urn:QDA-XML:project:1.0", "name": title or ORIGIN, "origin": ORIGIN}
        xml.start("Project", said)
        if self._layers:
            xml.start("Users")
            for layer in sorted(self._layers):
                xml.empty("User", {"guid": user_guid(layer), "name": layer})
            xml.end()
        if self._dataset.codebook.codes:
            xml.start("CodeBook")
            write_codes(xml, self._dataset.codebook, answers=self._answer_codes)
            xml.end()
        self._variables.write(xml)
        for name, part in zip(("Sources", "Notes", "Links"), self._files, strict=True):
            if part.tell():
                part.seek(0)
                xml.start(name)
                shutil.copyfileobj(part, file)
                xml.end()
        xml.end()

    # Labels

    def _write_selections(self, labelled: Labelled, one: Annotation) -> None:
        xml = self._sources
        for n, (piece, words) in enumerate(zip(one.fragments, one.texts, strict=True)):
            name = cut(words, _LONGEST_NAME).removesuffix("…")
            said = {
                "guid": guid_of("selection", one.id, str(n)),
                # What XML can't hold would be looked for in vain.
                "name": name if name.strip() and fits_xml(name) else None,
                "startPosition": piece.start,
                "endPosition": piece.end,
                **self._by(one),
                "modifiedDateTime": _moment(one.modified),
            }
            xml.start("PlainTextSelection", said)
            if n == 0 and (answers := self._answers(labelled, one)):
                xml.text("Description", answers)
            self._write_coding(one, n)
            xml.end()

    def _write_coding(self, one: Annotation, n: int = 0, said: str = "") -> None:
        """Write that a selection, or all of an article, has a code.

        A coding has no description: what is `said` of a whole article stands in a note.
        """
        xml = self._sources
        xml.start("Coding", {"guid": coding_guid(one, n), **self._by(one)})
        xml.empty("CodeRef", {"targetGUID": code_guid(one.code)})
        if said:
            self._refer(self._note("answers", one.id, said, one))
        if one.note and not n:
            self._refer(self._note("note", one.id, one.note, one))
        xml.end()
        if self._answer_codes and not n:
            for answer in answer_guids(self._codes[one.code], one):
                guid = guid_of("answered", one.id, answer)
                xml.start("Coding", {"guid": guid, **self._by(one)})
                xml.empty("CodeRef", {"targetGUID": answer})
                xml.end()

    def _by(self, one: Annotation) -> dict[str, object]:
        user = user_guid(self._dataset.layer(one))
        return {"creatingUser": user, "creationDateTime": _moment(one.created)}

    def _answers(self, labelled: Labelled, one: Annotation) -> str:
        actors = actors_of(self._dataset, labelled, one)
        named = {f"{kind}{ACTOR}": names for kind, names in actors.items()}
        return answer_lines({**answers_of(one), **named})

    def _refer(self, note: str) -> None:
        self._sources.empty("NoteRef", {"targetGUID": note})

    def _note(self, what: str, of: str, words: str, by: Annotation | None = None) -> str:
        """Write a note among the notes, and return its id."""
        ident = guid_of("note", what, of)
        said = self._by(by) if by is not None else {}
        self._notes.start("Note", {"guid": ident, "name": what, **said})
        self._notes.text("PlainTextContent", words)
        self._notes.end()
        return ident

    def _write_links(self, labelled: Labelled, one: Annotation) -> None:
        for kind, start, end in _ties(labelled, one):
            said = {
                "guid": guid_of("link", kind, start, end),
                "name": kind,
                "direction": "OneWay",
                "originGUID": start,
                "targetGUID": end,
            }
            self._links.empty("Link", said)


def coding_guid(one: Annotation, n: int = 0) -> str:
    """Return the id of the coding that is an annotation, or a further piece of it."""
    return guid_of("coding", one.id, str(n)) if n else guid_of(one.id)


def _ties(labelled: Labelled, one: Annotation) -> Iterator[tuple[str, str, str]]:
    for n in range(1, len(one.fragments)):
        yield PIECE_OF, coding_guid(one, n), coding_guid(one)
    for kind, end in links_of(labelled, one):
        yield kind, coding_guid(one), coding_guid(end)


def _moment(said: str) -> str | None:
    return said if _MOMENT.fullmatch(said) else None

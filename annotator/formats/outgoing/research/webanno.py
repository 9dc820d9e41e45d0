"""Writing WebAnno TSV 3.3: a folder for each article, in it a file for each coder.

Places count UTF-16 units. Tokens are lines; a label that covers only a part of a token stands on a
line of that part. Labels are told apart by numbers, so that they may stand over one another.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TextIO

from annotator.analysis.ranges import Range
from annotator.analysis.segmentation.by_word import trimmed
from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress
from annotator.domain.offsets import OffsetMap
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.labels.own_marks import PIECE_OF
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.research.coder_files import coder_stems
from annotator.formats.outgoing.research.counts import tool_counts
from annotator.formats.outgoing.research.layers import ToolLayer, tool_layers
from annotator.formats.outgoing.research.plain_labels import (
    actors_of,
    answers_of,
    by_layer,
    joined_answer,
    links_of,
    with_text,
)
from annotator.formats.outgoing.research.tokens import tokenised
from annotator.formats.outgoing.research.uima import NOBODY, layer_names, renamed
from annotator.formats.outgoing.research.webanno_cells import (
    LayerColumns,
    TextMark,
    is_placed,
    line_words,
)
from annotator.formats.outgoing.stems import article_stems
from annotator.formats.selection import Selection
from annotator.store.project import Project

_FIRST = "#FORMAT=WebAnno TSV 3.3"


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write a folder for each article with a file for each coder."""
    dataset = Dataset(project, selection)
    layers = tool_layers(dataset.codebook)
    stems = article_stems(dataset.articles)
    names = coder_stems(layer_names(dataset))
    articles = annotations = 0
    with written_folder(path) as folder:
        for labelled in with_text(dataset, progress):
            inside = folder / f"{stems[labelled.article.id]}.txt"
            inside.mkdir()
            kept = [one for one in labelled.annotations if is_placed(one)]
            for name, found in (by_layer(dataset, kept) or {"": []}).items():
                file = inside / f"{names.get(name, NOBODY)}.tsv"
                with file.open("w", encoding="utf-8", newline="") as opened:
                    _TsvWriter(dataset, layers, labelled).write(opened, found)
            articles += 1
            annotations += len(kept)
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> list[str]:
    """Return what the files hold otherwise than the project."""
    found = tool_counts(dataset)
    return [
        *found.told_of_texts(),
        *found.told_of_blanks(),
        *found.told_of_pieces(),
        *found.told_of_actors(),
        *found.told_of_others(),
        *found.told_of_gold(),
        *renamed(coder_stems(layer_names(dataset))),
    ]


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first lines of the first file."""
    dataset = Dataset(project, selection)
    layers = tool_layers(dataset.codebook)
    return first_lines(islice(_lines_of_first(dataset, layers), rows), rows)


def _lines_of_first(dataset: Dataset, layers: Mapping[str, ToolLayer]) -> Iterator[str]:
    for labelled in with_text(dataset):
        kept = [one for one in labelled.annotations if is_placed(one)]
        for found in by_layer(dataset, kept).values():
            yield from _TsvWriter(dataset, layers, labelled).lines(found)
            return


class _TsvWriter:
    """One coder's labels on one article."""

    def __init__(
        self, dataset: Dataset, layers: Mapping[str, ToolLayer], labelled: Labelled
    ) -> None:
        self._dataset = dataset
        self._layers = layers
        self._labelled = labelled
        self._text = labelled.text
        self._offsets = OffsetMap(labelled.text)

    def write(self, file: TextIO, annotations: Sequence[Annotation]) -> None:
        """Write the whole file."""
        file.writelines(f"{line}\n" for line in self.lines(annotations))

    def lines(self, annotations: Sequence[Annotation]) -> Iterator[str]:
        """Yield the lines of the file."""
        marks = list(self._marks(annotations))
        of_layers: defaultdict[str, list[TextMark]] = defaultdict(list)
        for mark in marks:
            of_layers[mark.layer.code.id].append(mark)
        columns = [
            LayerColumns(self._layers[code], of_layers[code])
            for code in self._layers
            if code in of_layers
        ]
        yield _FIRST
        for one in columns:
            yield one.head()
        yield ""
        yield from self._sentences(marks, columns)

    def _marks(self, annotations: Sequence[Annotation]) -> Iterator[TextMark]:
        """Yield a mark for each stretch that has words, the first one with all that is said."""
        pieces = {one.id: list(self._pieces(one)) for one in annotations}
        numbers: dict[str, int] = {}
        last = 0
        for one in annotations:
            numbers[one.id] = last + 1
            last += len(pieces[one.id])
        for one in annotations:
            layer, first = self._layers[one.code], numbers[one.id]
            for n, (start, end) in enumerate(pieces[one.id]):
                said = {} if n else self._said(one, layer)
                ends = {PIECE_OF: [first]} if n else self._ends(one, layer, numbers)
                yield TextMark(first + n, layer, start, end, said, ends)

    def _pieces(self, one: Annotation) -> Iterator[Range]:
        for piece in one.fragments:
            start, end = trimmed(self._text, piece.start, piece.end)
            if start < end:
                yield start, end

    def _said(self, one: Annotation, layer: ToolLayer) -> dict[str, str]:
        answers = answers_of(one)
        said = {
            layer.answers[field]: joined_answer(words)
            for field, words in answers.items()
            if field in layer.answers
        }
        for kind, names in actors_of(self._dataset, self._labelled, one).items():
            if kind in layer.actors:
                said[layer.actors[kind]] = joined_answer(names)
        return said | ({layer.note: one.note} if one.note else {})

    def _ends(
        self, one: Annotation, layer: ToolLayer, numbers: Mapping[str, int]
    ) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for kind, end in links_of(self._labelled, one):
            if kind in layer.slots and end.id in numbers:
                found.setdefault(kind, []).append(numbers[end.id])
        return found

    # Sentences, each with the lines of its tokens

    def _sentences(
        self, marks: Sequence[TextMark], columns: Sequence[LayerColumns]
    ) -> Iterator[str]:
        lines = _TokenLines(self._text, marks)
        starts = [one[0][1][0] for one in lines.sentences]
        starts = [0, *starts[1:], len(self._text)]
        for n, units in enumerate(lines.sentences):
            yield ""
            said = self._text[starts[n] : starts[n + 1]]
            for line in said.split("\n"):
                yield f"#Text={line_words(line)}"
            for name, (start, end) in units:
                begin, stop = self._offsets.to_utf16(start), self._offsets.to_utf16(end)
                words = line_words(self._text[start:end])
                there = lines.on[name]
                cells = [
                    cell
                    for one in columns
                    for cell in one.cells([m for m in there if m.layer is one.layer], lines.first)
                ]
                yield "\t".join([name, f"{begin}-{stop}", words, *cells, ""])


class _TokenLines:
    """The lines of tokens, and of parts of tokens on which labels stand by themselves.

    `sentences` holds the lines of each: a name, and where it stands. `on` are the labels on a
    line, `first` the line at which each begins, by its number.
    """

    def __init__(self, text: str, marks: Sequence[TextMark]) -> None:
        self.sentences: list[list[tuple[str, Range]]] = []
        self.on: defaultdict[str, list[TextMark]] = defaultdict(list)
        self.first: dict[int, str] = {}
        waiting = sorted(marks, key=lambda one: (one.start, one.number))
        open_marks: list[TextMark] = []
        at = 0
        for n, sentence in enumerate(tokenised(text), 1):
            lines: list[tuple[str, Range]] = []
            for k, token in enumerate(sentence.tokens, 1):
                while at < len(waiting) and waiting[at].start < token[1]:
                    open_marks.append(waiting[at])
                    at += 1
                open_marks = [one for one in open_marks if one.end > token[0]]
                lines += self._lines(f"{n}-{k}", token, open_marks)
            self.sentences.append(lines)

    def _lines(
        self, name: str, token: Range, marks: Sequence[TextMark]
    ) -> Iterator[tuple[str, Range]]:
        parts: defaultdict[Range, list[TextMark]] = defaultdict(list)
        for one in marks:
            parts[max(one.start, token[0]), min(one.end, token[1])].append(one)
        yield name, token
        self._put(name, parts.pop(token, []))
        for number, part in enumerate(sorted(parts), 1):
            yield f"{name}.{number}", part
            self._put(f"{name}.{number}", parts[part])

    def _put(self, name: str, marks: Sequence[TextMark]) -> None:
        self.on[name] += sorted(marks, key=lambda one: one.number)
        for one in marks:
            self.first.setdefault(one.number, name)

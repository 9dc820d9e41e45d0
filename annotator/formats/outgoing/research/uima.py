"""Writing UIMA CAS XMI as INCEpTION has it: a folder for each article, a file for each coder.

Places count UTF-16 units. The types stand beside the folders in `TypeSystem.xml`.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.draft import Progress
from annotator.domain.offsets import OffsetMap
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.labels.own_marks import PIECE_OF
from annotator.formats.metadata import metadata_left_out
from annotator.formats.outgoing.research.coder_files import coder_stems
from annotator.formats.outgoing.research.counts import tool_counts
from annotator.formats.outgoing.research.layers import ToolLayer, tool_layers
from annotator.formats.outgoing.research.plain_labels import (
    actors_of,
    answers_of,
    by_layer,
    links_of,
    with_text,
)
from annotator.formats.outgoing.research.tokens import tokenised
from annotator.formats.outgoing.research.uima_types import write_types
from annotator.formats.outgoing.stems import article_stems
from annotator.formats.outgoing.xml_writer import XmlWriter
from annotator.formats.selection import Selection
from annotator.store.project import Project

NOBODY = "INITIAL_CAS"
"""What the file of an article is called on which nobody has a label."""
KEPT_META = frozenset(("language", "url"))
_NAMESPACES = {
    "xmlns:xmi": "http://www.omg.org/XMI",
    "xmlns:cas": "http:///uima/cas.ecore",
    "xmlns:meta": "http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore",
    "xmlns:seg": "http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore",
    "xmlns:custom": "http:///webanno/custom.ecore",
    "xmi:version": "2.0",
}


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the types, and for each article a folder with a file for each coder."""
    dataset = Dataset(project, selection)
    layers = tool_layers(dataset.codebook)
    stems = article_stems(dataset.articles)
    names = coder_stems(layer_names(dataset))
    articles = annotations = 0
    with written_folder(path) as folder:
        with (folder / "TypeSystem.xml").open("wb") as file:
            write_types(file, layers.values())
        for labelled in with_text(dataset, progress):
            writer = _ArticleWriter(dataset, layers, labelled)
            writer.write(folder / f"{stems[labelled.article.id]}.txt", names)
            articles += 1
            annotations += len(labelled.annotations)
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> list[str]:
    """Return what the files hold otherwise than the project."""
    found = tool_counts(dataset)
    names = coder_stems(layer_names(dataset))
    return [
        *found.told_of_texts(),
        *found.told_of_xml(),
        *metadata_left_out(dataset.articles, KEPT_META),
        *found.told_of_pieces(),
        *found.told_of_actors(),
        *found.told_of_wholes(),
        *found.told_of_others(),
        *found.told_of_gold(),
        *renamed(names),
    ]


def layer_names(dataset: Dataset) -> list[str]:
    """Return the names of all layers that could be exported."""
    return [GOLD_LAYER, *sorted(coder.handle for coder in dataset.coders.values())]


def renamed(names: Mapping[str, str]) -> Iterator[str]:
    """Yield which coders' files can't be called by their handles."""
    others = [f"{name} → {file}" for name, file in names.items() if name != file]
    if others:
        yield f"Coders are called otherwise, as their files are: {', '.join(others)}."


def _about(labelled: Labelled, document: str, stem: str) -> dict[str, str]:
    """Return what a file says of its document; by its id one knows whose file it is."""
    meta, title = labelled.article.meta, labelled.article.title.strip()
    said = {
        "language": str(meta.get("language", "")).strip() or "x-unspecified",
        "documentTitle": document if title in ("", stem) else title,
        "documentId": document if stem == NOBODY else stem,
    }
    url = str(meta.get("url", "")).strip()
    return said | ({"documentUri": url} if url else {})


class _ArticleWriter:
    """One article with what coders said of it."""

    def __init__(
        self, dataset: Dataset, layers: Mapping[str, ToolLayer], labelled: Labelled
    ) -> None:
        self.dataset = dataset
        self.layers = layers
        self.labelled = labelled
        self.offsets = OffsetMap(labelled.text)
        self.sentences = tokenised(labelled.text)

    def write(self, folder: Path, names: Mapping[str, str]) -> None:
        """Write a file for each coder with labels; one of nobody where there are none."""
        folder.mkdir()
        of_layers = by_layer(self.dataset, self.labelled.annotations) or {"": []}
        for name, annotations in of_layers.items():
            stem = names.get(name, NOBODY)
            with (folder / f"{stem}.xmi").open("wb") as file:
                about = _about(self.labelled, folder.name, stem)
                _CasWriter(XmlWriter(file), self).write(about, annotations)


class _CasWriter:
    """One coder's labels on one article as a CAS."""

    def __init__(self, xml: XmlWriter, of: _ArticleWriter) -> None:
        self._xml = xml
        self._of = of
        self._last = 1
        self._members: list[int] = []

    def write(self, about: Mapping[str, str], annotations: Sequence[Annotation]) -> None:
        """Write the whole file."""
        xml, text = self._xml, self._of.labelled.text
        xml.declare()
        xml.start("xmi:XMI", _NAMESPACES)
        xml.empty("cas:NULL", {"xmi:id": 0})
        self._member("meta:DocumentMetaData", 0, len(text), about)
        for sentence in self._of.sentences:
            self._member("seg:Sentence", sentence.start, sentence.end)
            for start, end in sentence.tokens:
                self._member("seg:Token", start, end)
        self._write_labels(annotations)
        sofa = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text}
        xml.empty("cas:Sofa", {"xmi:id": 1, **sofa})
        xml.empty("cas:View", {"sofa": 1, "members": " ".join(map(str, self._members))})
        xml.end()

    def _member(
        self, name: str, start: int, end: int, more: Mapping[str, object] | None = None
    ) -> None:
        self._xml.empty(name, self._placed(self._number(), start, end) | dict(more or {}))

    def _placed(self, number: int, start: int, end: int) -> dict[str, object]:
        self._members.append(number)
        begin, stop = self._of.offsets.to_utf16(start), self._of.offsets.to_utf16(end)
        return {"xmi:id": number, "sofa": 1, "begin": begin, "end": stop}

    def _number(self) -> int:
        self._last += 1
        return self._last

    def _write_labels(self, annotations: Sequence[Annotation]) -> None:
        """Write the labels; those that several stretches make up have a number for each."""
        numbers = {
            one.id: [self._number() for _ in one.fragments or (None,)] for one in annotations
        }
        for one in annotations:
            layer = self._of.layers[one.code]
            first, *further = numbers[one.id]
            self._write_first(one, layer, first, numbers)
            for number, piece in zip(further, one.fragments[1:], strict=True):
                slot = layer.slots[PIECE_OF]
                placed = self._placed(number, piece.start, piece.end)
                tied = self._tied(layer, slot, [(PIECE_OF, first)])
                self._xml.empty(f"custom:{layer.short}", {**placed, slot: tied})

    def _write_first(
        self,
        one: Annotation,
        layer: ToolLayer,
        number: int,
        numbers: Mapping[str, Sequence[int]],
    ) -> None:
        said: dict[str, object] = {}
        if one.fragments:
            said = self._placed(number, one.fragments[0].start, one.fragments[0].end)
        else:
            self._members.append(number)
            said = {"xmi:id": number, "sofa": 1}
        lists: list[tuple[str, Sequence[str]]] = []
        for field, words in answers_of(one).items():
            feature = layer.answers.get(field)
            if feature and layer.several(field):
                lists.append((feature, words))
            elif feature:
                said[feature] = words[0]
        actors = actors_of(self._of.dataset, self._of.labelled, one)
        lists += [(layer.actors[k], names) for k, names in actors.items() if k in layer.actors]
        if one.note:
            said[layer.note] = one.note
        said |= self._slots(one, layer, numbers)
        self._write_structure(f"custom:{layer.short}", said, lists)

    def _slots(
        self, one: Annotation, layer: ToolLayer, numbers: Mapping[str, Sequence[int]]
    ) -> dict[str, object]:
        """Return what ties a label to others of the same coder, by slot."""
        ends: dict[str, list[tuple[str, int]]] = {}
        for kind, end in links_of(self._of.labelled, one):
            if kind in layer.slots and end.fragments and end.id in numbers:
                ends.setdefault(kind, []).append((kind, numbers[end.id][0]))
        slots = {kind: layer.slots[kind] for kind in ends}
        return {slot: self._tied(layer, slot, ends[kind]) for kind, slot in slots.items()}

    def _tied(self, layer: ToolLayer, slot: str, ends: Sequence[tuple[str, int]]) -> str:
        made: list[int] = []
        name = layer.link_type(slot).rpartition(".")[2]
        for role, target in ends:
            made.append(self._number())
            said = {"xmi:id": made[-1], "role": role, "target": target}
            self._xml.empty(f"custom:{name}", said)
        return " ".join(map(str, made))

    def _write_structure(
        self, name: str, said: Mapping[str, object], lists: Sequence[tuple[str, Sequence[str]]]
    ) -> None:
        if not lists:
            self._xml.empty(name, said)
            return
        self._xml.start(name, said)
        for feature, words in lists:
            for each in words:
                self._xml.text(feature, each)
        self._xml.end()

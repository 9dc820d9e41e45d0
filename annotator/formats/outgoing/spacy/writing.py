"""Writing a folder of spaCy's files: one, or one each to train, tune and test with."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.draft import Progress
from annotator.domain.wording import counted
from annotator.formats.dataset import Dataset
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind, RememberedBy
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.previews import Preview
from annotator.formats.outgoing.spacy.doc_bin import DocBinWriter, WrittenDoc
from annotator.formats.outgoing.spacy.docs import Labels, entities_of, written_doc
from annotator.formats.outgoing.splits import SPLIT_OPTIONS, drawn_splits, split_report
from annotator.formats.selection import Selection
from annotator.store.project import Project

_BY_LAYER, _BY_CODE = "layer", "code"
GROUPS = ExportOption(
    id="groups",
    title="Lists of spans",
    help="What each list in doc.spans is for.",
    kind=OptionKind.CHOICE,
    default=_BY_LAYER,
    choices=(
        OptionChoice(_BY_LAYER, "One for each coder: doc.spans['ana']"),
        OptionChoice(_BY_CODE, "One for each coder and code: doc.spans['ana/quote']"),
    ),
)
ENTITIES = ExportOption(
    id="entities",
    title="Entities and categories of",
    help=(
        "Whose labels are in doc.ents and doc.cats: gold or a handle. Without it those are gold, "
        "or an article's only layer."
    ),
    kind=OptionKind.TEXT,
    default="",
    remembered_by=RememberedBy.PROJECT,
)
OPTIONS = (GROUPS, ENTITIES, *SPLIT_OPTIONS)
_ONE_FILE = "corpus"


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the folder, or a zip of it, article after article."""
    dataset = Dataset(project, selection)
    documents = _Documents(dataset, selection)
    splits, writing_progress = drawn_splits(dataset, selection, progress)
    articles = annotations = 0
    with written_folder(path) as folder, ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                DocBinWriter(stack.enter_context((folder / f"{name}.spacy").open("wb")))
            )
            for name in splits.names or (_ONE_FILE,)
        }
        for article, count, doc in documents.made(writing_progress):
            writers[splits.part(article) or _ONE_FILE].add(doc)
            articles += 1
            annotations += count
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first documents: their words, and how many spans and entities they have."""
    documents = _Documents(Dataset(project, selection), selection)
    found: list[list[str]] = []
    for _, _, doc in documents.made():
        if len(found) == rows:
            break
        spans = [f"{name}: {len(group):,}" for name, group in doc.groups.items()]
        words = [word for word in doc.words[:40] if word.strip()]
        found.append([" ".join(words), ", ".join(spans), f"{len(doc.entities):,}"])
    return ["doc", "doc.spans", "doc.ents"], found


def losses(dataset: Dataset, selection: Selection) -> Iterable[str]:
    """Yield where articles go, and what of the labels stands only in some of the places."""
    documents = _Documents(dataset, selection)
    yield from split_report(dataset, selection)
    yield from documents.left_out()


class _Documents:
    """The articles of an export as documents."""

    def __init__(self, dataset: Dataset, selection: Selection) -> None:
        self._dataset = dataset
        self._by_code = selection.words(GROUPS) == _BY_CODE
        said = selection.words(ENTITIES).strip()
        self._layer = dataset.layer_called(said, where=ENTITIES.id) if said else ""

    def made(self, progress: Progress | None = None) -> Iterator[tuple[str, int, WrittenDoc]]:
        """Yield each article's id, how many annotations it has, and its document."""
        every = self._dataset.labelled(progress) if progress else self._dataset.labelled()
        for labelled in every:
            main = self._main(labelled.annotations)
            doc = written_doc(self._dataset, labelled, main, by_code=self._by_code)
            yield labelled.article.id, len(labelled.annotations), doc

    def left_out(self) -> Iterator[str]:
        """Yield how many spans are no entities, and of how many articles none is."""
        without = spans = 0
        for found in self._dataset.placed():
            main = self._main(found)
            without += not main
            spans += sum(bool(one.fragments) for one in main) - len(entities_of(main))
        if without:
            articles = counted(without, "article that several", "articles that several")
            yield (
                f"{articles} have coded will have no entities and no categories, only lists of "
                "spans: choose whose they are to be (--set entities=HANDLE)."
            )
        if spans:
            labels = counted(spans, "label is", "labels are")
            yield (
                f"{labels} no entity, as others are over the same words or it stands in several "
                "pieces; nor is what begins or ends with a blank. doc.spans has all."
            )

    def _main(self, found: Iterable[Labels]) -> Sequence[Labels]:
        by_layer: defaultdict[str, list[Labels]] = defaultdict(list)
        for one in found:
            gold = one.layer == GOLD_LAYER
            by_layer[GOLD_LAYER if gold else self._dataset.coders[one.coder].handle].append(one)
        if self._layer:
            return by_layer.get(self._layer, [])
        if GOLD_LAYER in by_layer:
            return by_layer[GOLD_LAYER]
        return next(iter(by_layer.values())) if len(by_layer) == 1 else []

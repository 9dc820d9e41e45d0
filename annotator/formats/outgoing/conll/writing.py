"""Writing CoNLL: for each layer a file with a column for each code, or a file for each code."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook, Scope
from annotator.domain.draft import Progress
from annotator.domain.wording import counted
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.outgoing import told
from annotator.formats.outgoing.appending import AppendedFiles
from annotator.formats.outgoing.conll.lines import HEADING, article_tokens
from annotator.formats.outgoing.conll.tags import held, stretches_of, tags_of
from annotator.formats.outgoing.layers import ArticleLayer, article_layers
from annotator.formats.outgoing.places import LayerPlaces
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import SPLIT_OPTIONS, drawn_splits, split_report
from annotator.formats.outgoing.tokens import Stretch, tokens
from annotator.formats.selection import Selection
from annotator.store.project import Project

FILES = ExportOption(
    id="files",
    title="Codes",
    help="Labels of one code over others have a place of their own in either.",
    kind=OptionKind.CHOICE,
    default="columns",
    choices=(
        OptionChoice("columns", "A column for each code"),
        OptionChoice("codes", "A file for each code"),
    ),
)
SCHEME = ExportOption(
    id="scheme",
    title="Tags",
    help="How the first, the last and the only token of a label are marked.",
    kind=OptionKind.CHOICE,
    default="bio",
    choices=(
        OptionChoice("bio", "BIO: begin, inside, outside"),
        OptionChoice("bioes", "BIOES: begin, inside, outside, end, single"),
        OptionChoice("bilou", "BILOU: begin, inside, last, outside, unit"),
    ),
)
UNIT = ExportOption(
    id="unit",
    title="Blank lines after",
    help="What tools take for a sentence; labels can reach over several.",
    kind=OptionKind.CHOICE,
    default="paragraph",
    choices=(
        OptionChoice("sentence", "Each sentence"),
        OptionChoice("paragraph", "Each paragraph"),
        OptionChoice("article", "Each article"),
    ),
)
PLACES = ExportOption(
    id="places",
    title="Where tokens stand",
    help="Offsets and blanks in a column, from which the text can be put together again.",
    kind=OptionKind.FLAG,
    default=True,
)
OPTIONS = (FILES, SCHEME, UNIT, PLACES, *SPLIT_OPTIONS)


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the files."""
    dataset = Dataset(project, selection)
    splits, progress = drawn_splits(dataset, selection, progress)
    writer = _Writer(dataset, selection, LayerPlaces(dataset, splits.part))
    articles = annotations = 0
    with written_folder(path) as folder, AppendedFiles(folder) as files:
        for labelled in dataset.labelled(progress):
            for place, heading, lines in writer.of(labelled):
                files.add(place, lines, heading)
            articles += 1
            annotations += sum(bool(one.fragments) for one in labelled.annotations)
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first lines."""
    dataset = Dataset(project, selection)
    writer = _Writer(dataset, selection, LayerPlaces(dataset))
    found = (part for labelled in dataset.labelled() for part in writer.of(labelled))
    return first_lines(chain.from_iterable(lines for _, _, lines in found), rows)


class _Writer:
    """Makes the lines of one article after the other, with the files they go to."""

    def __init__(self, dataset: Dataset, selection: Selection, places: LayerPlaces) -> None:
        self._dataset = dataset
        self._places = places
        self._codes = _codes(dataset.codebook)
        self._in_columns = selection.words(FILES) == "columns"
        self._scheme, self._unit = selection.words(SCHEME), selection.words(UNIT)
        self._says_places = selection.flag(PLACES)

    def of(self, labelled: Labelled) -> Iterator[tuple[Path, str, Iterator[str]]]:
        """Yield each file with its heading, and the lines of an article in it."""
        text = labelled.text
        pieces = [piece for one in labelled.annotations for piece in one.fragments]
        cut = tokens(text, pieces)
        rows = article_tokens(text, cut, self._unit, places=self._says_places)
        for layer in article_layers(self._dataset, labelled):
            place = self._places.collected(labelled.article, layer.name)
            name = self._places.stem(labelled.article)
            columns = [self._column(layer, code, cut) for code in self._codes]
            if self._in_columns:
                lines = rows.lines(name, layer.name, columns)
                yield *self._file(place, self._codes), lines
                continue
            for code, tags in zip(self._codes, columns, strict=True):
                lines = rows.lines(name, layer.name, [tags])
                yield *self._file(place / code, [code]), lines

    def _file(self, place: Path, codes: Sequence[str]) -> tuple[Path, str]:
        """Return the name of a file with columns for codes, and its heading."""
        heading = " ".join((HEADING, *codes)) if self._says_places else ""
        ending = ".conllup" if self._says_places else ".conll"
        return place.with_name(place.name + ending), heading

    def _column(self, layer: ArticleLayer, code: str, cut: Sequence[Stretch]) -> list[str]:
        of_code = [one for one in layer.annotations if one.code == code]
        return tags_of(code, held(stretches_of(of_code)), cut, self._scheme)


def _codes(codebook: Codebook) -> list[str]:
    return [one.id for one in codebook.without_headings() if one.scope is Scope.SPAN]


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what tags have no place for, or another one than ours."""
    yield from told.told(dataset, _TOLD)
    if not selection.flag(PLACES):
        yield "Where words stand, and the blanks between them, will be left out."
    yield from split_report(dataset, selection)


def _left_out(dataset: Dataset, labelled: Labelled) -> int:
    """Return how many stretches overlap longer ones of their code and layer."""
    grouped: dict[tuple[str, str], list[Annotation]] = {}
    for one in labelled.annotations:
        grouped.setdefault((dataset.layer(one), one.code), []).append(one)
    found = (list(stretches_of(one)) for one in grouped.values())
    return sum(len(one) - len(held(one)) for one in found)


_TOLD = (
    told.GOLD,
    told.PIECES,
    told.CountedLoss(
        _left_out,
        lambda count: (
            f"{counted(count, 'stretch', 'stretches')} over a longer one of the same code "
            "will be left out."
        ),
    ),
    told.of_those(
        told.begins_or_ends_blank,
        "begins or ends with blanks, which will not be in it.",
        "begin or end with blanks, which will not be in them.",
    ),
    told.of_those(
        told.is_blank,
        "is on blanks alone and will be left out.",
        "are on blanks alone and will be left out.",
    ),
)

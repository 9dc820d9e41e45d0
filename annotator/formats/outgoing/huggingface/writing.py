"""Writing the folder: a row per article and a row per annotation, as Parquet and as JSONL."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.formats.companion import companion_of, companion_values
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.files.folder import written_folder
from annotator.formats.files.strict_json import pretty
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import encoded
from annotator.formats.outgoing.huggingface.articles import ArticleTable
from annotator.formats.outgoing.huggingface.card import CardText, DataFiles, card
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import DEV, TRAIN, DrawnSplits, drawn_splits, split_report
from annotator.formats.outgoing.typed.parquet_file import PARQUET, ParquetRows, parquet_rows
from annotator.formats.outgoing.typed.shapes import Shape
from annotator.formats.outgoing.typed.table import AnnotationTable, table_columns
from annotator.formats.selection import Selection
from annotator.store.project import Project

_PARQUET, _JSONL = ".parquet", ".jsonl"
"""The kinds of files, by how they end."""
_BOTH, _NO_JSONL, _NO_PARQUET = "both", "parquet-only", "jsonl-only"
DATA = ExportOption(
    id="data",
    title="Data as",
    help="How the rows are written; each form can be loaded by itself.",
    kind=OptionKind.CHOICE,
    default=_BOTH,
    choices=(
        OptionChoice(_BOTH, "Parquet and JSONL"),
        OptionChoice(_NO_JSONL, "Parquet only"),
        OptionChoice(_NO_PARQUET, "JSONL only"),
    ),
)
_AS_DATES = (
    "Read from the JSONL files, texts that are dates can gain a time (2025-05-19 00:00:00): "
    "datasets takes them for moments. The Parquet files keep them."
)
_SPLITS = {DEV: "validation"}
"""What datasets calls the parts that have another name there."""
_ARTICLES, _ANNOTATIONS = "articles", "annotations"


class _Table:
    """The files of one table, one for each split."""

    def __init__(self, name: str, columns: Mapping[str, Shape], splits: Iterable[str]) -> None:
        self.name = name
        self.columns = columns
        self.rows: Counter[str] = Counter()
        self._splits = tuple(splits)
        self._parquet: dict[str, ParquetRows] = {}
        self._jsonl: dict[str, Any] = {}

    def open(self, homes: Mapping[str, Path], stack: ExitStack) -> None:
        for kind, home in homes.items():
            (home / self.name).mkdir(parents=True)
            for split in self._splits:
                file = stack.enter_context((home / self._path(split, kind)).open("wb"))
                if kind == _PARQUET:
                    self._parquet[split] = stack.enter_context(parquet_rows(file, self.columns))
                else:
                    self._jsonl[split] = file

    def add(self, split: str, row: Sequence[Any], weight: int) -> None:
        self.rows[split] += 1
        if split in self._parquet:
            self._parquet[split].add(row, weight)
        if split in self._jsonl:
            self._jsonl[split].write(encoded(dict(zip(self.columns, row, strict=True))))

    def data_files(self, kind: str, home: Path) -> DataFiles | None:
        """Return what is to be loaded of it in one kind; files without rows can't be."""
        for split in self._splits:
            if not self.rows[split]:
                (home / self._path(split, kind)).unlink()
        files = {one: self._path(one, kind) for one in self._splits if self.rows[one]}
        return DataFiles(name=self.name, files=files, columns=self.columns) if files else None

    def _path(self, split: str, kind: str) -> str:
        return f"{self.name}/{split}{kind}"


class _Writing:
    """One export on its way: which tables it has, and where each article goes."""

    def __init__(self, dataset: Dataset, splits: DrawnSplits) -> None:
        self._splits = splits
        names = [_SPLITS.get(name, name) for name in splits.names or (TRAIN,)]
        self._articles = ArticleTable(dataset)
        self._annotations = AnnotationTable(dataset, table_columns(dataset.codebook))
        self.tables = (
            _Table(_ARTICLES, self._articles.columns, names),
            _Table(_ANNOTATIONS, self._annotations.columns, names),
        )

    def add(self, labelled: Labelled) -> None:
        """Write an article and its annotations."""
        part = self._splits.part(labelled.article.id) or TRAIN
        split = _SPLITS.get(part, part)
        articles, annotations = self.tables
        # The words of annotations are in both: about as long as the text, and their answers.
        weight = 2 * len(labelled.text) + 500 * len(labelled.annotations)
        articles.add(split, list(self._articles.row(labelled).values()), weight)
        for row in self._annotations.rows(labelled):
            annotations.add(split, row, 500)


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the folder, or a zip of it, article after article."""
    dataset = Dataset(project, selection)
    splits, writing_progress = drawn_splits(dataset, selection, progress)
    articles = annotations = 0
    with written_folder(path, comes_back=False) as folder:
        homes = _homes(folder, _kinds(selection))
        writing = _Writing(dataset, splits)
        with ExitStack() as stack:
            for table in writing.tables:
                table.open(homes, stack)
            for labelled in dataset.labelled(writing_progress):
                writing.add(labelled)
                articles += 1
                annotations += len(labelled.annotations)
        count = ExportCount(articles, annotations)
        text = _card_text(project, dataset, splits, count)
        for kind, home in homes.items():
            found = (table.data_files(kind, home) for table in writing.tables)
            (home / "README.md").write_bytes(card(text, [one for one in found if one]).encode())
        (folder / "codebook.json").write_bytes(pretty(companion_values(companion_of(project))))
    return count


def _homes(folder: Path, kinds: Sequence[str]) -> dict[str, Path]:
    """Return where the files of each kind are: only those of one can be loaded from a folder."""
    return {kind: folder / kind[1:] if n else folder for n, kind in enumerate(kinds)}


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first articles."""
    dataset = Dataset(project, selection)
    table = ArticleTable(dataset)
    lines = (encoded(table.row(one)).decode() for one in dataset.labelled())
    return first_lines(lines, rows)


def losses(dataset: Dataset, selection: Selection) -> Iterable[str]:
    """Yield where articles go, and what the columns can't hold; raise a `UserError` as writing."""
    kinds = _kinds(selection)
    yield from split_report(dataset, selection)
    if selection.words(DATA) == _BOTH and _PARQUET not in kinds:
        yield f"There will be no Parquet files. {PARQUET.advice}"
    if _JSONL in kinds:
        yield _AS_DATES


def _kinds(selection: Selection) -> tuple[str, ...]:
    """Return the endings of the files: Parquet only where it can be written."""
    chosen = selection.words(DATA)
    if chosen == _NO_PARQUET:
        return (_JSONL,)
    if not PARQUET.is_here:
        if chosen == _NO_JSONL:
            message = "Parquet can't be written yet."
            raise UserError(message, where=DATA.id, remedy=PARQUET.advice)
        return (_JSONL,)
    return (_PARQUET,) if chosen == _NO_JSONL else (_PARQUET, _JSONL)


def _card_text(
    project: Project, dataset: Dataset, splits: DrawnSplits, count: ExportCount
) -> CardText:
    languages = {str(one.meta["language"]) for one in dataset.articles if one.meta.get("language")}
    return CardText(
        title=project.info().title or "News articles with annotations",
        languages=sorted(languages),
        articles=count.articles,
        annotations=count.annotations,
        codebook=dataset.codebook,
        told=[splits.told()] if splits.names else [],
    )

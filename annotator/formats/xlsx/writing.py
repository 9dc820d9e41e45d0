"""Writing a dataset as a spreadsheet: a sheet for each code, and for what the codes are on."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress
from annotator.domain.wording import counted
from annotator.formats.codebook_files.table import COLUMNS, rows
from annotator.formats.csv.columns import CsvColumns, CsvRow, OneArticle
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.outgoing.previews import Preview
from annotator.formats.selection import ALL_LAYERS, Selection
from annotator.formats.xlsx import columns as own
from annotator.formats.xlsx.sheets import (
    LONGEST_CELL,
    MOST_ROWS,
    OneSheet,
    SheetBook,
    is_cut,
    text_columns,
    written_book,
)
from annotator.store.project import Project

TEXTS = ExportOption(
    id="texts",
    title="With the articles’ texts",
    help="Puts each article's text into the sheet of articles; long ones go on in further columns.",
    kind=OptionKind.FLAG,
    default=False,
)
XLSX_OPTIONS = (TEXTS,)


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the sheets; rows come as the articles do."""
    dataset = Dataset(project, selection)
    articles = annotations = 0
    with written_beside(path) as (file,), written_book(file) as book:
        book.mark()
        sheets = _Sheets(book, dataset, selection, project)
        for labelled in dataset.labelled(progress):
            sheets.take(labelled)
            articles += 1
            annotations += len(labelled.annotations)
        sheets.end()
    return ExportCount(articles, annotations)


class _Sheets:
    """The sheets of a dataset."""

    def __init__(
        self, book: SheetBook, dataset: Dataset, selection: Selection, project: Project
    ) -> None:
        self._dataset = dataset
        self._articles = own.ArticleColumns(dataset, texts=selection.flag(TEXTS))
        self._of_articles = book.add("articles", self._articles.columns)
        self._variables = project.info().actor_variables
        self._codes: dict[str, tuple[OneSheet, CsvColumns]] = {}
        for code in dataset.codebook.without_headings():
            columns = own.code_columns(dataset.codebook, code)
            names = [one.name for one in columns]
            written = CsvColumns(dataset.codebook, names)
            self._codes[code.id] = book.add(code.id, columns), written
        self._links = book.add("links", own.LINK_COLUMNS)
        self._decisions = book.add("decisions", own.DECISION_COLUMNS)
        self._comments = book.add("comments", own.COMMENT_COLUMNS)
        self._coders = book.add("coders", own.CODER_COLUMNS)
        self._actors = book.add("actors", own.actor_columns(self._variables))
        self._codebook = book.add("codebook", text_columns(COLUMNS))
        everything = selection.articles is None and ALL_LAYERS in selection.layers
        self._named = set(dataset.actors) if everything else set[str]()

    def take(self, labelled: Labelled) -> None:
        """Write the rows of an article."""
        self._of_articles.write(self._articles.row(labelled))
        article = OneArticle(self._dataset, labelled)
        shared = {code: columns.shared(article) for code, (_, columns) in self._codes.items()}
        for annotation in labelled.annotations:
            sheet, columns = self._codes[annotation.code]
            sheet.write(columns.row(shared[annotation.code], CsvRow(article, annotation)))
        for row in own.link_rows(labelled):
            self._links.write(row)
        for row in own.decision_rows(self._dataset, labelled):
            self._decisions.write(row)
        for row in own.comment_rows(self._dataset, labelled):
            self._comments.write(row)
        ends = (link.target_actor for links in labelled.links.values() for link in links)
        self._named.update(filter(None, ends))

    def end(self) -> None:
        """Write what is on no article."""
        for row in own.coder_rows(self._dataset):
            self._coders.write(row)
        named = (one for one in self._dataset.actors.values() if one.id in self._named)
        for actor in sorted(named, key=lambda one: (one.name.casefold(), one.id)):
            self._actors.write(own.actor_row(actor, self._variables))
        for cells in rows(self._dataset.codebook):
            self._codebook.write(own.codebook_row(cells, COLUMNS))


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the heading and the first rows of the first code's sheet that has any."""
    dataset = Dataset(project, selection)
    found = list(islice(_annotated(dataset), rows))
    if not found:
        return [one.name for one in own.ArticleColumns(dataset, texts=False).columns], []
    code = next(c for c in dataset.codebook.codes if c.id == found[0][1].code)
    names = [one.name for one in own.code_columns(dataset.codebook, code)]
    columns = CsvColumns(dataset.codebook, names)
    cells = [
        columns.row(columns.shared(article), CsvRow(article, one))
        for article, one in found
        if one.code == code.id
    ]
    return names, [[str(cell) for cell in row] for row in cells]


def _annotated(dataset: Dataset) -> Iterator[tuple[OneArticle, Annotation]]:
    for labelled in dataset.labelled():
        article = OneArticle(dataset, labelled)
        for one in labelled.annotations:
            yield article, one


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what of the texts a cell can't hold, and which sheets go on in others."""
    lengthy = 0
    counts: dict[str, int] = {}
    for labelled in dataset.labelled():
        lengthy += is_cut(labelled.article.note)
        for one in labelled.annotations:
            counts[one.code] = counts.get(one.code, 0) + 1
            said = (word.reason for word in labelled.decisions[one.id])
            talked = (word.text for word in labelled.comments[one.id])
            texts = (one.text, one.note, *one.values.values(), *said, *talked)
            lengthy += sum(isinstance(text, str) and is_cut(text) for text in texts)
    if lengthy:
        limit = f"{LONGEST_CELL:,}"
        yield f"{counted(lengthy, 'text')} of more than {limit} characters will be cut there."
    for code, count in counts.items():
        if count >= MOST_ROWS:
            yield f"{count:,} rows of {code} will be in several sheets of up to {MOST_ROWS:,} rows."
    if not selection.flag(TEXTS) and dataset.articles:
        yield "The articles' full texts will not be in the file, unless you ask for them (texts)."

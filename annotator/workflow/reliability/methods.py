"""The methods section of a report: the paragraph, a table by variable, and the papers cited."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property

import msgspec

from annotator import __version__
from annotator.analysis.agreement import (
    MEASURES,
    SOFTWARE,
    TABLE,
    Figure,
    Marks,
    Options,
    Paper,
    StudyFacts,
    cited_in,
    counted_units,
    methods_paragraph,
    written_whole,
)
from annotator.domain.annotation import PROPOSED, Origin
from annotator.domain.layers import GOLD, layer_of
from annotator.workflow.reliability.figures import Study
from annotator.workflow.reliability.rows import FigureRow, arranged, below, coder_sets, number, path

TABLED = ("percent", "alpha", "u_alpha", "f1_overlap")
"""The measures of the table, unless others are asked for."""
_HEADINGS = ("Variable", "n")


class Methods(msgspec.Struct, frozen=True, dict=True):
    """A methods section: what it says, and its figures by variable, those of all codes last.

    The paragraph speaks of no measure that the table hasn't.
    """

    paragraph: str
    rows: tuple[FigureRow, ...]
    titles: tuple[str, ...]
    measures: tuple[str, ...]
    version: str

    @property
    def headings(self) -> list[str]:
        """The table's headings."""
        return [*_HEADINGS, *(_heading(one, self.rows) for one in self.measures)]

    @cached_property
    def lines(self) -> list[list[str]]:
        """The table's lines: a variable, what is counted for it, and a cell for each measure."""
        return [
            [title, "; ".join(_counts(row, self.measures)), *self._cells(row)]
            for title, row in zip(self.titles, self.rows, strict=True)
        ]

    def _cells(self, row: FigureRow) -> list[str]:
        return [_cell(row.cells[one]) if one in row.cells else "" for one in self.measures]

    @property
    def notes(self) -> list[str]:
        """What has to be said below the table."""
        figures = [one for row in self.rows for one in row.cells.values()]
        said: list[str] = []
        if any(one.has_interval for one in figures):
            said.append("In brackets: 95 % intervals.")
        lacks = dict.fromkeys(one.lacks for one in figures if one.lacks)
        if lacks:
            said.append(f"Without an interval: {', or '.join(lacks)}.")
        if any(one.value is None for one in figures):
            said.append("n/a: undefined, as where but one value occurs.")
        return said

    @property
    def papers(self) -> list[Paper]:
        """The papers that the paragraph cites."""
        return cited_in(self.paragraph)

    @property
    def references(self) -> list[str]:
        """The list of references, the program's own last."""
        software = f"{SOFTWARE} (version {self.version}) [Computer software]."
        return [*(one.reference for one in self.papers), software]


def methods_section(
    study: Study,
    figures: Sequence[Figure],
    options: Options,
    facts: StudyFacts,
    *,
    marks: Marks | None = None,
    measures: Collection[str] = TABLED,
) -> Methods:
    """Return the methods section on the figures of all coders together, by these measures."""
    coders = coder_sets(figures)[0] if figures else ()
    chosen = [one for one in figures if one.coders == coders and one.measure in measures]
    whole = [one for one in chosen if not one.choice]
    rows = arranged(whole, study.codebook, coders)
    there = {one.measure for one in whole}
    words = methods_paragraph(whole, options, __version__, marks=marks, facts=facts, tabled=True)
    return Methods(
        paragraph=words,
        rows=tuple(rows),
        titles=tuple(path(row, study.codebook) for row in rows),
        measures=tuple(one for one in MEASURES if one in there),
        version=__version__,
    )


def study_facts(study: Study, *, training: str = "", sampling: str = "") -> StudyFacts:
    """Return what is known of how a study was done; `training` and `sampling` are the lead's words.

    It counts as blind only if coders never could see others' labels and all labels were made here.
    """
    coders = study.coders.keys() - {GOLD}
    readers = [sum(map(one.has_read, coders)) for one in study.articles]
    versions: set[int] = set()
    origins: Counter[Origin] = Counter()
    for article in study.articles:
        for one in article.annotations:
            if layer_of(one) in coders:
                versions.add(one.codebook_version)
                origins[one.origin] += 1
    were_imported = bool(origins[Origin.IMPORT])
    decisions = [one for article in study.articles for one in article.decisions]
    reviewers = {one.reviewer for one in decisions}
    return StudyFacts(
        articles=len(study.articles) + study.hidden,
        coded=sum(count > 0 for count in readers),
        twice=sum(count > 1 for count in readers),
        blind=not (study.were_labels_open or were_imported or GOLD in study.coders),
        open=study.were_labels_open,
        codebook=study.codebook.title,
        versions=tuple(sorted(versions)),
        reviewers=tuple(sorted(study.handles.get(one, one) for one in reviewers)),
        decisions=Counter(one.verdict for one in decisions),
        settled=sum(one.has_read(GOLD) for one in study.articles),
        training=training or study.training,
        sampling=sampling or study.sampling,
        suggested=study.suggested,
        labels=origins.total(),
        from_suggestions=sum(origins[one] for one in PROPOSED),
    )


def _heading(measure: str, rows: Sequence[FigureRow]) -> str:
    title = TABLE[measure].title
    figures = [row.cells[measure] for row in rows if measure in row.cells]
    return f"{title} [95 %]" if any(one.has_interval for one in figures) else title


def _counts(row: FigureRow, measures: Sequence[str]) -> list[str]:
    return list(
        dict.fromkeys(counted_units(row.cells[one]) for one in measures if one in row.cells)
    )


def _cell(figure: Figure) -> str:
    if TABLE[figure.measure].in_percent:
        interval = f" [{below(figure)}]" if figure.has_interval else ""
        return f"{number(figure)}{interval}"
    return written_whole(figure).replace("-", "−")

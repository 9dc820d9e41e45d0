"""The figures as rows of a table: one for each code and field, and one for each choice."""

from collections.abc import Container, Iterable, Sequence

import msgspec
from msgspec import structs

from annotator.analysis.agreement import (
    POOLED,
    TABLE,
    Figure,
    Marks,
    counted_units,
    decimals,
    name_in_words,
    verdict,
    verdict_explained,
    verdict_told,
    written,
)
from annotator.domain.codebook import Codebook
from annotator.domain.layers import GOLD
from annotator.domain.wording import counted
from annotator.workflow.reliability.measures import PER_CHOICE

Handles = tuple[str, ...]
_SIGNS = {"reliable": "✓", "tentative": "~", "revise": "!"}


class FigureRow(msgspec.Struct, frozen=True):
    """What agreement is about (ids), how deep it stands, and its figures by measure."""

    code: str
    field: str
    choice: str
    title: str
    depth: int
    cells: dict[str, Figure]

    @property
    def articles(self) -> int:
        """How many articles at least two of the coders have read."""
        return max((one.articles for one in self.cells.values()), default=0)


def coder_sets(figures: Iterable[Figure]) -> list[Handles]:
    """Return the pairs of coders and all together, all first, and each against gold last."""
    found = dict.fromkeys(figure.coders for figure in figures)
    return sorted(found, key=lambda coders: (is_against_gold(coders), -len(coders)))


def is_against_gold(coders: Handles) -> bool:
    """Tell whether figures take gold for right; gold as a coder among others comes second."""
    return len(coders) == 2 and coders[0] == GOLD


def coders_told(coders: Handles) -> str:
    """Say whose figures these are."""
    if is_against_gold(coders):
        return f"{coders[1]} against gold"
    return f"All {len(coders)} together" if len(coders) > 2 else " and ".join(coders)


def arranged(
    figures: Sequence[Figure], codebook: Codebook, coders: Handles, *, choices: bool = False
) -> list[FigureRow]:
    """Return the rows for some coders; with `choices` those of single choices, too."""
    rows: dict[tuple[str, str, str], FigureRow] = {}
    own = [figure for figure in figures if figure.coders == coders]
    for figure in own:
        if figure.measure == PER_CHOICE and not choices:
            continue
        key = figure.code, figure.field, figure.choice
        row = rows.setdefault(key, _row(codebook, *key))
        row.cells[figure.measure] = figure
    return [_alone(row, codebook, rows) for row in rows.values()]


def _alone(row: FigureRow, codebook: Codebook, rows: Container[tuple[str, str, str]]) -> FigureRow:
    """Name a field with its code where the code has no row above it."""
    if not row.depth or (row.code, "", "") in rows:
        return row
    alone = not row.choice or (row.code, row.field, "") not in rows
    title = path(row, codebook) if alone else row.title
    return structs.replace(row, title=title, depth=0 if alone else 1)


def _row(codebook: Codebook, code: str, field: str, choice: str) -> FigureRow:
    found = codebook.code(code)
    of_code = found.field(field) if found else None
    title, depth = (found.name if found else code or POOLED.capitalize()), 0
    if field:
        title, depth = (of_code.name if of_code else field), 1
    if choice:
        title, depth = _choice(codebook, code, field, choice), depth + 1
    return FigureRow(code, field, choice, title, depth, {})


def _choice(codebook: Codebook, code: str, field: str, choice: str) -> str:
    label = codebook.code(choice)
    of_code = codebook.code(code)
    of_field = of_code.field(field) if of_code else None
    if of_field is not None:
        return name_in_words(of_field, choice)
    return label.name if label else choice


def path(row: FigureRow, codebook: Codebook) -> str:
    """Name what a row is about with its code: "Quote · Type"."""
    code = codebook.code(row.code)
    before = [code.name] if code and row.depth else []
    return " · ".join([*before, row.title])


def number(figure: Figure) -> str:
    """Write a figure's value, in percent or with a real minus sign, as far as it means anything."""
    if figure.value is None:
        return "n/a"
    if TABLE[figure.measure].in_percent:
        return f"{_percent(figure.value, figure)} %"
    return _plain(figure.value, figure)


def mark(figure: Figure, marks: Marks) -> tuple[str, str]:
    """Return a figure's verdict (empty for none) and the words for it, with a sign before."""
    word = verdict(figure, marks)
    return word, f"{_SIGNS[word]} {verdict_told(figure, marks)}" if word else ""


def below(figure: Figure) -> str:
    """Write the interval, or what there is too little of for one."""
    if figure.low is None or figure.high is None:
        return figure.lacks
    in_percent = TABLE[figure.measure].in_percent
    write, sign = (_percent, " %") if in_percent else (_plain, "")
    return f"{write(figure.low, figure)} to {write(figure.high, figure)}{sign}"


def _plain(value: float, figure: Figure) -> str:
    return written(value, figure).replace("-", "−")


def _percent(value: float, figure: Figure) -> str:
    return f"{100 * value:.{decimals(figure) - 2}f}"


def told(figure: Figure, marks: Marks) -> str:
    """Say all of a figure in words, for a tool tip and for screen readers."""
    counts = f"{counted_units(figure)} in {counted(figure.articles, 'article')}"
    interval = ""
    if figure.low is not None and figure.high is not None:
        draws = f"{figure.draws:,} distinct draws"
        interval = f"95 % interval {figure.low:.3f} to {figure.high:.3f} ({draws})"
    value = "n/a" if figure.value is None else f"{figure.value:.3f}".replace("-", "−")
    said = (value, verdict_explained(figure, marks), interval, counts)
    return "\n".join(filter(None, (*said, *figure.note.split("; "))))

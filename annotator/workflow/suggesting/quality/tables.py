"""The figures as tables, for the window and for files; what is counted in a cell can be opened."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.agreement.figures import ENOUGH_ARTICLES, TOO_FEW
from annotator.analysis.suggest.quote import LEARNED
from annotator.domain.wording import counted
from annotator.workflow.suggesting.quality.records import (
    OUTCOMES,
    WAYS,
    Acceptance,
    Became,
    DecidedPlace,
    How,
    Passage,
    Quality,
    QualityFigure,
    ScoreBand,
)

NOTHING = "—"
"""What stands where there is no number."""


class Door(msgspec.Struct, frozen=True):
    """What a cell counts, as one opens it: the passages of a figure or band, of one outcome."""

    of: QualityFigure | ScoreBand
    outcomes: tuple[Became, ...] = tuple(Became)

    def passages(self, among: Iterable[Passage]) -> list[Passage]:
        """Return the passages that are counted."""
        return [one for one in among if one.outcome in self.outcomes and self.of.holds(one)]


class DecisionDoor(msgspec.Struct, frozen=True):
    """What a cell counts of decisions on suggestions."""

    of: Acceptance
    how: tuple[How, ...] = tuple(How)

    def places(self, among: Iterable[DecidedPlace]) -> list[DecidedPlace]:
        """Return the decisions that are counted."""
        return [one for one in among if one.how in self.how and self.of.holds(one)]


class Cell(msgspec.Struct, frozen=True):
    """What stands in a cell, in short and in words; with a `door` it can be opened."""

    text: str
    said: str = ""
    door: Door | DecisionDoor | None = None


class SheetColumn(msgspec.Struct, frozen=True):
    """A column's heading and what it is about, in words, and its least width in pixels."""

    title: str
    about: str
    width: int = 64
    is_number: bool = True


class SheetRow(msgspec.Struct, frozen=True):
    """A row: its cells, how deep its title stands or whether it heads others, what it opens."""

    cells: tuple[Cell, ...]
    depth: int = 0
    is_head: bool = False
    door: Door | DecisionDoor | None = None


class FigureSheet(msgspec.Struct, frozen=True):
    """Rows under headings."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[SheetRow, ...] = ()


def share(value: float | None) -> str:
    """Write a share or an F-score with two digits behind the point, .84 as 0.84."""
    return NOTHING if value is None else f"{value:.2f}"


def interval(low: float | None, high: float | None) -> str:
    """Write the ends of an interval; nothing where there is none."""
    return "" if low is None or high is None else f"{low:.2f} to {high:.2f}"


_HITS = (Became.EXACT, Became.BOUNDS)
_SUMMARY = (
    SheetColumn("Proposed by", "What proposes; below it the types of quotes", 132, is_number=False),
    SheetColumn(
        "F1", "The harmonic mean of precision and recall, by overlap: half of the words", 48
    ),
    SheetColumn("95 %", "The interval of F1, from resampled articles", 92),
    SheetColumn("Precision", "Which share of what is proposed is right, by overlap", 64),
    SheetColumn("Recall", "Which share of the coder’s quotes is proposed, by overlap", 56),
    SheetColumn("Exact F1", "F1 where only quotes count that are right word for word", 64),
    SheetColumn(OUTCOMES[Became.EXACT], "Right word for word", 56),
    SheetColumn(OUTCOMES[Became.BOUNDS], "Found, with more or with fewer words", 92),
    SheetColumn(OUTCOMES[Became.WRONG], "Proposed where the coder marked nothing", 56),
    SheetColumn(OUTCOMES[Became.MISSED], "Marked by the coder, and not proposed", 56),
    SheetColumn("Speaker", "Of the quotes that are found, the share whose source is right", 60),
    SheetColumn("Coded", "The coder’s quotes", 56),
    SheetColumn("Proposed", "What is proposed", 64),
    SheetColumn("Exact, 95 %", "The interval of the exact F1, from resampled articles", 92),
)


def summary(quality: Quality, code: str) -> FigureSheet:
    """Return a row for each way of proposing, and below it one for each type of quotes."""
    among = [one for one in quality.passages if one.code == code]
    figures = [one for one in quality.of(code) if not one.rule]
    return FigureSheet(_SUMMARY, tuple(_summary_row(one, among) for one in figures))


def _summary_row(figure: QualityFigure, among: Sequence[Passage]) -> SheetRow:
    whose = WAYS[figure.way]
    title = figure.type.capitalize() if figure.type else whose
    what = f"{whose}, {figure.type}" if figure.type else whose
    exact = f"Exact F1 of {what}: {share(figure.exact_f1)}"
    by_overlap = f"F1 of {what} by overlap: {share(figure.f1)}"
    found = f"{figure.right:,} of {counted(figure.found, 'proposal')}"
    met = f"{figure.met:,} of {counted(figure.wanted, 'quote')} of the coder’s"
    whole = Door(figure)
    exactly, by_chance = (figure.exact_low, figure.exact_high), (figure.low, figure.high)
    cells = (
        Cell(title, what, whole),
        Cell(share(figure.f1), _with_interval(by_overlap, *by_chance), whole),
        _interval_cell(figure, *by_chance),
        Cell(
            share(figure.precision),
            f"{found} are right",
            Door(figure, (*_HITS, Became.WRONG)),
        ),
        Cell(
            share(figure.recall),
            f"{met} are proposed",
            Door(figure, (*_HITS, Became.MISSED)),
        ),
        Cell(share(figure.exact_f1), _with_interval(exact, *exactly)),
        *(_counting(figure, outcome, among) for outcome in Became),
        Cell(share(figure.speaker), "The share of sources that are right", Door(figure, _HITS)),
        Cell(f"{figure.wanted:,}", f"{counted(figure.wanted, 'quote')} of the coder’s"),
        Cell(f"{figure.found:,}", counted(figure.found, "proposal")),
        _interval_cell(figure, *exactly),
    )
    return SheetRow(cells, 1 if figure.type else 0, is_head=not figure.type, door=whole)


def _counting(of: QualityFigure | ScoreBand, outcome: Became, among: Sequence[Passage]) -> Cell:
    door = Door(of, (outcome,))
    count = len(door.passages(among))
    said = f"{OUTCOMES[outcome]}: {counted(count, 'passage')}"
    return Cell(f"{count:,}", said, door if count else None)


def _with_interval(said: str, low: float | None, high: float | None) -> str:
    ends = interval(low, high)
    return f"{said}, 95 % interval {ends}" if ends else said


def _interval_cell(figure: QualityFigure, low: float | None, high: float | None) -> Cell:
    ends = interval(low, high)
    if ends:
        return Cell(ends, "95 of 100 times the figure lies within")
    if figure.articles < ENOUGH_ARTICLES:
        return Cell("too few", f"No interval of {counted(figure.articles, 'article')}: {TOO_FEW}")
    return Cell("", "No interval: there is nothing to resample")


_RULES = (
    SheetColumn("Rule", "What found the quote", 260, is_number=False),
    SheetColumn("Precision", "Which share of what it proposes is right, by overlap", 78),
    SheetColumn("Exact", "Which share is right word for word", 64),
    SheetColumn("Proposed", "What it proposes", 76),
    SheetColumn(OUTCOMES[Became.EXACT], "Right word for word", 60),
    SheetColumn(OUTCOMES[Became.BOUNDS], "Found, with more or with fewer words", 104),
    SheetColumn(OUTCOMES[Became.WRONG], "Proposed where the coder marked nothing", 64),
)


def by_rule(quality: Quality, like: QualityFigure, titles: Mapping[str, str]) -> FigureSheet:
    """Return a row for each rule of a way of proposing for a code, as a figure has both."""
    among = [one for one in quality.passages if (one.code, one.way) == (like.code, like.way)]
    figures = [one for one in quality.of(like.code) if one.rule and one.way is like.way]
    figures.sort(key=lambda one: -one.found)
    return FigureSheet(_RULES, tuple(_rule_row(one, among, titles) for one in figures))


def _rule_row(
    figure: QualityFigure, among: Sequence[Passage], titles: Mapping[str, str]
) -> SheetRow:
    name = rule_name(figure.rule, titles)
    whole = Door(figure)
    cells = (
        Cell(name, name, whole),
        Cell(share(figure.precision), f"{figure.right:,} of {figure.found:,} are right", whole),
        Cell(share(figure.exact_precision), f"{figure.right_exactly:,} word for word"),
        Cell(f"{figure.found:,}", counted(figure.found, "proposal"), whole),
        *(_counting(figure, one, among) for one in (*_HITS, Became.WRONG)),
    )
    return SheetRow(cells, door=whole)


def rule_name(rule: str, titles: Mapping[str, str]) -> str:
    """Return what a rule is called in words."""
    if rule == LEARNED:
        return "Learned from this project"
    name = titles.get(rule, rule) or "not known"
    return name[:1].upper() + name[1:]


_BANDS = (
    SheetColumn("Score", "How sure the proposal is", 120, is_number=False),
    SheetColumn("Right", "Which share of them is right, by overlap", 64),
    SheetColumn("95 %", "Wilson’s interval of that share", 104),
    SheetColumn("Proposed", "How many proposals have such a score", 76),
    SheetColumn("Wrong", "How many of them are wrong", 64),
)


def by_score(quality: Quality, like: QualityFigure) -> FigureSheet:
    """Return a row for each band of scores of a way of proposing for a code."""
    among = [one for one in quality.passages if (one.code, one.way) == (like.code, like.way)]
    own = [one for one in quality.bands if (one.code, one.way) == (like.code, like.way)]
    return FigureSheet(_BANDS, tuple(_band_row(one, among) for one in reversed(own)))


def _band_row(band: ScoreBand, among: Sequence[Passage]) -> SheetRow:
    name, whole = f"{band.start:.1f} to {band.end:.1f}", Door(band)
    cells = (
        Cell(name, f"Scores from {name}", whole),
        Cell(share(band.share), f"{band.right:,} of {band.found:,} are right", whole),
        Cell(interval(band.low, band.high), "95 of 100 times the share lies within"),
        Cell(f"{band.found:,}", counted(band.found, "proposal"), whole),
        _counting(band, Became.WRONG, among),
    )
    return SheetRow(cells, door=whole)


_DECIDED = (
    SheetColumn("Proposed by", "The rules or the model that proposed it", 190, is_number=False),
    SheetColumn("Rule", "What found the quote", 220, is_number=False),
    SheetColumn("Taken", "Which share of what was decided was taken, as it was or mended", 64),
    SheetColumn("Accepted", "Taken as they were", 76),
    SheetColumn("Mended", "Taken, and changed then or later", 72),
    SheetColumn("Refused", "Said no to", 72),
)


def decided(
    rows: Sequence[Acceptance], code: str, titles: Mapping[str, str], called: Callable[[str], str]
) -> FigureSheet:
    """Return what coders made of suggestions for a code; `called` names rules and models."""
    own = [one for one in rows if one.code == code]
    return FigureSheet(_DECIDED, tuple(_decided_row(one, titles, called) for one in own))


def _decided_row(
    one: Acceptance, titles: Mapping[str, str], called: Callable[[str], str]
) -> SheetRow:
    whole = one.whole
    name = "All together" if whole else called(one.by)
    taken = f"{one.accepted + one.mended:,} of {one.decided:,} were taken"
    all_of_it = DecisionDoor(one)
    counts = ((How.ACCEPTED, one.accepted), (How.MENDED, one.mended), (How.REFUSED, one.refused))
    cells = (
        Cell(name, name, all_of_it),
        Cell("" if whole else rule_name(one.rule, titles)),
        Cell(share(one.share), taken, all_of_it),
        *(
            Cell(
                f"{count:,}", f"{count:,} {how.value}", DecisionDoor(one, (how,)) if count else None
            )
            for how, count in counts
        ),
    )
    return SheetRow(cells, 0 if whole else 1, is_head=whole, door=all_of_it)

"""What a benchmark finds, and how it is told."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

HEADINGS = ("measured", "", "wanted", "")
MET, MISSED = "met", "above target"


class Row(NamedTuple):
    """One figure: small is good; without a target it is told for the reader alone."""

    label: str
    value: float
    unit: str
    """`×` is a ratio to a floor of the same run, `+ ms` what is added to one; `ms`, `s`, `MB`."""
    target: float | None = None
    detail: str = ""
    """What the figure was made of, such as both medians."""
    binding: bool = False
    """Whether the whole run fails above the target: the figure does not depend on the machine."""

    @property
    def verdict(self) -> str:
        """Whether the target is met; nothing where there is none."""
        if self.target is None:
            return ""
        return MET if self.value <= self.target else MISSED

    @property
    def fails(self) -> bool:
        """Whether the run fails by it."""
        return self.binding and self.verdict == MISSED

    @property
    def measured(self) -> str:
        """The figure with its unit."""
        return told(self.value, self.unit)

    @property
    def wanted(self) -> str:
        """The target with its unit."""
        return "" if self.target is None else told(self.target, self.unit)


def told(value: float, unit: str) -> str:
    """Return a figure in three digits, with its unit."""
    digits = max(0, 2 - len(str(int(abs(value)))) + 1)
    number = f"{value:,.{digits}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    added = unit.removeprefix("+ ")
    return f"+ {number} {added}" if added != unit else f"{number} {unit}"


def printed(rows: Iterable[Row]) -> Iterable[str]:
    """Yield the lines of a table for a terminal, each as soon as it is measured."""
    yield f"{'measured':<66} {'':>10} {'wanted':>10}"
    for row in rows:
        line = f"{row.label:<66} {row.measured:>10} {row.wanted:>10}  {row.verdict:<13}"
        yield f"{line}{row.detail}".rstrip()


def merged(page: str, rows: Iterable[Row]) -> str:
    """Return a page whose table has these figures, with all else as it was.

    The table's columns are: act, before, after, wanted. A row is known by what the act is called,
    and keeps what it was before; one that is new comes last.
    """
    lines = page.splitlines()
    for row in rows:
        name = f"| {row.label} |"
        place = next((n for n, line in enumerate(lines) if line.startswith(name)), None)
        before = "–"
        if place is not None:
            before = lines[place].split("|")[2].strip()
            del lines[place]
        else:
            place = _end(lines)
        missed = f"**{row.measured}**" if row.verdict == MISSED else row.measured
        lines.insert(place, f"{name} {before} | {missed} | {row.wanted or '–'} |")
    return "\n".join(lines) + "\n"


def _end(lines: Sequence[str]) -> int:
    """Return where the page's first table ends; the last line where there is none."""
    first = next((n for n, line in enumerate(lines) if line.startswith("| ")), len(lines))
    return next((n for n in range(first, len(lines)) if not lines[n].startswith("| ")), len(lines))

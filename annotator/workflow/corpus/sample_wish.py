"""What a sample of an archive is to be: how large, by which strata, and with which quotas."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from annotator.analysis.sampling import day_of
from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated
from annotator.formats.files.encodings import decoded
from annotator.workflow.corpus.counting import month_of

MONTH = "month"
"""Strata are the months in which articles were published."""
DAY = "day"
"""Strata are the days on which articles were published."""
_ARTICLES = "articles"
_LARGEST = 10_000_000  # bytes


class Quota(msgspec.Struct, frozen=True):
    """How many articles are to be drawn of those whose metadata has these values."""

    where: tuple[tuple[str, str], ...]
    articles: int

    @property
    def name(self) -> str:
        """What its stratum is called."""
        return ", ".join(f"{key}={value}" for key, value in self.where)

    def fits(self, meta: Mapping[str, str]) -> bool:
        """Tell whether an article with this metadata is one of them."""
        return all(value_of(meta, key) == value for key, value in self.where)


class SampleWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn, in one of four ways.

    Quotas, if there are any; so many constructed `weeks`; `size` articles by what a model is
    `unsure` of; or `size` articles by the strata of a metadata key or `MONTH`, in proportion or
    `spread` evenly, of which without a key all are one. With `once` copies count as one article.
    """

    size: int = 0
    by: str = ""
    spread: bool = False
    quotas: tuple[Quota, ...] = ()
    weeks: int = 0
    unsure: bool = False
    once: bool = True
    seed: int = 1

    @property
    def strata(self) -> str:
        """By what strata are told: a metadata key, `MONTH`, `DAY`, or nothing."""
        return DAY if self.weeks else self.by

    @property
    def told(self) -> str:
        """By what it is drawn, as it is kept with the project."""
        if self.weeks:
            return "weeks"
        if self.quotas:
            return "quotas"
        return "doubt" if self.unsure else self.by


def refuse_wish(wish: SampleWish) -> None:
    """Raise a `UserError` for what can't be wished together, or where nothing is."""
    ways = {
        "--quota": bool(wish.quotas),
        "--weeks": bool(wish.weeks),
        "--size": bool(wish.size),
    }
    chosen = [name for name, is_chosen in ways.items() if is_chosen]
    if not chosen:
        remedy = "Name --size N, --quota KEY=VALUE:N or --weeks N."
        raise UserError("Nothing says how many articles are to be drawn.", remedy=remedy)
    if len(chosen) > 1:
        remedy = "Choose one of them."
        raise UserError(f"{enumerated(chosen)} can't go together.", remedy=remedy)
    if not wish.size and (wish.by or wish.unsure):
        message = f"{chosen[0]} says by what is drawn: --by and --unsure can't go with it."
        raise UserError(message, remedy="Leave one of them out.")
    if wish.unsure and wish.by:
        remedy = "Leave one of them out."
        raise UserError("--unsure draws from all articles, not --by strata.", remedy=remedy)
    if wish.spread and not wish.by:
        raise UserError("--spread needs strata.", remedy="Name them with --by.")


def value_of(meta: Mapping[str, str], key: str) -> str:
    """Return what an article's metadata has under a key, its month or day among them."""
    published = meta.get("published", "")
    if key == MONTH:
        return month_of(published)
    if key == DAY:
        day = day_of(published)
        return day.isoformat() if day is not None else ""
    return meta.get(key, "")


def quota_of(said: str) -> Quota:
    """Return the quota that is written as KEY=VALUE:N; raise a `UserError` if it is none."""
    condition, _, number = said.rpartition(":")
    key, equals, value = condition.partition("=")
    if not equals or not key.strip() or not _is_number(number):
        remedy = "Write KEY=VALUE:N, as in --quota outlet=AFP:200."
        raise UserError(f"“{said}” is no quota.", remedy=remedy)
    return Quota(((key.strip(), value.strip()),), int(number))


def quotas_in(path: Path) -> list[Quota]:
    """Return the quotas of a table: a column for each metadata key, and one called `articles`.

    Raise a `UserError` with the row for what is none.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError("The table of quotas is too large.", where=path.name)
        data = path.read_bytes()
    except OSError as error:
        message = f"The file can't be read: {error.strerror}."
        raise UserError(message, where=path.name) from None
    rows = [row for row in csv.reader(io.StringIO(decoded(data, path.name).text)) if any(row)]
    heading = [cell.strip() for cell in rows[0]] if rows else []
    keys = [key for key in heading if key != _ARTICLES]
    if len(rows) < 2 or not keys or not all(keys) or heading.count(_ARTICLES) != 1:
        remedy = "It needs a heading with metadata keys and “articles”, as in outlet,articles."
        raise UserError("The file is no table of quotas.", where=path.name, remedy=remedy)
    found: list[Quota] = []
    for n, row in enumerate(rows[1:], 2):
        cells = dict(zip(heading, (cell.strip() for cell in row), strict=False))
        if len(row) != len(heading) or not _is_number(cells[_ARTICLES]):
            remedy = "Each row needs a value for each key, and a whole number of articles."
            raise UserError("This is no quota.", where=f"{path.name}, row {n}", remedy=remedy)
        found.append(Quota(tuple((key, cells[key]) for key in keys), int(cells[_ARTICLES])))
    return found


def distinct(quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """Return the quotas; raise a `UserError` where two are for the same."""
    found: dict[str, Quota] = {}
    for one in quotas:
        if one.name in found:
            remedy = "Name each only once."
            raise UserError(f"There are two quotas for {one.name}.", remedy=remedy)
        found[one.name] = one
    return tuple(found.values())


def _is_number(said: str) -> bool:
    return said.strip().isdecimal() and 0 < int(said) < 10**9

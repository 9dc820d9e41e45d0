"""How many units of articles somebody has still to answer for, of those that codes ask of.

Where units are follows from the text, so nothing in the file says how many there are: they are
looked for once in a text, and only where answers are.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from annotator.analysis.units import WHOLE, units_of, with_places
from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.batches import batched
from annotator.domain.codebook import AskedUnit, CodeState
from annotator.domain.layout import RoleStretch
from annotator.domain.record import Fragment
from annotator.store.file import texts
from annotator.store.file.database import Database
from annotator.store.file.tables import among

_AMONG = "SELECT value FROM json_each(?)"
_AT_ONCE = 50
"""How many articles are looked at together; between them the work can be given up."""
_COSTS = (AskedUnit.ARTICLE, AskedUnit.PARAGRAPH, AskedUnit.SENTENCE)
"""Units in the order of what it costs to find them."""
_MOST = 50_000
"""Of how many texts it is remembered where their units are."""
_fragments = msgspec.json.Decoder(tuple[Fragment, ...]).decode
_stretches = msgspec.json.Decoder(tuple[RoleStretch, ...]).decode

_Place = tuple[int, int]
_Answers = dict[str, set[_Place]]
"""The places of answers, by code (id)."""


class UnitsLeft(NamedTuple):
    """How many units are unanswered, of how many that are asked about."""

    open: int
    units: int


class _Layout(NamedTuple):
    """What the places of an article's units follow from."""

    sha256: str
    excluded: str
    stretches: str


_known: dict[tuple[_Layout, AskedUnit], "array[int]"] = {}


def asking_codes(database: Database) -> dict[str, AskedUnit]:
    """Return the codes (ids) that can be applied and ask of units, and of which."""
    sql = 'SELECT id, unit FROM code WHERE unit <> ? AND state = ? AND NOT "group"'
    rows = database.conn.execute(sql, [AskedUnit.FREE, CodeState.ACTIVE])
    found = [(ident, AskedUnit(unit)) for ident, unit in rows if unit in _COSTS]
    return dict(sorted(found, key=lambda one: _COSTS.index(one[1])))


def units_left(
    database: Database, coder: str, numbers: Collection[int] | None = None
) -> dict[int, UnitsLeft]:
    """Return what a coder (id) has left of the articles in which they have begun to answer.

    By the articles' numbers: of these, or of all.
    """
    codes = asking_codes(database)
    found: dict[int, UnitsLeft] = {}
    for few in batched(_begun(database, coder, codes, 1, numbers), _AT_ONCE):
        found |= _left_in(database, coder, codes, few)
    return found


def answered_whole(
    database: Database, coder: str, numbers: Collection[int] | None = None
) -> list[int]:
    """Return the numbers of the articles in which a coder (id) has answered for every unit.

    No text is looked at where a code has no answer, and no further unit once one is open.
    """
    codes = asking_codes(database)
    found: list[int] = []
    for few in batched(_begun(database, coder, codes, len(codes), numbers), _AT_ONCE):
        left = _left_in(database, coder, codes, few, until_open=True)
        found += (number for number, one in left.items() if not one.open)
    return found


def _begun(
    database: Database,
    coder: str,
    codes: Collection[str],
    least: int,
    numbers: Collection[int] | None,
) -> list[int]:
    """Return the articles (numbers) in which at least so many of the codes have an answer."""
    if not codes or not coder:
        return []
    sql = (
        "SELECT a.n FROM annotation_count c JOIN article a ON a.id = c.article "  # noqa: S608 - words of our own
        f"WHERE c.coder = ? AND c.layer <> ? AND c.code IN ({_AMONG})"
    )
    values: list[Any] = [coder, GOLD_LAYER, among(codes)]
    if numbers is not None:
        sql, values = f"{sql} AND a.n IN ({_AMONG})", [*values, among(numbers)]
    sql = f"{sql} GROUP BY a.n HAVING count(DISTINCT c.code) >= ?"
    return [number for (number,) in database.conn.execute(sql, [*values, least])]


def _left_in(
    database: Database,
    coder: str,
    codes: dict[str, AskedUnit],
    numbers: Sequence[int],
    *,
    until_open: bool = False,
) -> dict[int, UnitsLeft]:
    """Return what is left of some articles; with `until_open` only whether anything is."""
    answers = _answers(database, coder, codes, numbers)
    sql = (
        "SELECT a.n, a.title, a.text_sha256, a.excluded, coalesce(l.stretches, '[]') "  # noqa: S608 - words of our own
        f"FROM article a LEFT JOIN layout l ON l.article = a.id WHERE a.n IN ({_AMONG})"
    )
    found: dict[int, UnitsLeft] = {}
    for number, title, *cells in database.conn.execute(sql, [among(numbers)]).fetchall():
        layout, here = _Layout(*cells), answers.get(number, {})
        left = count = 0
        for code, kind in codes.items():
            given = here.get(code, set())
            units = with_places(_places(database, layout, kind, title), given)
            left, count = left + len(units) - len(given), count + len(units)
            if left and until_open:
                break
        found[number] = UnitsLeft(left, count)
    return found


def _answers(
    database: Database, coder: str, codes: Iterable[str], numbers: Sequence[int]
) -> dict[int, _Answers]:
    sql = (
        "SELECT a.n, l.code, l.fragments FROM article a JOIN annotation l ON l.article = a.id "  # noqa: S608 - words of our own
        f"WHERE a.n IN ({_AMONG}) AND l.coder = ? AND l.layer <> ? AND l.code IN ({_AMONG})"
    )
    values = [among(numbers), coder, GOLD_LAYER, among(codes)]
    found: defaultdict[int, _Answers] = defaultdict(dict)
    for number, code, cell in database.conn.execute(sql, values):
        places = _fragments(cell)
        place = (places[0].start, places[-1].end) if places else WHOLE
        found[number].setdefault(code, set()).add(place)
    return found


def _places(database: Database, layout: _Layout, kind: AskedUnit, title: str) -> list[_Place]:
    """Return where the units of a text are; what was looked at before is remembered."""
    if kind is AskedUnit.ARTICLE:
        return [WHOLE]
    key = layout, kind
    known = _known.get(key)
    if known is None:
        text = texts.verified(database, layout.sha256, title)
        excluded, stretches = _fragments(layout.excluded), _stretches(layout.stretches)
        units = units_of(text, kind, excluded, stretches)
        known = array("l", (at for unit in units for at in unit))
        if len(_known) >= _MOST:
            _known.clear()
        _known[key] = known
    return [(start, end) for start, end in list(pairwise(known))[::2]]

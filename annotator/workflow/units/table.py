"""The long table of answers for units: a row for each unit of an article and each coder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.units import WHOLE, same_units, units_of, with_places
from annotator.domain.annotation import Annotation
from annotator.domain.batches import batched
from annotator.domain.codebook import Code, is_none
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import plain_cell
from annotator.domain.layers import GOLD, ArticleLayers, layer_of
from annotator.domain.layout import ArticleLayout
from annotator.domain.people import Coder
from annotator.domain.record import Values
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.copies.asking import filtered
from annotator.workflow.csv_tables import write_table
from annotator.workflow.reliability.figures import code_named
from annotator.workflow.units.answering import given
from annotator.workflow.units.asking import place_of

_AT_ONCE = 50
"""How many articles are read at once."""


class UnitState(StrEnum):
    """Whether a coder has answered for a unit, and whether that none of the code is there."""

    ANSWERED = "answered"
    NONE = "none"
    UNANSWERED = "unanswered"


class UnitRow(msgspec.Struct, frozen=True):
    """What a coder (handle, or gold) has answered to a code's question about one unit.

    The unit is the `number`th of `units`, from 1; `start` and `end` are in code points, and None
    for the whole article. `answer` is what the question was answered with, as exports have it:
    empty where it is open; `agreement` is the share of pairs of coders who answered alike, of those
    who have answered for this unit, and None where fewer than two have; `values` has all answers.
    """

    article_id: str
    article_title: str
    code: str
    unit: str
    number: int
    units: int
    start: int | None
    end: int | None
    text: str
    agreement: float | None
    coder: str
    state: UnitState
    answer: str | int | bool | None
    values: Values


def asked_codes(project: Project, names: Iterable[str] = ()) -> list[Code]:
    """Return the codes of these names or ids that ask of units, or all; refuse others."""
    codebook = project.codebook()
    chosen = [code_named(codebook, name) for name in names]
    for code in chosen:
        if not code.is_of_units:
            message = f"{code.name} asks of no units: it is tagged freely."
            units = ", ".join(one.id for one in codebook.codes if one.is_of_units)
            remedy = f"There are {units}." if units else "No code of this project asks of units."
            raise UserError(message, remedy=remedy)
    return chosen or [one for one in codebook.codes if one.is_of_units and not one.group]


def unit_rows(
    project: Project,
    codes: Sequence[Code],
    query: str | None = None,
    progress: Progress = no_progress,
    *,
    seen_by: Visibility | None = None,
) -> Iterator[UnitRow]:
    """Yield the rows of all articles, or of those that a query finds, in the articles' order.

    A coder has rows in articles that they have read to the end, or have an answer to that code in.
    With `seen_by` only answers that somebody may see are there.
    """
    handles = {one.id: one.handle for one in project.find(Coder)} | {GOLD: GOLD}
    if query is None:
        ids = project.article_ids()
    else:
        ids = [row.id for row in filtered(project, query, project.coder)]
    done = 0
    for few in batched(ids, _AT_ONCE):
        progress(done, len(ids))
        layers = {one.article.id: one for one in project.compared_layers(list(few))}
        for one in (layers[ident] for ident in few if ident in layers):
            layout = next(iter(project.find(ArticleLayout, article=one.article.id)), None)
            only = _seen(one, seen_by)
            for code in codes:
                yield from _rows(one, layout, code, handles, only)
        done += len(few)
    progress(len(ids), len(ids))


def _seen(one: ArticleLayers, seen_by: Visibility | None) -> str | None:
    """Return the one coder (an id) whose answers may be seen on an article; None for all."""
    if seen_by is None or seen_by.sees_others_on(one.article.id):
        return None
    return seen_by.coder


def _rows(
    one: ArticleLayers,
    layout: ArticleLayout | None,
    code: Code,
    handles: Mapping[str, str],
    only: str | None,
) -> Iterator[UnitRow]:
    answers = [each for each in one.annotations if each.code == code.id]
    answers = [each for each in answers if only is None or layer_of(each) == only]
    who = {layer_of(each) for each in answers} | one.readers()
    who |= {GOLD} if one.has_read(GOLD) else set()
    who = who if only is None else who & {only}
    if not who:
        return
    order = sorted(who, key=lambda coder: (coder == GOLD, handles.get(coder, coder).casefold()))
    stretches = layout.stretches if layout is not None else ()
    units = units_of(one.text, code.unit, one.article.excluded, stretches)
    listed = units_with_answers(units, answers)
    for number, (place, found) in enumerate(listed, 1):
        whole = place == WHOLE
        agreement = _agreement([given(code, o.values) for c, o in found.items() if c != GOLD])
        for coder in order:
            answer = found.get(coder)
            yield UnitRow(
                article_id=one.article.id,
                article_title=one.article.title,
                code=code.id,
                unit=code.unit.value,
                number=number,
                units=len(listed),
                start=None if whole else place[0],
                end=None if whole else place[1],
                text="" if whole else one.text[slice(*place)],
                agreement=agreement,
                coder=handles.get(coder, coder),
                state=_state(answer),
                answer=None if answer is None else given(code, answer.values),
                values={} if answer is None else answer.values,
            )


def units_with_answers(
    units: Sequence[Range], answers: Iterable[Annotation]
) -> list[tuple[Range, dict[str, Annotation]]]:
    """Return units in order, each with its answers by layer; what nobody answered is there, too."""
    known: dict[tuple[Range, str], Annotation] = {}
    for one in sorted(answers, key=lambda each: (each.created, each.id), reverse=True):
        known[place_of(one), layer_of(one)] = one  # the first made counts
    found: dict[Range, dict[str, Annotation]] = {}
    for unit in same_units(known):
        found[unit[0][0]] = {owner: known[place, owner] for place, owner in unit}
    places = with_places(units, found)
    return [(place, found.get(place, {})) for place in places]


def _agreement(answers: Sequence[object]) -> float | None:
    """Return the share of pairs of answers that are equal; what answers nothing is none."""
    given_ones = [one for one in answers if one is not None]
    pairs = list(combinations(given_ones, 2))
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def _state(answer: Annotation | None) -> UnitState:
    if answer is None:
        return UnitState.UNANSWERED
    return UnitState.NONE if is_none(answer.values) else UnitState.ANSWERED


_FIXED = tuple(one for one in UnitRow.__struct_fields__ if one != "values")


def csv_rows(rows: Iterable[UnitRow], codes: Sequence[Code]) -> Iterator[list[Any]]:
    """Yield heading and rows as cells, with a column for each field of the codes."""
    fields = [(code, field) for code in codes for field in code.fields]
    yield [*_FIXED, *(f"{code.id}.{field.id}" for code, field in fields)]
    for row in rows:
        cells: list[Any] = []
        for name in _FIXED:
            value = getattr(row, name)
            share = isinstance(value, float)
            cells.append("" if value is None else f"{value:.4g}" if share else plain_cell(value))
        for code, field in fields:
            value = row.values.get(field.id) if code.id == row.code else None
            cells.append("" if value is None else field.type.row.cell(value))
        yield cells


def write_units(path: Path, rows: Iterable[UnitRow], codes: Sequence[Code]) -> int:
    """Write the table as CSV and return how many rows it has below its heading.

    Raise a `UserError` when the file can't be written.
    """
    count = -1

    def counting() -> Iterator[list[Any]]:
        nonlocal count
        for cells in csv_rows(rows, codes):
            count += 1
            yield cells

    write_table(path, counting())
    return count


def state_counts(rows: Iterable[UnitRow]) -> dict[tuple[str, str], dict[UnitState, int]]:
    """Return how many units have which state, by code and coder in their order."""
    found: dict[tuple[str, str], dict[UnitState, int]] = {}
    for row in rows:
        of = found.setdefault((row.code, row.coder), dict.fromkeys(UnitState, 0))
        of[row.state] += 1
    return found

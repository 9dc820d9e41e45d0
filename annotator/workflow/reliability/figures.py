"""Figures of agreement on a project: what to compute them on, and writing them to a file."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from annotator.analysis.agreement import Figure, Marks, Suggested, figure_row
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.rounds import Rounds, coded_at, rounds_of
from annotator.domain.visibility import Visibility
from annotator.formats.files.atomic import written_beside
from annotator.store.project import Project
from annotator.workflow.copies.asking import filtered
from annotator.workflow.csv_tables import write_table
from annotator.workflow.reliability.how_done import sampling_told, training_told
from annotator.workflow.runs import run_coders
from annotator.workflow.suggesting.shares import suggested_by

COLUMNS = Figure.__struct_fields__
"""The keys of a figure in a file, in their order."""
_BETWEEN = "; "


class Study(msgspec.Struct, frozen=True, dict=True):
    """What agreement is computed on: articles, codebook, and coders' handles by their ids.

    `readers` has the coders who have read an article to its end, gold among them where it is;
    `finished` says when they did so, by coder, by article; `hidden` counts the articles that are
    left out since somebody may not see their labels yet, and `unsettled` those on which gold, which
    is compared, does not count since they are not settled. `handles` has those of all coders by
    their ids, and `were_labels_open` says whether they ever could see each other's labels.
    `rounds` are the project's; `training` and `sampling` say what it knows of them. `runs` are the
    ids of those who are no people but runs of programs; `suggested` is what the coders decided on
    suggestions.
    """

    articles: Sequence[ArticleLayers]
    codebook: Codebook
    coders: Mapping[str, str]
    readers: Mapping[str, str]
    hidden: int = 0
    unsettled: int = 0
    finished: Mapping[str, Mapping[str, str]] = msgspec.field(
        default_factory=dict[str, Mapping[str, str]]
    )
    handles: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    were_labels_open: bool = False
    rounds: Rounds = Rounds()
    training: str = ""
    sampling: str = ""
    runs: frozenset[str] = frozenset()
    suggested: tuple[Suggested, ...] = ()

    @cached_property
    def shared(self) -> int:
        """How many articles at least two of the coders have read."""
        return sum(sum(map(one.has_read, self.coders)) > 1 for one in self.articles)


def study(
    project: Project,
    coders: Sequence[str] = (),
    query: str | None = None,
    visibility: Visibility | None = None,
    *,
    unsettled: bool = False,
    within: str = "",
    apart: bool = False,
) -> Study:
    """Return the articles that a query finds (or all) and the coders who are to be compared.

    With a `visibility` only articles whose labels may all be seen. `within` is the name or id of a
    round, to which alone articles are to count; practice articles and repetitions count where that
    is their round, and with `apart`. Gold counts where it is settled, or everywhere if it may be
    `unsettled`.

    Coders are named by handle or id, `gold` being the settled layer; without names they are all who
    have read an article to its end, without gold, in the order of their handles. Raises a
    `UserError` for an unknown coder and for one alone. Runs of programs count where they are named.
    """
    ids = None if query is None else [row.id for row in filtered(project, query, project.coder)]
    finished = project.finished_moments()
    rounds = rounds_of(project)
    counting = _counting(project, rounds, ids, finished, within, apart=apart)
    every = project.compared_layers(counting)
    if unsettled:
        every = [structs.replace(one, gold_stands=True) for one in every]
    articles = [one for one in every if visibility is None or visibility.sees_all_of(one)]
    coders_here = sorted(project.find(Coder), key=lambda one: one.handle.casefold())
    known = {coder.id: coder.handle for coder in coders_here}
    read = {coder for one in articles for coder in one.readers()}
    readers = {coder: handle for coder, handle in known.items() if coder in read}
    if any(one.has_read(GOLD) for one in articles):
        readers[GOLD] = GOLD
    named = dict.fromkeys(_coder(known, name) for name in coders)
    if len(named) == 1:
        raise UserError("One coder alone agrees with nobody.", remedy="Name at least two coders.")
    runs = run_coders(project)
    chosen = list(named) or [one for one in readers if one != GOLD and one not in runs]
    handles = {coder: known.get(coder, GOLD) for coder in chosen}
    left = sum(not one.gold_stands and _has_gold(one) for one in articles)
    return Study(
        articles,
        project.codebook(),
        handles,
        readers,
        len(every) - len(articles),
        left if GOLD in handles else 0,
        finished,
        known,
        project.were_labels_open(),
        rounds,
        training_told(project),
        sampling_told(project),
        runs,
        suggested_by(project, project.codebook(), {one.article.id for one in articles}, handles),
    )


def _has_gold(article: ArticleLayers) -> bool:
    return bool(article.decisions) or bool(article.layer(GOLD))


def _counting(
    project: Project,
    rounds: Rounds,
    ids: list[str] | None,
    finished: Mapping[str, Mapping[str, str]],
    within: str,
    *,
    apart: bool,
) -> list[str] | None:
    """Return which of these articles (None for all) count to a round, or to the study."""
    if not rounds.rounds and not within:
        return ids
    chosen = rounds.named(within).id if within else ""
    return [
        one
        for one in (project.article_ids() if ids is None else ids)
        if rounds.counts(one, coded_at(finished.get(one, {})), within=chosen, apart=apart)
    ]


def _coder(known: Mapping[str, str], name: str) -> str:
    """Return the id of a coder by handle or id."""
    if name in known:
        return name
    wanted = folded(name)
    found = next((i for i, handle in known.items() if folded(handle) == wanted), None)
    if found is None and wanted != GOLD:
        handles = ", ".join(known.values()) or "nobody yet"
        message = f"There is no coder {name.strip()} in this project."
        raise UserError(message, remedy=f"It has {handles}.")
    return found or GOLD


def code_named(codebook: Codebook, name: str) -> Code:
    """Return the code with this id or name; raise a `UserError` if there is none."""
    by_name = (code for code in codebook.codes if folded(code.name) == folded(name))
    found = codebook.code(name) or next(by_name, None)
    if found is None:
        ids = ", ".join(code.id for code in codebook.codes if not code.group)
        raise UserError(f"There is no code {name} in the codebook.", remedy=f"It has {ids}.")
    return found


def fields_named(codes: Iterable[Code], name: str) -> frozenset[str]:
    """Return the ids of fields with this id or name; raise a `UserError` if there are none."""
    fields = [field for code in codes for field in code.fields]
    found = frozenset(one.id for one in fields if folded(name) in (one.id, folded(one.name)))
    if not found:
        ids = ", ".join(dict.fromkeys(one.id for one in fields)) or "no fields"
        raise UserError(f"There is no field {name} in the codes.", remedy=f"They have {ids}.")
    return found


def marks(revise: float, reliable: float) -> Marks:
    """Return cut marks; raise a `UserError` when they are not in their order between 0 and 1."""
    try:
        return Marks(revise, reliable)
    except ValueError:
        message = f"The cut marks {revise:g} and {reliable:g} are no rising values from 0 to 1."
        raise UserError(message) from None


def write_figures(path: Path, figures: Iterable[Figure]) -> None:
    """Write figures to a file: JSON if its name ends in `.json`, or else CSV.

    In a CSV undefined is empty and the coders' handles are joined by "; ". Raises a `UserError`
    when the file can't be written.
    """
    rows = [figure_row(one) for one in figures]
    _write(path, rows, COLUMNS)


def write_parts(path: Path, parts: Mapping[str, Iterable[Figure]]) -> None:
    """Write the figures of several parts (outlets, months, …) as `write_figures` does.

    Each has its part's name before the other keys.
    """
    rows = [{"part": part, **figure_row(one)} for part, found in parts.items() for one in found]
    _write(path, rows, ("part", *COLUMNS))


def _write(path: Path, rows: list[dict[str, Any]], columns: Sequence[str]) -> None:
    if path.suffix.lower() != ".json":
        write_table(path, [columns, *([_cell(row[key]) for key in columns] for row in rows)])
        return
    with written_beside(path) as (file,):
        file.write(msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n")


def _cell(value: Any) -> Any:
    return _BETWEEN.join(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - a list of handles

"""How a freeze differs from the project as it is today, and whether its file was altered."""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, cast

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.kinds import to_values
from annotator.domain.people import Coder
from annotator.domain.record import Values
from annotator.domain.study import Freeze
from annotator.domain.visibility import Visibility
from annotator.store.file.frozen import file_sum
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.codebook_differences import CodebookDifference, codebook_differences
from annotator.workflow.freezing.contents import (
    ARTICLES,
    CODEBOOK,
    FILE,
    METHODS,
    checksums_of,
    compute,
    counts_of,
    figures_of,
)
from annotator.workflow.freezing.making import freeze_named, freeze_path, freezes

_BESIDE = ("modified", "contexts")


class ThenAndNow(msgspec.Struct, frozen=True):
    """Something that is counted or measured, as it was and as it is; empty where it wasn't."""

    what: str
    then: str
    now: str


class GoldDifference(msgspec.Struct, frozen=True):
    """How many gold labels of a code came, changed and went since."""

    code: str
    code_name: str
    made: int
    changed: int
    gone: int


class FreezeComparison(msgspec.Struct, frozen=True, kw_only=True):
    """A freeze beside today. `file` says in a sentence whether its file is as it was written.

    `altered` is whether that file, or what is in it, is another one; None where it can't be told.
    `same` and `differing` say by checksums what is as it was: gold, codebook, labels of ana, …
    `gold` and `codebook` are empty where there is no file to look into.
    """

    freeze: Freeze
    file: str
    altered: bool | None
    counts: list[ThenAndNow]
    figures: list[ThenAndNow]
    same: list[str]
    differing: list[str]
    gold: list[GoldDifference]
    codebook: list[CodebookDifference]


def frozen_file(project: Project, named: str) -> tuple[Freeze | None, Path | None]:
    """Return what is meant by a freeze's name, or by the path of its file: record and file.

    Raise a `UserError` when there is neither.
    """
    found = freeze_named(project, named)
    if found is not None:
        beside = freeze_path(project.path, found.name)
        return found, beside if beside.exists() else None
    path = Path(named)
    if path.exists():
        return None, path
    names = ", ".join(one.name for one in freezes(project)) or "none yet"
    raise UserError(
        f"There is no freeze {named}, and no such file.", remedy=f"The project has {names}."
    )


def compare_freeze(
    project: Project,
    named: str,
    seen_by: Visibility | None = None,
    progress: Progress = no_progress,
) -> FreezeComparison:
    """Compare a freeze, by its name or its file, with the project as it is today.

    To whom labels are hidden on some article, only the codebook is compared. Raise a `UserError`
    when there is no such freeze, or its file can't be opened or is of another project.
    """
    record, path = frozen_file(project, named)
    if path is None:
        return _compared(project, cast("Freeze", record), None, None, seen_by, progress)
    with Project.open(path, read_only=True) as then:
        inside = then.freeze
        if inside is None:
            raise UserError(f"{path.name} is no freeze.", remedy="Name one, or its file.")
        if then.family() != project.family():
            raise UserError(f"{path.name} is a freeze of another project.")
        kept = record or freeze_named(project, inside.name)
        if kept is not None and kept.at != inside.at:
            if record is not None:
                raise UserError(f"{path.name} is another freeze.", remedy="Name its file.")
            kept = None
        return _compared(project, kept or inside, then, path, seen_by, progress)


def _compared(
    project: Project,
    freeze: Freeze,
    then: Project | None,
    path: Path | None,
    seen_by: Visibility | None,
    progress: Progress,
) -> FreezeComparison:
    whole = seen_by is None or sees_everything(seen_by)
    altered, told = _whether_altered(freeze, then, path)
    now = checksums_of(project)
    sums = {
        _called(project, one): now.get(one) == total
        for one, total in freeze.checksums.items()
        if one != FILE and (whole or one in (CODEBOOK, ARTICLES))
    }
    return FreezeComparison(
        freeze=freeze,
        file=told,
        altered=altered,
        counts=_counts(freeze, project) if whole else [],
        figures=_figures(freeze, project, progress) if whole else [],
        same=[one for one, is_same in sums.items() if is_same],
        differing=[one for one, is_same in sums.items() if not is_same],
        gold=_gold(then, project) if whole and then is not None else [],
        codebook=codebook_differences(then.codebook(), project.codebook()) if then else [],
    )


def sees_everything(seen_by: Visibility) -> bool:
    """Tell whether no label is hidden from somebody, so that figures on all may be shown."""
    return seen_by.open_labels or (seen_by.sees_others_elsewhere and not seen_by.exceptions)


def _called(project: Project, of: str) -> str:
    """Name what a checksum is of."""
    coder = project.get(Coder, of)
    return f"labels of {coder.handle}" if coder else of


def _whether_altered(
    freeze: Freeze, then: Project | None, path: Path | None
) -> tuple[bool | None, str]:
    """Tell whether a freeze's file is another one than was written, and say so."""
    if then is None or path is None:
        where = "Its file is not beside the project: what the project keeps of it is compared."
        return None, where
    wanted = freeze.checksums.get(FILE)
    if wanted is not None:
        same = file_sum(path) == wanted
        said = "as it was written" if same else "altered: its checksum is not the one that is kept"
        return not same, f"{path.name} is {said}."
    inner = {one: total for one, total in freeze.checksums.items() if one != FILE}
    if checksums_of(then) != inner:
        return True, f"{path.name} is altered: what is in it has other checksums than it says."
    return None, f"The project keeps no checksum of {path.name}; what it says of itself holds."


def _counts(freeze: Freeze, project: Project) -> list[ThenAndNow]:
    then, now = freeze.counts, counts_of(project)
    names = dict.fromkeys((*now, *then))
    return [ThenAndNow(one, _said(then.get(one)), _said(now.get(one))) for one in names]


def _figures(freeze: Freeze, project: Project, progress: Progress) -> list[ThenAndNow]:
    then, now = freeze.figures, figures_of(compute(project, progress))
    names = (one for one in dict.fromkeys((*then, *now)) if one != METHODS)
    return [ThenAndNow(one, _figure(then.get(one)), _figure(now.get(one))) for one in names]


def _said(count: Any) -> str:
    return f"{count:,}" if isinstance(count, int) else ""


def _figure(kept: Any) -> str:
    """Return a figure as a freeze keeps it, in words: "0.71 (0.62 to 0.80)"."""
    if not isinstance(kept, dict):
        return ""
    values = cast("dict[str, Any]", kept)
    value, low, high = (values.get(name) for name in ("value", "low", "high"))
    if not isinstance(value, int | float):
        return "n/a"
    interval = f" ({low:.2f} to {high:.2f})" if low is not None and high is not None else ""
    return f"{value:.2f}{interval}".replace("-", "−")


def _gold(then: ReadableProject, now: ReadableProject) -> list[GoldDifference]:
    """Count by code what came, changed and went of gold, links included."""
    was, is_now = _gold_in(then), _gold_in(now)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for ident in was.keys() | is_now.keys():
        before, after = was.get(ident), is_now.get(ident)
        code = str((after or before or {}).get("code"))
        if before is None or after is None:
            counts[code]["made" if before is None else "gone"] += 1
        elif before != after:
            counts[code]["changed"] += 1
    book, old = now.codebook(), then.codebook()
    found = ((code, book.code(code) or old.code(code)) for code in counts)
    return [
        GoldDifference(
            code,
            named.name if named else code,
            counts[code]["made"],
            counts[code]["changed"],
            counts[code]["gone"],
        )
        for code, named in sorted(found, key=lambda one: one[0])
    ]


def _gold_in(project: ReadableProject) -> dict[str, Values]:
    """Return gold by its ids, as far as it counts: not when it was touched last."""
    labels = project.find(Annotation, layer=GOLD_LAYER)
    links: dict[str, list[str]] = defaultdict(list)
    for link in project.find_among(Link, "annotation", [one.id for one in labels]):
        links[link.annotation].append(link.id)
    return {
        one.id: {
            **{name: value for name, value in to_values(one).items() if name not in _BESIDE},
            "links": sorted(links[one.id]),
        }
        for one in labels
    }

"""Handing out: who gets which articles, and a package for each coder, all of it or nothing."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from annotator.analysis.pseudonyms.naming import Pseudonyms
from annotator.analysis.sampling import (
    DrawnSample,
    constructed_weeks,
    loads_after,
    months,
    stratified,
)
from annotator.analysis.sharing_out import sample, share_out
from annotator.domain.annotation import Annotation, Decision
from annotator.domain.change import Changes
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.edits.team import Assign, NameReviewers
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.record import Values
from annotator.domain.settings import project_settings
from annotator.domain.teamwork import Assignment
from annotator.domain.wording import counted
from annotator.formats.selection import Selection
from annotator.store.file.overwriting import free_path
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.pseudonyms.copying import Masked, with_pseudonyms

SUFFIX = ".annotator"
MONTH = "month"
"""Articles are drawn by the months in which they were published."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_BOTH = 2
Pairs = tuple[tuple[str, str], ...]
"""Articles' ids, each with the handle of the coder who gets it."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen: coders by handle and articles by id.

    Without `articles` each coder gets those that are assigned to them. `drawn` is how many are
    drawn at random from the articles, and `by` a metadata key, or `MONTH`, by whose values they are
    drawn in proportion; with `weeks` all articles of so many constructed weeks are drawn. With
    `balanced` it counts what coders have besides; the rest is as `share_out` takes it. Of what is
    `apart` (ids), which is no article of the study, nothing is drawn, and it counts as no load.
    """

    coders: tuple[str, ...] = ()
    articles: tuple[str, ...] | None = ()
    drawn: int | None = None
    by: str = ""
    weeks: int | None = None
    balanced: bool = False
    most: int | None = None
    common: float = 0
    per_article: int = 1
    seed: int = 1
    apart: frozenset[str] = frozenset()


class Share(msgspec.Struct, frozen=True):
    """What one coder gets; of the articles `common` go to all coders, `already` were theirs."""

    coder: str
    articles: tuple[str, ...]
    common: int
    already: int


def assignments(rows: Iterable[ArticleRow]) -> dict[str, list[str]]:
    """Return the articles that are assigned to each coder, by handle."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for handle in row.assigned:
            found.setdefault(handle, []).append(row.id)
    return found


def drawn_for(wish: Wish, meta: Mapping[str, Values]) -> DrawnSample | None:
    """Return what is drawn from the articles; None where nothing is drawn, but all are taken.

    `meta` has the metadata of articles by their ids.
    """
    if wish.articles is None or (wish.drawn is None and wish.weeks is None):
        return None
    pool = [one for one in wish.articles if one not in wish.apart]
    days = {one: str(meta.get(one, {}).get("published", "")) for one in pool}
    if wish.weeks is not None:
        return constructed_weeks(days, wish.weeks, wish.seed)
    count = wish.drawn or 0
    if not wish.by:
        chosen = sample(pool, count, wish.seed)
        of = len(set(pool))
        return DrawnSample(dict.fromkeys(chosen, len(chosen) / (of or 1)), {"": (len(chosen), of)})
    if wish.by == MONTH:
        strata = months(days)
    else:
        strata = {one: str(meta.get(one, {}).get(wish.by, "")) for one in pool}
    return stratified(strata, count, wish.seed)


def shares(
    wish: Wish, assigned: Mapping[str, Sequence[str]], drawn: DrawnSample | None = None
) -> list[Share]:
    """Return what each of the chosen coders gets, of what was drawn if anything was."""
    if wish.articles is None:
        got = {coder: tuple(assigned.get(coder, ())) for coder in wish.coders}
    else:
        pool = wish.articles if drawn is None else drawn.articles
        if drawn is None and wish.drawn is not None:
            pool = sample(pool, wish.drawn, wish.seed)
        counts = wish.balanced or wish.most is not None
        got = share_out(
            pool,
            wish.coders,
            common=wish.common,
            per_article=wish.per_article,
            seed=wish.seed,
            already=assigned,
            loads=loads_after(_loads(wish, assigned), pool) if counts else {},
            most=wish.most,
        )
    everybodys = set[str]()
    if len(got) > 1:
        everybodys = set[str].intersection(*(set(own) for own in got.values()))
    return [
        Share(coder, own, len(everybodys), len(set(own) & set(assigned.get(coder, ()))))
        for coder, own in got.items()
    ]


def _loads(wish: Wish, assigned: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {
        coder: [one for one in articles if one not in wish.apart]
        for coder, articles in assigned.items()
    }


def summary(found: Sequence[Share]) -> str:
    """Say how many articles are handed out, and how many of them go to everybody."""
    articles = {article for share in found for article in share.articles}
    if not articles:
        return ""
    new = sum(len(share.articles) - share.already for share in found)
    parts = [counted(len(articles), "article")]
    if len(found) > 1:
        common = found[0].common
        everybody = "both coders" if len(found) == _BOTH else f"all {len(found)} coders"
        parts.append(f"{common} of them with {everybody}" if common else f"none with {everybody}")
    parts.append(counted(new, "new assignment"))
    return "  ·  ".join(parts)


class PackagePlan(msgspec.Struct, frozen=True):
    """What one coder (a handle) is given: articles by their ids, in a file at `path`."""

    coder: str
    articles: tuple[str, ...]
    path: Path


def package_plans(found: Iterable[Share], folder: Path, project: Path) -> list[PackagePlan]:
    """Return a plan for everybody who gets something, under names that are free in a folder."""
    plans: list[PackagePlan] = []
    for share in found:
        if share.articles:
            path = package_path(folder, project, share.coder, {one.path for one in plans})
            plans.append(PackagePlan(share.coder, share.articles, path))
    return plans


def package_path(folder: Path, project: Path, coder: str, taken: Collection[Path] = ()) -> Path:
    """Return a path named after project and coder at which there is nothing yet."""
    stem = f"{project.stem}-{_NOT_IN_NAMES.sub('_', coder).strip(' .')}"
    return free_path(folder, stem, SUFFIX, lambda path: path in taken or path.exists())


class Draw(msgspec.Struct, frozen=True):
    """How articles were drawn: what came of it, the seed, and by what, in words."""

    drawn: DrawnSample
    seed: int
    by: str = ""


def _tell_nobody(_plan: PackagePlan, _masked: Masked) -> None:
    """Say nothing of names."""


def write_packages(
    project: Project,
    plans: Sequence[PackagePlan],
    *,
    draw: Draw | None = None,
    reviewed: bool = False,
    pseudonyms: Pseudonyms | None = None,
    on_masked: Callable[[PackagePlan, Masked], object] = _tell_nobody,
    progress: Progress = no_progress,
) -> Changes:
    """Assign to coders what is not theirs yet, in one step to undo, and write their packages.

    How articles were drawn is kept with them and with the project. `reviewed` puts in what was
    decided on the coders' annotations. With `pseudonyms` the packages have them in place of names;
    what is done in them comes back with the key (`workflow.pseudonyms.returning`), and `on_masked`
    hears of each what was replaced and left in doubt. Raise a `UserError` or `CancelledError`;
    nothing is written and assigned then. A file is never replaced.
    """
    for plan in plans:
        refuse_targets(plan.path, replace=False)
    pairs = tuple((article, one.coder) for one in plans for article in one.articles)
    # One that can only be read can be handed out all the same; it does not say to whom.
    nothing = Changes("", "", "", "")
    changes = nothing if project.read_only else project.apply(_assigning(project, pairs, draw))
    written: list[Path] = []
    try:
        for plan, part in zip(plans, _parts(plans, progress), strict=True):
            chosen = Selection(articles=plan.articles, pseudonyms=pseudonyms)
            with with_pseudonyms(project, chosen) as source:
                source.project.write_package(
                    plan.path,
                    coder=plan.coder,
                    articles=plan.articles,
                    reviewed=reviewed,
                    progress=part,
                )
                if source.masked is not None:
                    on_masked(plan, source.masked)
            written.append(plan.path)
    except BaseException:
        _take_back(project, changes, written)
        raise
    return changes


def _assigning(project: Project, pairs: Pairs, draw: Draw | None) -> Edit:
    """Return the edit that assigns; who hands out first is the project's reviewer from then on."""
    assign = Assign(pairs) if draw is None else _assigning_drawn(pairs, draw)
    handle = project.coder
    if not handle or folded(handle) in {folded(coder) for _, coder in pairs}:
        return assign
    settings = project_settings(project.info().settings)
    if settings.reviewers or project.find(Decision):
        return assign
    known = {(one.article, one.coder) for one in project.find(Assignment)}
    if known.issuperset((article, coder_id(coder)) for article, coder in pairs):
        return assign
    return Together((assign, NameReviewers((handle,))))


def _assigning_drawn(pairs: Pairs, draw: Draw) -> Together:
    given = {article for article, _ in pairs}
    chances = {one: p for one, p in draw.drawn.chances.items() if one in given}
    kept = KeepSample(chances, draw.seed, draw.by, draw.drawn.strata)
    return Together([Assign(pairs), kept])


def _parts(plans: Iterable[PackagePlan], progress: Progress) -> Iterable[Progress]:
    """Yield for each plan what turns its progress into that of all, counted in articles."""
    plans = list(plans)
    whole = sum(len(one.articles) for one in plans)
    before = 0
    for plan in plans:
        yield _part(progress, before, len(plan.articles), whole)
        before += len(plan.articles)


def _part(progress: Progress, before: int, own: int, whole: int) -> Progress:
    def report(done: int, total: int) -> None:
        progress(before + (own * done // total if total else 0), whole)

    return report


def _take_back(project: Project, changes: Changes, written: Iterable[Path]) -> None:
    for path in written:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    if changes.some:
        project.undo()


def reviewed_coders(project: Project) -> set[str]:
    """Return the handles of those on whose annotations something was decided."""
    decided = {one.annotation for one in project.find(Decision)}
    if not decided:
        return set()
    handles = {one.id: one.handle for one in project.find(Coder)}
    found = project.find(Annotation)
    return {handles.get(one.coder, "") for one in found if one.id in decided}

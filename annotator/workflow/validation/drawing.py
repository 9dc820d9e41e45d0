"""Drawing a validation sample: articles by what a run says of them, for people who code blind."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from annotator.analysis.sampling import DrawnSample, spread
from annotator.domain.change import Changes
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Together
from annotator.domain.edits.sampling import VALIDATIONS, KeepValidation
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.layers import ArticleLayers
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.runs import Run, Score
from annotator.store.project import Project
from annotator.workflow.hand_out import Wish, package_plans, shares, write_packages
from annotator.workflow.validation.units import Asked, stratum
from annotator.workflow.visibility import visibility_of


class ValidationDraw(msgspec.Struct, frozen=True, kw_only=True):
    """A validation sample as it is kept: of what, and the chance of each article in it."""

    run: str
    code: str
    field: str = ""
    seed: int = 1
    chances: dict[str, float] = {}
    strata: dict[str, tuple[int, int]] = {}


class Given(msgspec.Struct, frozen=True):
    """What came of a draw: the sample, who got how many articles, the files, and the edit."""

    drawn: DrawnSample
    coders: dict[str, int]
    files: tuple[Path, ...] = ()
    changes: Changes | None = None


def run_named(project: Project, name: str) -> Run:
    """Return the run with this name or handle; the only one where none is named.

    Raise a `UserError` when there is none, or more than one.
    """
    found = project.find(Run)
    handles = {one.id: one.handle for one in project.find(Coder)}
    wanted = folded(name)
    if name:
        named = (folded(one.name) == wanted for one in found)
        own = [
            one
            for one, is_named in zip(found, named, strict=True)
            if is_named or folded(handles.get(one.coder, "")) == wanted
        ]
    else:
        own = found
    if len(own) == 1:
        return own[0]
    known = ", ".join(handles.get(one.coder, one.name) for one in found)
    message = f"There is no run “{name}”." if name and not own else "Which run is it?"
    message = message if found else "The project has no runs."
    raise UserError(message, remedy=f"There are {known}." if known else "Import one with --run.")


def scores_of(project: Project) -> dict[str, float]:
    """Return the scores of labels, by label."""
    return {one.annotation: one.score for one in project.find(Score) if one.score is not None}


def pool(project: Project) -> list[ArticleLayers]:
    """Return all articles but those for practice."""
    practice = visibility_of(project, "").practice
    return [one for one in project.compared_layers() if one.article.id not in practice]


def draw(
    articles: Sequence[ArticleLayers],
    run: Run,
    asked: Asked,
    scores: dict[str, float],
    count: int,
    seed: int,
) -> DrawnSample:
    """Draw articles evenly from the strata that the run's values and scores make."""
    strata = {one.article.id: stratum(one, run.coder, asked, scores)[0] for one in articles}
    return spread(strata, count, seed)


def give(
    project: Project,
    run: Run,
    asked: Asked,
    drawn: DrawnSample,
    coders: Sequence[str],
    *,
    seed: int = 1,
    per_article: int = 1,
    folder: Path | None = None,
    progress: Progress = no_progress,
) -> Given:
    """Assign the drawn articles to coders (handles), and keep how they were drawn.

    With a `folder` each gets a package there, without anybody else's labels. In the project
    itself they are blind to the run's labels until they have finished an article, as to others'.
    """
    wish = Wish(coders=tuple(coders), articles=drawn.articles, per_article=per_article, seed=seed)
    own = shares(wish, {})
    kept = KeepValidation(
        run=run.coder,
        code=asked.code.id,
        field=asked.field.id if asked.field else "",
        seed=seed,
        chances=dict(drawn.chances),
        strata=dict(drawn.strata),
    )
    pairs = tuple((article, share.coder) for share in own for article in share.articles)
    handed_out = Together([Assign(pairs), kept], "Validation sample handed out")
    changes = project.apply(handed_out)
    files: tuple[Path, ...] = ()
    if folder is not None:
        plans = package_plans(own, folder, project.path)
        write_packages(project, plans, progress=progress)
        files = tuple(one.path for one in plans)
    return Given(drawn, {one.coder: len(one.articles) for one in own}, files, changes)


def last_drawn(project: Project, run: Run) -> ValidationDraw | None:
    """Return the last validation sample of a run; None where none was drawn."""
    settings = project.info().settings
    for name in sorted((one for one in settings if one.startswith(VALIDATIONS)), reverse=True):
        try:
            found = msgspec.convert(settings[name], ValidationDraw)
        except msgspec.ValidationError:
            continue
        if found.run == run.coder:
            return found
    return None

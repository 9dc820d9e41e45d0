"""The same with the real window: the file under it, and damaged ones."""

from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import Annotation
from annotator.domain.kinds import to_values
from annotator.store.project import Project
from rounds import damaged, material
from rounds.elsewhere import elsewhere
from rounds.forked import empty, judged
from rounds.outcome import KEPT, Outcome, Verdict, refused
from rounds.under import Deed, nothing_is_missing

if TYPE_CHECKING:
    from rounds.window_bench import Bench

_MOST_BEFORE, _MOST_AFTER = 2, 3
_ARTICLES = ("a0", "a1", "a2")
"""What is looked at of a damaged file."""


def bench() -> "Bench":
    """Return the window: Qt is loaded only where one is asked for."""
    from rounds import window_bench  # noqa: PLC0415 - see above

    return window_bench.bench()


def under_the_window(deed: Deed, seed: int, folder: Path) -> Outcome:
    """Go on tagging in the window after the deed; what it called done is not missing."""
    rng = material.random_of("window", seed)
    before, after = rng.randrange(_MOST_BEFORE + 1), rng.randrange(1, _MOST_AFTER + 1)
    place = empty(folder / "team" / "work")
    path, other = material.study(place), material.colleague(folder, 2)

    def examine() -> Outcome:
        at = bench()
        window = at.window
        if not window.open_path(path, "Article 0", ask=False) or window.project is None:
            return Outcome(Verdict.LOST, f"it does not open: {at.shown}")
        session = window.project.session
        session.refused.connect(at.shown.append)
        said: list[str] = []

        def edit(name: str, n: int) -> None:
            if session.apply(material.tag(name, n + seed)) is not None:
                said.append(name)
            at.settle()

        for n in range(before):
            edit(f"before-{n}", n)
        elsewhere(lambda: deed(path, other))
        for n in range(after):
            edit(f"after-{n}", n)
        at.end()
        outcome = nothing_is_missing(deed, folder, said)
        return refused(at.shown[0]) if at.shown and outcome == KEPT else outcome

    return judged(examine)


def damaged_in_the_window(seed: int, folder: Path) -> Outcome:
    """Open a damaged file in the window: it is refused in words, or shows what is true."""
    path = damaged.damaged_study(seed, empty(folder / "work"))
    wanted = _true(damaged.study(folder))

    def examine() -> Outcome:
        at = bench()
        if not at.window.open_path(path, "Article 0", ask=False) or at.window.project is None:
            at.end()
            if not at.shown:
                return Outcome(Verdict.WRONG, "it does not open, and nothing is said")
            return refused(at.shown[0])
        session = at.window.project.session
        session.refused.connect(at.shown.append)
        found: dict[str, object] = {}
        for article in _ARTICLES:
            session.open_article(article)
            at.settle()
            if session.article is not None and not at.shown:
                found |= {a.id: to_values(a) for a in session.article.annotations.values()}
        at.look_through(session)
        said = list(at.shown)
        at.end()
        damaged.expect_true(found, wanted, whole=not said)
        return refused(said[0]) if said else KEPT

    return judged(examine)


def _true(path: Path) -> dict[str, object]:
    with Project.open(path) as project:
        return {
            one.id: to_values(one) for one in project.find(Annotation) if one.article in _ARTICLES
        }

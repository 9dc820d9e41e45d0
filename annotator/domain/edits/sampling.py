"""Keeping how articles were drawn: each one's chance with it, the draw with the project."""

import msgspec
from msgspec import structs

from annotator.domain.article import PROBABILITY, Article
from annotator.domain.draft import Draft
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Values
from annotator.domain.wording import counted

SAMPLES = "sample:"
"""The project's settings that keep a draw begin so; the moment of the draw follows."""


VALIDATIONS = "validation:"
"""Those that keep a sample by which a run is validated begin so."""


class KeepSample(msgspec.Struct, frozen=True):
    """Keep the chances of drawn articles (by id, 0 to 1), and seed and strata of the draw.

    `strata` say of how many articles how many were drawn. An article that was drawn before keeps
    the chance that it had then. `frame` says what is known of the whole that was drawn from, where
    that is not in the project.
    """

    chances: dict[str, float]
    seed: int
    by: str = ""
    strata: dict[str, tuple[int, int]] = {}
    frame: Values = {}

    def plan(self, draft: Draft) -> str:
        """Set the articles’ metadata and the project’s setting."""
        draft.foresee(Article, self.chances)
        for ident, chance in self.chances.items():
            article = draft.need(Article, ident)
            if PROBABILITY not in article.meta:
                meta = article.meta | {PROBABILITY: _kept(chance)}
                draft.put(structs.replace(article, meta=meta))
        info = draft.need(ProjectInfo, PROJECT_ID)
        strata = {name: list(pair) for name, pair in self.strata.items()}
        told: Values = {"seed": self.seed, "by": self.by, "drawn": len(self.chances)}
        told = {**told, "strata": strata, **({"frame": dict(self.frame)} if self.frame else {})}
        settings = info.settings | {f"{SAMPLES}{draft.now}": told}
        draft.put(structs.replace(info, settings=settings))
        return f"{counted(len(self.chances), 'article')} drawn"


class KeepValidation(msgspec.Struct, frozen=True):
    """Keep how articles were drawn to validate a run (its coder's id) on a code, and a field of it.

    `chances` are by article, from 0 to 1; `strata` say of how many articles how many were drawn.
    """

    run: str
    code: str
    field: str
    seed: int
    chances: dict[str, float]
    strata: dict[str, tuple[int, int]]

    def plan(self, draft: Draft) -> str:
        """Set the project’s setting."""
        info = draft.need(ProjectInfo, PROJECT_ID)
        told = {
            "run": self.run,
            "code": self.code,
            "field": self.field,
            "seed": self.seed,
            "chances": {name: round(chance, 9) for name, chance in self.chances.items()},
            "strata": {name: list(pair) for name, pair in self.strata.items()},
        }
        settings = info.settings | {f"{VALIDATIONS}{draft.now}": told}
        draft.put(structs.replace(info, settings=settings))
        return f"{counted(len(self.chances), 'article')} drawn to validate a run"


def _kept(chance: float) -> float:
    """Return a chance to six digits, which count from the first that is not zero."""
    return float(f"{chance:.6g}") if chance < 1 else 1.0

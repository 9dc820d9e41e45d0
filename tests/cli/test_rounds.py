"""`annotator rounds`."""

from collections.abc import Callable
from typing import Any

from click.testing import Result

from annotator.domain.article import Article, WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.practice import KeepPracticeResult, Practised
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.study import Round, RoundKind
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_rounds_are_listed_with_who_has_passed(run: Run, told: Told, study: str) -> None:
    assert run("rounds", study).stdout == "There are no rounds in this project.\n"
    training = Round(id="t", name="Training", kind=RoundKind.TRAINING, pass_mark=0.8)
    with Project.open(study, "ana") as opened:
        ids = tuple(one.id for one in opened.find(Article))
        opened.apply(PutRound(training))
        opened.apply(PutRound(Round(id="m", name="Main", begins="2026-03-01")))
        opened.apply(Include(round="t", articles=ids))
        for article, score in zip(ids, (0.9, 0.5), strict=False):
            opened.apply(SetStatus(article, WorkStatus.DONE))
            opened.apply(KeepPracticeResult(article, Practised(score=score, passed=score > 0.8)))
    printed = run("rounds", study).stdout
    assert "Training: ana passed 1 of 2, on average 70%" in printed
    first, second = told("rounds", study)
    assert (first["name"], first["kind"], first["pass_mark"], first["articles"]) == (
        "Training",
        "training",
        0.8,
        2,
    )
    assert first["results"] == [{"coder": "ana", "finished": 2, "passed": 1, "mean": 0.7}]
    assert (second["begins"], second["results"]) == ("2026-03-01", [])

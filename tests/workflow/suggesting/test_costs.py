"""What deciding costs: no more in a project of many articles than in one of few."""

from pathlib import Path

import pytest
from suggested import ANA, BOOK, OWN, TEXT, opened, place, study
from suggested import suggested as found_in
from work import costs

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.suggestions import KeepScore, Refuse
from annotator.domain.learned_models import LearnedModel
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refusal, Refused
from annotator.workflow.suggesting.allowed import why_not
from annotator.workflow.suggesting.deciding import accept, refuse
from annotator.workflow.suggesting.proposer import proposer_of


def decided(article: str) -> list[Edit]:
    """Return edits like those that decide on what is suggested."""
    made = Tag(id=f"q-{article}", article=article, code="quote", fragments=(place("Menu"),))
    refused = Refused(article=article, code="quote", fragments=(Fragment(*place("home")),))
    said = KeepScore(annotation=made.id, score=0.5, reason="", by="rules 1")
    return [made, said, Refuse((refused,))]


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[int, int, int]]]:
    return [_sums(tmp_path_factory.mktemp(f"p{n}"), n) for n in (2, 60)]


def _sums(folder: Path, articles: int) -> list[tuple[int, int, int]]:
    """Return what it costs to look, to accept and to refuse in a project of so many articles."""
    texts = [f"{TEXT}\n\nNumber {n}" for n in range(articles)]
    with study(folder, *texts) as project:
        project.apply(Together([one for n in range(articles) for one in decided(f"a{n}")]))
        for n in range(articles):
            project.keep_model(LearnedModel(id=f"model {n}", coder=ANA, code="x", data=b"x"))
        with costs(project) as looking:
            article = opened(project)
            refused = project.find(Refusal, article="a0", coder=ANA)
            assert why_not(project, article, ANA) == ""
            proposer_of(project, ANA)
        found = found_in(project)
        with costs(project) as accepting:
            project.apply(accept(article, BOOK, OWN, found[0]).edit)
        with costs(project) as refusing:
            project.apply(refuse(found[1]))
        assert len(refused) == 1
        return [one.sums for one in (looking, accepting, refusing)]


@pytest.mark.parametrize("place", range(3), ids=["looking", "accepting", "refusing"])
def test_deciding_costs_the_same_in_a_larger_project(
    sums: list[list[tuple[int, int, int]]], place: int
) -> None:
    few, many = sums
    assert few[place] == many[place]

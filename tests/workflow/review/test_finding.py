"""Going through a project article by article: what that costs, and what is kept of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from work import BOOK, Cost, costs, label

from annotator.domain.annotation import Annotation, anchored
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.at_hand import AtHand
from annotator.workflow.review.comparison import Chosen, ComparisonRequest, grounds, work_out
from annotator.workflow.review.finding import digest_of, find_differences, with_first
from annotator.workflow.review.found import Differences

BEN = coder_id("ben")
LEA = Visibility(coder="lea", reviewing=True)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        yield made


def coded_by_two(project: Project, articles: int) -> ComparisonRequest:
    """Let ana and ben code articles, and differ on each; return what is asked of them."""
    label(project, "a", articles, each=2)
    other = [
        Annotation(
            id=f"b{article}",
            article=article,
            code="quote",
            coder=BEN,
            **anchored(project.article_text(article), [(0, 3)]),
        )
        for article in project.article_ids()
    ]
    project.apply(ImportRecords(records=(Coder(id=BEN, handle="ben"), *other)))
    return ComparisonRequest(
        grounds=grounds(project, Chosen()), threshold=0.25, visibility=LEA, codebook=BOOK
    )


def cost_of_first(folder: Path, articles: int) -> Cost:
    with Project.create(folder / f"{articles}.annotator", codebook=BOOK) as project:
        request = coded_by_two(project, articles)
        ids = project.article_ids()
        with costs(project) as cost:
            found = next(find_differences(project, request, ids))
        assert found[0].differences
        return cost


def test_the_first_difference_costs_the_same_however_many_articles_there_are(
    tmp_path: Path,
) -> None:
    assert cost_of_first(tmp_path, 10).sums == cost_of_first(tmp_path, 300).sums


def test_what_is_found_is_what_comparing_an_article_says(project: Project) -> None:
    request = coded_by_two(project, 9)
    ids = project.article_ids()
    found = [one for few in find_differences(project, request, ids) for one in few]
    assert [one.article for one in found] == ids
    compared = work_out(project, request, ids)
    assert found == [digest_of(one, compared[one]) for one in ids]


def test_the_article_in_view_comes_first() -> None:
    assert with_first(["a", "b", "c"], "b") == ["b", "a", "c"]
    assert with_first(["a", "b"], "gone") == ["a", "b"]


def test_articles_that_changed_are_looked_at_again_and_new_ones_besides(project: Project) -> None:
    request = coded_by_two(project, 3)
    ids = project.article_ids()
    found = Differences(request.grounds, list(ids))
    for few in find_differences(project, request, found.to_do()):
        for one in few:
            found.put(one)
    assert found.to_do() == []
    assert list(found.titles) == ids
    found.forget([ids[1]])
    assert found.to_do() == [ids[1]]
    assert found.extend([*ids, "new"])
    assert found.to_do() == [ids[1], "new"]
    assert not found.extend([ids[0]])


def test_little_is_kept_at_hand() -> None:
    asked: list[set[str]] = []

    def read(articles: set[str]) -> dict[str, int]:
        asked.append(articles)
        return dict.fromkeys(articles, 3000)

    hand = AtHand(read, int)
    for article in "abcd":
        assert hand.on(article) == 3000
    assert not hand.has("a")
    assert hand.has("d")
    hand.forget("d")
    hand.prepare("cd")
    assert asked == [{"a"}, {"b"}, {"c"}, {"d"}, {"d"}]

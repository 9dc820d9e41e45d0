"""Practice articles and repetitions are no articles of the study, wherever these are counted."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from led_project import do
from team_of_many import team_of_many

from annotator.cli.main import cli
from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound, Repeat, repetition_id
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.rounds import apart_from_study, of_study, rounds_of
from annotator.domain.study import ArticleState, Round, RoundKind
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.freezing.contents import counts_of
from annotator.workflow.hand_out import Wish, drawn_for, shares
from annotator.workflow.reliability.needed import needed_articles
from annotator.workflow.report.facts import report_facts
from annotator.workflow.review.comparison import compared_articles
from annotator.workflow.review.settling import seen_layers
from annotator.workflow.review.states import states_of_study
from annotator.workflow.team_progress import (
    CoderProgress,
    study_progress,
    team_done,
    team_progress,
    write_articles,
)

AGAIN = repetition_id("a03", "r")
APART = {"a00", "a01", AGAIN}
EVERYBODY = Visibility(open_labels=True)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Make a study of fourteen articles, with two for practice and one given out again besides."""
    with team_of_many(tmp_path / "p.annotator", articles=16, coders=3) as made:
        made.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
        made.apply(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
        made.apply(PutRound(Round(id="m", name="Main", kind=RoundKind.MAIN)))
        made.apply(Include(round="t", articles=("a00", "a01")))
        made.apply(Repeat(round="r", articles=("a03",)))
        do(made, "ben", SetStatus(AGAIN, WorkStatus.DONE))
        made.apply(Include(round="m", articles=("a03", "a04")))
        yield made


def of(project: Project, handle: str) -> CoderProgress:
    return next(one for one in team_progress(project).coders if one.coder == handle)


def test_one_function_says_what_is_no_article_of_the_study(project: Project) -> None:
    assert apart_from_study(project) == APART == rounds_of(project).apart
    assert of_study(project, ["a04", "a01", "a03"]) == ["a04", "a03"]


def test_the_team_page_counts_the_study_alone(project: Project) -> None:
    ben = of(project, "ben")
    assert (ben.assigned, ben.left, ben.begun, ben.done, ben.nothing) == (13, 3, 1, 10, 0)
    assert ben.seconds == 10 * 320
    found = team_progress(project)
    assert (found.articles, found.read, found.twice, found.apart) == (14, 10, 10, 3)
    assert found.in_words().endswith("3 of practice or given out again not counted")
    assert len(study_progress(project).sorted_by("")) == 14
    assert team_done(project).done == 30


def test_the_table_of_articles_leaves_them_out(project: Project, tmp_path: Path) -> None:
    assert write_articles(tmp_path / "who.csv", project) == 14
    rows = list(csv.DictReader((tmp_path / "who.csv").read_text().splitlines()))
    assert APART.isdisjoint(row["article_id"] for row in rows)


def _run(*words: str) -> str:
    found = CliRunner().invoke(cli, words, prog_name="annotator", catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


def test_the_command_line_tells_the_same(project: Project) -> None:
    told = json.loads(_run("info", str(project.path), "--json"))
    assert (told["articles"], told["apart"], told["read"]) == (17, 3, 10)
    ben = next(one for one in told["coders"] if one["handle"] == "ben")
    assert (ben["done"], ben["nothing"], ben["annotations"]) == (10, 0, 10)
    assert {one["id"] for one in told["items"] if one["apart"]} == APART
    assert "3 articles for practice or given out again" in _run("info", str(project.path))


def test_nothing_of_them_is_drawn_nor_a_load(project: Project) -> None:
    every, apart = tuple(project.article_ids()), apart_from_study(project)
    meta = {
        one: {"published": f"2026-11-0{n % 7 + 1}", "outlet": "x"} for n, one in enumerate(every)
    }
    for wish in (
        Wish(articles=every, drawn=14, apart=apart),
        Wish(articles=every, drawn=14, by="outlet", apart=apart),
        Wish(articles=every, drawn=14, by="month", apart=apart),
        Wish(articles=every, weeks=1, apart=apart),
    ):
        drawn = drawn_for(wish, meta)
        assert drawn is not None
        assert APART.isdisjoint(drawn.articles)
    drawn = drawn_for(Wish(articles=every, drawn=14, apart=apart), meta)
    assert drawn is not None
    assert set(drawn.chances.values()) == {1.0}  # of 14, not of 17
    busy = {"ana": sorted(APART)}
    wish = Wish(coders=("ana", "ben"), articles=("x", "y"), balanced=True, most=2, apart=apart)
    assert [len(one.articles) for one in shares(wish, busy)] == [1, 1]


def test_a_package_has_them_where_they_are_named(project: Project, tmp_path: Path) -> None:
    project.close()

    def ids(*choice: str) -> set[str]:
        out = tmp_path / f"{len(list(tmp_path.iterdir()))}.annotator"
        _run("package", str(project.path), str(out), "--coder", "new", *choice)
        with Project.open(out, "new") as package:
            return set(package.article_ids())

    assert APART.isdisjoint(ids("--sample", "14"))
    assert ids("--query", "round:training") == {"a00", "a01"}
    assert ids("--article", AGAIN) == {AGAIN}
    assert ids("--assigned") >= APART


def test_review_compares_and_decides_on_them_apart(project: Project) -> None:
    assert APART.isdisjoint(compared_articles(project))
    assert set(compared_articles(project, apart=True)) == APART
    found = seen_layers(project, EVERYBODY, None)
    assert APART.isdisjoint(one.article.id for one in found)
    named = seen_layers(project, EVERYBODY, {"a00"})
    assert [one.article.id for one in named] == ["a00"]


def test_settled_ones_are_counted_of_the_study(project: Project) -> None:
    project.apply(SetArticleState(("a00",), ArticleState.SETTLED))
    project.apply(SetArticleState(("a03",), ArticleState.SETTLED))
    counts, total = states_of_study(project)
    assert total == 14
    assert counts[ArticleState.SETTLED, False] == 1


def test_a_freeze_and_a_report_count_the_study(project: Project) -> None:
    counts = counts_of(project)
    assert (counts["articles"], counts["practice articles and repetitions"]) == (14, 3)
    assert (counts["annotations of ben"], counts["articles finished by ben"]) == (10, 10)
    facts = report_facts(project, EVERYBODY)
    assert (facts.articles, facts.twice) == (14, 10)
    assert {one.handle: one.finished for one in facts.coders}["ben"] == 10


def test_what_a_study_needs_is_told_of_its_own_articles(project: Project) -> None:
    for handle in ("ana", "ben", "cid"):
        for article in project.article_ids():
            do(project, handle, SetStatus(article, WorkStatus.IN_PROGRESS))
    (told,) = needed_articles(project, 0.01)
    assert told.needed <= 14


def test_gold_of_practice_is_no_gold_of_a_report(project: Project) -> None:
    project.apply(Settle(take=("ben-1", "ben-4")))
    assert len(project.find(Annotation, layer=GOLD_LAYER)) == 2
    facts = report_facts(project, EVERYBODY)
    assert facts.decisions == {"accepted": 1}
    assert counts_of(project)["gold"] == 1
    assert counts_of(project)["decisions"] == 1

"""Only settled gold stands in exports of gold and in figures, unless asked otherwise."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project
from msgspec.structs import replace

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import LockArticles, SendBack, SetArticleState
from annotator.domain.people import coder_id
from annotator.domain.study import ArticleState, Settlement
from annotator.domain.visibility import Visibility
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered, parse
from annotator.store.reading.listing import OfTexts
from annotator.workflow.exporting import export
from annotator.workflow.reliability.figures import study

GOLD = Selection(layers=("gold",))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Have gold on two articles, of which a1 is settled and a2 is in review."""
    with led_project(tmp_path) as project:
        project.apply(Settle(take=("ana1",)))
        project.apply(Settle(take=("ana3",)))
        project.apply(SetArticleState(("a1",), ArticleState.SETTLED))
        yield project


def test_gold_that_is_not_settled_is_left_out_and_that_is_told(
    project: Project, tmp_path: Path
) -> None:
    exported = export(project, tmp_path / "g.jsonl", selection=GOLD)
    assert exported.told() == "1 article with 1 annotation"
    (told,) = losses(export_format("jsonl"), project, GOLD)
    assert told == (
        "1 article is in review and not settled: its gold will be left out. Settle it in Review, "
        "or choose “also articles that aren’t settled” (--unsettled)."
    )
    every = replace(GOLD, unsettled=True)
    assert export(project, tmp_path / "e.jsonl", selection=every).count.annotations == 2
    assert losses(export_format("jsonl"), project, every) == []


def test_other_layers_keep_articles_that_are_not_settled(project: Project, tmp_path: Path) -> None:
    both = Selection(layers=("gold", "ana"))
    exported = export(project, tmp_path / "b.jsonl", selection=both)
    assert exported.told() == "2 articles with 4 annotations"
    assert export(project, tmp_path / "a.jsonl").count.annotations == 6


def test_gold_that_was_made_before_there_were_states_counts_as_settled(tmp_path: Path) -> None:
    with led_project(tmp_path) as project:
        one = project.get(Annotation, "ana1")
        assert one is not None
        old = replace(one, id="old", layer=GOLD_LAYER)
        project.apply(ImportRecords(records=(old,)))
        assert project.find(Settlement) == []
        exported = export(project, tmp_path / "g.jsonl", selection=GOLD)
        assert exported.told() == "1 article with 1 annotation"
        assert losses(export_format("jsonl"), project, GOLD) == [
            "1 article without gold will be left out."
        ]
        assert {one.article.id for one in study(project).articles if one.has_read("gold")} == {"a1"}


def test_figures_against_gold_are_of_settled_articles(project: Project) -> None:
    do(project, "ana", SetStatus("a2", WorkStatus.DONE))

    def read(**how: bool) -> set[str]:
        found = study(project, ("ana", "gold"), **how)
        return {one.article.id for one in found.articles if one.has_read("gold")}

    assert read() == {"a1"}
    assert study(project, ("ana", "gold")).unsettled == 1
    assert study(project).unsettled == 0
    assert read(unsettled=True) == {"a1", "a2"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("is:settled", {"a1"}),
        ("is:in-review", {"a2"}),
        ("is:in_review", {"a2"}),
        ("is:locked", {"a1"}),
        ("-is:locked", {"a2"}),
        ("is:sent-back", {"a2"}),
        ("is:open", set[str]()),
        ("is:settled is:in-review", {"a1", "a2"}),
        ("is:odd", set[str]()),
    ],
)
def test_articles_are_listed_by_how_far_review_has_come(
    project: Project, words: str, found: set[str]
) -> None:
    project.apply(LockArticles(("a1",)))
    project.apply(SendBack(article="a2", coder=coder_id("ana"), reason="Cues"))
    assert {row.id for row in filtered(project, words)} == found
    numbers = project.listing.found(parse(words), Visibility(), OfTexts)
    assert set(project.listing.ids(numbers or ()).values()) == found
    (row,) = project.articles({"a2"})
    assert row.sent_back == {"ana": ("lea", "Cues")}


def test_a_package_tells_its_coder_why_an_article_came_back(
    project: Project, tmp_path: Path
) -> None:
    project.apply(SendBack(article="a2", coder=coder_id("ana"), reason="Cues"))
    path = tmp_path / "ana.annotator"
    project.write_package(path, coder="ana", articles=["a1", "a2"])
    with Project.open(path, "ana") as package:
        rows = {row.id: row.sent_back for row in package.articles()}
        assert rows == {"a1": {}, "a2": {"ana": ("lea", "Cues")}}
        package.apply(SetStatus("a2", WorkStatus.DONE))
        assert package.articles({"a2"})[0].sent_back == {}
    project.bring_in([path])
    assert project.articles({"a2"})[0].sent_back == {}
    assert project.articles({"a2"})[0].status_of("ana") is WorkStatus.DONE

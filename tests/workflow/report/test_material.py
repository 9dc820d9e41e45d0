"""What a report says of its material: outlets, days and gold, as insights count them."""

from pathlib import Path

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.study import ArticleState
from annotator.formats.files.codebook import default_codebook
from annotator.store.project import Project
from annotator.workflow.insights.by_names import insights
from annotator.workflow.report.facts import report_facts


def study(folder: Path, *meta: tuple[str, str]) -> Project:
    project = Project.create(folder / "p.annotator", codebook=default_codebook())
    project.coder = "ana"
    articles = tuple(
        NewArticle(id=f"a{n}", title=f"T{n}", text="So.", meta={"outlet": outlet, "published": day})
        for n, (outlet, day) in enumerate(meta)
    )
    project.apply(ImportRecords(articles=articles))
    return project


def test_an_outlet_is_one_however_it_is_written_and_what_is_no_day_is_none(tmp_path: Path) -> None:
    written = ("Herald", "2025-03-02"), ("HERALD ", "n. d."), ("Post", "2025-02"), ("", "unknown")
    with study(tmp_path, *written) as project:
        facts = report_facts(project)
    assert facts.by_outlet == [("Herald", 2, 0), ("Post", 1, 0)]
    assert (facts.outlets, facts.published) == (2, ("2025-02", "2025-03-02"))


def test_gold_of_an_article_that_was_opened_again_does_not_count(tmp_path: Path) -> None:
    with study(tmp_path, ("Herald", "2025-03-02")) as project:
        project.apply(Tag(id="q", article="a0", code="quote", fragments=((0, 2),)))
        project.apply(Settle(take=("q",)))
        project.apply(SetArticleState(("a0",), ArticleState.SETTLED))
        assert report_facts(project).gold == {"Quote": 1}
        project.apply(SetArticleState(("a0",), ArticleState.OPEN))
        facts = report_facts(project)
        assert facts.gold == {}
        assert facts.said.of == "the labels of ana"
        assert insights(project, "voice", rows="all", columns="all").labels == 1

"""What is learned from: finished articles, gold where it may be seen, and what was refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from suggested import ANA, BOOK, FAIR, KEEP, OWN, TEXT, opened, place, study
from suggested import suggested as found_in
from work import costs

from annotator.analysis.suggest import QuoteType
from annotator.domain.annotation import gold_id
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetFragments, Tag
from annotator.domain.edits.articles import Exclude, SetStatus
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import OPEN_SETTING
from annotator.domain.study import ArticleState, Round, RoundKind
from annotator.store.project import Project
from annotator.workflow.suggesting.deciding import accept, refuse
from annotator.workflow.suggesting.examples import examples

TEXTS = tuple(f"{TEXT}\n\nNumber {n}" for n in range(4))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with study(tmp_path, *TEXTS) as made:
        yield made


def code(project: Project, article: str, words: str = KEEP, *, done: bool = True) -> None:
    """Tag a quote with its cue and its source, and finish the article."""
    who = f"{project.coder}-{article}"
    values = {"quote_type": "direct"}
    tags = (("quote", words), ("source", "Mayor Ines Falk"), ("cue", "said"))
    for of, what in tags:
        project.apply(
            Tag(
                id=f"{who}-{of}",
                article=article,
                code=of,
                fragments=(place(what),),
                values=values if of == "quote" else {},
            )
        )
    project.apply(AddLink(annotation=f"{who}-quote", type="said_by", to=f"{who}-source"))
    project.apply(AddLink(annotation=f"{who}-quote", type="cue", to=f"{who}-cue"))
    if done:
        project.apply(SetStatus(article, WorkStatus.DONE))


def test_finished_articles_teach_the_newest_last(project: Project) -> None:
    code(project, "a2")
    code(project, "a0")
    code(project, "a1", done=False)
    project.apply(SetStatus("a3", WorkStatus.NOTHING))
    found = examples(project, ANA)
    assert [one.article for one in found] == ["a2", "a0", "a3"]
    assert [len(one.quotes["quote"]) for one in found] == [1, 1, 0]
    (quote,) = found[0].quotes["quote"]
    assert (quote.start, quote.end) == place(KEEP)
    assert (quote.type, quote.cue, quote.source) == (
        QuoteType.DIRECT,
        place("said"),
        place("Mayor Ines Falk"),
    )
    assert found[0].annotations["quote"] == ("ana-a2-quote",)


def test_what_was_finished_again_is_newer(project: Project) -> None:
    code(project, "a0")
    code(project, "a1")
    project.apply(SetStatus("a0", WorkStatus.IN_PROGRESS))
    project.apply(SetStatus("a0", WorkStatus.DONE))
    assert [one.article for one in examples(project, ANA)] == ["a1", "a0"]


def test_a_split_label_is_stretches_of_one_quote(project: Project) -> None:
    pieces = (place(KEEP), place("“Nobody leaves,”"))
    project.apply(Tag(id="q", article="a0", code="quote", fragments=pieces))
    project.apply(SetStatus("a0", WorkStatus.DONE))
    (one,) = examples(project, ANA)
    assert [(q.group, q.part, q.type) for q in one.quotes["quote"]] == [
        (1, 0, QuoteType.DIRECT),
        (1, 1, QuoteType.DIRECT),
    ]
    assert one.annotations["quote"] == ("q", "q")


def test_the_type_is_told_by_the_marks_where_nobody_has_said_it(project: Project) -> None:
    project.apply(Tag(id="i", article="a0", code="quote", fragments=(place(FAIR),)))
    start, end = place("We will keep every berth open")
    project.apply(Tag(id="d", article="a0", code="quote", fragments=((start, end),)))
    mixed = (place("Nobody")[0], place("The owner")[1])
    project.apply(Tag(id="m", article="a0", code="quote", fragments=(mixed,)))
    project.apply(SetStatus("a0", WorkStatus.DONE))
    (one,) = examples(project, ANA)
    kinds = dict(zip(one.annotations["quote"], (q.type for q in one.quotes["quote"]), strict=True))
    assert kinds == {"i": QuoteType.INDIRECT, "d": QuoteType.DIRECT, "m": QuoteType.MIXED}


def test_refused_stretches_of_finished_articles_teach_too(project: Project) -> None:
    shown = found_in(project)
    fair = next(one for one in shown if TEXT[one.start : one.end] == FAIR)
    keep = next(one for one in shown if TEXT[one.start : one.end] == KEEP)
    project.apply(refuse(fair))
    project.apply(refuse(keep))
    code(project, "a0")  # thought better of: what became a label is no refusal
    (one,) = examples(project, ANA)
    assert one.refused["quote"] == (place(FAIR),)
    assert one.document("quote").refused == (place(FAIR),)
    assert one.document("sentiment").quotes == ()


def test_what_is_excluded_is_told(project: Project) -> None:
    code(project, "a0")
    project.apply(Exclude("a0", (place("Menu: home"),)))
    (one,) = examples(project, ANA)
    assert one.document("quote").excluded == (place("Menu: home"),)


def test_gold_teaches_where_the_article_is_settled_and_its_coder_has_finished(
    project: Project,
) -> None:
    code(project, "a0")
    code(project, "a1", done=False)
    project.coder = "ben"
    project.apply(Settle(take=("ana-a0-quote", "ana-a1-quote")))
    start, end = place(KEEP)
    project.apply(SetFragments(gold_id("ana-a0-quote"), ((start + 1, end - 2),)))
    (own,) = examples(project, ANA)
    assert not own.is_gold  # in review, and not settled
    for article in ("a0", "a1"):
        project.apply(SetArticleState((article,), ArticleState.SETTLED))
    (one,) = examples(project, ANA)
    assert (one.article, one.is_gold, one.coder) == ("a0", True, "")
    (quote,) = one.quotes["quote"]
    assert (quote.start, quote.end) == (start + 1, end - 2)


def test_nobody_learns_from_gold_of_what_they_are_still_to_code(project: Project) -> None:
    project.coder = "ben"
    code(project, "a0")
    project.apply(Settle(take=("ben-a0-quote",)))
    project.apply(SetArticleState(("a0",), ArticleState.SETTLED))
    assert examples(project, ANA) == []
    project.apply(SetSetting(OPEN_SETTING, value=True))
    assert (
        examples(project, ANA) == []
    )  # what one hasn't finished oneself is no example of one's own
    assert [one.is_gold for one in examples(project, "")] == [True]


def test_for_scripts_everybodys_finished_articles_count_once(project: Project) -> None:
    code(project, "a0")
    project.coder = "ben"
    code(project, "a0", FAIR)
    code(project, "a1")
    found = examples(project, "")
    assert [one.article for one in found] == ["a0", "a1"]
    assert found[0].quotes["quote"][0].start == place(FAIR)[0]


def test_practice_and_repetitions_teach_nothing(project: Project) -> None:
    code(project, "a0")
    code(project, "a1")
    project.apply(PutRound(Round(id="r", name="R", kind=RoundKind.TRAINING)))
    project.apply(Include(round="r", articles=("a0",)))
    assert [one.article for one in examples(project, ANA)] == ["a1"]


def test_only_the_newest_are_read(project: Project) -> None:
    for article in ("a0", "a1", "a2"):
        code(project, article)
    with costs(project) as few:
        assert [one.article for one in examples(project, ANA, 1)] == ["a2"]
    with costs(project) as more:
        assert [one.article for one in examples(project, ANA, 2)] == ["a1", "a2"]
    assert few.statements < more.statements


def test_accepted_labels_teach_like_others(project: Project) -> None:
    first = found_in(project)[0]
    project.apply(accept(opened(project), BOOK, OWN, first).edit)
    project.apply(SetStatus("a0", WorkStatus.DONE))
    (one,) = examples(project, ANA)
    assert [(q.start, q.end) for q in one.quotes["quote"]] == [place(KEEP)]

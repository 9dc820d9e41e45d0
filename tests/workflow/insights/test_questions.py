"""Questions as scripts and reports say them: what they mean, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_facts import figures
from wire_copies import wire_copies

from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.store.project import Project
from annotator.workflow.copies.carrying import plan_carrying
from annotator.workflow.insights.by_names import insights
from annotator.workflow.report.choice import ReportChoice
from annotator.workflow.report.facts import report_facts
from annotator.workflow.visibility import visibility_of

ANA = coder_id("ana")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Give one story in four outlets, of which three have the quote."""
    with wire_copies(tmp_path) as made:
        planned = plan_carrying(made, "w0", ("w1", "w2"), ANA, visibility_of(made, ANA))
        made.apply(planned.edit(planned.proposed))
        yield made


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"copies": "twice"}, "There is no twice of copies"),
        ({"by": ""}, "There is no  of by"),
        ({"most": "lots"}, "can't be asked so"),
        ({"wanted": {"expert": "half"}}, "can't be asked so"),
        ({"codes": ["choir"]}, "There is no code choir"),
        ({"rows": "meta.desk"}, "nothing to count by"),
    ],
)
def test_what_there_is_none_of_is_refused(
    project: Project, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        insights(project, "voice", **asked)


def test_words_mean_what_values_do(project: Project) -> None:
    asked = {"rows": "all", "columns": "all", "codes": ["Quote"]}
    every = insights(project, "voice", **asked)
    assert insights(project, "voice", most="20", sampled="false", by=None, **asked) == every
    assert figures(every) == {("all", "all"): (3, 3)}


def test_copies_are_looked_for_wherever_a_question_asks_for_them(project: Project) -> None:
    once = insights(project, "voice", rows="all", columns="all", copies="once")
    assert figures(once) == {("all", "all"): (1, 1)}
    of_one_text = insights(project, "voice", rows="copies", columns="all")
    assert figures(of_one_text) == {("w0", "all"): (3, 3)}
    view = "voice:rows=all,columns=all,copies=once,codes=Quote"
    (chapter,) = report_facts(project, choice=ReportChoice(views=(view,))).said.chapters
    assert chapter.counts == "1 label in 1 article"

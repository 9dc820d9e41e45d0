"""A run of a program stands beside the coders in review, under its name, and is none of them."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from reviewed import code_as, shown, tag, without_labels

from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import coder_id
from annotator.domain.runs import Run, run_id
from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.workflow.review.comparison import ALL, Chosen

RUN = coder_id("gpt")


def offered(page: ReviewPage) -> list[str]:
    combo = page.chooser.a
    return [combo.itemText(n) for n in range(combo.count())]


@pytest.mark.parametrize("before", [True, False])
def test_a_run_is_offered_apart_and_counts_where_it_is_chosen(
    before: bool, tmp_path: Path, qtbot: QtBot
) -> None:
    with without_labels(tmp_path) as project:
        for coder in ("ana", "ben", "gpt"):
            code_as(project, coder, tag(f"{coder}-quote", "quote", "We win,"), done=("a1",))
        made = ImportRecords(
            articles=(), records=(Run(id=run_id(RUN), coder=RUN, name="gpt"),), label="Run"
        )
        project.coder = "lea"
        if before:
            project.apply(made)
        session = Session(project)
        session.open_article("a1")
        page = shown(ReviewPage(session, Settings()), qtbot)
        if not before:
            session.apply(made)
            page.comparison.choose(Chosen(ALL, ALL))
            page.chooser.refresh()
        assert offered(page) == ["ana", "ben", "gpt (run)", "gold", "all coders"]
        assert page.comparison.coders == (coder_id("ana"), coder_id("ben"))
        page.comparison.choose(Chosen(coder_id("ana"), RUN))
        assert page.comparison.chosen == Chosen(coder_id("ana"), RUN)

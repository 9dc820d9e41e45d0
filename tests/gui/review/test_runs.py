"""A run of a program stands beside the coders in review, under its name, and is none of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reviewed import code_as, shown, tag, without_labels

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Origin,
    Verdict,
    anchored,
    gold_id,
)
from annotator.domain.article import Article
from annotator.domain.edits.annotations import SetFragments
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder, coder_id
from annotator.domain.runs import Run, run_id
from annotator.gui.review import ReviewPage
from annotator.gui.review.queue import QueueList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.review.comparison import ALL, Chosen
from annotator.workflow.runs import runs_of

RUN = coder_id("gpt")
WORDS = {"r1": "We win", "r2": "the mayor", "r3": "Monday"}


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


def test_a_run_s_labels_are_decided_on_one_by_one_by_keys(
    tmp_path: Path, qtbot: QtBot, in_front: Callable[[QWidget], None]
) -> None:
    with without_labels(tmp_path) as project:
        project.coder = "lea"
        run = Run(id=run_id(RUN), coder=RUN, name="gpt")
        labels = [suggested(project, ident, words) for ident, words in WORDS.items()]
        project.apply(
            ImportRecords(
                articles=(), records=(Coder(id=RUN, handle="gpt"), run, *labels), label="Run"
            )
        )
        queue = QueueList(Session(project), Settings())
        in_front(queue)
        assert queue.coder.itemText(1) == "gpt (run)"
        assert queue.list.items[0].third.startswith("gpt (run) · ")
        qtbot.keyClick(queue.list, Qt.Key.Key_A)
        for label, key in (("r2", Qt.Key.Key_C), ("r3", Qt.Key.Key_X)):
            queue.list.stand_on(label)
            qtbot.keyClick(queue.list, key)
            qtbot.keyClick(queue.reasons.line, Qt.Key.Key_0)
        verdicts = {one.annotation: one.verdict for one in project.find(Decision)}
        assert verdicts["r1"] is Verdict.ACCEPTED
        assert verdicts["r3"] is Verdict.REJECTED
        golds = project.find(Annotation, layer=GOLD_LAYER)
        assert [one.origin for one in golds] == [Origin.SUGGESTION] * 2
        gold = next(one for one in golds if one.id == gold_id("r2"))
        project.apply(SetFragments(gold.id, ((0, 3),)))
        (word,) = project.find(Decision, annotation="r2")
        assert word.verdict is Verdict.CHANGED
        (facts,) = runs_of(project)
        assert (facts.accepted, facts.changed, facts.rejected) == (1, 1, 1)


def suggested(project: Project, ident: str, words: str) -> Annotation:
    article = project.get(Article, "a1")
    assert article is not None
    text = project.text_of(article)
    start = text.index(words)
    return Annotation(
        id=ident,
        article="a1",
        code="source",
        coder=RUN,
        origin=Origin.SUGGESTION,
        **anchored(text, [(start, start + len(words))]),  # pyright: ignore[reportArgumentType] - by name
    )

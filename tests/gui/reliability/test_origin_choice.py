"""Figures on what was made by hand apart from what was suggested and accepted."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from reviewed import tag

from annotator.domain.annotation import Origin
from annotator.domain.edits.annotations import Tag
from annotator.gui.reliability.body import ReliabilityBody
from annotator.store.project import Project
from annotator.workflow.reliability.by_origin import Came

Choose = Callable[[Came | None], ReliabilityBody]


@pytest.fixture
def choose(body: ReliabilityBody, qtbot: QtBot) -> Choose:
    """Choose which labels count, and compute."""

    def compute(came: Came | None) -> ReliabilityBody:
        body.options.origin.setCurrentIndex(body.options.origin.findData(came))
        body.compute()
        works = (body.computation.work, body.detail.work)
        qtbot.waitUntil(lambda: all(one.reporter is None for one in works))
        return body

    return compute


def quotes(body: ReliabilityBody) -> int:
    """Return how many labels of the quote the figures are on."""
    result = body.result
    assert result is not None
    return sum(one.code == "quote" for each in result.study.articles for one in each.annotations)


def test_labels_count_by_how_they_came(project: Project, choose: Choose) -> None:
    before = quotes(choose(None))
    made = tag("taken", "quote", "We win,", "a0")
    assert isinstance(made, Tag)
    project.coder = "ana"
    project.apply(
        Tag(
            id="taken",
            article="a0",
            code="quote",
            fragments=made.fragments,
            origin=Origin.ACCEPTED,
        )
    )
    project.coder = "lea"
    assert quotes(choose(None)) == before + 1
    body = choose(Came.HUMAN)
    assert quotes(body) == before
    assert "labels made by hand alone" in body.bar.hint.text()
    assert not body.bar.save.isEnabled()  # methods are on all labels
    assert quotes(choose(Came.ACCEPTED)) == 1
    assert choose(None).bar.save.isEnabled()

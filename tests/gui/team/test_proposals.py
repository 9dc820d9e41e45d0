"""What coders propose of the codebook: taken while bringing in, or taken and left later."""

from pathlib import Path
from unittest.mock import patch

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import NameReviewers
from annotator.gui.project.properties import ProjectProperties
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.bringing import BringInDialog
from annotator.gui.team.proposals import ProposalsDialog
from annotator.store.project import Project

KEY = Qt.Key


@pytest.fixture
def theirs(project: Project, tmp_path: Path) -> Path:
    """Make ana's file: a code of hers that she used, another definition, and gold."""
    project.coder = "lea"
    project.apply(NameReviewers(("lea",)))
    path = tmp_path / "study-ana.annotator"
    project.copy_to(path)
    with Project.open(path, "ana") as own, patch.object(Draft, "_refuse_reserved"):
        own.apply(PutCode(Code(id="irony", name="Irony", key="i", definition="Not meant so.")))
        own.apply(Tag(id="ironic", article="a1", code="irony", fragments=((0, 5),)))
        quote = own.codebook().code("quote")
        assert quote is not None
        own.apply(PutCode(structs.replace(quote, definition="Words said.")))
        own.apply(Settle(take=("ana-a0",)))
    return path


@pytest.fixture
def bringing(session: Session, theirs: Path, qtbot: QtBot) -> BringInDialog:
    dialog = BringInDialog(session, Settings(), [theirs])
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    return dialog


def test_the_preview_lists_what_is_not_applied_and_both_forms_of_what_is_proposed(
    bringing: BringInDialog,
) -> None:
    detail = bringing.detail
    names = [detail.tabs.tabText(n) for n in range(5) if detail.tabs.isTabVisible(n)]
    assert (names[0], names[-1]) == ("Stays out 2", "Proposals 2")
    said = [detail.left_out.item(row).text() for row in range(detail.left_out.count())]
    assert said[0] == (
        "ana is no reviewer: 1 decision, 1 gold label and 1 article’s state are not applied."
    )
    listed = detail.proposals.list
    assert [one.text() for one in listed.items_()] == [
        "Irony  ·  ana  ·  new code",
        "Quote  ·  ana  ·  guideline or looks changed",
    ]
    listed.setCurrentRow(1)
    assert detail.proposals.forms.texts(0) == ["Definition", "", "Words said."]


def test_what_is_ticked_becomes_the_projects_and_nothing_else(
    bringing: BringInDialog, project: Project, qtbot: QtBot
) -> None:
    listed = bringing.detail.proposals.list
    listed.setCurrentRow(0)
    qtbot.keyClick(listed, KEY.Key_Space)
    bringing.accept()
    qtbot.waitUntil(lambda: bringing.brought is not None)
    assert project.codebook().code("irony") is not None
    quote = project.codebook().code("quote")
    assert quote is not None
    assert quote.definition == ""
    assert project.get(Annotation, "ironic") is not None
    assert project.find(Decision) == []
    project.undo()
    assert project.codebook().code("irony") is None


def test_proposals_are_taken_and_left_later(
    session: Session, project: Project, theirs: Path, qtbot: QtBot
) -> None:
    project.bring_in([theirs])
    dialog = ProposalsDialog(session, Settings())
    qtbot.addWidget(dialog)
    assert not dialog.take.isEnabled()
    listed = dialog.proposals.list
    listed.setCurrentRow(0)
    qtbot.keyClick(listed, KEY.Key_Space)
    dialog.take.click()
    assert project.codebook().code("irony") is not None
    assert [one.text() for one in listed.items_()] == [
        "Quote  ·  ana  ·  guideline or looks changed"
    ]
    qtbot.keyClick(listed, KEY.Key_Space)
    dialog.leave.click()
    assert dialog.said.text().startswith("Nothing is proposed.")
    assert project.proposals() == []


def test_who_is_no_reviewer_cannot_take_them(
    session: Session, project: Project, theirs: Path, qtbot: QtBot
) -> None:
    project.bring_in([theirs])
    session.coder = "ben"
    dialog = ProposalsDialog(session, Settings())
    qtbot.addWidget(dialog)
    dialog.proposals.list.setCurrentRow(0)
    qtbot.keyClick(dialog.proposals.list, KEY.Key_Space)
    assert not dialog.take.isEnabled()
    assert not session.may_review


def test_reviewers_are_named_in_the_projects_properties(
    session: Session, project: Project, qtbot: QtBot
) -> None:
    project.coder = "lea"
    dialog = ProjectProperties(session)
    qtbot.addWidget(dialog)
    dialog.reviewers.setText("lea,  kim")
    dialog.accept()
    assert dialog.changed
    assert session.may_review
    session.coder = "ana"
    assert not session.may_review
    again = ProjectProperties(session)
    qtbot.addWidget(again)
    assert (again.reviewers.text(), again.reviewers.isReadOnly()) == ("lea, kim", True)

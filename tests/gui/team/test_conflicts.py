"""The list of conflicts, by keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import EditArticle, SetStatus
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.conflicts import ConflictsDialog
from annotator.store.project import Project


@pytest.fixture
def dialog(session: Session, project: Project, tmp_path: Path, qtbot: QtBot) -> ConflictsDialog:
    theirs = tmp_path / "theirs.annotator"
    project.copy_to(theirs)
    project.apply(EditArticle(article="a1", title="Ours"))
    with Project.open(theirs, "ben") as other:
        other.apply(EditArticle(article="a1", title="Theirs"))
    project.bring_in([theirs])
    made = ConflictsDialog(session, Settings())
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_later_word_and_the_other_are_listed(dialog: ConflictsDialog) -> None:
    assert dialog.table.rowCount() == 1
    assert dialog.table.texts(0) == ["Article “Theirs”", "Title", "Ours", "Theirs", "theirs"]


def test_enter_goes_to_the_article(dialog: ConflictsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.wanted == "a1"
    assert not dialog.isVisible()


def test_without_conflicts_it_says_what_would_be_there(session: Session, qtbot: QtBot) -> None:
    dialog = ConflictsDialog(session, Settings())
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() == 0
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.wanted == ""


def test_enter_goes_to_the_article_of_what_is_on_it(
    session: Session, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    project.apply(SetStatus("a2", WorkStatus.IN_PROGRESS))
    theirs = tmp_path / "theirs.annotator"
    project.copy_to(theirs)
    project.apply(SetStatus("a2", WorkStatus.DONE))
    with Project.open(theirs, project.coder) as other:
        other.apply(SetStatus("a2", WorkStatus.NOTHING))
    project.bring_in([theirs])
    dialog = ConflictsDialog(session, Settings())
    qtbot.addWidget(dialog)
    assert [one.kind for one in project.conflicts()] == ["status"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Enter)
    assert dialog.wanted == "a2"

"""The rounds in the window: making them, ordering them, and putting articles into them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.rounds import rounds_of
from annotator.domain.study import Inclusion, Round, RoundKind
from annotator.gui.articles.model import below_title
from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.rounds.dialog import ListedArticles, RoundsDialog
from annotator.gui.rounds.form import RoundDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

CHOSEN = ListedArticles(shown=("a0", "a1", "a2"), selected=("a1",))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(codes=(Code(id="quote", name="Quote"),))
    with Project.create(tmp_path / "study.annotator", codebook=codebook) as made:
        made.coder = "lea"
        articles = tuple(NewArticle(id=f"a{n}", title=f"T{n}", text=f"Text {n}") for n in range(4))
        made.apply(ImportRecords(articles=articles))
        yield made


@pytest.fixture
def dialog(project: Project, qtbot: QtBot) -> RoundsDialog:
    for name in ("Training", "Pilot", "Main"):
        kind = RoundKind.TRAINING if name == "Training" else RoundKind.MAIN
        project.apply(PutRound(Round(id=name.lower(), name=name, kind=kind)))
    made = RoundsDialog(Session(project), Settings(), CHOSEN)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: RoundsDialog) -> list[list[str]]:
    return [dialog.table.texts(n) for n in range(dialog.table.rowCount())]


def test_the_first_round_is_for_training_with_a_pass_mark(project: Project, qtbot: QtBot) -> None:
    dialog = RoundsDialog(Session(project), Settings(), ListedArticles())
    qtbot.addWidget(dialog)
    dialog.show()
    assert "No rounds yet" in dialog.told.text()

    def save(form: RoundDialog) -> None:
        form.mark.setValue(75)
        qtbot.keyClick(form.name, Qt.Key.Key_Return)

    in_dialog(RoundDialog, save, dialog.add_round)
    assert rows(dialog) == [["Training", "Training", "", "75 %", "0"]]


def test_what_is_refused_is_said_and_the_form_stays(dialog: RoundsDialog) -> None:
    def try_names(form: RoundDialog) -> None:
        form.name.setText("pilot")
        form.accept()
        assert "There is a round pilot already" in form.problem.text()
        form.name.setText("Second pilot")
        form.begins.setText("May")
        form.accept()
        assert "no day" in form.problem.text()
        form.begins.setText("2026-05-01")
        form.accept()

    in_dialog(RoundDialog, try_names, dialog.add_round)
    assert rows(dialog)[-1][:3] == ["Second pilot", "Main study", "2026-05-01"]


def test_the_articles_of_the_list_are_put_in_and_taken_out(
    dialog: RoundsDialog, project: Project
) -> None:
    dialog.table.setCurrentCell(1, 0)
    assert dialog.which.currentText() == "3 articles shown in the list"
    dialog.put_in.click()
    assert rows(dialog)[1][4] == "3"
    dialog.which.setCurrentIndex(1)
    assert dialog.which.currentText() == "1 article selected in the list"
    dialog.take_out.click()
    assert {one.article for one in project.find(Inclusion)} == {"a0", "a2"}


def test_keys_order_remove_and_list(dialog: RoundsDialog, project: Project, qtbot: QtBot) -> None:
    dialog.table.setCurrentCell(2, 0)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.name for one in rounds_of(project).rounds] == ["Training", "Main", "Pilot"]
    assert dialog.at_hand is not None
    assert dialog.at_hand.name == "Main"
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert [row[0] for row in rows(dialog)] == ["Training", "Pilot"]
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.wanted is not None
    assert not dialog.isVisible()


def test_the_list_of_articles_filters_by_round_and_tells_practice(
    project: Project, qtbot: QtBot
) -> None:
    project.apply(PutRound(Round(id="t", name="Try out", kind=RoundKind.TRAINING)))
    project.apply(Include(round="t", articles=("a1",)))
    session = Session(project)
    panel = ArticlesPanel(session, Settings())
    qtbot.addWidget(panel)
    panel.refresh()
    panel.show_found_by('round:"try out"')
    assert panel.visible_ids() == ["a1"]
    (row,) = project.articles(["a1"])
    assert below_title(row, "lea") == ["practice"]


def test_articles_are_put_in_again_as_new_ones(project: Project, qtbot: QtBot) -> None:
    project.apply(PutRound(Round(id="r", name="Again", kind=RoundKind.REPEAT)))
    dialog = RoundsDialog(Session(project), Settings(), CHOSEN)
    qtbot.addWidget(dialog)
    assert dialog.put_in.text() == "&Put in again"
    assert not dialog.take_out.isEnabled()
    dialog.put_in.click()
    assert rows(dialog)[0][4] == "3"
    assert len(project.article_ids()) == 7

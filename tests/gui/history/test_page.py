"""The page of the history, as somebody uses it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sequences import filled

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, SetValue, Tag
from annotator.gui.history import HistoryPage
from annotator.gui.history.model import EditColumn
from annotator.gui.session.session import Session
from annotator.gui.session.stepping import OthersAct
from annotator.gui.settings.settings import LAST_FOLDER, Settings
from annotator.gui.window.asking import agrees_to_step, question
from annotator.store.project import Project
from annotator.store.reading.history_pages import HistoryFilter
from annotator.workflow import history_rows


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with filled(tmp_path / "p.annotator") as made:
        yield made


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> HistoryPage:
    made = HistoryPage(Session(project), Settings())
    made.session.setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 520)
    with qtbot.waitExposed(made):
        made.show()
    made.enter()
    return made


def labels(page: HistoryPage) -> list[str]:
    rows = (page.model.row_at(page.model.index(n, 0)) for n in range(page.model.rowCount()))
    return [row.edit.label for row in rows if row is not None]


def choose(page: HistoryPage, label: str) -> None:
    page.table.setCurrentIndex(page.model.index(labels(page).index(label), 0))


def test_edits_stand_newest_first_and_new_ones_come_on_top(page: HistoryPage) -> None:
    assert labels(page)[-1] == "Project made"
    choose(page, "Quote made")
    page.session.apply(SetNote("q", "why?"))
    assert labels(page)[0] == "Note written"
    shown = page.model.index(0, EditColumn.WHAT).data()
    assert re.fullmatch(r"Note written  “.+”", shown), "like edits are told apart by their words"
    assert page.row is not None
    assert page.row.edit.label == "Quote made"


def test_one_edit_is_taken_back_and_stands_struck(page: HistoryPage, qtbot: QtBot) -> None:
    page.session.apply(SetNote("q", "why?"))
    page.session.apply(SetValue("q", "kind", "odd"))
    choose(page, "Note written")
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    quote = page.session.project.get(Annotation, "q")
    assert quote is not None
    assert (quote.note, quote.values["kind"]) == ("", "odd")
    assert labels(page)[0] == "Undone: Note written"
    assert page.row is not None
    assert page.row.edit.undone
    assert not page.detail.take_back.isEnabled()
    index = page.model.index(page.table.currentIndex().row(), EditColumn.WHAT)
    assert "taken back" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_stands_on_an_edit_is_told(page: HistoryPage) -> None:
    told: list[str] = []
    page.session.refused.connect(told.append)
    page.session.apply(SetNote("q", "one"))
    first = page.session.project.latest_edits(1)[0].id
    page.session.apply(SetNote("q", "two"))
    page.table.setCurrentIndex(page.model.index(page.model.place_of(first), 0))
    page.detail.take_back.click()
    assert "stands on it" in told[0]


def test_enter_goes_to_what_was_edited(page: HistoryPage, qtbot: QtBot) -> None:
    choose(page, "Source made")
    with qtbot.waitSignal(page.article_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["a", "s"]
    choose(page, "Project made")
    assert not page.can_open


def test_what_was_changed_stands_below(page: HistoryPage) -> None:
    page.session.apply(SetNote("q", "why?"))
    page.table.setCurrentIndex(page.model.index(0, 0))
    assert page.detail.lines.texts(0)[1:] == ["Note", "–", "why?"]


def test_filters_narrow_the_list_and_an_empty_one_says_so(page: HistoryPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filters.words, "imported")
    qtbot.keyClick(page.filters.words, Qt.Key.Key_Return)
    assert labels(page) == ["1 article imported"]
    page.filters.want(HistoryFilter(coder="nobody"))
    assert labels(page) == []
    assert page.empty.isVisible()
    assert "No such edit" in page.empty.text
    page.empty.pressed.emit()
    assert labels(page)[-1] == "Project made"
    choose(page, "Quote made")
    qtbot.keyClick(page.table, Qt.Key.Key_A)
    assert page.filters.wanted.article == "a"
    assert "Project made" not in labels(page)


def test_a_page_is_read_when_one_comes_to_its_end(
    page: HistoryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_rows, "PAGE", 3)
    monkeypatch.setattr("annotator.gui.history.model.PAGE", 3)
    page.filters.want(HistoryFilter())
    assert page.model.rowCount() == 3
    assert page.model.canFetchMore()
    while page.model.canFetchMore():
        page.model.fetchMore()
    assert labels(page)[-1] == "Project made"


def test_the_model_is_sound(page: HistoryPage, qtmodeltester: ModelTester) -> None:
    page.session.apply(SetNote("q", "why?"))
    page.session.undo()
    qtmodeltester.check(page.model)


def test_others_edits_on_what_one_codes_are_not_there(page: HistoryPage) -> None:
    page.session.coder = "ben"
    page.session.apply(Tag(id="b", article="a", code="quote", fragments=((3, 5),)))
    assert labels(page).count("Quote made") == 1


def test_a_step_back_over_somebody_elses_edit_is_asked_about(
    project: Project, qtbot: QtBot
) -> None:
    session = Session(project)
    asked: list[OthersAct] = []
    answers = [False, True, False, True]

    def agree(what: OthersAct) -> bool:
        asked.append(what)
        return answers.pop(0)

    session.agree = agree
    session.apply(SetNote("q", "mine"))
    session.coder = "ben"
    assert session.undo() is None
    assert session.undo() is not None
    assert question(asked[0]).startswith("Take back “Note written”, which ana did at ")
    session.coder = "ana"
    assert session.redo() is None
    assert session.redo() is not None
    assert question(asked[2]).startswith("Do “Note written” again, which ben took back at ")
    assert session.undo() is not None
    assert len(asked) == 4
    session.deleteLater()


def press(words: str) -> Callable[[QMessageBox], None]:
    return lambda box: next(one for one in box.buttons() if one.text() == words).click()


@pytest.mark.parametrize(("words", "agreed"), [("Leave it", False), ("Take it back", True)])
def test_the_question_is_answered_by_two_buttons(
    page: HistoryPage, words: str, agreed: bool
) -> None:
    edit = page.session.project.next_undo()
    assert edit is not None
    act = OthersAct(edit, edit, again=False)
    assert in_dialog(QMessageBox, press(words), lambda: agrees_to_step(page, act)) is agreed


def test_the_keys_of_every_search_work_in_the_words(page: HistoryPage, qtbot: QtBot) -> None:
    every = labels(page)
    line = page.filters.words
    line.setFocus()
    qtbot.keyClicks(line, "quote")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert page.focusWidget() is page.table, "Down goes on to the list"
    assert 0 < len(labels(page)) < len(every)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""
    assert labels(page) == every, "Esc clears"
    assert page.focusWidget() is line
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.table, "and then leaves"


def test_a_copy_as_it_was_then_is_proposed_beside_the_project_and_its_folder_is_told(
    page: HistoryPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.settings.set(LAST_FOLDER, str(tmp_path.parent))
    proposed: list[str] = []
    out = tmp_path / "then.annotator"

    def choose(_parent: object, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        proposed.append(start)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    with qtbot.waitSignal(page.session.told) as told:
        page.ask_and_copy()
    assert Path(proposed[0]).parent == page.session.project.path.parent
    assert told.args == [f"Copy as it was then saved as then.annotator in {tmp_path}"]
    assert out.exists()

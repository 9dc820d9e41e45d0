"""Merging, splitting, converting and moving codes in the window, by keys and by mouse."""

from pathlib import Path
from typing import NoReturn

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import (
    Choice,
    Code,
    Codebook,
    CodeState,
    Field,
    FieldType,
    Scope,
)
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.formats.files.codebook import write_codebook
from annotator.gui.codebook import CodebookPanel, loading
from annotator.gui.codebook.contradicting import ContradictionsDialog
from annotator.gui.codebook.loading import load_codebook
from annotator.gui.codebook.reshaping import ReshapeDialog
from annotator.gui.codebook.versions import VersionsDialog
from annotator.gui.session import many
from annotator.gui.session.session import Session
from annotator.workflow.codebooks.versions import known_versions

CHOICES = (Choice("one", "One"), Choice("two", "Two"))
FIELD = Field(id="sort", name="Sort", type=FieldType.CHOICE, choices=CHOICES)


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> CodebookPanel:
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.tree.setFocus()
    return panel


def choose(panel: CodebookPanel, name: str) -> None:
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (item,) = panel.tree.findItems(name, flags)
    panel.tree.setCurrentItem(item)


def with_sort(session: Session) -> tuple[Code, Annotation]:
    """Give quotes a field, and one of one's own quotes an answer to it."""
    code = session.codebook.code("quote")
    assert code is not None
    session.apply(PutCode(structs.replace(code, fields=(*code.fields, FIELD))))
    own = [one for one in session.project.find(Annotation, code="quote") if session.is_own(one)]
    session.apply(SetValue(own[0].id, "sort", "one"))
    changed = session.codebook.code("quote")
    assert changed is not None
    return changed, own[0]


def retired(session: Session, ident: str) -> bool:
    code = session.codebook.code(ident)
    return code is not None and code.state is CodeState.RETIRED


def test_keys_merge_a_choice_with_counts_first_and_one_undo(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    _, label = with_sort(session)
    choose(panel, "Quote")
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    dialog = panel.window().findChild(ReshapeDialog)
    assert dialog is not None
    dialog.choose("Merge choices")
    dialog.field.setCurrentIndex(dialog.field.findText("Sort"))
    assert not dialog.main.isEnabled()
    dialog.ticks.setFocus()
    qtbot.keyClick(dialog.ticks, Qt.Key.Key_Space)
    dialog.target.setCurrentIndex(1)
    assert dialog.told.text().startswith("1 label gets Two.")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "two"
    session.undo()
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "one"


def test_a_code_is_merged_into_another_by_mouse(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    count = len(session.project.find(Annotation, code="quote"))
    cues = len(session.project.find(Annotation, code="cue"))
    choose(panel, "Cue")
    dialog = panel.reshape_current()
    assert dialog is not None
    dialog.target.setCurrentIndex(dialog.target.findText("Quote"))
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert len(session.project.find(Annotation, code="quote")) == count + cues
    cue = session.codebook.code("cue")
    assert cue is not None
    assert cue.state is CodeState.RETIRED


def test_keys_move_codes_up_down_in_and_out_and_retire(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    def order() -> list[str]:
        return [one.id for one in session.codebook.codes if not one.parent]

    alt = Qt.KeyboardModifier.AltModifier
    before = order()
    second = session.codebook.code(before[1])
    assert second is not None
    choose(panel, second.name)
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up, alt)
    assert order()[0] == second.id
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down, alt)
    assert order() == before
    qtbot.keyClick(panel.tree, Qt.Key.Key_Right, alt)
    assert second.id not in order()
    qtbot.keyClick(panel.tree, Qt.Key.Key_Left, alt)
    assert order() == before
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    retired = session.codebook.code(second.id)
    assert retired is not None
    assert retired.state is CodeState.RETIRED


def test_a_codebook_that_labels_contradict_asks_by_name(
    session: Session, qtbot: QtBot, tmp_path: Path, panel: CodebookPanel
) -> None:
    code, label = with_sort(session)
    less = Field(id="sort", name="Sort", type=FieldType.CHOICE, choices=CHOICES[1:])
    others = tuple(one for one in session.codebook.codes if one.id != "quote")
    new = structs.replace(code, fields=(*code.fields[:-1], less))
    path = tmp_path / "less.codebook.json"
    write_codebook(Codebook(title="Less", codes=(new, *others)), path)
    dialog = load_codebook(panel, session, path)
    assert isinstance(dialog, ContradictionsDialog)
    (ways,) = dialog.ways
    assert "Quote, Sort: “One” is no answer any more" in ways.accessibleName()
    words = [ways.itemText(n) for n in range(ways.count())]
    assert words == ["Keep it as retired", "Make it Two", "Drop it from the labels"]
    ways.setCurrentIndex(1)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "two"


def test_any_two_versions_are_compared(session: Session, qtbot: QtBot) -> None:
    with_sort(session)
    session.apply(PutCode(Code(id="irony", name="Irony")))
    dialog = VersionsDialog(known_versions(session.project))
    qtbot.addWidget(dialog)
    assert dialog.table.rowCount() >= 2
    assert dialog.differences.texts(0) == ["Irony", "", "", "new"]
    dialog.against.setCurrentIndex(2)
    told = [dialog.differences.texts(row) for row in range(dialog.differences.rowCount())]
    assert ["Quote", "Field Sort", "", "new"] in told
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    assert dialog.differences.texts(0) == ["Quote", "Field Sort", "", "new"]


def test_what_changes_many_labels_is_written_beside_the_window(
    session: Session, panel: CodebookPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cues = len(session.project.find(Annotation, code="cue"))
    monkeypatch.setattr(many, "_LARGE", cues - 1)
    session.window = panel

    def stand_still(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the window waits")

    monkeypatch.setattr(session, "apply", stand_still)
    choose(panel, "Cue")
    dialog = panel.reshape_current()
    assert dialog is not None
    dialog.target.setCurrentIndex(dialog.target.findText("Quote"))
    qtbot.mouseClick(dialog.main, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: retired(session, "cue"))
    assert not session.project.find(Annotation, code="cue")


def opened(panel: CodebookPanel, name: str, act: str) -> ReshapeDialog:
    choose(panel, name)
    dialog = panel.reshape_current()
    assert dialog is not None
    dialog.choose(act)
    if act != "Merge it into another code":
        dialog.field.setCurrentIndex(dialog.field.findText("Sort"))
    return dialog


def test_a_heading_says_why_nothing_is_merged(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    session.apply(PutCode(Code(id="area", name="Area", group=True)))
    choose(panel, "Area")
    with qtbot.waitSignal(session.refused) as said:
        qtbot.keyClick(panel.tree, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert said.args == ["Area is a heading and has no labels to change."]


def test_one_who_works_alone_is_told_of_no_others(session: Session, panel: CodebookPanel) -> None:
    with_sort(session)
    dialog = opened(panel, "Quote", "Change a field’s type")
    assert dialog.told.text() == "1 answer stays the same, as several choices."
    session.apply(ImportRecords(records=(Coder(id="b", handle="ben"),)))
    dialog = opened(panel, "Quote", "Change a field’s type")
    assert "Labels of others" in dialog.told.text()


def test_a_split_names_the_new_code_and_what_stays(session: Session, panel: CodebookPanel) -> None:
    with_sort(session)
    dialog = opened(panel, "Quote", "Split it by an answer")
    dialog.ticks.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.told.text() == "1 label gets the code Quote One. 2 labels stay Quote."


def test_cancel_leaves_nothing(session: Session, panel: CodebookPanel, qtbot: QtBot) -> None:
    with_sort(session)
    version, label = session.codebook.version, session.undo_label()
    dialog = opened(panel, "Quote", "Split a choice in two")
    dialog.first.setText("First")
    dialog.second.setText("Second")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert session.codebook.version == version
    assert session.undo_label() == label


def test_an_answer_that_can_not_stay_has_to_be_chosen(
    session: Session, qtbot: QtBot, tmp_path: Path, panel: CodebookPanel
) -> None:
    code = session.codebook.code("quote")
    assert code is not None
    typed = Field(id="words", name="Words", type=FieldType.TEXT)
    session.apply(PutCode(structs.replace(code, fields=(*code.fields, typed))))
    for ident, answer in (("q1", "ONE"), ("q2", "else")):
        session.apply(SetValue(ident, "words", answer))
    listed = Field(id="words", name="Words", type=FieldType.CHOICE, choices=CHOICES)
    new = structs.replace(code, fields=(*code.fields, listed))
    others = tuple(one for one in session.codebook.codes if one.id != "quote")
    path = tmp_path / "listed.codebook.json"
    write_codebook(Codebook(title="Listed", codes=(new, *others)), path)
    dialog = load_codebook(panel, session, path)
    assert isinstance(dialog, ContradictionsDialog)
    words = [[ways.itemText(n) for n in range(ways.count())] for ways in dialog.ways]
    assert words == [
        ["Make it One", "Make it Two", "Drop it from the labels"],
        ["– choose –", "Make it One", "Make it Two", "Drop it from the labels"],
    ]
    dialog.accept()
    assert dialog.problem.text().startswith("Choose what becomes of this: Quote, Words: “else”")
    assert not dialog.result()
    dialog.ways[1].setCurrentIndex(2)
    dialog.accept()
    found = {one.id: one.values.get("words") for one in session.project.find(Annotation)}
    assert (found["q1"], found["q2"]) == ("one", "two")


def test_a_code_that_a_file_applies_otherwise_is_refused_by_name(
    session: Session, tmp_path: Path, panel: CodebookPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "annotator.gui.codebook.loading.show_refusal",
        lambda _parent, _title, error: told.append(str(error)),
    )
    codes = tuple(
        structs.replace(one, scope=Scope.ARTICLE) if one.id == "quote" else one
        for one in session.codebook.codes
    )
    path = tmp_path / "whole.codebook.json"
    write_codebook(Codebook(title="Whole", codes=codes), path)
    assert load_codebook(panel, session, path) is None
    assert "Quote has labels as a code of stretches of text" in told[0]


def test_a_difference_is_told_in_full_below(session: Session, qtbot: QtBot) -> None:
    code = session.codebook.code("quote")
    assert code is not None
    long = "A definition that is longer than any column of a table. " * 8
    session.apply(PutCode(structs.replace(code, definition=long.strip())))
    dialog = VersionsDialog(known_versions(session.project))
    qtbot.addWidget(dialog)
    assert dialog.whole.text().startswith("Quote, definition\nBefore: A stretch of text")
    assert dialog.whole.text().endswith(f"After: {long.strip()}")
    dialog.against.setCurrentIndex(0)
    assert dialog.whole.text() == ""
    assert dialog.told.text().endswith("nothing differs.")


def test_many_labels_change_on_another_thread_and_are_undone(
    session: Session, panel: CodebookPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_LARGE", 0)
    _, label = with_sort(session)
    session.window = panel
    dialog = opened(panel, "Quote", "Merge choices")
    dialog.ticks.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.target.setCurrentIndex(1)
    with qtbot.waitSignal(session.told) as told:
        dialog.accept()
    assert told.args is not None
    assert told.args[0].startswith("One merged into Two — ")
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "two"
    session.undo()
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "one"


def test_a_codebook_is_compared_with_many_labels_on_another_thread(
    session: Session,
    panel: CodebookPanel,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "_LARGE", 0)
    monkeypatch.setattr(many, "_LARGE", 0)
    code, label = with_sort(session)
    session.window = panel
    less = Field(id="sort", name="Sort", type=FieldType.CHOICE, choices=CHOICES[1:])
    others = tuple(one for one in session.codebook.codes if one.id != "quote")
    new = structs.replace(code, fields=(*code.fields[:-1], less))
    path = tmp_path / "less.codebook.json"
    write_codebook(Codebook(title="Less", codes=(new, *others)), path)
    assert load_codebook(panel, session, path) is None
    qtbot.waitUntil(lambda: panel.window().findChild(ContradictionsDialog) is not None)
    dialog = panel.window().findChild(ContradictionsDialog)
    assert dialog is not None
    dialog.ways[0].setCurrentIndex(1)
    with qtbot.waitSignal(session.told):
        dialog.accept()
    now = session.project.get(Annotation, label.id)
    assert now is not None
    assert now.values["sort"] == "two"

from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog
from dropped import drop
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from toy_formats import BARS, register

from annotator.domain.article import Article
from annotator.domain.edits.codebook import SetProjectTitle
from annotator.domain.runs import Run
from annotator.gui.imports import files, import_articles
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.imports.incoming import MARKS, TITLE, WORDS
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Open = Callable[..., ImportDialog]


def shown(dialog: ImportDialog, row: int, column: int) -> str:
    return dialog.model.index(row, column).data()


def test_enter_imports_what_was_read(
    open_dialog: Open, folder: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert {row.title for row in project.articles()} == {"Leaders press for truce", "Budget passed"}
    assert dialog.changes is not None
    assert dialog.changes.label == "2 articles imported"


def test_escape_imports_nothing(
    open_dialog: Open, folder: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert project.articles() == []


def test_a_row_says_what_comes_in(open_dialog: Open, folder: Path) -> None:
    dialog = open_dialog(folder)
    assert shown(dialog, 0, TITLE) == "Budget passed"
    assert shown(dialog, 1, WORDS) == "11"
    assert shown(dialog, 1, MARKS) == "4 lines left out"


def test_space_in_the_list_unticks_an_article(
    open_dialog: Open, folder: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.import_button.text() == "&Import 1 article"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert [row.title for row in project.articles()] == ["Leaders press for truce"]


def test_what_is_corrected_in_the_preview_comes_in(
    open_dialog: Open, folder: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    title = dialog.preview.title
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "Truce")
    qtbot.keyClicks(dialog.preview.meta["outlet"], "AFP")
    qtbot.keyClicks(dialog.preview.meta["published"], "19 May 2025")
    dialog.preview.text.set_left_out(range(5), out=False)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    article = next(one for one in project.find(Article) if one.title == "Truce")
    assert article.meta == {"outlet": "AFP", "published": "2025-05-19"}
    text = project.article_text(article.id)
    assert [text[r.start : r.end].split("\n")[0] for r in article.excluded] == ["- POLICE129"]


def test_one_outlet_can_be_set_for_all(
    open_dialog: Open, folder: Path, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder)
    qtbot.keyClicks(dialog.bulk.value, "The Herald")
    qtbot.mouseClick(dialog.bulk.button, Qt.MouseButton.LeftButton)
    assert dialog.preview.meta["outlet"].text() == "The Herald"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert {row.meta["outlet"] for row in project.articles()} == {"The Herald"}


def test_a_bad_file_is_named_and_the_rest_comes_in(open_dialog: Open, folder: Path) -> None:
    (folder / "scan.txt").write_bytes(b"%PDF-1.7")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    dialog = open_dialog(folder)
    failures = [dialog.failures.list.item(n).text() for n in range(dialog.failures.list.count())]
    assert failures[0].startswith("scan.txt: ")
    assert failures[1].endswith("photo.png")
    assert dialog.import_button.text() == "&Import 2 articles"


def test_a_source_that_is_not_there_is_a_failure_too(open_dialog: Open, folder: Path) -> None:
    dialog = open_dialog(folder / "gone.txt", folder)
    assert "gone.txt" in dialog.failures.list.item(0).text()
    assert dialog.model.taken() == 2


def test_the_same_text_twice_is_marked_and_left(open_dialog: Open, folder: Path) -> None:
    (folder / "again.txt").write_bytes((folder / "truce.txt").read_bytes())
    dialog = open_dialog(folder / "truce.txt", folder / "again.txt")
    assert shown(dialog, 1, MARKS).startswith("duplicate")
    assert dialog.model.taken() == 1


def test_a_text_that_the_project_has_is_marked(
    open_dialog: Open, folder: Path, qtbot: QtBot
) -> None:
    first = open_dialog(folder / "truce.txt")
    with qtbot.waitSignal(first.accepted):
        qtbot.keyClick(first.table, Qt.Key.Key_Return)
    again = open_dialog(folder / "truce.txt")
    assert shown(again, 0, MARKS).startswith("duplicate")
    assert not again.import_button.isEnabled()


def test_another_encoding_reads_the_file_again(
    open_dialog: Open, folder: Path, qtbot: QtBot
) -> None:
    (folder / "western.txt").write_bytes("Größe zählt\n\nDas ist schön.\n".encode("cp1252"))
    dialog = open_dialog(folder / "western.txt")
    assert dialog.encoding.currentText() == "Western (Windows-1252)"
    dialog.encoding.setFocus()
    qtbot.keyClicks(dialog.encoding, "cyrillic")
    qtbot.waitUntil(lambda: shown(dialog, 0, TITLE).startswith("GrцЯe"))


def test_columns_can_be_taken_for_something_else(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("name,body,desk\nBudget,By one vote.,City\n", encoding="utf-8")
    dialog = open_dialog(table)
    assert shown(dialog, 0, TITLE) == "By one vote."
    box = dialog.columns.table.cellWidget(0, 1)
    box.setFocus()
    line = box.lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "title")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: shown(dialog, 0, TITLE) == "Budget")
    assert dialog.model.rows[0].article.meta == {"section": "City"}


def choose_target(dialog: ImportDialog, row: int, target: str, qtbot: QtBot) -> None:
    line = dialog.columns.table.cellWidget(row, 1).lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, target)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def test_the_text_of_a_table_can_be_named_when_no_column_looks_like_it(
    open_dialog: Open, tmp_path: Path, project: Project, qtbot: QtBot
) -> None:
    table = tmp_path / "articles.csv"
    table.write_text("kop,verhaal\nBegroting,Met een stem.\n", encoding="utf-8")
    dialog = open_dialog(table)
    qtbot.waitUntil(dialog.columns.isVisible)
    names = [dialog.columns.table.item(row, 0).text() for row in range(2)]
    assert names == ["kop", "verhaal"]
    assert not dialog.import_button.isEnabled()
    choose_target(dialog, 1, "Text", qtbot)
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    assert dialog.failures.isHidden()
    choose_target(dialog, 0, "Title", qtbot)
    qtbot.waitUntil(lambda: shown(dialog, 0, TITLE) == "Begroting")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    (row,) = project.articles()
    assert project.article_text(row.id) == "Met een stem."


def test_a_table_that_failed_beside_others_shows_its_columns_when_it_is_looked_at(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "zbad.csv"
    good.write_text("title,text\nBudget,By one vote.\n", encoding="utf-8")
    bad.write_text("kop,verhaal\nBegroting,Met een stem.\n", encoding="utf-8")
    dialog = open_dialog(good, bad)
    assert dialog.preview.isVisible()
    dialog.failures.list.setFocus()
    qtbot.keyClick(dialog.failures.list, Qt.Key.Key_Down)
    assert dialog.columns.isVisible()
    assert dialog.columns.table.item(1, 0).text() == "verhaal"
    choose_target(dialog, 1, "Text", qtbot)
    qtbot.waitUntil(lambda: dialog.model.taken() == 2)
    assert dialog.columns.table.item(1, 0).text() == "verhaal"


def test_it_says_that_a_new_project_takes_over_a_codebook(
    open_dialog: Open, tmp_path: Path, project: Project, qtbot: QtBot
) -> None:
    (tmp_path / "data.jsonl").write_text('{"text": "He said so."}\n', encoding="utf-8")
    codebook = '{"schema": "annotator-codebook/1", "title": "Irony", "version": 7, "codes": []}'
    (tmp_path / "data.codebook.json").write_text(codebook, encoding="utf-8")
    dialog = open_dialog(tmp_path / "data.jsonl")
    assert "takes over the codebook “Irony” (version 7)" in dialog.summary.text()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert (project.codebook().title, project.codebook().version) == ("Irony", 7)


def test_corrections_of_other_articles_survive_reading_one_again(
    open_dialog: Open, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog(folder / "truce.txt")
    dialog.preview.title.selectAll()
    qtbot.keyClicks(dialog.preview.title, "Truce")
    dialog.add([folder / "budget.txt"])
    qtbot.waitUntil(lambda: len(dialog.model.rows) == 2)
    assert shown(dialog, 0, TITLE) == "Truce"


def test_annotated_articles_ask_for_a_coder(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, project: Project
) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text(
        '{"text": "He said so.", "annotations": [{"code": "irony", "fragments": [[0, 2]]}]}\n',
        encoding="utf-8",
    )
    dialog = open_dialog(data)
    assert dialog.annotated.isVisible()
    assert "irony" in dialog.failures.list.item(0).text()
    qtbot.keyClick(dialog.annotated.extend, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert project.code_counts() == {"irony": 1}
    assert project.codebook().code("irony") is not None


def test_labels_can_be_said_to_be_a_program_s(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, project: Project
) -> None:
    data, prompt = tmp_path / "data.jsonl", tmp_path / "prompt.txt"
    data.write_text(
        '{"text": "He said so.", "annotations": [{"code": "irony", "fragments": [[0, 2]]}]}\n',
        encoding="utf-8",
    )
    prompt.write_text("Find irony.", encoding="utf-8")
    dialog = open_dialog(data)
    row = dialog.annotated.run_row
    qtbot.keyClick(dialog.annotated.extend, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)
    qtbot.keyClick(row.on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [one.name[:4] for one in runs(dialog)] == ["Run "])
    row.take_prompt(prompt)
    qtbot.waitUntil(lambda: [len(one.prompt_sha256) for one in runs(dialog)] == [64])
    row.lines["name"].selectAll()
    qtbot.keyClicks(row.lines["name"], "Try 1")
    qtbot.keyClick(row.lines["name"], Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: [one.name for one in runs(dialog)] == ["Try 1"])
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert [one.name for one in project.find(Run)] == ["Try 1"]


def runs(dialog: ImportDialog) -> list[Run]:
    found = (one for row in dialog.model.rows for one in row.incoming.records)
    return [one for one in found if isinstance(one, Run)]


def test_an_empty_dialog_offers_to_add_files(
    open_dialog: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(files, "choose_files", lambda *_: [folder / "truce.txt"])
    dialog = open_dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)


def test_files_can_be_dropped_on_the_dialog(open_dialog: Open, folder: Path, qtbot: QtBot) -> None:
    dialog = open_dialog()
    drop(dialog, [folder])
    qtbot.waitUntil(lambda: dialog.model.taken() == 2)


def test_the_model_keeps_qts_rules(
    open_dialog: Open, folder: Path, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(open_dialog(folder).model)


def test_the_session_publishes_and_tells_what_came_in(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    def press_enter(dialog: ImportDialog) -> None:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)

    told: list[str] = []
    session.told.connect(told.append)
    with qtbot.waitSignal(session.changed):
        in_dialog(
            ImportDialog,
            press_enter,
            lambda: import_articles(None, session, Settings(), [folder]),
            ready=lambda dialog: dialog.model.taken(),
        )
    assert told == ["2 articles imported — Ctrl+Z undoes"]
    session.undo()
    assert session.project.articles() == []


def test_no_import_overtakes_an_edit_that_waits(
    session: Session, folder: Path, qtbot: QtBot
) -> None:
    refused: list[str] = []

    def close_refusal(box: QMessageBox) -> None:
        refused.append(f"{box.text()} {box.informativeText()}")
        box.reject()

    def enter_twice(dialog: ImportDialog) -> None:
        def enter() -> None:
            qtbot.keyClick(dialog.table, Qt.Key.Key_Return)

        with locked(session.project.path):
            session.apply(SetProjectTitle("Waited"))
            in_dialog(QMessageBox, close_refusal, enter)
        enter()

    in_dialog(
        ImportDialog,
        enter_twice,
        lambda: import_articles(None, session, Settings(), [folder]),
        ready=lambda dialog: dialog.model.taken(),
    )
    assert "Nothing was imported" in refused[0]
    labels = [one.label for one in session.project.latest_edits(2)]
    assert labels[0] == "2 articles imported"
    assert session.project.info().title == "Waited"


def test_the_size_comes_back(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.resize(640, 600)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    again = open_dialog()
    assert (again.width(), again.height()) == (640, 600)


def test_a_further_format_needs_no_more_than_its_row(
    open_dialog: Open,
    tmp_path: Path,
    project: Project,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register(monkeypatch, BARS)
    (tmp_path / "in.bars").write_text("Budget|It passed.\nbroken\n", encoding="utf-8")
    assert "*.bars" in files.file_filters()
    dialog = open_dialog(tmp_path / "in.bars")
    assert dialog.annotated.isVisible()
    assert not dialog.encoding.isEnabled()
    assert not dialog.tabs.isTabVisible(1)
    assert dialog.failures.list.item(0).text() == "in.bars, line 2: It has no bar."
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert [row.title for row in project.articles()] == ["Budget"]


def test_one_file_is_told_as_one(open_dialog: Open, folder: Path) -> None:
    assert open_dialog(folder / "truce.txt").summary.text() == "1 found in 1 file"
    assert open_dialog(folder).summary.text() == "2 found in 2 files"

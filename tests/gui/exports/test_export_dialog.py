import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from toy_formats import DIGEST, register
from waiting import LIMIT

from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.formats.table import export_formats
from annotator.gui.exports import dialog as module
from annotator.gui.exports import export_articles, preview
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.exporting import FirstRows, first_files

Open = Callable[..., ExportDialog]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(codes=(Code(id="quote", name="Quote"),))
    with Project.create(tmp_path / "study.annotator", codebook=codebook) as project:
        articles = [NewArticle(id=f"a{n}", title=f"T{n}", text="=Text so.") for n in range(3)]
        project.coder = "ana"
        project.apply(ImportRecords(articles=tuple(articles)))
        for coder, article in (("ana", "a0"), ("ben", "a0"), ("ana", "a1")):
            project.coder = coder
            project.apply(
                Tag(id=f"{coder}-{article}", article=article, code="quote", fragments=((0, 5),))
            )
        yield project


@pytest.fixture
def session(project: Project, qapp: object) -> Session:
    return Session(project)


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Open:
    def open_it(selected: tuple[str, ...] = (), visible: tuple[str, ...] = ()) -> ExportDialog:
        dialog = ExportDialog(session, Settings(), selected, visible)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        qtbot.waitUntil(lambda: dialog.preview.up_to_date)
        return dialog

    return open_it


def export(dialog: ExportDialog, qtbot: QtBot) -> Path:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert dialog.exported is not None
    return dialog.exported.path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def preview_rows(dialog: ExportDialog, column: int) -> list[str]:
    table = dialog.preview.table
    return [table.item(row, column).text() for row in range(table.rowCount())]


def press(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Space)


def test_enter_exports_everything_beside_the_project(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    path = export(open_dialog(), qtbot)
    assert path == tmp_path / "study.csv"
    assert [row["annotation_id"] for row in rows(path)] == ["ana-a0", "ben-a0", "ana-a1"]


def test_nothing_is_exported_that_would_lack_an_edit_that_waits(
    open_dialog: Open, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    told: list[str] = []

    def close_refusal(box: QMessageBox) -> None:
        told.append(f"{box.text()} {box.informativeText()}")
        box.reject()

    def enter() -> None:
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)

    with locked(session.project.path):
        session.apply(Tag(id="waits", article="a2", code="quote", fragments=((0, 5),)))
        in_dialog(QMessageBox, close_refusal, enter)
    assert "Nothing was exported" in told[0]
    assert "1 edit waits to be saved" in told[0]
    assert list(tmp_path.glob("*.csv")) == []
    assert "waits" in {row["annotation_id"] for row in rows(export(dialog, qtbot))}


def test_escape_exports_nothing(open_dialog: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = open_dialog()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.exported is None
    assert list(tmp_path.glob("*.csv")) == []


def test_one_coders_layer_can_be_chosen(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    press(dialog.choices.layers["ben"], qtbot)
    assert not dialog.choices.layers["all"].isChecked()
    assert {row["coder"] for row in rows(export(dialog, qtbot))} == {"ben"}


def test_no_layer_at_all_means_all_of_them(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    press(dialog.choices.layers["ben"], qtbot)
    press(dialog.choices.layers["ben"], qtbot)
    assert dialog.choices.layers["all"].isChecked()


def test_the_selected_articles_alone_can_be_exported(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog(("a1",), ("a0", "a1"))
    labels = [button.text().replace("&", "") for button, _ in dialog.choices.articles]
    assert labels == ["All 3", "The 2 shown in the list", "The 1 selected"]
    press(dialog.choices.articles[2][0], qtbot)
    assert {row["article_id"] for row in rows(export(dialog, qtbot))} == {"a1"}


def test_columns_can_be_left_out(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.choices.columns.choose(["code", "text"])
    dialog.choices.columns.list.setCurrentRow(0)
    press(dialog.choices.columns.list, qtbot)
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    headings = [dialog.preview.table.horizontalHeaderItem(n).text() for n in range(3)]
    assert headings == ["article_id", "code", "text"]
    assert list(rows(export(dialog, qtbot))[0]) == headings


def test_one_column_always_stays(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.choices.columns.choose(["article_id"])
    dialog.choices.columns.list.setCurrentRow(0)
    press(dialog.choices.columns.list, qtbot)
    assert dialog.choices.columns.chosen() == ["article_id"]


def test_a_file_for_a_spreadsheet_runs_no_formula(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    press(dialog.choices.for_spreadsheet, qtbot)
    data = export(dialog, qtbot).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b",'=Text," in data


def test_the_preview_follows_the_choices(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    dialog.choices.columns.choose(["coder"])
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert preview_rows(dialog, 0) == ["ana", "ben", "ana"]
    press(dialog.choices.layers["ben"], qtbot)
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert preview_rows(dialog, 0) == ["ben"]


def test_enter_does_not_wait_for_the_preview(
    open_dialog: Open, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    go_on = Event()

    def begin_long(*of: Any) -> FirstRows:
        assert go_on.wait(LIMIT)
        return first_files(*of)

    dialog = open_dialog()
    monkeypatch.setattr(preview, "first_files", begin_long)
    press(dialog.choices.layers["ben"], qtbot)
    try:
        assert preview_rows(dialog, 0) == ["a0", "a0", "a1"]
        assert {row["coder"] for row in rows(export(dialog, qtbot))} == {"ben"}
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)


def test_escape_ends_an_export_in_the_midst_of_reading(
    open_dialog: Open, project: Project, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    more = (NewArticle(id=f"b{n}", title=f"T{n}", text="Text.") for n in range(400))
    project.apply(ImportRecords(articles=tuple(more)))
    begun = Event()

    def read_and_never_tell(own: Project, *_: object) -> None:
        begun.set()
        for _read in range(1000):
            own.find(Article)

    monkeypatch.setattr(module, "export", read_and_never_tell)
    dialog = open_dialog()
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert begun.wait(LIMIT)
    window = QApplication.activeModalWidget() or dialog
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.preview.up_to_date)  # it looks again, as nothing is written
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert dialog.isVisible()
    assert dialog.exported is None


def test_what_the_file_can_not_hold_is_said(open_dialog: Open) -> None:
    assert "1 article without annotations" in open_dialog().preview.losses.text()


def test_jsonl_comes_with_its_codebook(open_dialog: Open, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = open_dialog()
    choose_format(dialog, "jsonl")
    assert not dialog.choices.columns.isVisible()
    path = export(dialog, qtbot)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert path == tmp_path / "study.jsonl"
    assert [json.loads(line)["id"] for line in lines] == ["a0", "a1", "a2"]
    assert (tmp_path / "study.codebook.json").exists()


def test_a_name_that_is_taken_gets_a_number(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "study.csv").write_text("precious")
    assert export(open_dialog(), qtbot).name == "study 2.csv"
    assert (tmp_path / "study.csv").read_text() == "precious"


def test_a_file_is_replaced_only_after_asking(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("precious")
    answers = [False, True]
    monkeypatch.setattr(module, "may_replace", lambda *_: answers.pop(0))
    dialog = open_dialog()
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(path))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert path.read_text() == "precious"
    export(dialog, qtbot)
    assert len(rows(path)) == 3


def test_a_codebook_in_the_companions_place_is_replaced_only_after_asking(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "mine.codebook.json"
    kept.write_text("precious")
    asked: list[Path] = []
    answers = [False, True]

    def may_replace(_parent: object, path: Path) -> bool:
        asked.append(path)
        return answers.pop(0)

    monkeypatch.setattr(module, "may_replace", may_replace)
    dialog = open_dialog()
    choose_format(dialog, "jsonl")
    dialog.path.setText(str(tmp_path / "mine.jsonl"))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert (asked, kept.read_text()) == ([kept], "precious")
    assert not (tmp_path / "mine.jsonl").exists()
    export(dialog, qtbot)
    assert json.loads(kept.read_bytes())["schema"] == "annotator-codebook/1"


def test_a_name_whose_codebook_is_taken_gets_a_number(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "study.codebook.json").write_text("precious")
    dialog = open_dialog()
    assert dialog.target().name == "study.csv"
    choose_format(dialog, "jsonl")
    assert export(dialog, qtbot).name == "study 2.jsonl"
    assert (tmp_path / "study.codebook.json").read_text() == "precious"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone/x.csv", "can't be written"),
        ("study.annotator", "study.annotator is a project"),
        ("other.annotator", "other.annotator is a project"),
    ],
)
def test_where_a_file_can_not_go_is_refused(
    open_dialog: Open, project: Project, tmp_path: Path, qtbot: QtBot, name: str, said: str
) -> None:
    project.copy_to(tmp_path / "other.annotator")
    dialog = open_dialog()
    dialog.path.setText(str(tmp_path / name))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert said in dialog.refusal.text()
    assert dialog.refusal.isVisible()
    assert dialog.path.hasFocus()
    qtbot.keyClicks(dialog.path, "x")
    assert not dialog.refusal.isVisible()
    with Project.open(tmp_path / "other.annotator") as other:
        assert other.check() == []


def test_the_choices_come_back(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    press(dialog.choices.layers["ben"], qtbot)
    press(dialog.choices.for_spreadsheet, qtbot)
    dialog.choices.columns.choose(["code", "text"])
    export(dialog, qtbot)
    again = open_dialog().choices
    assert again.layers["ben"].isChecked()
    assert again.for_spreadsheet.isChecked()
    assert again.columns.chosen() == ["code", "text"]


def test_the_session_tells_where_it_went(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    def press_enter(dialog: ExportDialog) -> None:
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)

    with qtbot.waitSignal(session.told) as heard:
        in_dialog(
            ExportDialog, press_enter, lambda: export_articles(None, session, Settings(), [], [])
        )
    assert heard.args == [f"Exported 2 articles with 3 annotations to {tmp_path / 'study.csv'}"]


def test_gold_where_there_is_none_is_told_as_nothing(
    open_dialog: Open, project: Project, qtbot: QtBot
) -> None:
    dialog = open_dialog(("a2",))
    press(dialog.choices.articles[1][0], qtbot)
    export(dialog, qtbot)
    assert dialog.exported is not None
    assert dialog.exported.told() == "0 articles with 0 annotations"


def choose_format(dialog: ExportDialog, name: str) -> None:
    dialog.choices.format.setCurrentIndex(dialog.choices.format.findData(name))


def test_what_comes_beside_a_file_is_told_where_something_does(open_dialog: Open) -> None:
    dialog = open_dialog()
    told: dict[str, str] = {}
    for one in export_formats():
        choose_format(dialog, one.id)
        told[one.id] = dialog.beside.text()
    assert told["jsonl"] == "Beside it: study.codebook.json"
    assert told["label-studio"] == "Beside it: study-label-studio.config.xml"
    alone = [one for one in export_formats() if one.beside is None]
    assert {told[one.id] for one in alone if not one.exporter.folder} == {""}
    assert all("folder" in told[one.id] for one in alone if one.exporter.folder)


def test_a_further_format_needs_no_more_than_its_row(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, DIGEST)
    dialog = open_dialog()
    choose_format(dialog, "digest")
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert dialog.choices.columns.isVisible()
    assert not dialog.choices.for_spreadsheet.isVisible()
    assert dialog.beside.text() == ""
    assert preview_rows(dialog, 0) == ["T0", "T1", "T2"]
    assert "1 article without annotations" in dialog.preview.losses.text()
    dialog.choices.columns.choose(["title"])
    path = export(dialog, qtbot)
    assert path == tmp_path / "study.digest"
    assert path.read_text(encoding="utf-8") == "T0\nT1\nT2\n"
    assert {one.name for one in tmp_path.glob("study.[!a]*")} == {"study.digest"}
    again = open_dialog()
    assert again.choices.chosen is DIGEST
    assert again.choices.columns.chosen() == ["title"]


def test_ticks_stay_when_one_looks_at_other_formats(
    open_dialog: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, DIGEST)
    dialog = open_dialog()
    dialog.choices.columns.choose(["code", "text"])
    for name, shown in (("jsonl", None), ("digest", None), ("csv", ["code", "text"])):
        choose_format(dialog, name)
        assert dialog.choices.selection().columns == shown


def test_the_columns_come_back_after_an_export_that_has_none(
    open_dialog: Open, qtbot: QtBot
) -> None:
    first = open_dialog()
    first.choices.columns.choose(["code", "text"])
    export(first, qtbot)
    second = open_dialog()
    choose_format(second, "jsonl")
    export(second, qtbot)
    again = open_dialog()
    assert again.choices.selection().columns is None
    choose_format(again, "csv")
    assert again.choices.selection().columns == ["code", "text"]


def test_gold_that_is_not_settled_leaves_where_that_is_asked_for(
    project: Project, open_dialog: Open, qtbot: QtBot
) -> None:
    project.apply(Settle(take=("ana-a0",)))
    dialog = open_dialog()
    choices = dialog.choices
    assert not choices.unsettled.isEnabled()
    choices.layers["gold"].click()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert choices.unsettled.isEnabled()
    assert preview_rows(dialog, 0) == []
    choices.unsettled.click()
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)
    assert [row["layer"] for row in rows(export(dialog, qtbot))] == ["gold"]

"""Choosing among many formats, and what a format lets choose: all of it from its row."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from msgspec import structs
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from toy_formats import PARCEL, UNREADY, register
from waiting import LIMIT

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.csv.separators import CSV_OPTIONS
from annotator.gui.exports import dialog as module
from annotator.gui.exports import preview
from annotator.gui.exports.dialog import ExportDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Open = Callable[[], ExportDialog]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("study") / "study.annotator"
    with Project.create(path, codebook=Codebook(codes=(Code(id="q", name="Q"),))) as project:
        articles = [NewArticle(id=f"a{n}", title=f"T{n}", text="So.") for n in range(2)]
        project.apply(ImportRecords(articles=tuple(articles)))
        yield project


@pytest.fixture
def open_dialog(
    project: Project, qapp: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Open:
    register(monkeypatch, PARCEL, UNREADY)
    session = Session(project)

    def open_it() -> ExportDialog:
        dialog = ExportDialog(session, Settings())
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        qtbot.waitUntil(lambda: dialog.preview.up_to_date)
        return dialog

    return open_it


def choose(dialog: ExportDialog, format_id: str, qtbot: QtBot) -> None:
    """Choose a format, with the focus in its box."""
    dialog.choices.format.setFocus()
    dialog.choices.format.choose(format_id)
    qtbot.waitUntil(lambda: dialog.preview.up_to_date)


def write_to(dialog: ExportDialog, path: Path, qtbot: QtBot) -> None:
    dialog.path.selectAll()
    qtbot.keyClicks(dialog.path, str(path))
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)


def press_tab(dialog: ExportDialog, times: int, qtbot: QtBot) -> list[str]:
    """Press Tab, and return the names of what had the focus after each time."""
    names: list[str] = []
    for _ in range(times):
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        text = widget.text() if isinstance(widget, QCheckBox) else widget.accessibleName()
        names.append(text)
    return names


def test_formats_stand_under_headings_that_no_key_stops_at(open_dialog: Open, qtbot: QtBot) -> None:
    box = open_dialog().choices.format
    shown = [box.itemText(n) for n in range(box.count())]
    headings = [n for n in range(box.count()) if box.itemData(n) is None]
    assert shown[headings[0]] == "Tables"
    assert shown[headings[-1]] == "Publishing"
    seen = {box.currentText()}
    for _ in range(box.count()):
        qtbot.keyClick(box, Qt.Key.Key_Down)
        seen.add(box.currentText())
    assert seen == set(shown) - {shown[n] for n in headings}


def test_typing_leads_to_a_format_and_says_what_it_is_for(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    qtbot.keyClicks(dialog.choices.format, "parc")
    assert dialog.choices.chosen is PARCEL
    assert dialog.choices.about.text() == "For those who like to unpack."
    assert dialog.choices.format.accessibleDescription() == "For those who like to unpack."


def test_options_are_a_form_with_names_and_in_reading_order(
    open_dialog: Open, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    form = dialog.choices.options
    kinds = [type(form.field(one)) for one in ("heads", "order", "seed", "licence")]
    wanted = [QCheckBox, QComboBox, QSpinBox, QLineEdit]
    assert [issubclass(kind, one) for kind, one in zip(kinds, wanted, strict=True)] == [True] * 4
    named = press_tab(dialog, 12, qtbot)
    first = named.index("Headlines")
    assert named[0] == "All layers"
    assert named[first : first + 4] == ["Headlines", "Order", "Seed", "Licence"]
    assert form.field("seed").accessibleDescription() == "Begins the random numbers."
    choose(dialog, "jsonl", qtbot)
    assert not form.isVisible()


def test_a_table_begins_with_the_separator_of_the_country(open_dialog: Open, qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale("de_DE"))
    try:
        form = open_dialog().choices.options
        form.offer("csv", CSV_OPTIONS)
        box = form.field("separator")
        assert isinstance(box, QComboBox)
        assert box.currentText() == "Semicolon, and decimal commas"
        assert form.chosen() == {"separator": "semicolon"}
        assert form.words() == {}
        box.setCurrentIndex(box.findData("comma"))
        assert form.chosen() == {}
        assert form.words() == {"csv": {"separator": "comma"}}
    finally:
        QLocale.setDefault(QLocale.c())


def test_what_is_chosen_of_a_format_is_written_and_remembered(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    form = dialog.choices.options
    qtbot.keyClick(form.field("order"), Qt.Key.Key_Down)
    qtbot.keyClick(form.field("seed"), Qt.Key.Key_Up)
    qtbot.keyClicks(form.field("licence"), "CC")
    with qtbot.waitSignal(dialog.accepted):
        write_to(dialog, tmp_path / "out", qtbot)
    said = (tmp_path / "out" / "said.txt").read_text(encoding="utf-8").splitlines()
    assert said == ["2", "CC", "T1", "T0"]
    again = open_dialog().choices
    assert again.chosen is PARCEL
    assert again.selection().options == {"order": "turned", "seed": 2, "licence": "CC"}


def test_options_stay_while_one_looks_at_other_formats(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    qtbot.keyClicks(dialog.choices.options.field("licence"), "CC")
    choose(dialog, "csv", qtbot)
    assert dialog.choices.selection().options == {}
    choose(dialog, "parcel", qtbot)
    assert dialog.choices.selection().options == {"licence": "CC"}


def test_a_refusal_stands_at_the_option_that_it_is_about(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    form = dialog.choices.options
    qtbot.keyClicks(form.field("licence"), "none")
    write_to(dialog, tmp_path / "refused", qtbot)
    qtbot.waitUntil(lambda: bool(form.refusal("licence")))
    assert form.refusal("licence") == "“none” is no licence. Leave it empty."
    assert dialog.isVisible()
    assert form.field("licence").hasFocus()
    assert not (tmp_path / "refused").exists()
    qtbot.keyClick(form.field("licence"), Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: not form.refusal("licence"))


def test_a_folder_is_told_as_one_and_replaced_only_after_asking(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in (None, False, True):
        dialog = open_dialog()
        choose(dialog, "parcel", qtbot)
        assert dialog.name.text() == "&Folder"
        monkeypatch.setattr(module, "may_replace", lambda *_, answer=answer: answer)
        if answer is False:
            write_to(dialog, tmp_path / "out", qtbot)
            assert dialog.isVisible()
            dialog.reject()
            continue
        with qtbot.waitSignal(dialog.accepted):
            write_to(dialog, tmp_path / "out", qtbot)
    assert (tmp_path / "out" / "said.txt").is_file()


def test_a_folder_that_no_export_wrote_is_refused_beside_its_name(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept.txt").write_text("precious", encoding="utf-8")
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    write_to(dialog, tmp_path / "mine", qtbot)
    assert dialog.refusal.isVisible()
    assert "mine" in dialog.refusal.text()
    assert (tmp_path / "mine" / "kept.txt").is_file()


def test_a_zip_of_which_the_choice_of_files_did_not_ask_is_asked_about(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.zip"
    mine.write_text("precious", encoding="utf-8")
    typed = str(tmp_path / "mine")  # with that kind beside it, as it stands there
    monkeypatch.setattr(
        module.QFileDialog,
        "getSaveFileName",
        lambda *asked: (typed, next(k for k in asked[-1].split(";;") if k.startswith("Zip"))),
    )
    asked_about: list[Path] = []
    monkeypatch.setattr(module, "may_replace", lambda _, path: asked_about.append(path))
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    browse = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Bro&wse…")
    qtbot.mouseClick(browse, Qt.MouseButton.LeftButton)
    assert dialog.target() == mine
    qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert asked_about == [mine]
    assert mine.read_text(encoding="utf-8") == "precious"


def test_a_name_that_ends_in_zip_is_told_as_one(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    choose(dialog, "parcel", qtbot)
    assert dialog.beside.text().startswith("A folder of files")
    dialog.path.setText("/somewhere/out.zip")
    assert dialog.beside.text() == "A zip that holds the folder out"


def test_what_is_not_installed_says_so_in_place_of_the_button(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    choose(dialog, "unready", qtbot)
    assert not dialog.export_button.isVisible()
    assert 'pip install "media-annotator[unready]"' in dialog.advice.text()
    write_to(dialog, tmp_path / "out.unready", qtbot)
    assert dialog.isVisible()
    choose(dialog, "csv", qtbot)
    assert dialog.export_button.isVisible()
    assert not dialog.advice.isVisible()


def test_each_of_several_files_can_be_looked_into(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    assert not dialog.preview.files.isVisible()
    choose(dialog, "parcel", qtbot)
    qtbot.keyClick(dialog.preview.files, Qt.Key.Key_Down)
    assert dialog.preview.table.item(0, 0).text() == "Unpack it."


def test_a_long_report_scrolls_and_leaves_room_for_rows(
    open_dialog: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [f"{n} labels lose something that takes a long sentence to be told." for n in range(40)]
    exports = structs.replace(PARCEL.exporter, losses=lambda *_: many)
    long = structs.replace(PARCEL, id="long", exports=exports)
    dialog = open_dialog()
    register(monkeypatch, long)
    tall = dialog.height()
    dialog.preview.follow(long, dialog.choices.selection())
    qtbot.waitUntil(lambda: many[-1] in dialog.preview.losses.text())
    qtbot.waitUntil(lambda: dialog.preview.losses.verticalScrollBar().maximum() > 0)
    assert dialog.height() == tall
    assert dialog.preview.table.height() > dialog.preview.height() / 3
    before = dialog.preview.losses.verticalScrollBar().value()
    dialog.preview.losses.setFocus()
    qtbot.keyClick(dialog.preview.losses, Qt.Key.Key_PageDown)
    assert dialog.preview.losses.verticalScrollBar().value() > before


def test_tab_goes_round_the_whole_dialog(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog()
    choose(dialog, "jsonl", qtbot)
    dialog.export_button.setFocus()
    assert "Format" in press_tab(dialog, 3, qtbot)


def test_rows_are_shown_before_it_is_counted_what_is_left_out(
    open_dialog: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def count_long(*_of: object) -> list[str]:
        go_on.wait(LIMIT)
        return ["One thing will be left out."]

    dialog = open_dialog()
    shown = dialog.preview
    monkeypatch.setattr(preview, "left_out", count_long)
    dialog.choices.format.choose("jsonl")
    try:
        qtbot.waitUntil(lambda: shown.losses.text() == "Counting…")
        assert shown.table.rowCount() == 2
        assert not shown.up_to_date
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: shown.up_to_date)
    assert "One thing" in shown.losses.text()

"""Teaching the program an archive in the import dialog: marks, what follows, and what is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from annotator.formats.archives import kept
from annotator.formats.archives.sources import opened
from annotator.formats.archives.teaching import shown
from annotator.formats.incoming import ReadOptions
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.imports.incoming import TITLE
from annotator.gui.imports.teaching import dialog as teaching
from annotator.gui.imports.teaching import own
from annotator.gui.imports.teaching.dialog import ShownFile, TeachDialog
from annotator.gui.imports.teaching.lines import ARTICLE, IS, TEXT
from annotator.gui.imports.teaching.own import ArchivesDialog
from annotator.gui.settings.settings import Settings

Open = Callable[..., ImportDialog]
ENTRY = """Record {n} of {total}
Harbour story number {n}
14 March 2025
The Port Courier
By Ida Holm

The port took ships again on day {n}, said the mayor, who had waited since the spring for that.
Cranes move as they did before the long quarrel, and nobody says when the next one will begin.

Copyright: The Port Courier


"""
COUNT = 5


def wire(path: Path, count: int = COUNT) -> Path:
    entries = (ENTRY.format(n=n, total=count) for n in range(1, count + 1))
    path.write_text("".join(entries), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ANNOTATOR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def lesson(tmp_path: Path, qtbot: QtBot) -> TeachDialog:
    source = opened(wire(tmp_path / "wire.txt"), ReadOptions())
    dialog = TeachDialog(None, Settings(), "wire", ShownFile(source, shown(source)))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def mark(dialog: TeachDialog, line: int, key: str, qtbot: QtBot) -> None:
    """Put the cursor on a line, counted from 1, and press a key."""
    dialog.lines.setFocus()
    dialog.lines.selectRow(line - 1)
    qtbot.keyClicks(dialog.lines, key)


def mark_article(dialog: TeachDialog, qtbot: QtBot) -> None:
    for line, key in ((2, "t"), (3, "d"), (4, "o"), (5, "a"), (7, "b"), (8, "e")):
        mark(dialog, line, key, qtbot)
    qtbot.waitUntil(lambda: len(dialog.split.entries) == COUNT)


def said(dialog: TeachDialog, line: int) -> str:
    return dialog.model.index(line - 1, IS).data()


def test_it_says_what_to_mark_and_on_what_keys(lesson: TeachDialog) -> None:
    assert lesson.next.text() == (
        "Mark its title (T), where its text begins (B) and where its text ends (E) of one article."
    )
    assert [one.text() for one in lesson.buttons.values()][:2] == ["Title  T", "Date  D"]
    assert not lesson.keep_button.isEnabled()


def test_a_title_has_date_and_text_proposed(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark(lesson, 2, "t", qtbot)
    qtbot.waitUntil(lambda: said(lesson, 3) == "date?")
    assert said(lesson, 2) == "title"
    assert said(lesson, 7) == "text begins?"
    mark(lesson, 3, "d", qtbot)
    assert said(lesson, 3) == "date"


def test_no_end_is_proposed_that_is_the_end_of_the_file(tmp_path: Path, qtbot: QtBot) -> None:
    path = wire(tmp_path / "close.txt")
    path.write_text(path.read_text(encoding="utf-8").replace("\n\n\n", "\n\n"), encoding="utf-8")
    source = opened(path, ReadOptions())
    dialog = TeachDialog(None, Settings(), "close", ShownFile(source, shown(source)))
    qtbot.addWidget(dialog)
    mark(dialog, 2, "t", qtbot)
    qtbot.waitUntil(lambda: said(dialog, 7) == "text begins?")
    assert dialog.next.text() == "Mark where its text ends (E) of one article."


def test_marks_by_keys_alone_show_how_the_file_is_split(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark_article(lesson, qtbot)
    assert lesson.summary.text().startswith("5 articles found")
    assert [one.title for one in lesson.split.entries][-1] == "Harbour story number 5"
    assert not any(one.lacks for one in lesson.split.entries)
    first = lesson.split.entries[1].first
    assert lesson.model.index(first, ARTICLE).data() == "2"


def test_an_article_that_is_chosen_shows_its_lines(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark_article(lesson, qtbot)
    lesson.found.setFocus()
    lesson.found.selectRow(0)
    qtbot.keyClick(lesson.found, Qt.Key.Key_Down)
    row = lesson.lines.currentIndex().row()
    assert row == lesson.split.entries[1].first
    assert lesson.model.index(row, TEXT).data()


def test_buttons_mark_too_and_del_takes_back(lesson: TeachDialog, qtbot: QtBot) -> None:
    lesson.lines.selectRow(1)
    (title, *_) = lesson.buttons.values()
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert said(lesson, 2) == "title"
    assert title.isChecked()
    qtbot.keyClick(lesson.lines, Qt.Key.Key_Delete)
    assert said(lesson, 2) == ""
    assert not title.isChecked()


def test_lines_are_found_by_their_words(lesson: TeachDialog, qtbot: QtBot) -> None:
    lesson.finder.setFocus()
    qtbot.keyClicks(lesson.finder, "story NUMBER")
    assert lesson.lines.currentIndex().row() == 1
    qtbot.keyClick(lesson.finder, Qt.Key.Key_Return)
    assert lesson.model.index(lesson.lines.currentIndex().row(), TEXT).data().endswith("number 2")
    assert lesson.isVisible()
    qtbot.keyClick(lesson.finder, Qt.Key.Key_Escape)
    assert lesson.isVisible()
    assert lesson.lines.hasFocus()


def test_what_can_not_be_learnt_is_said(lesson: TeachDialog, qtbot: QtBot) -> None:
    for line, key in ((8, "t"), (7, "b"), (9, "e")):
        mark(lesson, line, key, qtbot)
    qtbot.waitUntil(lesson.problem.isVisible)
    assert "must stand outside its text" in lesson.problem.text()
    assert not lesson.keep_button.isEnabled()


def test_enter_keeps_it_under_its_name(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark_article(lesson, qtbot)
    lesson.name.setText("Port wire")
    with qtbot.waitSignal(lesson.accepted):
        qtbot.keyClick(lesson.lines, Qt.Key.Key_Return)
    assert kept.kept() == ["Port wire"]
    assert lesson.kept is not None
    assert kept.read(lesson.kept).name == "Port wire"


def test_several_lines_are_marked_at_once(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark(lesson, 7, "", qtbot)
    for _ in range(3):
        qtbot.keyClick(lesson.lines, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(lesson.lines, "b")
    shown_parts = [said(lesson, line) for line in range(6, 12)]
    assert shown_parts == ["", "text begins", "text", "text", "text ends", ""]


def test_it_is_exported_for_a_colleague_without_being_kept(
    lesson: TeachDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "given.json"
    monkeypatch.setattr(teaching, "choose_new", lambda *_: path)
    mark_article(lesson, qtbot)
    qtbot.mouseClick(lesson.export_button, Qt.MouseButton.LeftButton)
    assert kept.read(path).name == "wire"
    assert kept.kept() == []


def test_a_hundred_thousand_lines_are_shown_without_a_widget_each(
    tmp_path: Path, qtbot: QtBot
) -> None:
    source = opened(wire(tmp_path / "long.txt", 9_000), ReadOptions())
    dialog = TeachDialog(None, Settings(), "long", ShownFile(source, shown(source)))
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() > 100_000
    assert len(dialog.lines.findChildren(QWidget)) < 30


def test_a_long_file_shows_its_beginning_first_and_then_all_of_it(
    tmp_path: Path, qtbot: QtBot
) -> None:
    source = opened(wire(tmp_path / "long.txt", 400), ReadOptions())
    dialog = TeachDialog(None, Settings(), "long", ShownFile(source, shown(source)))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    counts: list[int] = []
    dialog.split.modelReset.connect(lambda: counts.append(len(dialog.split.entries)))
    for line, key in ((2, "t"), (3, "d"), (4, "o"), (5, "a"), (7, "b"), (8, "e")):
        mark(dialog, line, key, qtbot)
    qtbot.waitUntil(lambda: len(dialog.split.entries) == 400)
    assert 100 < counts[-2] < 300
    assert dialog.summary.text() == "400 articles found; the file says 400."
    assert dialog.next.isHidden()


def test_the_lines_keep_qts_rules(lesson: TeachDialog, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(lesson.model)
    qtmodeltester.check(lesson.split)


def learn(lesson: TeachDialog, qtbot: QtBot) -> None:
    mark_article(lesson, qtbot)
    qtbot.keyClick(lesson.lines, Qt.Key.Key_Return)


def shown_titles(dialog: ImportDialog) -> list[str]:
    rows = range(dialog.model.rowCount())
    return [dialog.model.index(row, TITLE).data() for row in rows]


def test_a_file_that_came_in_as_one_article_is_read_anew_and_its_like_too(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    one = wire(tmp_path / "one.txt")
    other = wire(tmp_path / "other.txt", 3)
    other.write_text(other.read_text(encoding="utf-8").replace("Harbour", "Bridge"), "utf-8")
    dialog = open_dialog(one, other)
    assert dialog.model.rowCount() == 2
    assert dialog.page.one_article.isVisible()
    in_dialog(
        TeachDialog,
        lambda lesson: learn(lesson, qtbot),
        lambda: qtbot.mouseClick(dialog.page.teach_button, Qt.MouseButton.LeftButton),
    )
    qtbot.waitUntil(lambda: dialog.model.rowCount() == COUNT + 3)
    titles = shown_titles(dialog)
    assert titles[0] == "Harbour story number 1"
    assert titles[-1] == "Bridge story number 3"
    assert dialog.summary.text().startswith("8 found in 2 files")
    assert dialog.model.rows[0].article.meta["outlet"] == "The Port Courier"


def test_own_archives_are_forgotten_and_files_read_as_before(
    open_dialog: Open, tmp_path: Path, lesson: TeachDialog, qtbot: QtBot
) -> None:
    learn(lesson, qtbot)
    dialog = open_dialog(wire(tmp_path / "one.txt"))
    assert dialog.model.rowCount() == COUNT
    assert dialog.page.teach_button.isVisible()

    def forget(archives: ArchivesDialog) -> None:
        assert archives.list.item(0).text() == "wire"
        qtbot.mouseClick(archives.forget_button, Qt.MouseButton.LeftButton)
        assert archives.list.count() == 0
        qtbot.keyClick(archives.list, Qt.Key.Key_Return)

    in_dialog(
        ArchivesDialog,
        forget,
        lambda: qtbot.mouseClick(dialog.archives, Qt.MouseButton.LeftButton),
    )
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert kept.kept() == []


def test_a_colleagues_archive_is_taken_over(
    open_dialog: Open,
    tmp_path: Path,
    lesson: TeachDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learn(lesson, qtbot)
    given = tmp_path / "given.json"
    kept.save(kept.load("wire"), given)
    kept.forget("wire")
    monkeypatch.setattr(own, "choose_existing", lambda *_: given)
    dialog = open_dialog(wire(tmp_path / "one.txt"))
    assert dialog.model.rowCount() == 1

    def take(archives: ArchivesDialog) -> None:
        qtbot.mouseClick(archives.take_button, Qt.MouseButton.LeftButton)
        archives.accept()

    in_dialog(
        ArchivesDialog,
        take,
        lambda: qtbot.mouseClick(dialog.archives, Qt.MouseButton.LeftButton),
    )
    qtbot.waitUntil(lambda: dialog.model.rowCount() == COUNT)


def test_a_file_that_no_format_knows_can_be_taught(
    open_dialog: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    wire(folder / "wire.doc")
    (folder / "budget.txt").write_text("Budget passed\n\nBy one vote.\n", encoding="utf-8")
    dialog = open_dialog(folder)
    assert "wire.doc" in dialog.failures.list.item(0).text()
    dialog.failures.list.setCurrentRow(0)
    assert dialog.failures.teach_button.isVisible()
    in_dialog(
        TeachDialog,
        lambda lesson: learn(lesson, qtbot),
        lambda: qtbot.mouseClick(dialog.failures.teach_button, Qt.MouseButton.LeftButton),
    )
    qtbot.waitUntil(lambda: dialog.model.rowCount() == COUNT + 1)
    assert dialog.failures.isHidden()

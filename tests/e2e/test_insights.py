"""Insights in the real window: once by keys alone, once by mouse, and after a restart."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from user import ALT, CONTROL, LEFT, SHIFT, Key, User
from voices import COUNTS, finish, voices

from annotator.domain.edits.annotations import Delete
from annotator.gui.annotations_page import AnnotationsPage
from annotator.gui.insights import InsightsPage
from annotator.gui.insights.benchmark import BenchmarkDialog
from annotator.gui.insights.body import InsightsBody
from annotator.gui.insights.codes_dialog import CountedCodesDialog
from annotator.gui.settings.settings import CODER


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = voices(tmp_path / "study.annotator")
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "n0", ask=False)
    QApplication.processEvents()
    return user


def body_of(study: User) -> InsightsBody:
    page = study.project.shown(InsightsPage)
    assert page is not None
    finish(page.body, study.qtbot)
    return page.body


def by_keys(study: User) -> InsightsBody:
    """Come to the page, where the views have the keyboard."""
    study.press(Key.Key_0, modifiers=ALT)
    body = body_of(study)
    assert body.views.hasFocus()
    return body


def counted(body: InsightsBody) -> dict[tuple[str, str], float]:
    assert body.pane.answer is not None
    return {(one.row, one.column): one.count for one in body.pane.answer.insight.marks}


def go_to(study: User, body: InsightsBody, row: str, column: str) -> None:
    """Walk the table of figures to a mark."""
    for _ in body.pane.figures.figures.marks:
        mark = body.pane.mark
        if mark is not None and (mark.row, mark.column) == (row, column):
            break
        study.press(Key.Key_Down)
    finish(body, study.qtbot)
    assert body.pane.mark is not None
    assert (body.pane.mark.row, body.pane.mark.column) == (row, column)


def test_by_keys_a_mark_leads_to_its_passages_and_one_to_its_article(study: User) -> None:
    body = by_keys(study)
    assert counted(body) == COUNTS
    study.press(Key.Key_Return)
    assert body.pane.canvas.hasFocus()
    study.press(Key.Key_T)
    assert body.pane.figures.hasFocus()
    go_to(study, body, "herald", "business")
    study.press(Key.Key_Return)
    assert body.behind.table.hasFocus()
    assert body.behind.table.labels.ids == ["t0", "t2"]
    study.press(Key.Key_Down, Key.Key_Return)
    assert study.coding.session.selection == "t2"
    assert study.selected_text() in ("", "“It is late,”")
    study.press(Key.Key_0, modifiers=ALT)
    assert body.behind.table.hasFocus()
    assert body.behind.table.currentIndex().row() == 1
    study.press(Key.Key_Escape)
    assert body.pane.figures.hasFocus()
    study.press(Key.Key_Escape)
    assert body.views.hasFocus()


def test_by_keys_the_picture_is_walked_and_its_marks_open(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_Return)
    seen = set[tuple[str, str]]()
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left):
        assert body.pane.mark is not None
        seen.add((body.pane.mark.row, body.pane.mark.column))
        study.press(key)
    assert len(seen) == 3
    finish(body, study.qtbot)
    mark = body.pane.mark
    assert mark is not None
    study.press(Key.Key_Return)
    assert body.behind.table.hasFocus()
    answer = body.pane.answer
    assert answer is not None
    assert body.behind.table.labels.ids == [answer.facts.labels[one].id for one in mark.labels]


def test_by_keys_another_view_a_filter_and_what_is_counted(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_2)
    assert body.view.id == "named"
    study.press(Key.Key_N, modifiers=SHIFT)
    assert body.view.id == "voice"
    study.press(Key.Key_Slash)
    study.write("outlet:herald")
    study.press(Key.Key_Return)
    finish(body, study.qtbot)
    assert counted(body) == {key: n for key, n in COUNTS.items() if key[0] == "herald"}
    study.press(Key.Key_B)
    finish(body, study.qtbot)
    assert body.controls.by.currentText() == "Articles"
    study.press(Key.Key_R)
    study.write("mon")
    study.press(Key.Key_Return)
    assert not body.controls.rows.view().isVisible()
    with study.qtbot.waitActive(study.window):  # as a window manager would have it
        study.window.activateWindow()
    body.controls.rows.setFocus()
    finish(body, study.qtbot)
    assert body.view.id == "voice", "letters are the list's as long as it is open"
    assert body.controls.rows.currentData() == "month"
    study.press(Key.Key_Slash, Key.Key_Escape, Key.Key_Escape)
    finish(body, study.qtbot)
    assert body.filter.text() == ""


def test_by_keys_codes_are_chosen_and_come_back_to_the_usual_ones(study: User) -> None:
    body = by_keys(study)

    def choose(dialog: CountedCodesDialog) -> None:
        names = [item.text() for item in dialog.list.items_()]
        for _ in range(names.index("Sentiment")):
            study.press(Key.Key_Down)
        study.press(Key.Key_Space, Key.Key_Return)

    study.in_dialog(CountedCodesDialog, choose, lambda: study.press(Key.Key_K))
    finish(body, study.qtbot)
    assert body.controls.codes.text() == "Sentiment"
    assert counted(body) == {}
    assert "Nothing to count here" in body.pane.empty.text

    def usual(dialog: CountedCodesDialog) -> None:
        study.press(Key.Key_U, modifiers=ALT)
        study.qtbot.waitUntil(lambda: not dialog.codes)
        study.press(Key.Key_Return)

    study.in_dialog(CountedCodesDialog, usual, lambda: study.press(Key.Key_K))
    finish(body, study.qtbot)
    assert counted(body) == COUNTS


def test_by_keys_shares_are_wanted_and_compared(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_7)
    assert body.view.id == "audit"
    finish(body, study.qtbot)

    def want(dialog: BenchmarkDialog) -> None:
        study.write("60")
        study.press(Key.Key_Down)
        study.write("50")
        assert dialog.said.text().startswith("Sum: 110.0 %")
        assert not dialog.keep.isEnabled()
        study.press(Key.Key_Backspace, Key.Key_Backspace)
        assert dialog.said.text() == "Sum: 60.0 %, 40.0 % is left"
        study.press(Key.Key_Return)

    study.in_dialog(BenchmarkDialog, want, lambda: study.press(Key.Key_W))
    finish(body, study.qtbot)
    assert body.pane.answer is not None
    (wanted,) = [one for one in body.pane.answer.insight.marks if one.wanted is not None]
    assert wanted.wanted == pytest.approx(0.6)
    assert "✓" in body.controls.benchmark.text()


def test_by_keys_the_labels_of_a_mark_are_listed_alone_and_all_again(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_Return, Key.Key_T)
    go_to(study, body, "herald", "business")
    study.press(Key.Key_Return, modifiers=SHIFT)
    page = study.project.shown(AnnotationsPage)
    assert page is not None

    def listed() -> list[str]:
        study.qtbot.waitUntil(lambda: not page.lister.busy)
        numbers = page.model.layout.found.numbers
        return sorted(page.session.project.labels.ids(numbers).values())

    assert listed() == ["t0", "t2"]
    assert page.picked.isVisible()
    assert page.picked.name.text() == "2 labels of Insights: Herald · Business"
    study.press(Key.Key_S, Key.Key_G)
    assert listed() == ["t0", "t2"]
    study.press(Key.Key_Slash)
    study.write("article:News-2")
    study.press(Key.Key_Return)
    assert listed() == []
    study.press(Key.Key_Slash, Key.Key_Escape)
    assert listed() == ["t0", "t2"]
    page.session.apply(Delete(("t0",)))
    study.qtbot.waitUntil(lambda: listed() == ["t2"])
    page.session.undo()
    study.qtbot.waitUntil(lambda: listed() == ["t0", "t2"])
    study.press(Key.Key_Escape)
    assert page.table.hasFocus()
    study.press(Key.Key_Escape)
    assert len(listed()) == 10
    assert not page.picked.isVisible()
    study.press(Key.Key_0, modifiers=ALT)
    study.click_button(body.behind, "Show on the page Annotations")
    assert listed() == ["t0", "t2"]
    page.picked.cross.click()
    assert len(listed()) == 10


def test_what_one_has_picked_is_gone_for_another_coder(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_Return)
    finish(body, study.qtbot)
    study.press(Key.Key_Return, modifiers=SHIFT)
    page = study.project.shown(AnnotationsPage)
    assert page is not None
    assert page.has_picked
    page.session.coder = "ben"
    assert not page.has_picked
    assert not page.picked.isVisible()


def test_by_mouse_a_view_a_mark_and_a_passage_are_clicked(study: User) -> None:
    study.do("mode_insights")
    body = body_of(study)
    place = body.views.visualRect(body.views.model().index(5, 0)).center()
    study.qtbot.mouseClick(body.views.viewport(), LEFT, pos=place)
    assert body.view.id == "topics"
    place = body.views.visualRect(body.views.model().index(0, 0)).center()
    study.qtbot.mouseClick(body.views.viewport(), LEFT, pos=place)
    finish(body, study.qtbot)
    study.click_button(body.pane, "Table")
    table = body.pane.figures
    row = next(
        n
        for n, one in enumerate(table.figures.marks)
        if (one.row, one.column) == ("daily", "business")
    )
    place = table.visualRect(table.figures.index(row, 0)).center()
    study.qtbot.mouseClick(table.viewport(), LEFT, pos=place)
    finish(body, study.qtbot)
    assert body.behind.table.labels.ids == ["t1"]
    place = body.behind.table.visualRect(body.behind.table.labels.index(0, 0)).center()
    study.qtbot.mouseClick(body.behind.table.viewport(), LEFT, pos=place)
    study.qtbot.mouseDClick(body.behind.table.viewport(), LEFT, pos=place)
    assert study.coding.session.selection == "t1"


@pytest.mark.parametrize("kind", ["png", "svg", "pdf", "csv"])
def test_each_kind_of_file_is_written(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    by_keys(study)
    asked = list[str]()

    def choose(*args: object) -> tuple[str, str]:
        asked.append(str(args[2]))
        return str(tmp_path / f"voice.{kind}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    study.press(Key.Key_E)
    assert asked[0].endswith("study share-of-voice.png")
    assert study.say().startswith(f"Share of voice is in voice.{kind}")
    written = tmp_path / f"voice.{kind}"
    if kind == "csv":
        with written.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert {(one["row"], one["column"]): float(one["count"]) for one in rows} == COUNTS
    elif kind == "png":
        assert not QImage(str(written)).isNull()
    elif kind == "svg":
        assert "Share of voice" in written.read_text(encoding="utf-8")
    else:
        assert written.read_bytes().startswith(b"%PDF")


def test_a_restart_brings_the_view_and_what_was_asked_back(study: User) -> None:
    body = by_keys(study)
    study.press(Key.Key_6)
    finish(body, study.qtbot)
    study.press(Key.Key_T, Key.Key_Slash)
    study.write("outlet:daily")
    study.press(Key.Key_Return)
    finish(body, study.qtbot)
    path = study.project.session.project.path
    study.window.settings.set(CODER, "ana")
    study.restart(path)
    study.press(Key.Key_0, modifiers=ALT)
    body = body_of(study)
    assert body.view.id == "topics"
    assert body.filter.text() == "outlet:daily"
    assert body.pane.is_table


def test_figures_are_copied_by_keys(study: User) -> None:
    by_keys(study)
    study.press(Key.Key_Return)
    study.press(Key.Key_C, modifiers=CONTROL)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == 1 + len(COUNTS)

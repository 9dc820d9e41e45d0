"""The page of quality: figures, and by keys from each of them to its passages and into the text."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from suggested import FAIR, KEEP, place

from annotator.domain.annotation import Origin
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import SetStatus
from annotator.gui.coding.page import CodingPage
from annotator.gui.look.palettes import DARK
from annotator.gui.look.theme import palette_of
from annotator.gui.quality import QualityPage
from annotator.gui.quality.body import QualityBody
from annotator.gui.quality.sheet import SheetTable
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SPLITTERS, Settings
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project
from annotator.workflow.suggesting.quality.records import Became, Passage

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def finish(body: QualityBody, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: body.report is not None and not body.work.busy)


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def cells(table: SheetTable, row: int) -> list[str]:
    return [str(table.sheet.index(row, n).data()) for n in range(table.sheet.columnCount())]


def column(table: SheetTable, title: str) -> int:
    return [one.title for one in table.sheet.table.columns].index(title)


def shown(body: QualityBody) -> list[tuple[Became, str]]:
    found = body.detail.passages.table.passages.passages
    return [(one.outcome, one.article) for one in found if isinstance(one, Passage)]


def test_each_way_has_its_figures(body: QualityBody) -> None:
    titles = [cells(body.table, row)[0].strip() for row in range(body.table.sheet.rowCount())]
    assert [one for one in titles if one in ("Rules", "Adapted rules", "Learned")] == [
        "Rules",
        "Adapted rules",
        "Learned",
    ]
    row = dict(
        zip(
            [one.title for one in body.table.sheet.table.columns], cells(body.table, 0), strict=True
        )
    )
    assert (row["Right"], row["Other bounds"], row["Wrong"], row["Missed"]) == (
        "12",
        "12",
        "12",
        "12",
    )
    assert (row["Precision"], row["Recall"], row["F1"]) == ("0.67", "0.67", "0.67")
    assert "12 finished articles" in body.head.hint.text()


def test_it_says_what_is_in_use_and_why(body: QualityBody) -> None:
    assert body.head.in_use.isVisible()
    assert body.head.in_use.text().startswith("Rules")


def test_by_keys_from_a_figure_to_its_passages_and_into_the_text(
    body: QualityBody, qtbot: QtBot
) -> None:
    body.table.go_to(0, column(body.table, "Missed"))
    qtbot.keyClick(body.table, Key.Key_Return)
    table = body.detail.passages.table
    assert QApplication.focusWidget() is table
    assert shown(body) == [(Became.MISSED, one.article) for one in table.passages.passages]
    assert len(shown(body)) == 12
    qtbot.keyClick(table, Key.Key_Down)
    one = table.passage
    assert one is not None
    with qtbot.waitSignal(body.passage_wanted) as signal:
        qtbot.keyClick(table, Key.Key_Return)
    assert signal.args == [one.article, one.start, one.end]
    qtbot.keyClick(table, Key.Key_Escape)
    assert QApplication.focusWidget() is body.table


def test_a_click_on_a_count_opens_it(body: QualityBody, qtbot: QtBot) -> None:
    index = body.table.sheet.index(0, column(body.table, "Other bounds"))
    qtbot.mouseClick(body.table.viewport(), LEFT, pos=body.table.visualRect(index).center())
    assert {outcome for outcome, _ in shown(body)} == {Became.BOUNDS}
    assert len(shown(body)) == 12


def test_another_outcome_can_be_chosen_for_the_row_at_hand(body: QualityBody) -> None:
    body.table.go_to(0, 0)
    body.detail.passages.outcome.setCurrentIndex(3)
    assert {outcome for outcome, _ in shown(body)} == {Became.WRONG}


def test_rules_and_scores_of_the_row_at_hand_are_doors_too(body: QualityBody, qtbot: QtBot) -> None:
    body.table.go_to(0, 0)
    for tab, sheet in ((1, body.detail.rules.table), (3, body.detail.scores.table)):
        body.detail.setCurrentIndex(tab)
        sheet.setFocus()
        sheet.go_to(0, column(sheet, "Proposed"))
        count = int(cells(sheet, 0)[column(sheet, "Proposed")])
        qtbot.keyClick(sheet, Key.Key_Return)
        assert body.detail.currentWidget() is body.detail.passages
        assert len(shown(body)) == count


def test_what_was_decided_is_counted_and_opens(
    page: QualityPage, body: QualityBody, qtbot: QtBot
) -> None:
    body.detail.setCurrentIndex(4)
    assert "accepted, mended and refused" in body.detail.decisions.empty.text
    tag = Tag(
        id="yes",
        article="a13",
        code="quote",
        fragments=(place(KEEP),),
        origin=Origin.ACCEPTED,
    )
    page.session.apply(tag)
    page.enter()
    finish(body, qtbot)
    body.measure()
    finish(body, qtbot)
    assert "1 label had been suggested" in body.head.hint.text()
    sheet = body.detail.decisions.table
    sheet.setFocus()
    sheet.go_to(0, column(sheet, "Accepted"))
    qtbot.keyClick(sheet, Key.Key_Return)
    one = body.detail.passages.table.passage
    assert one is not None
    assert (one.article, one.start, one.end) == ("a13", *place(KEEP))


def test_the_curve_and_the_scores_are_plotted_and_written(
    body: QualityBody, tmp_path: Path, qtbot: QtBot
) -> None:
    body.detail.setCurrentIndex(2)
    assert body.detail.curve.plot is not None
    assert "Learned after 9 articles" in body.detail.curve.canvas.accessibleName()
    for kind in ("png", "svg", "pdf"):
        body.detail.curve.save(tmp_path / f"curve.{kind}")
        assert (tmp_path / f"curve.{kind}").stat().st_size > 500
    body.detail.calibration.save(tmp_path / "scores.csv")
    rows = read(tmp_path / "scores.csv")
    assert [float(row["x"]) for row in rows] == pytest.approx([0.6, 0.7, 0.9])


def test_a_plot_follows_the_theme(body: QualityBody, qtbot: QtBot) -> None:
    body.detail.setCurrentIndex(2)
    canvas = body.detail.curve.canvas
    light = canvas.grab().toImage()
    canvas.setPalette(palette_of(DARK))
    dark = canvas.grab().toImage()
    assert _lightness(dark) < 90 < _lightness(light)


def _lightness(image: QImage) -> int:
    return image.pixelColor(image.width() - 2, 2).lightness()


def test_the_figures_can_be_exported(body: QualityBody, tmp_path: Path) -> None:
    body.export(tmp_path / "suggestions.csv")
    rows = read(tmp_path / "suggestions.csv")
    first = rows[0]
    assert (first["table"], first["code"], first["way"]) == ("figures", "quote", "rules")
    assert (first["wanted"], first["found"], first["met"]) == ("36", "36", "24")
    assert {row["table"] for row in rows} == {"figures", "curve", "scores"}


def test_opening_the_page_again_measures_nothing_again(
    body: QualityBody, project: Project, toy: type, qtbot: QtBot
) -> None:
    learned = toy.learned  # type: ignore[attr-defined]
    assert learned > 0
    with Project.open(project.path, "ana") as again:
        page = QualityPage(Session(again), Settings())
        qtbot.addWidget(page)
        page.enter()
        finish(page.body, qtbot)
        assert page.body.table.sheet.rowCount() == body.table.sheet.rowCount()
        assert toy.learned == learned  # type: ignore[attr-defined]
        page.remember()


def test_a_coder_whom_the_project_does_not_know_yet_sees_nobody_else_s_labels(
    project: Project, qtbot: QtBot
) -> None:
    with Project.open(project.path, "newcomer") as other:
        page = QualityPage(Session(other), Settings())
        qtbot.addWidget(page)
        page.enter()
        finish(page.body, qtbot)
        assert "No finished article" in page.body.empty.text
        assert not page.body.has_figures
        page.remember()


def test_after_another_article_it_says_that_it_is_out_of_date(
    page: QualityPage, body: QualityBody, toy: type, qtbot: QtBot
) -> None:
    learned = toy.learned  # type: ignore[attr-defined]
    session = page.session
    session.apply(Tag(id="new", article="a12", code="quote", fragments=(place(KEEP),)))
    session.apply(SetStatus("a12", WorkStatus.DONE))
    assert "F5 measures again" in body.head.hint.text()
    page.enter()
    finish(body, qtbot)
    assert "F5 measures again" in body.head.hint.text()
    assert toy.learned == learned  # type: ignore[attr-defined]
    qtbot.keyClick(body.table, Key.Key_F5)
    finish(body, qtbot)
    assert "13 finished articles" in body.head.hint.text()


@pytest.mark.parametrize("finished", [0])
def test_without_a_finished_article_it_says_what_to_do(body: QualityBody) -> None:
    assert body.empty.isVisible()
    assert "Ctrl+Enter finishes an article" in body.empty.text
    assert not body.head.export.isEnabled()


@pytest.mark.parametrize("finished", [2])
def test_of_two_articles_only_the_rules_are_measured(body: QualityBody) -> None:
    titles = [cells(body.table, row)[0].strip() for row in range(body.table.sheet.rowCount())]
    assert "Rules" in titles
    assert "Learned" not in titles
    body.detail.setCurrentIndex(2)
    assert "from 3 finished articles" in body.detail.curve.empty.text


def test_measuring_can_be_cancelled_and_leaves_everything_as_it_was(
    page: QualityPage, project: Project, qtbot: QtBot
) -> None:
    page.enter()
    assert page.body.work.busy
    page.body.work.cancel()
    assert not page.body.work.busy
    page.remember()
    assert not project.models_in_use(f"quality {page.session.coder_id}")


def test_in_the_window_a_passage_is_shown_in_its_article(project: Project, qtbot: QtBot) -> None:
    settings = Settings()
    opened = OpenProject(project, settings, QWidget())
    qtbot.addWidget(opened.pages)
    opened.pages.resize(1280, 800)
    opened.pages.show()
    body = opened.show(QualityPage).body
    finish(body, qtbot)
    body.table.go_to(0, column(body.table, "Other bounds"))
    qtbot.keyClick(body.table, Key.Key_Return)
    one = body.detail.passages.table.passage
    assert one is not None
    qtbot.keyClick(body.detail.passages.table, Key.Key_Return)
    coding = opened.shown(CodingPage)
    assert coding is not None
    assert coding.session.article is not None
    assert coding.session.article.article.id == one.article
    assert coding.pane.view.selection() == place(FAIR)
    opened.pages.remember()
    assert "quality" in settings.get(SPLITTERS)
    QGuiApplication.processEvents()


def test_it_says_of_each_field_whether_answers_are_suggested(body: QualityBody) -> None:
    answers = body.detail.answers.table
    said = [cells(answers, row) for row in range(answers.sheet.rowCount())]
    assert said
    assert all(one[1] == "no" and one[-1] for one in said)

"""How the page of insights behaves under one's hands: where keys go, and what is legible."""

import pytest
from drawn_insights import values_of
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from voices import MINISTER, finish

from annotator.analysis.insights.insight import InsightShape
from annotator.analysis.insights.views import VIEWS, view_called
from annotator.gui.insights import InsightsPage, painting
from annotator.gui.insights.behind import BehindModel
from annotator.gui.insights.body import InsightsBody
from annotator.gui.insights.canvas import InsightCanvas
from annotator.gui.insights.picture import pictured
from annotator.gui.insights.picture_area import PictureArea
from annotator.gui.insights.words import mark_name
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import ui_font
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import SPLITTERS
from annotator.workflow.insights.drawing.scene import WrittenWords

_AROUND_WORDS = 40
"""How many pixels a choice has beside its words in the program's looks: its arrow and edges."""


def test_the_keyboard_stays_where_something_is_chosen(body: InsightsBody, qtbot: QtBot) -> None:
    body.pane.focus_marks()
    rows = body.controls.rows
    rows.setFocus()
    for expected in (1, 2):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
        finish(body, qtbot)
        assert rows.hasFocus()
        assert rows.currentIndex() == expected


def test_the_keyboard_stays_with_the_marks_while_there_are_none(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.pane.focus_marks()
    for words in ("nowhere", ""):
        body.filter.setText(words)
        body.filter.run_now()
        finish(body, qtbot)
    assert body.pane.canvas.hasFocus()


def test_a_table_shows_which_mark_is_at_hand_as_soon_as_keys_go_there(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.turn_table()
    body.pane.figures.setFocus()
    finish(body, qtbot)
    chosen = body.pane.figures.selectionModel().selectedRows()
    assert [one.row() for one in chosen] == [body.pane.figures.currentIndex().row()] == [0]


def test_how_far_shares_are_from_those_wanted_is_told_in_per_cent(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.views.choose(view_called("audit"))
    finish(body, qtbot)
    body._kept.want("role", {"business": 0.5})  # as the dialog of wanted shares does
    body.count_again()
    finish(body, qtbot)
    lines = [one.split("\t") for one in body.pane.figures.figures.text().splitlines()]
    assert lines[0] == ["Role of who speaks", "Labels", "Of", "Share", "Difference", "Wanted"]
    assert ["Business", "3", "9", "33.3 %", "-16.7 %", "50.0 %"] in lines
    answer = body.pane.answer
    assert answer is not None
    names = {mark_name(answer.insight, one) for one in answer.insight.marks}
    assert names == {"Government and politics", "Business"}


def test_nothing_is_offered_before_anything_was_counted(page: InsightsPage) -> None:
    controls = page.body.controls
    assert not controls.rows.isEnabled()
    assert not controls.sampled.isVisible()
    assert not controls.sensitive.isVisible()
    page.enter()


def test_the_names_offered_for_a_target_are_gone_once_one_is_taken(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.views.choose(view_called("sentiment"))
    finish(body, qtbot)
    line = body.controls.target
    line.setFocus()
    qtbot.keyClicks(line, "berg")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    finish(body, qtbot)
    assert not popup.isVisible()
    assert (line.text(), line.actor) == ("Maja Berg", MINISTER)


def test_that_speakers_are_unknown_is_said_only_where_it_is_asked_who_speaks(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.controls.choose_codes(["sentiment"])
    finish(body, qtbot)
    assert "Nothing to count here" in body.pane.empty.text
    assert "quotes lead to actors" in body.pane.empty.text
    body.views.choose(view_called("frames"))
    body.controls.choose_codes(["source"])
    finish(body, qtbot)
    assert "Nothing to count here" in body.pane.empty.text
    assert "quotes lead to actors" not in body.pane.empty.text


def test_a_filter_that_means_nothing_is_told_without_moving_anything(
    body: InsightsBody, qtbot: QtBot
) -> None:
    places = [(one, one.geometry()) for one in body.findChildren(QWidget) if one.isVisible()]
    body.filter.setText("colour:red")
    body.filter.run_now()
    assert body.problem.isVisible()
    whole = body.problem.heightForWidth(body.problem.width())
    assert body.problem.height() >= whole, "all conditions are in sight"
    assert body.problem.geometry().top() >= body.filter.geometry().bottom()
    assert [(one, one.geometry()) for one, _ in places] == places
    body.filter.setText("")
    body.filter.run_now()
    finish(body, qtbot)
    assert not body.problem.isVisible()


def test_rarer_choices_open_by_a_key_and_are_left_by_esc(body: InsightsBody, qtbot: QtBot) -> None:
    body.views.choose(view_called("network"))
    finish(body, qtbot)
    body.pane.focus_marks()
    more = body.controls.more
    assert not body.controls.once.isVisible()
    qtbot.keyClick(body.pane.canvas, Qt.Key.Key_M)
    assert body.controls.copies.hasFocus()
    assert body.controls.once.isVisible()
    for choice in (body.controls.copies, body.controls.once, body.controls.normalisation):
        texts = [choice.itemText(n) for n in range(choice.count())]
        widest = max(choice.fontMetrics().horizontalAdvance(text) for text in texts)
        assert choice.width() >= widest + _AROUND_WORDS, "no choice is cut"
    once = body.controls.once
    once.setFocus()
    qtbot.keyClick(once, Qt.Key.Key_Down)
    finish(body, qtbot)
    assert more.text() == "More choices (1)"
    assert f"Counted once: {once.currentText()}" in more.accessibleDescription()
    qtbot.keyClick(once, Qt.Key.Key_1)
    assert body.view.id == "network", "keys are none of the page's as long as choices are open"
    qtbot.keyClick(once, Qt.Key.Key_Escape)
    assert not more.panel.isVisible()
    once.setCurrentIndex(once.findData("article"))
    finish(body, qtbot)
    assert more.text() == "More choices"


def test_no_question_of_a_view_is_cut_at_any_width(body: InsightsBody, qtbot: QtBot) -> None:
    views = body.views
    for width in (90, 150, 220, 400):
        body._across.setSizes([width, 1000 - width])
        qtbot.waitUntil(lambda width=width: abs(views.width() - width) < 90)
        QApplication.processEvents()
        for n, view in enumerate(VIEWS):
            row = views.visualRect(views.model().index(n, 0))
            letters = QFontMetrics(ui_font(SMALL))
            room = QRect(0, 0, row.width(), 1000)
            asked = letters.boundingRect(room, Qt.TextFlag.TextWordWrap, view.question)
            title = QFontMetrics(ui_font(BODY)).height()
            assert row.height() >= asked.height() + title
            assert row.right() <= views.viewport().width()


@pytest.mark.parametrize("view", [one.id for one in VIEWS])
def test_a_picture_has_most_of_a_small_page_and_passages_begin_where_it_ends(
    body: InsightsBody, page: InsightsPage, qtbot: QtBot, view: str
) -> None:
    page.resize(1024, 608)  # in a window of 1024 by 700
    body.views.choose(view_called(view))
    finish(body, qtbot)
    body.pane.focus_marks()
    one_row = 2 * body.controls.more.height()
    qtbot.waitUntil(lambda: body.controls.height() < one_row)
    QApplication.processEvents()
    if body.pane.has_marks:
        whole = body.pane.canvas.sizeHint().height()
        assert body.pane.area.height() <= whole
        assert body.pane.area.height() >= min(whole, 0.6 * page.height())


def test_labels_behind_a_mark_are_looked_at_only_once_they_are_wanted(
    body: InsightsBody, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, looks = BehindModel.ids, list[BehindModel]()

    def watched(model: BehindModel) -> list[str]:
        looks.append(model)
        return ids.__get__(model)

    monkeypatch.setattr(BehindModel, "ids", property(watched))
    body.pane.focus_marks()
    for _ in range(3):
        qtbot.keyClick(body.pane.canvas, Qt.Key.Key_Right)
        finish(body, qtbot)
    assert body.behind.has_passages
    assert not looks
    with qtbot.waitSignal(body.behind.labels_wanted) as wanted:
        body.behind.want_labels()
    assert wanted.args is not None
    assert wanted.args[0].ids == tuple(ids.__get__(body.behind.table.labels))


def test_passages_keep_the_height_that_one_gives_them(
    body: InsightsBody, page: InsightsPage, qtbot: QtBot
) -> None:
    split = body._down
    split.setSizes([100, split.height() - 101])
    split.splitterMoved.emit(100, 1)
    below = split.sizes()[1]
    body.views.choose(view_called("cooccurrence"))
    finish(body, qtbot)
    assert split.sizes()[1] >= below
    assert split.wished[1] == below
    page.remember()
    assert page.settings.get(SPLITTERS)["insights_rows"][1] == below


def test_the_mark_at_hand_stays_in_sight_where_there_is_less_room(qtbot: QtBot) -> None:
    canvas = InsightCanvas()
    area = PictureArea(canvas)
    area.resize(800, 500)
    qtbot.addWidget(area)
    insight = values_of(InsightShape.MATRIX, 60, 12)
    canvas.show_insight(insight)
    with qtbot.waitExposed(area):
        area.show()

    def seen() -> bool:
        assert canvas.mark is not None
        mark = canvas.area_of(canvas.mark).toRect()
        return canvas.visibleRegion().contains(mark.center())

    canvas.pick(insight.marks[12 * 40])
    assert seen()
    area.resize(700, 260)
    assert seen()
    area.verticalScrollBar().setValue(0)
    assert not seen()
    area.resize(800, 300)
    assert not seen(), "what is scrolled away on purpose is not fetched"


@pytest.mark.parametrize("painted", [False, True])
def test_names_of_columns_stay_in_sight_and_never_over_the_mark_at_hand(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, painted: bool
) -> None:
    canvas = InsightCanvas()
    area = PictureArea(canvas)
    area.resize(800, 400)
    qtbot.addWidget(area)
    insight = values_of(InsightShape.MATRIX, 60, 12)
    canvas.show_insight(insight)
    area.show()
    qtbot.waitExposed(area)
    if painted:
        canvas.show_insight(insight, pictured(Reporter(), insight, canvas.form))
        monkeypatch.delattr(painting._Brush, "draw")  # it is all there
    (names,) = area.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1:]
    scene = canvas.scene
    assert scene is not None
    top, bottom = scene.pinned
    assert not names.isVisible()
    written = [one for one in scene.shapes if isinstance(one, WrittenWords) and one.turned]
    assert written
    assert all(top <= one.y <= bottom for one in written)
    qtbot.keyClick(canvas, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert names.isVisible()
    assert names.height() == round(bottom) - round(top)
    whole = canvas.grab(QRect(0, round(top), 700, names.height() - 1)).toImage()
    strip = names.grab(QRect(0, 0, 700, names.height() - 1)).toImage()
    assert strip.convertToFormat(whole.format()) == whole
    for _ in range(58):
        qtbot.keyClick(canvas, Qt.Key.Key_Up)
        mark = canvas.mark
        assert mark is not None
        place = canvas.area_of(mark)
        covered = names.height() if names.isVisible() else 0
        assert place.top() >= area.verticalScrollBar().value() + covered
    area.verticalScrollBar().setValue(0)
    assert not names.isVisible()

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot
from reviewed import code_as, tag

from annotator import __version__
from annotator.analysis.agreement import Marks, has_gamma
from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.edits.team import Assign
from annotator.domain.people import Coder
from annotator.domain.settings import project_settings
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.reliability.delegate import figure_width
from annotator.gui.widgets.basic import PlainLabel
from annotator.store.project import Project

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FinishComputing = Callable[[], None]


@pytest.fixture
def finish_computing(body: ReliabilityBody, qtbot: QtBot) -> FinishComputing:
    works = (body.computation.work, body.detail.work)
    return lambda: qtbot.waitUntil(lambda: all(one.reporter is None for one in works))


def ids(project: Project, *handles: str) -> frozenset[str]:
    return frozenset(one.id for one in project.find(Coder) if one.handle in handles)


def titles(body: ReliabilityBody) -> list[str]:
    model = body.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def headings(body: ReliabilityBody) -> list[str]:
    model = body.table.model()
    return [str(model.headerData(n, Qt.Orientation.Horizontal)) for n in range(model.columnCount())]


def opened(body: ReliabilityBody, qtbot: QtBot, act: Callable[[], object]) -> Filter:
    with qtbot.waitSignal(body.differences_wanted) as signal:
        act()
    (wanted,) = signal.args
    return wanted


def click_number(body: ReliabilityBody, qtbot: QtBot, code: str, field: str, measure: str) -> None:
    index = body.table.index_of(code, field, measure)
    body.table.scrollTo(index)
    place = body.table.number_at(index).center()
    qtbot.mouseClick(body.table.viewport(), LEFT, pos=place)


def test_the_first_look_computes_values_and_intervals(body: ReliabilityBody) -> None:
    assert body.result is not None
    assert body.result.options.resamples == 150
    assert titles(body) == ["Quote", "Type", "Source", "Frame", "All codes, pooled"]
    assert headings(body)[2:4] == ["Agreement", "Krippendorff’s α"]
    index = body.table.index_of("quote", "type", "percent")
    assert index.data() == "92 %"
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "n = 12 pairs of answers" in said
    assert " to " in said


def test_values_come_before_their_intervals(page: ReliabilityPage, qtbot: QtBot) -> None:
    seen: list[int] = []
    page.body.computation.made.connect(lambda result: seen.append(result.options.resamples))
    page.enter()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [0, 150]


def test_a_cut_mark_is_said_in_a_word_with_a_sign(body: ReliabilityBody) -> None:
    alpha = body.table.index_of("quote", "type", "alpha")
    percent = body.table.index_of("quote", "type", "percent")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "revise by lower end" in alpha.data(role)
    assert "revise" not in percent.data(role)


@pytest.mark.parametrize("done", [("a0", "a1")])
def test_few_articles_get_no_interval_and_no_verdict_but_are_told_how_many_would_do(
    body: ReliabilityBody,
) -> None:
    for measure in ("alpha", "percent"):
        index = body.table.index_of("quote", "type", measure)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole)
        assert "too few articles (10 needed)" in said
        assert " to " not in said
        assert not {"revise", "tentative", "reliable"} & set(said.split())
        assert "too few articles (10 needed)" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_no_figure_is_cut_by_its_column(body: ReliabilityBody, qtbot: QtBot) -> None:
    qtbot.keyClick(body.options.every, Key.Key_Space)
    model, shown = body.table.model(), 0
    for row in range(model.rowCount()):
        for column in range(2, model.columnCount()):
            figure = body.table._model.figure(model.index(row, column))  # pyright: ignore[reportPrivateUsage] - its own
            if figure is not None:
                assert body.table.columnWidth(column) >= figure_width(figure, body.marks)
                shown += 1
    assert shown > 20


def test_a_tool_tip_says_what_a_unit_is(body: ReliabilityBody) -> None:
    tip = body.table.index_of("quote", "type", "alpha").data(Qt.ItemDataRole.ToolTipRole)
    assert "unit: paired spans" in tip
    model = body.table.model()
    across = Qt.Orientation.Horizontal
    for column in range(2, model.columnCount()):
        assert "Unit: " in model.headerData(column, across, Qt.ItemDataRole.ToolTipRole)


def test_clicking_a_number_lists_the_differences_behind_it(
    body: ReliabilityBody, project: Project, qtbot: QtBot
) -> None:
    wanted = opened(body, qtbot, lambda: click_number(body, qtbot, "quote", "type", "alpha"))
    both = ids(project, "ana", "ben")
    assert wanted == Filter(codes=frozenset(("quote",)), field="type", layers=both)
    wanted = opened(body, qtbot, lambda: click_number(body, qtbot, "", "", "f1_exact"))
    assert wanted == Filter(layers=both)


def test_clicking_beside_a_number_only_chooses_its_row(body: ReliabilityBody, qtbot: QtBot) -> None:
    index = body.table.index_of("source", "", "u_alpha")
    place = body.table.visualRect(index).bottomRight()
    with qtbot.assertNotEmitted(body.differences_wanted):
        qtbot.mouseClick(body.table.viewport(), LEFT, pos=place)
    row = body.table.row()
    assert row is not None
    assert row.code == "source"


def test_arrows_and_enter_open_a_number(
    body: ReliabilityBody, project: Project, qtbot: QtBot
) -> None:
    body.table.setCurrentIndex(body.table.index_of("quote", "type", "percent"))
    body.table.setFocus()
    qtbot.keyClick(body.table, Key.Key_Down)
    qtbot.keyClick(body.table, Key.Key_Down)
    wanted = opened(body, qtbot, lambda: qtbot.keyClick(body.table, Key.Key_Return))
    assert wanted.codes == frozenset(("frame",))


def test_an_edit_makes_the_figures_outdated_until_f5(
    body: ReliabilityBody, project: Project, qtbot: QtBot, finish_computing: FinishComputing
) -> None:
    before = body.result
    changes = project.apply(tag("late", "quote", "Others"))
    body._session.publish(changes)
    assert body.result is before
    assert "F5" in body.bar.hint.text()
    body.table.setFocus()
    qtbot.keyClick(body.table, Key.Key_F5)
    finish_computing()
    assert body.result is not before
    assert "F5" not in body.bar.hint.text()


def test_an_option_changes_figures_when_computed_again(
    body: ReliabilityBody, qtbot: QtBot, finish_computing: FinishComputing
) -> None:
    body.options.codes.setFocus()
    qtbot.keyClick(body.options.codes, Key.Key_Space)
    assert "Options have changed" in body.bar.hint.text()
    assert titles(body)[0] == "Quote"
    qtbot.mouseClick(body.bar.again, LEFT)
    finish_computing()
    assert titles(body)[0] == "Source"


def test_a_field_alone_can_be_asked_for(
    body: ReliabilityBody, qtbot: QtBot, finish_computing: FinishComputing
) -> None:
    body.options.field.setFocus()
    qtbot.keyClick(body.options.field, Key.Key_Down)
    qtbot.keyClick(body, Key.Key_R, CONTROL)
    finish_computing()
    assert titles(body) == ["Quote · Type", "Frame · Type"]


def test_all_measures_show_kappa_too(body: ReliabilityBody, qtbot: QtBot) -> None:
    assert "Cohen’s κ" not in headings(body)
    qtbot.keyClick(body.options.every, Key.Key_Space)
    assert {"Cohen’s κ", "Fleiss’ κ", "|uα", "α sentences"} <= set(headings(body))


def test_each_choice_can_have_a_row(body: ReliabilityBody, qtbot: QtBot) -> None:
    qtbot.keyClick(body.options.choices, Key.Key_Space)
    assert titles(body)[:4] == ["Quote", "Quote", "Type", "Direct"]
    assert "(k)uα" in headings(body)


def test_cut_marks_are_kept_in_the_project_and_can_be_undone(
    body: ReliabilityBody, project: Project, qtbot: QtBot
) -> None:
    body.options.revise.setFocus()
    body.options.revise.selectAll()
    qtbot.keyClicks(body.options.revise, "0.3")
    qtbot.keyClick(body.options.revise, Key.Key_Return)
    assert project_settings(project.info().settings).cut_marks == Marks(0.3, 0.8)
    said = body.table.index_of("quote", "type", "alpha").data(Qt.ItemDataRole.AccessibleTextRole)
    assert "tentative by lower end" in said
    assert "F5" not in body.bar.hint.text()
    body._session.undo()
    assert body.options.revise.value() == pytest.approx(0.667)


def test_cut_marks_out_of_order_are_refused(
    body: ReliabilityBody, project: Project, qtbot: QtBot
) -> None:
    body.options.revise.setFocus()
    body.options.revise.selectAll()
    qtbot.keyClicks(body.options.revise, "0.9")
    with qtbot.waitSignal(body._session.refused):
        qtbot.keyClick(body.options.revise, Key.Key_Return)
    assert project_settings(project.info().settings).cut_marks == Marks()
    assert body.options.revise.value() == pytest.approx(0.667)


@pytest.mark.skipif(has_gamma(), reason="gamma can be computed here")
def test_gamma_says_what_to_install(body: ReliabilityBody) -> None:
    assert not body.options.gamma.isEnabled()
    assert "media-annotator[gamma]" in body.options.gamma.toolTip()


def test_the_methods_section_goes_to_the_clipboard(body: ReliabilityBody, qtbot: QtBot) -> None:
    body.table.setFocus()
    qtbot.keyClick(body.table, Key.Key_C, CONTROL | SHIFT)
    words = QGuiApplication.clipboard().text()
    assert "12 articles were coded independently by ana and ben" in words
    assert f"Media Annotator {__version__}" in words
    assert "150 resamples" in words
    assert "Quote · Type\t12 pairs of answers" in words
    assert "<td>Quote · Type</td>" in QGuiApplication.clipboard().mimeData().html()


def test_the_methods_section_is_saved_in_the_form_that_the_name_asks_for(
    body: ReliabilityBody, tmp_path: Path
) -> None:
    for suffix in (".html", ".tex", ".md", ".txt", ".csv", ".bib"):
        body.save_methods(tmp_path / f"m{suffix}")
    assert "<table" in (tmp_path / "m.html").read_text(encoding="utf-8")
    assert r"\begin{tabular}" in (tmp_path / "m.tex").read_text(encoding="utf-8")
    assert "@book{krippendorff2019" in (tmp_path / "m.bib").read_text(encoding="utf-8")


def test_figures_are_exported_as_json_and_csv(body: ReliabilityBody, tmp_path: Path) -> None:
    body.export(tmp_path / "f.json")
    body.export(tmp_path / "f.csv")
    rows = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert body.result is not None
    assert len(rows) == len(body.result.figures)
    lines = (tmp_path / "f.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(rows[0])
    assert "ana; ben" in lines[1]


def test_fewer_than_two_coders_are_asked_for_two(body: ReliabilityBody, qtbot: QtBot) -> None:
    body.options.coders.setFocus()
    qtbot.keyClick(body.options.coders, Key.Key_Space)
    qtbot.keyClick(body.options.coders, Key.Key_F5)
    assert "two of the coders" in body.empty.text
    assert body.empty.isVisible()


@pytest.mark.parametrize("coders", [()])
def test_without_a_common_article_the_page_says_what_to_do(project: Project, qtbot: QtBot) -> None:
    from annotator.gui.session.session import Session  # noqa: PLC0415 - only here
    from annotator.gui.settings.settings import Settings  # noqa: PLC0415

    code_as(project, "ana", tag("one", "quote", "We win,", "a0"), done=("a0",))
    page = ReliabilityPage(Session(project), Settings())
    qtbot.addWidget(page)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: page.body.result is not None)
    assert page.body.empty.isVisible()
    assert "Ctrl+Enter" in page.body.empty.text
    assert "Ctrl+Shift+H" in page.body.empty.text
    assert not page.body.bar.copy.isEnabled()


def test_cancelling_keeps_the_values_without_intervals(page: ReliabilityPage, qtbot: QtBot) -> None:
    body = page.body
    body.options.resamples.setValue(100_000)
    page.enter()
    qtbot.waitUntil(lambda: body.result is not None)
    (cancel,) = body.progress.findChildren(QAbstractButton)
    qtbot.mouseClick(cancel, LEFT)
    assert body.progress.isHidden()
    assert body.result is not None
    assert body.result.options.resamples == 0
    assert "without intervals" in body.bar.hint.text()


class TestOfThree:
    @pytest.fixture
    def coders(self) -> tuple[str, ...]:
        return ("ana", "ben", "cleo")

    def test_all_together_are_shown_first_and_each_pair_can_be(
        self, body: ReliabilityBody, project: Project, qtbot: QtBot
    ) -> None:
        assert body.bar.coders.currentText() == "All 3 together"
        body.bar.coders.setFocus()
        qtbot.keyClick(body.bar.coders, Key.Key_Down)
        assert body.bar.coders.currentText() == "ana and ben"
        wanted = opened(body, qtbot, lambda: click_number(body, qtbot, "quote", "", "u_alpha"))
        assert wanted.layers == ids(project, "ana", "ben")

    def test_a_cell_of_the_matrix_lists_the_differences_of_its_pair(
        self,
        body: ReliabilityBody,
        project: Project,
        qtbot: QtBot,
        finish_computing: FinishComputing,
    ) -> None:
        body.table.setCurrentIndex(body.table.index_of("quote", "type", "alpha"))
        finish_computing()
        tab = body.detail.confusion
        heat = tab.table
        counts = [[heat.item(r, c).text() for c in range(2)] for r in range(2)]
        assert counts == [["5", "1"], ["·", "6"]]
        place = heat.visualItemRect(heat.item(0, 1)).center()
        wanted = opened(body, qtbot, lambda: qtbot.mouseClick(heat.viewport(), LEFT, pos=place))
        assert wanted.field == "type"
        assert wanted.layers == ids(project, "ana", "ben")

    def test_the_matrix_of_a_code_on_articles_is_whether_it_was_given(
        self,
        body: ReliabilityBody,
        project: Project,
        qtbot: QtBot,
        finish_computing: FinishComputing,
    ) -> None:
        body.table.setCurrentIndex(body.table.index_of("frame", "", "alpha"))
        finish_computing()
        tab = body.detail.confusion
        qtbot.keyClick(tab.pair, Key.Key_Down)
        finish_computing()
        assert tab.pair.currentText() == "ana and cleo"
        heat = tab.table
        assert [heat.horizontalHeaderItem(n).text() for n in range(2)] == ["no", "yes"]
        heat.setFocus()
        qtbot.keyClick(heat, Key.Key_Right)
        wanted = opened(body, qtbot, lambda: qtbot.keyClick(heat, Key.Key_Return))
        assert wanted.kinds == frozenset((Kind.ONLY_ONE,))

    def test_a_row_of_spans_shows_which_codes_the_same_spans_have(
        self, body: ReliabilityBody, finish_computing: FinishComputing, qtbot: QtBot
    ) -> None:
        body.table.setCurrentIndex(body.table.index_of("quote", "", "u_alpha"))
        finish_computing()
        heat = body.detail.confusion.table
        names = [heat.horizontalHeaderItem(n).text() for n in range(heat.columnCount())]
        assert names == ["Quote", "Source", "(none)"]
        heat.setFocus()
        heat.setCurrentCell(1, 2)
        wanted = opened(body, qtbot, lambda: qtbot.keyClick(heat, Key.Key_Return))
        assert wanted.kinds == frozenset((Kind.ONLY_ONE,))
        assert wanted.codes == frozenset(("source",))


def test_the_arrows_go_from_number_to_number(body: ReliabilityBody, qtbot: QtBot) -> None:
    body.table.setCurrentIndex(body.table.index_of("quote", "type", "percent"))
    body.table.setFocus()
    seen: set[tuple[int, int]] = set()
    for key in (Key.Key_Right,) * 9 + (Key.Key_Down, Key.Key_Left) * 9:
        qtbot.keyClick(body.table, key)
        index = body.table.currentIndex()
        seen.add((index.row(), index.column()))
        assert body.table.number_at(index).isValid()
    assert len(seen) > 3


def test_labels_that_are_hidden_are_in_no_figure_and_the_page_says_so(
    body: ReliabilityBody, finish_computing: FinishComputing
) -> None:
    session = body._session
    session.apply(Assign((("a0", session.coder), ("a1", session.coder))))
    body.compute()
    finish_computing()
    assert body.result is not None
    assert {one.article.id for one in body.result.study.articles} == {f"a{n}" for n in range(2, 12)}
    assert "2 hidden from you" in body.bar.hint.text()
    session.apply(Assign(tuple((f"a{n}", session.coder) for n in range(12))))
    body.compute()
    finish_computing()
    assert "hidden until you have finished" in body.empty._title.text()


def test_another_coder_sees_no_figure_matrix_or_plot_of_the_one_before(
    body: ReliabilityBody, project: Project, finish_computing: FinishComputing
) -> None:
    session = body._session  # pyright: ignore[reportPrivateUsage] - the page's own
    session.apply(Assign(tuple((one.id, "cleo") for one in project.articles())))
    body.compute()
    finish_computing()
    body.table.setCurrentIndex(body.table.index_of("quote", "type", "percent"))
    tabs = body.detail
    for tab in (tabs.pairs, tabs.outlets, tabs.time, tabs.confusion):
        tabs.setCurrentWidget(tab)
        finish_computing()
    assert tabs.pairs.chart is not None
    assert tabs.confusion.export.isEnabled()
    session.coder = "cleo"
    assert body.result is None
    assert body.table.model().rowCount() == 0
    assert [tab.chart for tab in (tabs.pairs, tabs.outlets, tabs.time)] == [None] * 3
    assert not tabs.confusion.export.isEnabled()
    assert not body.bar.export.isEnabled()
    finish_computing()
    assert body._pages.currentWidget() is body.empty  # pyright: ignore[reportPrivateUsage] - shown
    assert body.table.model().rowCount() == 0
    session.coder = "lea"
    finish_computing()
    assert titles(body)[0] == "Quote"


def test_what_is_computed_for_one_coder_is_not_shown_to_the_next(
    page: ReliabilityPage, project: Project, qtbot: QtBot
) -> None:
    body = page.body
    session = body._session  # pyright: ignore[reportPrivateUsage] - the page's own
    session.apply(Assign(tuple((one.id, "cleo") for one in project.articles())))
    hidden: list[int] = []
    body.computation.made.connect(lambda result: hidden.append(result.study.hidden))
    page.enter()
    assert body.computation.work.busy
    session.coder = "cleo"
    qtbot.waitUntil(lambda: body.computation.work.reporter is None)
    assert set(hidden) == {12}
    page.remember()


def test_nothing_is_computed_for_another_coder_until_the_page_is_shown(
    page: ReliabilityPage, body: ReliabilityBody, finish_computing: FinishComputing
) -> None:
    page.hide()
    body._session.coder = "cleo"  # pyright: ignore[reportPrivateUsage] - the page's own
    assert body.result is None
    assert not body.computation.work.busy
    said = {label.text() for label in body.empty.findChildren(PlainLabel)}
    assert "Somebody else is coding now" in said
    page.show()
    page.enter()
    finish_computing()
    assert titles(body)[0] == "Quote"


def test_whoever_is_known_to_the_project_now_keeps_their_figures(
    body: ReliabilityBody,
) -> None:
    """The first edit makes somebody known; beginning to review makes all views look again."""
    session = body._session  # pyright: ignore[reportPrivateUsage] - the page's own
    assert session.coder_id == ""
    session.apply(tag("lea-own", "quote", "We win,", "a0"))
    assert session.coder_id
    session.set_reviewing(True)
    assert body.result is not None

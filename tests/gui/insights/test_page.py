"""The page of insights: what it counts, for whose eyes, and what is behind each mark."""

import csv
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from voices import COUNTS, MINISTER, SECOND, TRADER, finish

from annotator.analysis.insights.insight import InsightMark
from annotator.analysis.insights.views import VIEWS, view_called
from annotator.domain.actor_variables import ActorVariable
from annotator.domain.edits.actors import SetActorVariables
from annotator.domain.edits.annotations import Delete, SetValue, Tag
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.review import Settle
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.edits.team import Assign
from annotator.domain.study import ArticleState
from annotator.gui.insights import InsightsPage, picture
from annotator.gui.insights.behind import BehindColumn
from annotator.gui.insights.benchmark import BenchmarkDialog
from annotator.gui.insights.body import InsightsBody
from annotator.gui.insights.finding import EVERY_LAYER
from annotator.gui.insights.writing import write_insight
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


def counted(body: InsightsBody) -> dict[tuple[str, str], float]:
    assert body.pane.answer is not None
    return {(one.row, one.column): one.count for one in body.pane.answer.insight.marks}


def mark(body: InsightsBody, row: str, column: str) -> InsightMark:
    assert body.pane.answer is not None
    marks = body.pane.answer.insight.marks
    return next(one for one in marks if (one.row, one.column) == (row, column))


def behind(body: InsightsBody, qtbot: QtBot, row: str, column: str) -> list[str]:
    body.pane.go_to(mark(body, row, column))
    finish(body, qtbot)
    return body.behind.table.labels.ids


# What is counted


def test_ones_own_labels_are_counted_where_nothing_is_settled(body: InsightsBody) -> None:
    assert counted(body) == COUNTS
    assert "9 labels in 6 articles · My own labels" in body.pane.said.text()


def test_gold_is_counted_as_soon_as_something_is_settled(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    session.apply(Settle(take=("m1",)))
    session.apply(SetArticleState(("n1",), ArticleState.SETTLED))
    finish(body, qtbot)
    assert counted(body) == {("daily", "government"): 1}
    assert body.controls.layer.currentText() == "Gold"


def test_each_layer_is_offered_and_all_of_them(body: InsightsBody, qtbot: QtBot) -> None:
    layer = body.controls.layer
    assert [layer.itemText(n) for n in range(layer.count())] == [
        "My own labels",
        "ben",
        "All layers",
    ]
    body.take_next_layer()
    finish(body, qtbot)
    assert counted(body) == {("herald", "business"): 1}
    body.take_next_layer()
    finish(body, qtbot)
    assert layer.currentData() == EVERY_LAYER
    assert counted(body) == COUNTS | {("herald", "business"): 3}


def test_a_filter_narrows_what_is_counted(body: InsightsBody, qtbot: QtBot) -> None:
    body.filter.setText("outlet:daily")
    body.filter.run_now()
    assert body.pane.said.text().startswith("Counting")
    finish(body, qtbot)
    assert counted(body) == {key: n for key, n in COUNTS.items() if key[0] == "daily"}


def test_a_condition_that_there_is_none_of_is_told_and_changes_nothing(body: InsightsBody) -> None:
    body.filter.setText("colour:red")
    body.filter.run_now()
    assert body.problem.isVisible()
    assert "There is no condition colour:" in body.problem.text()
    assert not body.finder.busy
    assert counted(body) == COUNTS


def test_what_is_counted_by_can_be_changed(body: InsightsBody, qtbot: QtBot) -> None:
    rows = body.controls.rows
    rows.setCurrentIndex(rows.findData("month"))
    body.controls.by.setCurrentIndex(body.controls.by.findData("articles"))
    finish(body, qtbot)
    assert {key: n for key, n in counted(body).items() if n} == {
        ("2025-05", "government"): 3,
        ("2025-05", "business"): 3,
        ("2025-06", "government"): 3,
    }


def test_the_views_own_offers_come_first(body: InsightsBody) -> None:
    columns = body.controls.columns
    first = [columns.itemData(n) for n in range(3)]
    assert first == list(body.view.column_offers[:3])


def test_an_empty_project_says_what_to_do(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    ids = [f"{kind}{n}" for kind in "mt" for n in range(6 if kind == "m" else 3)]
    session.apply(Delete(tuple(ids)))
    session.project.coder = "ben"
    session.coder = "ben"
    session.apply(Delete(("ben0",)))
    finish(body, qtbot)
    assert "No labels yet" in body.pane.empty.text
    assert body.pane.shown is body.pane.empty
    assert not body.has_marks


# What is behind a mark


def test_behind_a_mark_are_exactly_the_labels_that_were_counted(
    body: InsightsBody, qtbot: QtBot
) -> None:
    assert behind(body, qtbot, "herald", "business") == ["t0", "t2"]
    assert behind(body, qtbot, "daily", "government") == ["m1", "m3", "m5"]
    assert body.behind.heading.text() == "Daily · Government and politics: 3 passages in 3 articles"


def test_a_passage_says_its_words_who_speaks_and_where(body: InsightsBody, qtbot: QtBot) -> None:
    behind(body, qtbot, "herald", "business")
    cells = [body.behind.table.labels.cell(1, column) for column in BehindColumn]
    assert cells == ["“It is late,”", "Tom Held", "News 2", "Herald", "19 May 2025", "ana"]


def test_the_mark_at_hand_stays_when_something_is_counted_anew(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    behind(body, qtbot, "herald", "business")
    body.behind.table.selectRow(1)
    session.apply(Tag(id="new", article="n4", code="quote", fragments=(SECOND,)))
    session.apply(AddLink(annotation="new", type="said_by", actor=TRADER))
    finish(body, qtbot)
    assert body.pane.mark is not None
    assert (body.pane.mark.row, body.pane.mark.column) == ("herald", "business")
    assert body.behind.table.labels.ids == ["t0", "t2", "new"]
    assert body.behind.table.currentIndex().row() == 1


def test_after_an_undo_it_is_counted_as_before(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    session.apply(Delete(("m0",)))
    finish(body, qtbot)
    assert counted(body)["herald", "government"] == 2
    session.undo()
    finish(body, qtbot)
    assert counted(body) == COUNTS


def test_an_edit_while_another_page_is_shown_is_counted_on_return(
    page: InsightsPage, body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    page.hide()
    session.apply(Delete(("m0",)))
    assert not body.finder.busy
    assert body.pane.said.text() == "This may have changed since: F5 counts again"
    page.show()
    page.enter()
    finish(body, qtbot)
    assert counted(body)["herald", "government"] == 2


# For whose eyes


def test_who_codes_an_article_sees_nothing_of_others_there(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    session.apply(Assign(tuple((f"n{n}", "ben") for n in range(6))))
    session.coder = "ben"
    assert not body.pane.has_marks
    assert body.behind.table.labels.ids == []
    finish(body, qtbot)
    assert counted(body) == {("herald", "business"): 1}
    layer = body.controls.layer
    assert [layer.itemText(n) for n in range(layer.count())] == ["My own labels"]
    assert behind(body, qtbot, "herald", "business") == ["ben0"]


def test_what_was_counted_for_other_eyes_is_not_shown_but_counted_anew(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    of_ana = body.pane.answer
    assert of_ana is not None
    session.apply(Assign(tuple((f"n{n}", "ben") for n in range(6))))
    session.coder = "ben"
    body.finder.found.emit(of_ana)
    assert not body.pane.has_marks
    finish(body, qtbot)
    assert counted(body) == {("herald", "business"): 1}


def test_what_somebody_saw_is_gone_as_soon_as_another_codes(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    behind(body, qtbot, "herald", "government")
    session.coder = "zoe"
    assert not body.pane.has_marks
    assert not body.behind.has_passages
    finish(body, qtbot)


def test_the_filter_offers_nobody_whose_labels_another_may_not_see(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    def offered() -> str:
        model = body.filter.completer().model()
        return " ".join(str(model.index(n, 0).data()) for n in range(model.rowCount()))

    qtbot.waitUntil(lambda: "coder:ana" in offered())
    session.apply(Assign(tuple((f"n{n}", "ben") for n in range(6))))
    session.coder = "ben"
    qtbot.waitUntil(lambda: "coder:ben" in offered() and "coder:ana" not in offered())
    finish(body, qtbot)


def test_closing_the_project_ends_what_is_counted(
    page: InsightsPage, project: Project, qtbot: QtBot
) -> None:
    page.enter()
    body = page.body
    assert body.finder.busy
    page.remember()
    project.close()
    qtbot.waitUntil(lambda: not body.finder.busy)
    assert body.pane.answer is None


# What is remembered


def test_what_was_asked_is_asked_again_after_a_restart(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    columns = body.controls.columns
    columns.setCurrentIndex(columns.findData("speaker"))
    body.filter.setText("outlet:daily")
    body.filter.run_now()
    body.turn_table()
    finish(body, qtbot)
    found = counted(body)
    again = InsightsPage(session, Settings())
    qtbot.addWidget(again)
    again.show()
    again.enter()
    finish(again.body, qtbot)
    assert again.body.filter.text() == "outlet:daily"
    assert again.body.is_table
    assert counted(again.body) == found == {("daily", "minister"): 3, ("daily", TRADER): 1}
    again.remember()


# As a table, and in files


def test_the_table_has_the_same_marks_and_is_sorted(body: InsightsBody, qtbot: QtBot) -> None:
    body.pane.go_to(mark(body, "herald", "business"))
    body.turn_table()
    table = body.pane.figures
    assert table.mark == mark(body, "herald", "business")
    heads = [one.title for one in table.figures.columns]
    assert heads == ["Outlet", "Role of who speaks", "Labels", "Of", "Share"]
    table.sort_by(2)
    assert [one.count for one in table.figures.marks] == [3, 3, 2, 1]
    table.sort_by(2)
    assert [one.count for one in table.figures.marks] == [1, 2, 3, 3]
    assert table.mark == mark(body, "herald", "business")
    finish(body, qtbot)


def test_figures_are_copied_as_a_table(body: InsightsBody) -> None:
    body.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Outlet", "Role of who speaks", "Labels", "Of", "Share"]
    assert "Herald\tBusiness\t2\t5\t40.0 %" in lines


def test_a_csv_file_has_each_mark_as_a_row(body: InsightsBody, tmp_path: Path) -> None:
    assert body.pane.answer is not None
    write_insight(tmp_path / "voice.csv", body.pane.answer.insight)
    with (tmp_path / "voice.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(one["row"], one["column"]): float(one["count"]) for one in rows} == COUNTS


# What can go wrong


def test_what_is_cancelled_says_so_and_is_counted_again_when_asked(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.controls.by.setCurrentIndex(1)
    assert body.pane.said.text() == "Counting… What is shown is of before."
    body.pane.cancel.click()
    assert "This may have changed since" in body.pane.said.text()
    assert counted(body) == COUNTS
    body.count_again()
    finish(body, qtbot)
    assert body.pane.answer is not None
    assert body.pane.answer.insight.by == "articles"


def test_why_nothing_was_counted_stands_until_something_is(
    body: InsightsBody, qtbot: QtBot
) -> None:
    body.finder.refused.emit("This can't be counted.")
    assert body.pane.said.text() == "This can't be counted. What is shown is of before."
    body.count_again()
    finish(body, qtbot)
    assert "9 labels" in body.pane.said.text()


# What a view asks for


def show(body: InsightsBody, qtbot: QtBot, view: str) -> None:
    body.views.choose(view_called(view))
    finish(body, qtbot)


def test_only_what_a_view_needs_is_asked(body: InsightsBody, qtbot: QtBot) -> None:
    controls = body.controls
    network = (controls.network, controls.polarity, controls.once, controls.normalisation)
    assert not any(one.isVisible() for one in (*network, controls.target, controls.benchmark))
    show(body, qtbot, "network")
    controls.more.open()
    assert all(one.isVisible() for one in network)
    qtbot.keyClick(controls.more.panel, Qt.Key.Key_Escape)
    assert not controls.rows.isVisible()
    assert not controls.by.isVisible()
    show(body, qtbot, "sentiment")
    assert controls.target.isVisible()
    assert not controls.columns.isVisible()
    show(body, qtbot, "audit")
    assert controls.benchmark.isVisible()


def test_a_network_is_weighed_as_asked(body: InsightsBody, qtbot: QtBot) -> None:
    show(body, qtbot, "network")
    network, once = body.controls.network, body.controls.once
    assert once.currentData() == "article"
    network.setCurrentIndex(network.findData("outlet-actor"))
    finish(body, qtbot)
    assert body.pane.answer is not None
    ties = [(one.row, one.column, one.value) for one in body.pane.answer.insight.marks]
    assert sorted(ties) == [
        ("outlet:daily", "minister", 3),
        ("outlet:daily", "trader", 1),
        ("outlet:herald", "minister", 3),
        ("outlet:herald", "trader", 2),
    ]
    once.setCurrentIndex(once.findData("outlet"))
    finish(body, qtbot)
    assert {one.value for one in body.pane.answer.insight.marks} == {1}


def test_a_target_is_chosen_by_part_of_a_name(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    for ident, actor, start in (("s1", MINISTER, 61), ("s2", TRADER, 68)):
        where = (start, start + 6)
        session.apply(Tag(id=ident, article="n0", code="sentiment", fragments=(where,)))
        session.apply(AddLink(annotation=ident, type="target", actor=actor))
        session.apply(SetValue(ident, "polarity", -2))
    show(body, qtbot, "sentiment")
    assert {one[0] for one in counted(body)} == {MINISTER, TRADER}
    line = body.controls.target
    line.setFocus()
    qtbot.keyClicks(line, "maja berg")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    finish(body, qtbot)
    assert {one[0] for one in counted(body)} == {"herald"}
    assert behind(body, qtbot, "herald", "against") == ["s1"]
    line.setFocus()
    line.clear()
    qtbot.keyClicks(line, "nobody at all")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not body.finder.busy
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "Maja Berg"


def test_sensitive_variables_are_offered_once_they_are_asked_for(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    body.controls.more.open()
    assert not body.controls.sensitive.isVisible()
    session.apply(SetActorVariables((ActorVariable("faith", "Faith", sensitive=True),)))
    finish(body, qtbot)
    assert body.controls.sensitive.isVisible()
    assert body.controls.columns.findData("actor.faith") < 0
    body.controls.sensitive.click()
    finish(body, qtbot)
    assert body.controls.columns.findData("actor.faith") >= 0
    body.views.choose(view_called("network"))
    finish(body, qtbot)
    body.controls.more.open()
    assert not body.controls.sensitive.isVisible(), "nothing is counted by variables there"


def test_a_sample_is_asked_for_only_where_it_gives_intervals(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    session.apply(KeepSample({f"n{n}": 0.5 for n in range(6)}, seed=1))
    finish(body, qtbot)
    assert body.pane.answer is not None
    assert body.pane.answer.is_sample
    assert body.pane.answer.question.sampled
    for view in ("cooccurrence", "network"):
        show(body, qtbot, view)
        assert not body.pane.answer.is_sample
    show(body, qtbot, "frames")
    assert body.controls.sampled.isChecked()


def test_wanted_shares_stay_wanted_of_what_is_counted_by(
    body: InsightsBody, session: Session, qtbot: QtBot
) -> None:
    show(body, qtbot, "audit")
    assert body.pane.answer is not None
    assert ("business", "Business") in body.pane.answer.categories
    dialog = BenchmarkDialog(None, Settings(), "Role", body.pane.answer.categories, {})
    qtbot.addWidget(dialog)
    dialog.lines["business"].setText("abc")
    assert "this is no share" in dialog.said.text()
    assert not dialog.keep.isEnabled()
    dialog.lines["business"].setText("25 %")
    assert dialog.wanted == {"business": 0.25}
    assert dialog.keep.isEnabled()


# Where it is drawn


def test_pictures_are_laid_out_while_it_is_counted_and_never_on_the_windows_thread(
    body: InsightsBody, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: Callable[..., Any] = picture.drawn
    threads: list[threading.Thread] = []

    def watched(*args: Any, **named: Any) -> Any:
        threads.append(threading.current_thread())
        return drawn(*args, **named)

    monkeypatch.setattr(picture, "drawn", watched)
    for n in (*range(1, len(VIEWS)), 0):
        body.show_view_at(n)
        finish(body, qtbot)
        body.filter.wanted.emit("outlet:daily" if n % 2 else "outlet:herald")
        finish(body, qtbot)
        assert body.pane.canvas.scene is not None
    assert len(threads) >= len(VIEWS)
    assert threading.main_thread() not in threads


def test_a_picture_that_is_first_shown_fits_at_once(body: InsightsBody, qtbot: QtBot) -> None:
    body.show_view_at(VIEWS.index(view_called("network")))
    finish(body, qtbot)
    canvas = body.pane.canvas
    assert canvas.scene is not None
    assert canvas.scene.width == canvas.form.width
    assert not body.finder.drawing.busy

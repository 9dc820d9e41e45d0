"""The page of the actors in the real window: once by keys alone, once by mouse."""

from pathlib import Path

import pytest
from named_actors import FULL, LAST, OTHER, named_actors
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from user import LEFT, NONE, Key, User

from annotator.domain.actor_variables import KnownValue, known_value
from annotator.domain.annotation import Link
from annotator.domain.people import Actor, HowKnown
from annotator.gui.actors_page import ActorsPage
from annotator.gui.actors_page.csv_in_out import ActorsPreview
from annotator.gui.actors_page.doubles_dialog import DoublesDialog
from annotator.gui.actors_page.merge_dialog import MergeDialog
from annotator.gui.actors_page.model import ActorColumn
from annotator.gui.actors_page.split_dialog import SplitDialog
from annotator.gui.actors_page.variables import VariablesDialog
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project

SHIFT, ALT, CONTROL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def study(user: User, tmp_path: Path) -> User:
    path = tmp_path / "study.annotator"
    named_actors(path).close()
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "a1", ask=False)
    QApplication.processEvents()
    return user


def page_of(study: User) -> ActorsPage:
    page = study.project.shown(ActorsPage)
    assert page is not None
    settle(study, page)
    return page


def settle(study: User, page: ActorsPage) -> None:
    detail = page.detail
    study.qtbot.waitUntil(lambda: not (page.listing.is_due or detail.reading.is_due))


def project_of(study: User) -> Project:
    return study.coding.session.project


def ends(study: User) -> set[str]:
    return {one.target_actor for one in project_of(study).find(Link) if one.target_actor}


def test_by_keys_a_figure_leads_to_its_passage_and_two_become_one(study: User) -> None:
    study.press(Key.Key_9, modifiers=ALT)
    page = page_of(study)
    assert list(page.model.ids) == [OTHER, FULL, LAST]
    study.press(Key.Key_Down, Key.Key_Down, *[Key.Key_Right] * 4)
    settle(study, page)
    study.press(Key.Key_Return)
    assert page.detail.passages.hasFocus()
    study.press(Key.Key_Down, Key.Key_Return)
    assert study.coding.session.selection == "q1"
    study.press(Key.Key_9, modifiers=ALT)
    study.press(Key.Key_Up, modifiers=SHIFT)
    settle(study, page)
    study.in_dialog(
        MergeDialog, lambda _: study.press(Key.Key_Return), lambda: study.press(Key.Key_M)
    )
    settle(study, page)
    assert len(page.model.ids) == 2
    assert len(ends(study)) == 1
    assert "merged into" in study.say()
    study.press(Key.Key_Z, modifiers=CONTROL)
    settle(study, page)
    assert ends(study) == {FULL, LAST}


def test_by_keys_one_is_split_and_a_double_is_refused(study: User) -> None:
    study.press(Key.Key_9, modifiers=ALT)
    page = page_of(study)
    study.press(Key.Key_Down, Key.Key_Down)
    settle(study, page)

    def split(_: SplitDialog) -> None:
        study.write("Olena")
        study.press(Key.Key_Tab, Key.Key_Space, Key.Key_Return)

    study.in_dialog(SplitDialog, split, lambda: study.press(Key.Key_M, modifiers=SHIFT))
    settle(study, page)
    assert {"Olena"} < {one.name for one in project_of(study).find(Actor)}

    def refuse(dialog: DoublesDialog) -> None:
        study.press(Key.Key_D, modifiers=ALT)
        study.qtbot.waitUntil(lambda: not dialog.pairs)
        study.press(Key.Key_Escape)

    study.in_dialog(DoublesDialog, refuse, lambda: study.press(Key.Key_D))
    settle(study, page)
    assert project_of(study).get(Actor, FULL).unlike == {LAST: True}  # type: ignore[union-attr]


def test_by_mouse_a_heading_sorts_a_figure_opens_and_a_form_changes(study: User) -> None:
    study.do("mode_actors")
    page = page_of(study)
    header = page.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(ActorColumn.QUOTES) + 20, header.height() // 2)
    study.qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(study, page)
    assert page.model.ids[0] == LAST
    cell = page.table.visualRect(page.model.index(0, ActorColumn.JUDGEMENTS)).center()
    study.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    settle(study, page)
    assert [one.annotation for one in page.detail.rows.passages] == ["t1"]
    rows = page.detail.passages
    place = rows.visualRect(page.detail.rows.index(0, 1)).center()
    study.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    study.qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert study.coding.session.selection == "t1"
    study.do("mode_actors")
    study.qtbot.mouseClick(page.detail.form.affiliation, Qt.MouseButton.LeftButton)
    page.detail.form.affiliation.clear()
    study.write("Parliament")
    study.qtbot.mouseClick(page.detail.form.name, Qt.MouseButton.LeftButton)
    settle(study, page)
    assert project_of(study).get(Actor, LAST).affiliation == "Parliament"  # type: ignore[union-attr]


NOTHING_HELD = Qt.KeyboardModifier.NoModifier


def click(
    study: User,
    page: ActorsPage,
    actor: str,
    column: ActorColumn = ActorColumn.NAME,
    held: Qt.KeyboardModifier = NOTHING_HELD,
) -> None:
    cell = page.model.index(page.model.place_of(actor), column)
    place = page.table.visualRect(cell).center()
    study.qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, held, place)
    settle(study, page)


def shown(page: ActorsPage) -> list[str]:
    return [one.annotation for one in page.detail.rows.passages]


def test_each_figure_opens_its_passages_by_key_and_by_mouse(study: User) -> None:
    study.do("mode_actors")
    page = page_of(study)
    last = page.model.row_at(page.model.place_of(LAST))
    assert last is not None
    counts = {
        ActorColumn.QUOTES: last.figures.quotes,
        ActorColumn.JUDGEMENTS: last.figures.judgements,
        ActorColumn.ARTICLES: last.figures.articles,
    }
    by_mouse = {}
    for column in (*counts, ActorColumn.LAST):
        click(study, page, LAST, column)
        by_mouse[column] = shown(page)
    assert {column: len(by_mouse[column]) for column in counts} == counts
    days = {one.day for one in page.detail.rows.passages}
    assert days == {last.figures.last}
    click(study, page, LAST)
    study.press(*[Key.Key_Right] * ActorColumn.QUOTES)
    for column, passages in by_mouse.items():
        while page.table.currentIndex().column() < column:
            study.press(Key.Key_Right)
        settle(study, page)
        assert shown(page) == passages
        if passages:
            study.press(Key.Key_Return)
            assert page.detail.passages.hasFocus()
            study.press(Key.Key_Escape)


def test_by_mouse_two_become_one_one_is_split_and_a_double_is_refused(study: User) -> None:
    study.do("mode_actors")
    page = page_of(study)
    buttons = page.bar.buttons
    left = Qt.MouseButton.LeftButton
    click(study, page, LAST)
    assert not buttons["merge_actors"].isEnabled()

    def split(dialog: SplitDialog) -> None:
        first = dialog.links.item(0)
        place = dialog.links.visualItemRect(first).topLeft() + QPoint(12, 8)
        study.qtbot.mouseClick(dialog.links.viewport(), left, pos=place)
        if not dialog.links.ticked():
            study.press(Key.Key_Space)
        dialog.name.setText("Somebody else")
        study.qtbot.mouseClick(dialog.go, left)

    study.in_dialog(
        SplitDialog, split, lambda: study.qtbot.mouseClick(buttons["split_actor"], left)
    )
    settle(study, page)
    assert "Somebody else" in {one.name for one in project_of(study).find(Actor)}
    assert not page.bar.archived.isChecked()  # what was listed is listed still
    row = page.row
    assert row is not None
    assert row.actor.name == "Somebody else"

    def refuse(dialog: DoublesDialog) -> None:
        study.qtbot.mouseClick(dialog.different_button, left)
        study.press(Key.Key_Escape)

    study.in_dialog(
        DoublesDialog, refuse, lambda: study.qtbot.mouseClick(buttons["actor_doubles"], left)
    )
    settle(study, page)
    assert any(one.unlike for one in project_of(study).find(Actor))
    click(study, page, LAST)
    click(study, page, FULL, held=CONTROL)
    before = len(page.model.ids)
    study.in_dialog(
        MergeDialog,
        lambda _: study.press(Key.Key_Return),
        lambda: study.qtbot.mouseClick(buttons["merge_actors"], left),
    )
    settle(study, page)
    assert len(page.model.ids) == before - 1


def to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: (str(path), ""))


def test_by_keys_the_first_actor_is_added_with_what_is_known_and_how(
    user: User, tmp_path: Path
) -> None:
    user.code_article(tmp_path, "“No,” Ana Berg said.")
    user.press(Key.Key_9, modifiers=ALT)
    page = page_of(user)

    def ask(_: VariablesDialog) -> None:
        user.write("Gender: female, male")
        user.press(Key.Key_Tab, Key.Key_Return)

    user.in_dialog(VariablesDialog, ask, lambda: user.press(Key.Key_V))
    settle(user, page)
    user.press(Key.Key_N)
    user.write("Ana Berg")
    for _ in range(4):
        user.press(Key.Key_Tab)
    over_time = page.detail.form.affiliations
    assert over_time.hasFocus()
    over_time.insertPlainText("Ministry (2019 – 2021-05)")  # the driver can't type the dash
    user.press(Key.Key_Tab)
    user.write("A. Berg")
    user.press(Key.Key_Tab)
    user.write("f")
    user.press(Key.Key_Tab)
    user.write("per")
    user.press(Key.Key_Escape)
    settle(user, page)
    (made,) = project_of(user).find(Actor)
    assert (made.name, made.aliases) == ("Ana Berg", ("A. Berg",))
    assert [one.name for one in made.affiliations] == ["Ministry"]
    assert known_value(made, "gender") == KnownValue("female", HowKnown.PERCEIVED)
    assert page.table.hasFocus()


def test_by_keys_a_table_goes_out_and_in(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to(monkeypatch, tmp_path / "actors.csv")
    study.press(Key.Key_9, modifiers=ALT)
    page = page_of(study)
    with study.qtbot.waitSignal(study.coding.session.told):
        study.press(Key.Key_E)
    table = tmp_path / "actors.csv"
    table.write_text(table.read_text("utf-8-sig").replace("Government", "Parliament"), "utf-8")
    study.in_dialog(
        ActorsPreview, lambda _: study.press(Key.Key_Return), lambda: study.press(Key.Key_I)
    )
    settle(study, page)
    assert project_of(study).get(Actor, LAST).affiliation == "Parliament"  # type: ignore[union-attr]
    study.press(Key.Key_Z, modifiers=CONTROL)
    assert project_of(study).get(Actor, LAST).affiliation == "Government"  # type: ignore[union-attr]


def test_by_mouse_actors_are_split_merged_told_apart_and_go_to_a_table(
    study: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to(monkeypatch, tmp_path / "actors.csv")
    study.do("mode_actors")
    page = page_of(study)

    def click(actor: str, held: Qt.KeyboardModifier = NONE) -> None:
        place = page.table.visualRect(page.model.index(page.model.place_of(actor), 0)).center()
        study.qtbot.mouseClick(page.table.viewport(), LEFT, held, place)
        settle(study, page)

    def refuse(dialog: DoublesDialog) -> None:
        study.qtbot.mouseClick(dialog.different_button, LEFT)
        study.qtbot.waitUntil(lambda: not dialog.pairs)
        study.click_button(dialog, "&Close")

    study.in_dialog(DoublesDialog, refuse, lambda: study.click_button(page, "Doubles…"))
    settle(study, page)
    click(LAST)

    def split(dialog: SplitDialog) -> None:
        study.qtbot.mouseClick(dialog.name, LEFT)
        study.write("Olena")
        item = dialog.links.visualItemRect(dialog.links.item(0))
        study.qtbot.mouseClick(dialog.links.viewport(), LEFT, pos=item.center())
        study.press(Key.Key_Space)
        study.qtbot.mouseClick(dialog.go, LEFT)

    row = page.table.visualRect(page.model.index(page.model.place_of(LAST), 0)).center()
    port = page.table.viewport()
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, row, port.mapToGlobal(row))
    QApplication.sendEvent(port, menu)
    study.in_dialog(SplitDialog, split, lambda: study.choose("Split the actor at hand…"))
    settle(study, page)
    (olena,) = [one.id for one in project_of(study).find(Actor) if one.name == "Olena"]
    assert olena in ends(study)

    click(LAST)
    click(olena, CONTROL)
    study.in_dialog(
        MergeDialog,
        lambda dialog: study.qtbot.mouseClick(dialog.go, LEFT),
        lambda: study.click_button(page, "Merge…"),
    )
    settle(study, page)
    assert len({LAST, olena} & ends(study)) == 1
    with study.qtbot.waitSignal(study.coding.session.told):
        study.click_button(page, "Export…")
    assert (tmp_path / "actors.csv").exists()

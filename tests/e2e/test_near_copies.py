"""Near copies are marked and listed, and labels go over to them, by keys alone and by mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from user import CONTROL, SHIFT, Key, User
from wire_copies import COPIES, wire_copies

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.article import Status, WorkStatus
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.team import Assign
from annotator.gui.articles.model import BELOW_ROLE, ArticlesModel
from annotator.gui.copies import CarryDialog
from annotator.gui.session.copies import copies_at_hand
from annotator.gui.settings.settings import ARTICLES_COPIES, CODER
from annotator.store.project import Project

OTHERS = [one for one in COPIES if one != "w0"]


@pytest.fixture
def coded(user: User, tmp_path: Path) -> Iterator[User]:
    with wire_copies(tmp_path) as project:
        path = project.path
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(path, "w0", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    yield user
    user.window.settings.set(ARTICLES_COPIES, False)


def project_of(user: User) -> Project:
    return user.coding.session.project


def model(user: User) -> ArticlesModel:
    found = user.coding.articles.table.model()
    assert isinstance(found, ArticlesModel)
    return found


def listed(user: User) -> list[str]:
    return user.coding.articles.rows.ids(model(user).numbers)


def marks(user: User) -> list[str]:
    every = model(user)
    lines = (every.index(row, 0).data(BELOW_ROLE) for row in range(every.rowCount()))
    return [one for line in lines for one in line if "cop" in one]


def told(user: User, row: int) -> str:
    return str(model(user).index(row, 0).data(Qt.ItemDataRole.ToolTipRole))


def labels(user: User, article: str) -> list[Annotation]:
    return project_of(user).find(Annotation, article=article)


def looked(user: User) -> None:
    """Wait until nothing more is looked for."""
    copies = copies_at_hand(user.coding.session)
    user.qtbot.waitUntil(lambda: not copies.is_under_way)


def carry(user: User, dialog: CarryDialog) -> None:
    user.qtbot.waitUntil(lambda: dialog.plan is not None)


def rows(dialog: CarryDialog) -> list[tuple[str, str]]:
    tops = [dialog.copies.topLevelItem(n) for n in range(dialog.copies.topLevelItemCount())]
    return [(one.text(1), one.text(2)) for one in tops if one is not None]


def row(dialog: CarryDialog, place: int) -> QTreeWidgetItem:
    found = dialog.copies.topLevelItem(place)
    assert found is not None
    return found


def test_nothing_is_looked_for_until_somebody_wants_it(coded: User) -> None:
    copies = copies_at_hand(coded.coding.session)
    coded.press(Key.Key_N)
    assert copies.when_wanted.found is None
    assert not copies.is_under_way
    assert marks(coded) == []


def test_copies_are_marked_with_their_number_and_outlets_and_no_longer(coded: User) -> None:
    coded.by_palette("Mark near copies")
    coded.qtbot.waitUntil(lambda: marks(coded) == ["4 copies"] * 4)
    assert "Also in Coast Post, Daily and The Herald" in told(coded, 0)
    assert "Also in" not in told(coded, 5)
    heard = model(coded).index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "one of 4 copies" in heard
    coded.coding.session.apply(RemoveArticles(("w3",)))
    coded.qtbot.waitUntil(lambda: marks(coded) == ["3 copies"] * 3)
    coded.by_palette("Mark near copies")
    assert marks(coded) == []


def test_where_there_are_no_copies_the_key_that_is_told_leads_back_to_the_list(
    coded: User,
) -> None:
    everything = listed(coded)
    coded.coding.session.open_article(next(one for one in everything if one not in COPIES))
    for _ in range(2):  # once it is looked for first, once it is known
        coded.view.setFocus()
        coded.press(Key.Key_D, modifiers=CONTROL | SHIFT)
        coded.qtbot.waitUntil(lambda: listed(coded) == [])
        coded.qtbot.waitUntil(coded.coding.articles.filter.hasFocus)
        coded.press(Key.Key_Escape)
        coded.qtbot.waitUntil(lambda: listed(coded) == everything)


def test_the_copies_of_the_open_article_are_listed_by_a_key(coded: User) -> None:
    coded.press(Key.Key_D, modifiers=CONTROL | SHIFT)
    coded.qtbot.waitUntil(lambda: listed(coded) == list(COPIES))
    assert coded.coding.articles.filter.text() == 'copies:"Port cuts dredging"'
    coded.coding.articles.focus_filter()
    coded.write("-copies:again")
    coded.press(Key.Key_Return)
    coded.qtbot.waitUntil(lambda: listed(coded) == ["w0", *(f"o{n}" for n in range(6))])


def test_labels_go_over_by_keys_alone_and_come_back_by_one(coded: User) -> None:
    def act(dialog: CarryDialog) -> None:
        carry(coded, dialog)
        assert rows(dialog) == [
            ("4 labels", "1 difference"),
            ("3 labels, 1 left out", "1 difference"),
            ("3 labels, 1 changed", "4 differences"),
        ]
        assert dialog.take.text() == "&Carry 10"
        QTest.keyClick(dialog.copies, Key.Key_Down)
        QTest.keyClick(dialog.copies, Key.Key_Space)  # not to the second one
        assert dialog.take.text() == "&Carry 7"
        for _ in range(4):  # its two lines, the third copy, and the changed label there
            QTest.keyClick(dialog.copies, Key.Key_Down)
        QTest.keyClick(dialog.copies, Key.Key_Space)
        assert dialog.take.text() == "&Carry 8"
        QTest.keyClick(dialog, Key.Key_Return)

    key = lambda: coded.press(Key.Key_J, modifiers=CONTROL | SHIFT)  # noqa: E731 - it is passed on
    coded.in_dialog(CarryDialog, act, key)
    assert [len(labels(coded, one)) for one in OTHERS] == [4, 0, 4]
    assert {one.origin for one in labels(coded, "w1")} == {Origin.CARRIED}
    coded.coding.session.open_article("w3")
    carried = next(one for one in labels(coded, "w3") if one.code == "quote")
    coded.coding.session.select(carried.id)
    owner = coded.coding.inspector.header.owner
    assert owner.text() == "Carried from “Port cuts dredging”, Wire"
    coded.view.setFocus()
    coded.press(Key.Key_Z, modifiers=CONTROL)
    assert [len(labels(coded, one)) for one in OTHERS] == [0, 0, 0]


def test_copies_are_finished_too_and_what_others_code_waits_for_a_click(coded: User) -> None:
    coded.coding.session.apply(Assign((("w1", "ben"),)))

    def act(dialog: CarryDialog) -> None:
        carry(coded, dialog)
        assert rows(dialog)[0] == ("4 labels", "Assigned to ben · 1 difference")
        assert row(dialog, 0).checkState(0) == Qt.CheckState.Unchecked
        QTest.mouseClick(
            dialog.finish, Qt.MouseButton.LeftButton, pos=dialog.finish.rect().center()
        )
        dialog.finish.setChecked(True)
        QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)

    coded.in_dialog(CarryDialog, act, lambda: coded.by_palette("Carry labels"))
    assert [len(labels(coded, one)) for one in OTHERS] == [0, 3, 3]
    done = {one.article for one in project_of(coded).find(Status) if one.status is WorkStatus.DONE}
    assert done == {"w2", "w3"}


def test_an_article_without_copies_says_so_and_nothing_can_be_carried(coded: User) -> None:
    coded.coding.session.open_article("o1")

    def act(dialog: CarryDialog) -> None:
        coded.qtbot.waitUntil(lambda: bool(dialog.problem.text()))
        assert "No other article" in dialog.problem.text()
        assert not dialog.take.isEnabled()
        QTest.keyClick(dialog, Key.Key_Escape)

    coded.in_dialog(CarryDialog, act, lambda: coded.by_palette("Carry labels"))

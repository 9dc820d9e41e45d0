import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked

from annotator.domain.codebook import Code, Scope
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.codebook import PutCode, RetireCode
from annotator.gui.codebook import CodeBar, CodebookPanel
from annotator.gui.codebook.tree import CodeTree
from annotator.gui.session.session import Session


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> CodebookPanel:
    panel = CodebookPanel(session)
    qtbot.addWidget(panel)
    panel.resize(260, 400)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.tree.setFocus()
    return panel


def item(panel: CodebookPanel, name: str) -> QTreeWidgetItem:
    flags = Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
    (found,) = panel.tree.findItems(name, flags)
    return found


def test_a_click_selects_a_code_and_enter_tags_with_it(panel: CodebookPanel, qtbot: QtBot) -> None:
    place = panel.tree.visualItemRect(item(panel, "Source")).center()
    with qtbot.assertNotEmitted(panel.code_triggered):
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(panel.code_triggered) as by_key:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert by_key.args == ["source"]


def test_counts_follow_the_article_and_the_project(session: Session, panel: CodebookPanel) -> None:
    assert [item(panel, "Quote").text(column) for column in (1, 2, 3)] == ["Q", "2", "3"]
    session.apply(Tag(id="n", article="a1", code="quote", fragments=((8, 13),)))
    assert [item(panel, "Quote").text(column) for column in (1, 2, 3)] == ["Q", "3", "4"]


def test_what_waited_is_counted_once(session: Session, panel: CodebookPanel) -> None:
    with locked(session.project.path):
        session.apply(Tag(id="n", article="a1", code="quote", fragments=((8, 13),)))
        assert item(panel, "Quote").text(2) == "3"
    session.waiting.try_again()
    assert [item(panel, "Quote").text(column) for column in (2, 3)] == ["3", "4"]


def test_h_asks_for_the_guideline_and_esc_for_the_text(panel: CodebookPanel, qtbot: QtBot) -> None:
    panel.tree.setCurrentItem(item(panel, "Cue"))
    with qtbot.waitSignal(panel.guideline_wanted) as asked:
        qtbot.keyClick(panel.tree, "h")
    assert asked.args == ["cue"]
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Escape)


def test_retired_codes_are_hidden_until_asked_for(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    session.apply(RetireCode("cue"))
    assert not panel.tree.findItems("Cue", Qt.MatchFlag.MatchStartsWith)
    panel.show_retired(True)
    panel.tree.setCurrentItem(item(panel, "Cue (retired)"))
    with qtbot.waitSignal(session.refused), qtbot.assertNotEmitted(panel.code_triggered):
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)


def test_the_menu_retires_a_code_and_takes_it_up_again(
    session: Session, panel: CodebookPanel
) -> None:
    for word in ("Retire", "Take up again"):
        menu = panel.menu_for("cue")
        next(
            action for action in menu.actions() if action.text().partition("\t")[0] == word
        ).trigger()
        menu.deleteLater()
    assert session.codebook.by_key("C") is not None


def test_codes_stand_below_the_one_they_belong_to(session: Session, panel: CodebookPanel) -> None:
    session.apply(PutCode(Code(id="irony", name="Irony", parent="quote", position=50)))
    assert item(panel, "Irony").parent() is item(panel, "Quote")


def test_the_bar_tags_by_a_click_and_shows_the_counts(session: Session, qtbot: QtBot) -> None:
    bar = CodeBar(session)
    qtbot.addWidget(bar)
    bar.show()
    assert [button.code.scope for button in bar.buttons] == [Scope.SPAN] * 5
    quote = bar.buttons[0]
    assert (quote.text(), quote.count) == ("Quote", 2)
    with qtbot.waitSignal(bar.code_triggered) as triggered:
        qtbot.mouseClick(quote, Qt.MouseButton.LeftButton)
    assert triggered.args == ["quote"]


def test_a_bar_stays_one_row_and_says_how_many_codes_have_no_room(
    session: Session, qtbot: QtBot
) -> None:
    bar = CodeBar(session)
    qtbot.addWidget(bar)
    bar.resize(300, 28)
    bar.show()
    shown = [button for button in bar.buttons if button.isVisible()]
    assert 0 < len(shown) < len(bar.buttons)
    assert all(bar.rect().contains(one.geometry()) for one in (*shown, bar.more))
    assert bar.more.text().startswith(f"{len(bar.buttons) - len(shown)} more")
    with qtbot.waitSignal(bar.more_wanted):
        qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    bar.resize(2000, 28)
    assert all(button.isVisible() for button in bar.buttons)
    assert not bar.more.isVisible()


def test_where_room_is_short_counts_go_before_names_and_names_are_read_whole(
    session: Session, qtbot: QtBot
) -> None:
    bar = CodeBar(session)
    qtbot.addWidget(bar)
    bar.show()
    bare = sum(button.bare_width() + 2 for button in bar.buttons)
    bar.resize(bare + 4, 28)
    assert all(button.isVisible() and not button.counts for button in bar.buttons)
    assert "2 here" in bar.buttons[0].toolTip()
    bar.resize(bare - 40, 28)
    shown = [button for button in bar.buttons if button.isVisible()]
    assert all(button.width() >= button.bare_width() for button in shown)
    bar.resize(2000, 28)
    assert all(button.isVisible() and button.counts for button in bar.buttons)


def test_a_narrow_bar_shows_what_was_used_last_and_moves_nothing_for_what_it_shows(
    session: Session, qtbot: QtBot
) -> None:
    bar = CodeBar(session)
    qtbot.addWidget(bar)
    bar.resize(300, 28)
    bar.show()

    def shown() -> list[str]:
        return [button.code.id for button in bar.buttons if button.isVisible()]

    first = shown()
    hidden = next(button.code.id for button in reversed(bar.buttons) if not button.isVisible())
    bar.show_recent([first[-1]])
    assert shown()[: len(first)] == first or first[-1] in shown()
    bar.show_recent([hidden])
    assert hidden in shown()


@pytest.fixture
def long_bar(session: Session, qtbot: QtBot) -> CodeBar:
    """Return a bar with room for some of thirty more codes, of names that differ in length."""
    for n in range(30):
        code = Code(id=f"c{n:02}", name=f"Aspect {n} {'long ' * (n % 4)}", position=100 + n)
        session.apply(PutCode(code))
    bar = CodeBar(session)
    qtbot.addWidget(bar)
    bar.resize(1000, 28)
    bar.show()
    return bar


def row(bar: CodeBar) -> list[tuple[str, int]]:
    return [(button.code.id, button.x()) for button in bar.buttons if button.isVisible()]


def names(bar: CodeBar) -> list[str]:
    return [code for code, _ in row(bar)]


def test_codes_with_keys_keep_their_place_before_those_used_last(long_bar: CodeBar) -> None:
    keyed = [button.code.id for button in long_bar.buttons if button.code.key]
    assert len(keyed) == 5
    recent = ["c29", "c17", "c05", "c12", "c23"]
    for most in range(len(recent)):
        long_bar.show_recent(recent[most::-1])
        assert names(long_bar)[:5] == keyed
        assert set(recent[max(0, most - 1) : most + 1]) <= set(names(long_bar))


@pytest.mark.parametrize("width", range(300, 1100, 37))
def test_tagging_with_a_code_that_is_shown_moves_nothing(long_bar: CodeBar, width: int) -> None:
    long_bar.resize(width, 28)
    recent = ["c29", "c17", "c05", "c12", "c23", "c11"]
    long_bar.show_recent(recent)
    before = row(long_bar)
    assert len(before) >= 2
    for code, _ in before:
        recent = [code, *(one for one in recent if one != code)]
        long_bar.show_recent(recent)
        assert row(long_bar) == before


@pytest.mark.parametrize(
    ("where", "onto", "expected"),
    [
        ("OnItem", "Second", ("second", "")),
        ("AboveItem", "Second", ("", "second")),
        ("BelowItem", "Second", ("", "")),
        ("BelowItem", "First", ("first", "inner")),
        ("BelowItem", "Inner", ("first", "")),
        ("AboveItem", "Inner", ("first", "inner")),
    ],
)
def test_a_dropped_code_comes_to_stand_where_the_line_stood(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, where: str, onto: str, expected: tuple[str, str]
) -> None:
    tree = CodeTree(lambda _event: False)
    qtbot.addWidget(tree)
    made = {name: QTreeWidgetItem([name]) for name in ("First", "Inner", "Second")}
    for name, item in made.items():
        item.setData(0, Qt.ItemDataRole.UserRole, name.lower())
    tree.addTopLevelItems([made["First"], made["Second"]])
    made["First"].addChild(made["Inner"])
    tree.expandAll()
    shown = tree.DropIndicatorPosition[where]
    monkeypatch.setattr(tree, "dropIndicatorPosition", lambda: shown)
    assert tree.place_of(made[onto]) == expected


def test_a_code_moves_past_retired_ones_that_are_not_shown(
    session: Session, panel: CodebookPanel, qtbot: QtBot
) -> None:
    def shown() -> list[str]:
        tree = panel.tree
        items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
        return [one.text(0) for one in items if one is not None]

    assert shown()[:3] == ["Quote", "Source", "Cue"]
    session.apply(RetireCode("source"))
    panel.tree.setCurrentItem(item(panel, "Quote"))
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down, alt)
    assert shown()[:2] == ["Cue", "Quote"]
    qtbot.keyClick(panel.tree, Qt.Key.Key_Up, alt)
    assert shown()[:2] == ["Quote", "Cue"]

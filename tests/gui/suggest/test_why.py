"""Why something is suggested, beside its words, while the keys go on deciding."""

import pytest
from PySide6.QtCore import Qt
from suggest_desk import NOBODY, Desk, Key
from suggested import KEEP

from annotator.gui.suggest import why
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.two_line_rows import is_rtl

SHIFT = Qt.KeyboardModifier.ShiftModifier


def said(desk: Desk) -> list[str]:
    return [one.text() for one in desk.page.why.findChildren(PlainLabel) if one.isVisible()]


def ask(desk: Desk) -> None:
    desk.press(Key.Key_H, held=SHIFT)


def test_it_says_what_speaks_for_it_who_proposes_and_how_sure(desk: Desk) -> None:
    desk.press(Key.Key_U)
    ask(desk)
    lines = said(desk)
    assert lines[0] == "Quote · direct"
    assert "Sure (0.95): of 100 like it about 95 are right." in lines
    assert "It is said so." in lines
    assert "Rules: nothing has been learned for it yet." in lines
    assert "“Mayor Ines Falk”" in lines
    assert desk.page.pane.view.hasFocus()


def test_it_follows_to_the_next_and_goes_with_the_last(desk: Desk) -> None:
    desk.press(Key.Key_U)
    ask(desk)
    desk.press(Key.Key_V)
    assert "Sure (0.84): of 100 like it about 84 are right." in said(desk)
    desk.press(Key.Key_D, Key.Key_D)
    desk.qtbot.waitUntil(lambda: not desk.page.why.isVisible())


def test_esc_closes_it_and_the_suggestion_stays_at_hand(desk: Desk) -> None:
    desk.press(Key.Key_U)
    ask(desk)
    desk.press(Key.Key_Escape)
    assert not desk.page.why.isVisible()
    assert desk.at_hand() == KEEP
    ask(desk)
    ask(desk)
    assert not desk.page.why.isVisible()


def test_labels_like_it_are_shown_with_their_articles(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V)
    desk.session.open_article("a1")
    desk.wait()
    desk.suggesting.toggle_unsure()
    desk.press(Key.Key_U)
    ask(desk)
    title = "Labels like it in this project"
    desk.qtbot.waitUntil(lambda: title in said(desk) or not desk.page.why.isVisible())
    assert said(desk)[-1] == "“We will keep every berth open,” – Article 0"


def test_it_stands_beside_the_words_and_never_over_them(desk: Desk) -> None:
    desk.press(Key.Key_U)
    ask(desk)
    place = desk.page.pane.view.suggestion_place()
    corner = desk.page.mapFromGlobal(place.topLeft())
    place.moveTopLeft(corner)
    assert not desk.page.why.geometry().intersects(place)
    assert NOBODY in desk.shown()


def test_lines_run_as_the_window_does_whatever_the_article_is_written_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(why, "words_at", lambda _text, _place: "مديرة المشروع")
    desk.press(Key.Key_U)
    ask(desk)
    lines = [one for one in said(desk) if "مديرة المشروع" in one]
    assert lines
    assert not any(map(is_rtl, lines))

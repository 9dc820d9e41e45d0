"""Suggestions beside the text: shown apart from annotations, and in step with what is decided."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from suggest_desk import FOUND, HOME, NOBODY, Desk, Key, Proposing
from suggested import FAIR, KEEP, TEXT, place, quote
from waiting import LIMIT

from annotator.domain.edits.annotations import Delete, Tag
from annotator.domain.edits.articles import Exclude
from annotator.domain.edits.codebook import RetireCode
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.errors import UserError
from annotator.domain.settings import SUGGEST_SETTING
from annotator.gui.coding.article_heading import BesideFacts
from annotator.gui.settings.settings import SHOW_SUGGESTIONS, SHOW_UNSURE, Settings
from annotator.gui.suggest import finding

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def tag(desk: Desk, words: str, ident: str = "mine", code: str = "quote") -> None:
    made = Tag(id=ident, article="a0", code=code, fragments=(place(words),))
    assert desk.session.apply(made) is not None


def test_what_is_likely_is_suggested_once_the_article_is_open(desk: Desk) -> None:
    assert desk.shown() == [KEEP, NOBODY, FAIR]


def test_suggestions_are_no_annotations(desk: Desk) -> None:
    assert desk.session.visible_annotations() == []
    assert not desk.session.counts_here()
    view = desk.page.pane.view
    assert view.marks_at(place(KEEP)[0] + 3) == []
    assert desk.page.annotations.view.model().rowCount() == 0


def test_they_go_and_come_by_a_key_which_changes_nothing_else(desk: Desk) -> None:
    view = desk.page.pane.view
    lines, label = view.places.lines(), desk.session.project.undo_label()
    desk.suggesting.toggle()
    assert desk.shown() == []
    assert [line.top for line in view.places.lines()] == [line.top for line in lines]
    assert not Settings().get(SHOW_SUGGESTIONS)
    desk.suggesting.toggle()
    desk.wait()
    assert desk.shown() == [KEEP, NOBODY, FAIR]
    assert desk.session.project.undo_label() == label
    assert desk.made() == []


def test_unsure_ones_are_shown_on_request_and_that_is_remembered(desk: Desk) -> None:
    desk.suggesting.toggle_unsure()
    assert desk.shown() == [KEEP, NOBODY, FAIR, HOME]
    assert Settings().get(SHOW_UNSURE)
    desk.suggesting.toggle_unsure()
    assert HOME not in desk.shown()


def test_what_is_tagged_by_hand_is_suggested_no_more_until_it_is_deleted(desk: Desk) -> None:
    tag(desk, KEEP)
    assert desk.shown() == [NOBODY, FAIR]
    desk.session.apply(Delete(("mine",)))
    assert desk.shown() == [KEEP, NOBODY, FAIR]
    desk.session.undo()
    assert desk.shown() == [NOBODY, FAIR]


def test_another_code_at_the_place_decides_nothing(desk: Desk) -> None:
    tag(desk, KEEP, code="frame")
    assert desk.shown() == [KEEP, NOBODY, FAIR]


def test_what_is_left_out_of_the_article_is_not_suggested(desk: Desk) -> None:
    start, end = place(FAIR)
    desk.session.apply(Exclude("a0", ((start, end),)))
    desk.wait()
    assert desk.shown() == [KEEP, NOBODY]


def test_another_article_shows_none_of_the_one_before(desk: Desk, proposes: Proposing) -> None:
    proposes.may_go_on.clear()
    desk.suggesting.finding.learn_anew()
    desk.suggesting.finding.begin()
    desk.qtbot.waitUntil(lambda: proposes.asked > 1)  # it looks in the first article
    proposes.propose(quote("Harbour"))
    desk.session.open_article("a1")
    assert desk.shown() == []
    proposes.may_go_on.set()
    desk.wait()
    assert desk.shown() == ["Another"[: len("Harbour")]]


def test_opening_an_article_waits_for_nothing(desk: Desk, proposes: Proposing) -> None:
    proposes.may_go_on.clear()
    desk.suggesting.finding.learn_anew()
    desk.session.open_article("a1")
    assert desk.page.pane.view.text.startswith("Another one.")
    desk.qtbot.waitUntil(lambda: proposes.asked > 1)
    assert desk.suggesting.status() == ("", "")
    proposes.may_go_on.set()
    desk.wait()


def test_the_heading_says_how_many_there_are_and_who_proposes(desk: Desk) -> None:
    short, long = desk.suggesting.status()
    assert short == "3 suggestions · rules"
    assert "1 more is unsure (Alt+U)" in long
    tag(desk, KEEP)
    assert desk.suggesting.status()[0] == "2 suggestions · rules"
    desk.suggesting.toggle()
    assert desk.suggesting.status()[0] == "suggestions off"


@pytest.mark.parametrize("reason", ["off", "shared"])
def test_it_is_said_why_none_are_shown(desk: Desk, reason: str) -> None:
    if reason == "off":
        desk.session.apply(SetSetting(SUGGEST_SETTING, value=False))
    else:
        desk.session.apply(Assign((("a0", "ana"), ("a0", "ben"))))
        desk.session.open_article("a1")
        desk.session.open_article("a0")
    desk.wait()
    assert desk.shown() == []
    short, long = desk.suggesting.status()
    assert short == "no suggestions"
    assert long
    desk.press(Key.Key_U)
    assert desk.said[-1] == long


def test_where_the_project_can_only_be_read_that_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(desk.session.project), "read_only", True)
    desk.session.open_article("a1")
    desk.session.open_article("a0")
    desk.wait()
    assert desk.shown() == []
    desk.press(Key.Key_U)
    assert desk.said[-1] == "Nothing is suggested in a project that can only be read."


# The one at hand


def test_a_key_goes_to_the_next_with_the_caret_and_another_back(desk: Desk) -> None:
    desk.press(Key.Key_U)
    assert desk.at_hand() == KEEP
    assert desk.page.pane.view.caret() == place(KEEP)[0]
    assert desk.said[-1].startswith("Quote · direct · 0.95 — V accepts")
    desk.press(Key.Key_U, Key.Key_U)
    assert desk.at_hand() == FAIR
    desk.press(Key.Key_U)
    assert desk.said[-1] == "That was the last suggestion"
    desk.press(Key.Key_U, held=SHIFT)
    assert desk.at_hand() == NOBODY


def test_the_caret_has_the_one_it_is_in_at_hand_unless_an_annotation_is_selected(
    desk: Desk,
) -> None:
    view = desk.page.pane.view
    view.set_caret(place(NOBODY)[0] + 4)
    assert desk.at_hand() == NOBODY
    view.set_caret(0)
    assert desk.at_hand() == ""
    tag(desk, "Nobody", code="frame")
    view.set_caret(place(NOBODY)[0] + 4)
    desk.session.select("mine")
    assert desk.at_hand() == ""
    desk.session.select("")
    assert desk.at_hand() == NOBODY


def test_where_none_is_at_hand_the_keys_say_how_to_come_to_one(desk: Desk) -> None:
    desk.page.pane.view.set_caret(0)
    desk.press(Key.Key_V)
    assert desk.made() == []
    assert "U goes to the next one" in desk.said[-1]


def test_the_tool_tip_says_what_is_suggested(desk: Desk) -> None:
    view = desk.page.pane.view
    (here,) = view.suggestions_at(place(KEEP)[0])
    assert view.describe_suggestion(here) == "Suggested: Quote · direct · 0.95"


def test_found_ones_are_those_that_were_proposed(desk: Desk) -> None:
    assert len(desk.suggesting.undecided) == len(FOUND)
    assert desk.page.pane.view.text == TEXT


def test_where_only_unsure_ones_are_left_it_is_said_which_key_shows_them(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V, Key.Key_V, Key.Key_V)
    desk.press(Key.Key_U)
    assert desk.said[-1] == "Only unsure suggestions are left (1): Alt+U shows them."
    desk.suggesting.toggle_unsure()
    desk.press(Key.Key_U)
    assert desk.at_hand() == HOME


def test_a_codebook_without_quotes_has_none_and_says_so(desk: Desk) -> None:
    desk.session.apply(RetireCode("quote"))
    desk.wait()
    assert desk.shown() == []


def test_a_new_coder_s_first_edit_looks_for_nothing_anew(desk: Desk, proposes: Proposing) -> None:
    before = proposes.asked
    tag(desk, FAIR)
    desk.wait()
    assert proposes.asked == before


def test_words_above_the_text_are_cut_where_there_is_no_room_and_said_in_full_on_hover(
    desk: Desk,
) -> None:
    heading = desk.page.pane.heading
    words = "20 suggestions · rules adapted to 4 articles · learning"
    heading.say_suggestions(words, "3 more are unsure")
    said = next(one for one in heading.findChildren(BesideFacts) if one.text() == words)
    said.setFixedWidth(80)
    whole = said.grab().toImage()
    heading.say_suggestions(words[:-1] + "!", "")
    assert said.minimumSizeHint().width() == 0
    assert said.grab().toImage() == whole, "its end is cut off, for “…” instead"
    assert words[:-1] + "!" in said.toolTip()


def test_why_nothing_is_suggested_is_not_said_once_the_project_is_closed(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = Event(), Event()

    def refuse(*_: object) -> None:
        begun.set()
        go.wait(LIMIT)
        raise UserError("It is gone.")

    monkeypatch.setattr(finding, "proposer_of", refuse)
    looks = desk.suggesting.finding
    looks.learn_anew()
    looks.begin()
    qtbot.waitUntil(begun.is_set)
    desk.session.project.close()
    with qtbot.assertNotEmitted(looks.found):
        go.set()
        qtbot.waitUntil(lambda: not looks.busy)

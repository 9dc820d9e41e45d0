"""Deciding on suggestions by keys, with the caret in the text all the while."""

import pytest
from PySide6.QtCore import Qt
from suggest_desk import FOUND, HOME, NOBODY, Desk, Key, Proposing
from suggested import FAIR, KEEP, TEXT, place, quote

from annotator.domain.annotation import Annotation, Link, Origin
from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.links import PutActor
from annotator.domain.people import Actor
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_one_key_accepts_with_source_and_cue_and_goes_to_the_next(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V)
    assert desk.words() == [KEEP]
    assert desk.words("source") == ["Mayor Ines Falk"]
    assert desk.words("cue") == ["said"]
    made = desk.made()[0]
    assert made.origin is Origin.ACCEPTED
    assert {link.type for link in desk.session.project.find(Link, annotation=made.id)} == {
        "said_by",
        "cue",
    }
    assert desk.session.project.find(Score, annotation=made.id)[0].score == 0.95
    assert desk.at_hand() == NOBODY
    assert desk.said[-1] == ("Quote accepted — Ctrl+Z undoes. Next: Quote · direct · 0.84")
    assert desk.page.pane.view.hasFocus()


def test_a_key_for_each_is_enough(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V, Key.Key_D, Key.Key_V)
    assert desk.words() == [KEEP, FAIR]
    assert desk.shown() == []
    assert desk.said[-1] == "Quote accepted — Ctrl+Z undoes; no suggestion is left"


def test_with_shift_the_words_alone_are_accepted(desk: Desk) -> None:
    desk.press(Key.Key_U)
    desk.press(Key.Key_V, held=SHIFT)
    assert desk.words() == [KEEP]
    assert desk.words("source") == desk.words("cue") == []


def test_accepting_is_one_step_to_undo(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V)
    desk.session.undo()
    assert desk.session.project.find(Annotation) == []
    assert desk.shown() == [KEEP, NOBODY, FAIR]


def test_what_is_refused_comes_back_when_that_is_undone(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_D)
    assert desk.shown() == [NOBODY, FAIR]
    assert desk.session.project.find(Annotation) == []
    assert desk.at_hand() == NOBODY
    desk.session.undo()
    assert desk.session.project.find(Refusal) == []
    assert desk.shown() == [KEEP, NOBODY, FAIR]
    assert desk.at_hand() == KEEP
    desk.session.redo()
    assert desk.shown() == [NOBODY, FAIR]


def test_what_was_refused_stays_so_when_the_article_is_opened_again(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_D)
    desk.session.open_article("a1")
    desk.session.open_article("a0")
    desk.wait()
    assert desk.shown() == [NOBODY, FAIR]


def test_nothing_is_decided_out_of_sight(desk: Desk, proposes: Proposing) -> None:
    desk.page.resize(1100, 420)
    proposes.propose(quote(HOME, score=0.9))
    desk.suggesting.finding.learn_anew()
    desk.suggesting.finding.begin()
    desk.wait()
    view = desk.page.pane.view
    view.zoom(12)
    desk.press(Key.Key_U)
    view.scroll_to_position(0)
    desk.press(Key.Key_V)
    assert desk.made() == []
    assert desk.said[-1] == "The suggestion was out of sight: nothing is changed yet"
    desk.press(Key.Key_V)
    assert desk.words() == [HOME]


def test_in_an_article_that_is_done_it_is_asked_once(desk: Desk) -> None:
    desk.session.apply(SetStatus("a0", WorkStatus.DONE))
    desk.press(Key.Key_U, Key.Key_V)
    assert desk.made() == []
    assert "This article is done." in desk.said[-1]
    desk.press(Key.Key_V, Key.Key_V)
    assert desk.words() == [KEEP, NOBODY]


# Mending


def test_edges_are_moved_by_the_keys_that_move_edges_before_it_is_accepted(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_E)
    view = desk.page.pane.view
    assert view.selection() == place(KEEP)
    desk.press(Key.Key_BracketLeft)
    desk.press(Key.Key_BracketRight, held=CONTROL)
    start, end = place(KEEP)
    assert view.selection() == (start + 1, end - 1)
    assert desk.made() == []
    desk.press(Key.Key_V)
    assert desk.words() == [KEEP[1:-1]]
    assert desk.made()[0].origin is Origin.MENDED
    assert desk.at_hand() == NOBODY


def test_enter_accepts_what_is_mended_and_goes_to_its_answers(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_E, Key.Key_BraceLeft, Key.Key_Return)
    made = desk.made()[0]
    assert made.text != KEEP
    assert desk.session.selection == made.id
    assert desk.page.inspector.isAncestorOf(desk.page.focusWidget())
    assert desk.page.pane.view.selection() is None


def test_words_that_are_selected_meanwhile_are_taken(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_E)
    start, _ = place(KEEP)
    desk.page.pane.view.set_selection(start, start + 8)
    desk.press(Key.Key_V)
    assert desk.words() == [KEEP[:8]]


def test_esc_leaves_it_as_suggested(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_E, Key.Key_BracketLeft, Key.Key_Escape)
    assert desk.page.pane.view.selection() is None
    assert desk.at_hand() == KEEP
    desk.press(Key.Key_V)
    assert desk.words() == [KEEP]
    assert desk.made()[0].origin is Origin.ACCEPTED


def test_answers_can_be_mended_afterwards(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_E, Key.Key_Return)
    assert desk.made()[0].origin is Origin.ACCEPTED
    desk.page.inspector.focus_field("quote_type")
    desk.press(Key.Key_2)
    assert desk.made()[0].values["quote_type"] == "indirect"
    assert desk.made()[0].origin is Origin.MENDED


def test_a_further_suggestion_becomes_a_part_of_what_was_accepted(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V, Key.Key_Plus)
    made = desk.made()
    assert [[TEXT[f.start : f.end] for f in one.fragments] for one in made] == [[KEEP, NOBODY]]
    assert desk.shown() == [FAIR]
    assert desk.at_hand() == FAIR


@pytest.mark.parametrize("keys", [(Key.Key_E,), (Key.Key_E, Key.Key_BracketLeft)])
def test_going_elsewhere_ends_the_mending(desk: Desk, keys: tuple[Key, ...]) -> None:
    desk.press(Key.Key_U, *keys)
    desk.page.pane.view.set_caret(0)
    assert not desk.page.pane.coding.deciding.mends
    assert desk.at_hand() == ""
    assert len(desk.suggesting.undecided) == len(FOUND)


def test_who_is_known_since_the_last_decision_is_linked(desk: Desk) -> None:
    desk.press(Key.Key_U, Key.Key_V)
    assert not _actors_linked(desk)
    desk.session.apply(PutActor(Actor(id="karl", name="Karl Brandt")))
    desk.press(Key.Key_D, Key.Key_V)
    assert _actors_linked(desk) == {"karl"}


def _actors_linked(desk: Desk) -> set[str]:
    every = desk.session.project.find(Link)
    return {link.target_actor for link in every if link.target_actor}

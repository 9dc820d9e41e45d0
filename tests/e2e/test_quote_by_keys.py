"""A quote with its source, its cue, who that is, and its answers: nine keys from the one before."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from user import CONTROL, NONE, SHIFT, Key, User

from annotator.domain.annotation import Link
from annotator.domain.people import Actor
from annotator.gui.codebook import CodePicker

TEXT = "Nobody spoke. “The bridge stays closed,” Maria Keller said. It rained.\n\nThe vote is due."
KEYS = (
    Key.Key_G,
    Key.Key_Q,
    Key.Key_1,
    Key.Key_4,
    Key.Key_C,
    Key.Key_S,
    Key.Key_A,
    Key.Key_Return,
    Key.Key_Escape,
)


@pytest.fixture
def opened(user: User, tmp_path: Path) -> User:
    return user.code_article(tmp_path, TEXT)


def test_nine_keys_make_a_full_quote(opened: User) -> None:
    assert len(KEYS) <= 9
    opened.press(*KEYS)
    project = opened.coding.session.project
    (quote,) = [one for one in opened.annotations if one.code == "quote"]
    assert quote.text == "“The bridge stays closed,”"
    assert quote.values | {"quote_type": "direct", "stance": 1} == quote.values
    assert (opened.texts("cue"), opened.texts("source")) == (["said"], ["Maria Keller"])
    assert sorted(link.type for link in project.find(Link)) == ["cue", "is", "said_by"]
    assert [actor.name for actor in project.find(Actor)] == ["Maria Keller"]
    assert opened.view.hasFocus()


@pytest.mark.parametrize("key", [Key.Key_G, Key.Key_J, Key.Key_K, Key.Key_W])
def test_after_a_move_from_a_field_arrows_go_on_in_the_text(opened: User, key: Key) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_1)
    assert not opened.view.hasFocus()
    opened.press(key)
    assert opened.view.hasFocus()
    before = opened.view.selection()
    opened.press(Key.Key_Right, modifiers=SHIFT)
    assert opened.view.selection() not in (None, before)


def test_the_next_annotation_is_answered_where_one_answers(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_C, Key.Key_P)
    assert not opened.view.hasFocus()
    assert opened.coding.session.selected_annotation() is not None


def test_a_further_fragment_leads_to_the_open_answers(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_J, Key.Key_Plus, Key.Key_1, Key.Key_4)
    (quote,) = opened.annotations
    assert len(quote.fragments) == 2
    assert quote.values | {"quote_type": "direct", "stance": 1} == quote.values


def test_a_fragment_at_the_caret_is_taken_away_again_and_the_rest_stays(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_J, Key.Key_Plus)
    (quote,) = opened.annotations
    first, second = quote.fragments
    opened.view.setFocus()
    opened.view.set_caret(second.start + 1)
    opened.press(Key.Key_Minus)
    (quote,) = opened.annotations
    assert quote.fragments == (first,)
    assert opened.coding.session.selection == quote.id
    opened.press(Key.Key_Minus)
    assert "part that is to go" in opened.say()


def test_a_digit_after_a_cue_that_is_not_found_answers_nothing_else(opened: User) -> None:
    opened.press(Key.Key_J, Key.Key_J, Key.Key_J, Key.Key_Q, Key.Key_2, Key.Key_4, Key.Key_C)
    assert "No cue found" in opened.say()
    opened.press(Key.Key_1)
    (quote,) = opened.annotations
    assert quote.text == "The vote is due."
    assert quote.values == {"quote_type": "indirect", "stance": 1, "negated": False}
    assert opened.view.hasFocus()


def test_words_chosen_for_a_cue_that_was_not_found_are_linked_after_moving(opened: User) -> None:
    opened.press(Key.Key_J, Key.Key_J, Key.Key_J, Key.Key_Q, Key.Key_C, Key.Key_K, Key.Key_J)
    assert not opened.coding.session.selection
    opened.press(Key.Key_W, Key.Key_C)
    (link,) = opened.coding.session.project.find(Link)
    codes = {one.id: one.code for one in opened.annotations}
    assert (codes[link.annotation], codes[link.target_annotation or ""]) == ("quote", "cue")
    opened.press(Key.Key_Escape, Key.Key_Escape, Key.Key_K, Key.Key_W, Key.Key_C)
    assert len(opened.coding.session.project.find(Link)) == 1


def test_a_quotation_that_is_tagged_already_is_not_taken_for_its_own_cue(opened: User) -> None:
    opened.press(*KEYS, Key.Key_B, Key.Key_G, Key.Key_Q, Key.Key_C, Key.Key_S)
    assert "Already" not in opened.say()
    assert (opened.texts("cue"), opened.texts("source")) == (["said"], ["Maria Keller"])


@pytest.mark.parametrize("answers", [(), (Key.Key_1,), (Key.Key_1, Key.Key_4)])
def test_space_in_a_field_chooses_a_code_and_letters_tag_nothing(
    opened: User, answers: tuple[Key, ...]
) -> None:
    opened.press(Key.Key_G, Key.Key_Q, *answers, Key.Key_Space)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, CodePicker)
    opened.qtbot.keyClicks(picker.line, "fram")
    assert [one.code for one in opened.annotations] == ["quote"]
    opened.qtbot.keyClick(picker.line, Key.Key_Return)
    assert sorted(one.code for one in opened.annotations) == ["frame", "quote"]
    (quote,) = [one for one in opened.annotations if one.code == "quote"]
    assert quote.values["negated"] is False


def test_esc_goes_from_the_picker_back_to_the_field(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_Space)
    picker = QApplication.activePopupWidget()
    assert isinstance(picker, CodePicker)
    opened.qtbot.keyClick(picker.line, Key.Key_Escape)
    assert opened.coding.inspector.isAncestorOf(opened.focus())
    opened.press(Key.Key_1)
    assert opened.annotations[0].values["quote_type"] == "direct"


def test_after_a_link_is_undone_one_goes_on_at_the_quote(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_C)
    assert TEXT[: opened.view.caret()].endswith("said")
    opened.press(Key.Key_Z, modifiers=CONTROL)
    assert opened.coding.session.selected_annotation() == opened.annotations[0]
    assert TEXT[opened.view.caret() :].startswith("“The bridge")


def test_the_caret_that_walks_out_of_the_quote_lets_go_of_it(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_C, Key.Key_P, Key.Key_Escape)
    (quote, _) = opened.annotations
    assert opened.coding.session.selection == quote.id
    opened.press(Key.Key_End)
    assert not opened.coding.session.selection
    opened.press(Key.Key_P)
    cue = opened.coding.session.selected_annotation()
    assert cue is not None
    assert cue.code == "cue"


@pytest.mark.parametrize("times", [2, 4])
def test_words_that_the_caret_walks_to_are_the_cue_of_the_quote_it_left(
    opened: User, times: int
) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_Escape)
    opened.press(*[Key.Key_Right] * times, modifiers=CONTROL)
    opened.press(Key.Key_Right, modifiers=CONTROL | SHIFT)
    opened.press(Key.Key_C)
    (link,) = opened.coding.session.project.find(Link)
    codes = {one.id: one.code for one in opened.annotations}
    assert (codes[link.annotation], codes[link.target_annotation or ""]) == ("quote", "cue")


def test_words_after_another_way_are_nobodys_cue(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_Escape)
    opened.press(Key.Key_Right, Key.Key_Right, modifiers=CONTROL)
    opened.press(Key.Key_Escape)
    opened.press(Key.Key_Right, modifiers=CONTROL | SHIFT)
    opened.press(Key.Key_C)
    assert opened.texts("cue") == ["Keller"]
    assert opened.coding.session.project.find(Link) == []


def test_a_further_part_joins_the_quote_that_the_caret_has_left(opened: User) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_Escape)
    opened.click_text("It rained")
    assert not opened.coding.session.selection
    opened.press(Key.Key_Plus)
    (quote,) = opened.annotations
    assert [TEXT[one.start : one.end] for one in quote.fragments][1:] == ["It rained."]


@pytest.mark.parametrize(
    ("at", "key"), [(0, Key.Key_BraceRight), (-1, Key.Key_BraceLeft), (-1, Key.Key_BracketLeft)]
)
def test_the_caret_goes_along_with_an_edge_that_passes_it(opened: User, at: int, key: Key) -> None:
    opened.press(Key.Key_G, Key.Key_Q, Key.Key_Escape)
    (quote,) = opened.annotations
    opened.view.set_caret((quote.start, quote.end)[at])
    opened.press(key, key, modifiers=NONE if at else CONTROL)
    (moved,) = opened.annotations
    assert moved.text != quote.text
    assert opened.view.caret() == (moved.start, moved.end)[at]
    assert opened.coding.session.selection == quote.id

"""What the keys do in the text while coding, and which of it stands in the menus."""

from typing import Any

from annotator.analysis.segmentation import Unit
from annotator.gui.coding.controller import CodingController
from annotator.gui.coding.page import CodingPage
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.gui.session.context import MovesBoundaries, WindowContext


def coding_page(window: WindowContext) -> CodingPage | None:
    """Return the page for coding where it is shown."""
    return window.project.shown(CodingPage) if window.project else None


def _controller(window: WindowContext) -> CodingController | None:
    page = coding_page(window)
    return page.pane.coding if page else None


TEXT = KeyScope(
    CodingController,
    _controller,
    beside_codes=True,
    take_focus=lambda text: text.focus_text(),
)
"""Bare keys in the text; the codes' own keys come on top and go first."""
BOUNDARIES = KeyScope(
    MovesBoundaries, _controller, beside_codes=True, take_focus=lambda one: one.focus_text()
)
"""What the text shares with the review, where gold is changed."""

_TEXT: tuple[Command[CodingController], ...] = (
    Command(
        "next_sentence",
        "Next sentence",
        ("J", "Alt+Right"),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.step(Unit.SENTENCE, 1, extend=False),
        (MenuPlace(Menu.ANNOTATION, 3, 5),),
    ),
    Command(
        "previous_sentence",
        "Previous sentence",
        ("K", "Alt+Left"),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.step(Unit.SENTENCE, -1, extend=False),
        (MenuPlace(Menu.ANNOTATION, 3, 6),),
    ),
    Command(
        "next_paragraph",
        "Next paragraph",
        ("Ctrl+Down",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.step(Unit.PARAGRAPH, 1, extend=False),
    ),
    Command(
        "previous_paragraph",
        "Previous paragraph",
        ("Ctrl+Up",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.step(Unit.PARAGRAPH, -1, extend=False),
    ),
    Command(
        "pick_code",
        "Choose a code…",
        ("Space",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.picker_wanted.emit(),
        (MenuPlace(Menu.ANNOTATION, 1, 0), MenuPlace(Menu.TEXT, 0, 0)),
    ),
    Command(
        "next_quotation",
        "Next quotation that is not coded yet",
        ("G",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.quotation(1, uncoded=True),
        (MenuPlace(Menu.ANNOTATION, 3, 3),),
    ),
    Command(
        "previous_quotation",
        "Previous quotation that is not coded yet",
        ("B",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.quotation(-1, uncoded=True),
        (MenuPlace(Menu.ANNOTATION, 3, 4),),
    ),
    Command(
        "next_any_quotation",
        "Next quotation, coded or not",
        ("Alt+G",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.quotation(1, uncoded=False),
    ),
    Command(
        "previous_any_quotation",
        "Previous quotation, coded or not",
        ("Alt+B",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.movement.quotation(-1, uncoded=False),
    ),
    Command(
        "next_annotation",
        "Next annotation",
        ("N",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.next_annotation(1),
        (MenuPlace(Menu.ANNOTATION, 2, 1),),
    ),
    Command(
        "previous_annotation",
        "Previous annotation",
        ("P",),
        KeyGroup.MOVING,
        TEXT,
        lambda text: text.next_annotation(-1),
        (MenuPlace(Menu.ANNOTATION, 2, 2),),
    ),
    Command(
        "other_annotation",
        "Another annotation at the caret",
        ("O",),
        KeyGroup.MOVING,
        TEXT,
        CodingController.other_annotation,
        (MenuPlace(Menu.ANNOTATION, 2, 3),),
    ),
    Command(
        "extend_sentence",
        "Extend by a sentence",
        ("Shift+J", "Alt+Shift+Right"),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.SENTENCE, 1, extend=True),
    ),
    Command(
        "extend_sentence_back",
        "Extend back by a sentence",
        ("Shift+K", "Alt+Shift+Left"),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.SENTENCE, -1, extend=True),
    ),
    Command(
        "extend_paragraph",
        "Extend by a paragraph",
        ("Ctrl+Shift+Down",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.PARAGRAPH, 1, extend=True),
    ),
    Command(
        "extend_paragraph_back",
        "Extend back by a paragraph",
        ("Ctrl+Shift+Up",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.PARAGRAPH, -1, extend=True),
    ),
    Command(
        "extend_quotation",
        "Extend to the next quotation",
        ("Shift+G",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.QUOTATION, 1, extend=True),
    ),
    Command(
        "extend_quotation_back",
        "Extend back to the last quotation",
        ("Shift+B",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.step(Unit.QUOTATION, -1, extend=True),
    ),
    Command(
        "grow",
        "Grow: word, reported clause, sentence, quotation, paragraph",
        ("W",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.grow(),
        (MenuPlace(Menu.ANNOTATION, 3, 1),),
    ),
    Command(
        "shrink",
        "Shrink again",
        ("Shift+W",),
        KeyGroup.SELECTING,
        TEXT,
        lambda text: text.movement.shrink(),
        (MenuPlace(Menu.ANNOTATION, 3, 2),),
    ),
    Command(
        "step_back",
        "One step back",
        ("Esc",),
        KeyGroup.SELECTING,
        TEXT,
        CodingController.step_back,
    ),
    Command(
        "fields",
        "Fill in the fields",
        ("Enter",),
        KeyGroup.TAGGING,
        TEXT,
        CodingController.ask_fields,
        (MenuPlace(Menu.ANNOTATION, 1, 1), MenuPlace(Menu.MARK, 1, 1)),
    ),
    Command(
        "link",
        "Link: actor, source or target",
        ("A",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.with_selected(text.link_wanted.emit),
        (MenuPlace(Menu.ANNOTATION, 1, 2), MenuPlace(Menu.MARK, 1, 2)),
    ),
    Command(
        "note",
        "Write a note",
        ("M",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.with_selected(text.note_wanted.emit),
        (MenuPlace(Menu.ANNOTATION, 1, 3), MenuPlace(Menu.MARK, 1, 3)),
    ),
    Command(
        "ask",
        "Ask or answer about the annotation",
        ("?",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.with_selected(text.ask_wanted.emit),
        (MenuPlace(Menu.ANNOTATION, 1, 4), MenuPlace(Menu.MARK, 1, 4)),
    ),
    Command(
        "repeat",
        "Take the proposed or the last answers, or tag again as last",
        (".",),
        KeyGroup.TAGGING,
        TEXT,
        CodingController.repeat,
        (MenuPlace(Menu.EDIT, 2, 4), MenuPlace(Menu.TEXT, 1, 1)),
    ),
    Command(
        "copy_answers",
        "Copy the answers of the first passage coded before",
        (",",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.with_selected(text.copy_wanted.emit),
        (MenuPlace(Menu.EDIT, 2, 5),),
    ),
    Command(
        "add_fragment",
        "Add a fragment",
        ("+", "="),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.add_fragment(),
        (MenuPlace(Menu.EDIT, 2, 1), MenuPlace(Menu.MARK, 1, 6)),
    ),
    Command(
        "guideline",
        "Guideline of the code at hand",
        ("H",),
        KeyGroup.TAGGING,
        TEXT,
        lambda text: text.guideline_wanted.emit(),
        (MenuPlace(Menu.ANNOTATION, 1, 5),),
    ),
    Command(
        "recode",
        "Change the code: then the new code's key",
        ("R",),
        KeyGroup.CHANGING,
        TEXT,
        lambda text: text.with_selected(text.begin_recode),
        (MenuPlace(Menu.EDIT, 2, 2), MenuPlace(Menu.MARK, 1, 5)),
    ),
    Command(
        "delete",
        "Delete the annotation",
        ("Del", "Backspace"),
        KeyGroup.CHANGING,
        TEXT,
        lambda text: text.tagging.delete(),
        (MenuPlace(Menu.EDIT, 2, 3), MenuPlace(Menu.MARK, 1, 7)),
    ),
    Command(
        "exclude",
        "Leave out, or take in again",
        ("X",),
        KeyGroup.ARTICLE,
        TEXT,
        lambda text: text.tagging.toggle_excluded(),
        (MenuPlace(Menu.ARTICLE, 3, 1), MenuPlace(Menu.TEXT, 1, 2)),
    ),
)

_BOUNDARIES: tuple[Command[MovesBoundaries], ...] = (
    Command(
        "end_right",
        "Move the end right",
        ("]", "Alt+Shift+]"),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("end", 1, by_word=False),
        (MenuPlace(Menu.EDIT, 3, 1),),
    ),
    Command(
        "end_left",
        "Move the end left",
        ("[", "Alt+Shift+["),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("end", -1, by_word=False),
        (MenuPlace(Menu.EDIT, 3, 2),),
    ),
    Command(
        "end_right_word",
        "Move the end right by a word",
        ("}",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("end", 1, by_word=True),
    ),
    Command(
        "end_left_word",
        "Move the end left by a word",
        ("{",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("end", -1, by_word=True),
    ),
    Command(
        "start_right",
        "Move the start right",
        ("Ctrl+]",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("start", 1, by_word=False),
        (MenuPlace(Menu.EDIT, 3, 3),),
    ),
    Command(
        "start_left",
        "Move the start left",
        ("Ctrl+[",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("start", -1, by_word=False),
        (MenuPlace(Menu.EDIT, 3, 4),),
    ),
    Command(
        "start_right_word",
        "Move the start right by a word",
        ("Ctrl+}",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("start", 1, by_word=True),
    ),
    Command(
        "start_left_word",
        "Move the start left by a word",
        ("Ctrl+{",),
        KeyGroup.CHANGING,
        BOUNDARIES,
        lambda one: one.move_boundary("start", -1, by_word=True),
    ),
)


TEXT_COMMANDS: tuple[Command[Any], ...] = (*_BOUNDARIES, *_TEXT)

"""Answering for one unit after the other: paragraphs, sentences, the article."""

from typing import Any

from annotator.gui.coding.page import CodingPage
from annotator.gui.coding.text_commands import coding_page
from annotator.gui.coding.unit_strip import UnitStrip
from annotator.gui.commands.command import Command, KeyGroup, KeyScope, Menu, MenuPlace
from annotator.workflow.units.asking import unit_codes

_PAGE = KeyScope(CodingPage, coding_page, shortcuts=True)
_STRIP = KeyScope(UnitStrip)
"""What works while it is asked of one unit after the other; digits answer."""


def _has_units(page: CodingPage) -> bool:
    return page.session.article is not None and bool(unit_codes(page.session.codebook))


UNIT_COMMANDS: tuple[Command[Any], ...] = (
    Command(
        "units",
        "Answer unit after unit",
        ("Shift+F4",),
        KeyGroup.UNITS,
        _PAGE,
        lambda page: page.pane.units.toggle(),
        (MenuPlace(Menu.ARTICLE, 1, 5),),
        enabled_when=_has_units,
        checked_when=lambda page: page.pane.units.is_asking,
    ),
    Command(
        "unit_none", "None in this unit", ("N",), KeyGroup.UNITS, _STRIP, UnitStrip.answer_none
    ),
    Command(
        "unit_next_open",
        "Next unit without an answer",
        ("Space",),
        KeyGroup.UNITS,
        _STRIP,
        UnitStrip.next_open,
    ),
    Command(
        "unit_next",
        "Next unit, skipping this one",
        ("Down", "Right"),
        KeyGroup.UNITS,
        _STRIP,
        lambda strip: strip.step(1),
    ),
    Command(
        "unit_previous",
        "Previous unit",
        ("Up", "Left"),
        KeyGroup.UNITS,
        _STRIP,
        lambda strip: strip.step(-1),
    ),
    Command(
        "unit_take_back",
        "Take the answer back",
        ("Del", "Backspace"),
        KeyGroup.UNITS,
        _STRIP,
        UnitStrip.take_back,
    ),
    Command(
        "unit_fields",
        "Further fields of the answer",
        ("Enter",),
        KeyGroup.UNITS,
        _STRIP,
        UnitStrip.ask_fields,
    ),
    Command(
        "unit_guideline",
        "Guideline of the code",
        ("H",),
        KeyGroup.UNITS,
        _STRIP,
        UnitStrip.ask_guideline,
    ),
    Command(
        "unit_order",
        "Ask code by code, or unit by unit",
        ("O",),
        KeyGroup.UNITS,
        _STRIP,
        UnitStrip.toggle_order,
    ),
    Command("unit_leave", "Back to the text", ("Esc",), KeyGroup.UNITS, _STRIP, UnitStrip.leave),
)

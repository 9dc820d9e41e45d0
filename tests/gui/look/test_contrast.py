"""Every look can be read: contrasts after WCAG 2.2, measured over all palettes.

Text has at least 4.5:1 on each ground it stands on, what is switched off included; the edge of a
control at least 3:1 to what is around it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView
from pytestqt.qtbot import QtBot

from annotator.gui.codebook.swatches import PALETTE
from annotator.gui.look import stylesheet
from annotator.gui.look.colours import contrast, mix
from annotator.gui.look.palettes import CONTRAST, DARK, LIGHT, THEMES, Theme
from annotator.gui.look.theme import palette_of
from annotator.gui.reliability.delegate import verdict_colour
from annotator.gui.review.legend import COLOURS
from annotator.gui.text.ink import TextInk
from annotator.gui.widgets.code_badge import edge_colour
from annotator.gui.widgets.two_line_rows import ink_of

TEXT, EDGE = 4.5, 3.0
AROUND = ("window", "base", "raised")
"""What controls and words without a ground of their own stand on."""
CONTROLS = (
    "QLineEdit",
    "QPlainTextEdit",
    "QPushButton",
    "QToolButton",
    "QComboBox",
    "QAbstractSpinBox",
    "QCheckBox",
    "QRadioButton",
    "QMenu::indicator",
    "QAbstractItemView::indicator",
    "QListView",
    "QTableView",
    "QTreeView",
    "QTabBar::tab",
    "QScrollBar::handle",
    'QLabel[role="key"]',
)
NO_CONTROLS = ("QHeaderView", "QComboBox QAbstractItemView", "QScrollBar::add-line")
WORDLESS = ("handle", "chunk", "separator", "indicator")
"""Parts on which there are no words."""
NAMES = {id(LIGHT): "light", id(DARK): "dark", id(CONTRAST): "contrast"}
themes = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: NAMES[id(theme)])
hues = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


class Rule(NamedTuple):
    """A rule of the style sheet: its selector, and the roles that it names."""

    selector: str
    text: str
    ground: str
    edges: tuple[str, ...]


def rules() -> Iterator[Rule]:
    """Yield each selector of the style sheet with what its rule says of colours."""
    sheet: str = stylesheet._SHEET  # pyright: ignore[reportPrivateUsage] - the roles, not colours
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        said = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        edges = [role for key, value in said.items() if _is_edge(key) for role in _roles(value)]
        for selector in selectors.split(","):
            yield Rule(
                selector.strip(),
                next(_roles(said.get("color", "")), ""),
                next(_roles(said.get("background", "")), ""),
                tuple(edges),
            )


def _is_edge(key: str) -> bool:
    return key.startswith("border") and "radius" not in key


def _roles(value: str) -> Iterator[str]:
    return iter(re.findall(r"\$(\w+)", value))


def ground_of(rule: Rule) -> str:
    """Return the ground that a rule gives, or that the control's plain rule gives; or nothing."""
    plain = re.sub(r":(?!:)[a-z-]+", "", rule.selector)
    found = [one for one in RULES if one.ground and one.selector == plain]
    return rule.ground or (found[-1].ground if found else "")


RULES = list(rules())


def test_the_style_sheet_is_read_as_it_is_written() -> None:
    default = next(one for one in RULES if one.selector == "QPushButton:default")
    assert default == Rule("QPushButton:default", "on_accent", "accent", ("focus",))
    assert {name for rule in RULES for name in rule.edges} >= {"border", "focus", "muted"}
    assert Template("$text").substitute(text="x") == "x"


@themes
def test_words_of_the_style_sheet_can_be_read(theme: Theme) -> None:
    spoken = [rule for rule in RULES if not any(one in rule.selector for one in WORDLESS)]
    pairs = {
        (rule.selector, rule.text or "text", where)
        for rule in spoken
        if rule.text or rule.ground
        for where in ([ground_of(rule)] if ground_of(rule) else [*AROUND, "hover", "selected"])
    }
    assert len(pairs) > 100
    weak = [one for one in pairs if _contrast(theme, one[1], one[2]) < TEXT]
    assert weak == []


@themes
def test_the_edge_of_a_control_is_seen(theme: Theme) -> None:
    controls = [one for one in RULES if one.selector.startswith(CONTROLS)]
    edges = {
        (rule.selector, role, where)
        for rule in controls
        if not rule.selector.startswith(NO_CONTROLS)
        for role in rule.edges
        for where in AROUND
    }
    assert len(edges) > 100
    weak = [one for one in edges if _contrast(theme, one[1], one[2]) < EDGE]
    assert weak == []


def _contrast(theme: Theme, one: str, other: str) -> float:
    return contrast(getattr(theme, one), getattr(theme, other))


@themes
def test_what_is_switched_on_is_told_by_more_than_its_ground(theme: Theme) -> None:
    for where in (*AROUND, "hover", "selected"):
        assert contrast(theme.focus, getattr(theme, where)) >= EDGE
    assert contrast(theme.accent, theme.base) >= EDGE


@themes
@pytest.mark.parametrize("state", ["plain", "hovered", "selected", "current"])
@pytest.mark.parametrize("faint", [False, True])
def test_rows_of_lists_can_be_read(theme: Theme, state: str, faint: bool, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    flags = QStyle.StateFlag.State_None
    if state == "hovered":
        flags = QStyle.StateFlag.State_MouseOver
    elif state != "plain":
        flags = QStyle.StateFlag.State_Selected
    if state == "current":
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
    option = QStyleOptionViewItem()
    option.state = flags  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack it
    option.widget = view  # pyright: ignore[reportAttributeAccessIssue] - as above
    ink = ink_of(option, theme, faint=faint)
    assert contrast(ink.text, ink.ground) >= TEXT
    assert contrast(ink.quiet, ink.ground) >= TEXT
    for word in ("reliable", "tentative", "revise"):
        assert contrast(verdict_colour(word, theme, ink.ground), ink.ground) >= TEXT


@themes
@pytest.mark.parametrize("colour", [*PALETTE, *COLOURS])
def test_codes_colours_are_seen_and_read_with(theme: Theme, colour: str) -> None:
    _read(theme, colour)


@given(colour=hues)
def test_any_colour_of_a_code_is_seen_and_read_with(colour: str) -> None:
    for theme in THEMES:
        _read(theme, colour)


def _read(theme: Theme, colour: str) -> None:
    palette = palette_of(theme)
    ink = INKS.setdefault(theme.link, TextInk(palette))
    assert contrast(theme.text, ink.tint(colour).name()) >= TEXT
    is_high = contrast(theme.text, theme.base) > HIGH
    assert contrast(ink.letter(colour).name(), theme.base) >= (HIGH_TEXT if is_high else TEXT)
    assert contrast(ink.lane(colour).name(), theme.base) >= (TEXT if is_high else EDGE)
    for where in (*AROUND, "hover"):
        assert contrast(edge_colour(colour, palette).name(), getattr(theme, where)) >= EDGE


HIGH, HIGH_TEXT = 20, 7  # WCAG 2.2, 1.4.6, in the look that is for it
INKS: dict[str, TextInk] = {}


@themes
def test_the_inks_of_the_text_can_be_read(theme: Theme) -> None:
    ink = TextInk(palette_of(theme))
    assert contrast(ink.muted.name(), theme.base) >= TEXT
    assert contrast(ink.accent.name(), theme.base) >= TEXT
    assert contrast(ink.selected_text, ink.selection) >= TEXT
    assert contrast(ink.selection, theme.base) >= EDGE
    left_out = mix(theme.text, theme.base, ink.veil.alphaF())
    assert contrast(left_out, theme.base) >= TEXT


@themes
def test_what_is_switched_off_can_be_read_in_qts_own_palette(theme: Theme) -> None:
    palette, roles = palette_of(theme), QPalette.ColorRole
    for text, ground in (
        (roles.Text, roles.Base),
        (roles.WindowText, roles.Window),
        (roles.ButtonText, roles.Button),
        (roles.HighlightedText, roles.Highlight),
        (roles.ToolTipText, roles.ToolTipBase),
        (roles.PlaceholderText, roles.Base),
    ):
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Disabled):
            shown, under = palette.color(group, text).name(), palette.color(group, ground).name()
            assert contrast(shown, under) >= TEXT, (text, group)


@themes
def test_a_tick_is_seen_on_its_ground(theme: Theme) -> None:
    shown = re.findall(
        r"url\(\"([^\"]*/(?:check|dot|mixed)[^/\"]*)\"\)", stylesheet.stylesheet(theme)
    )
    assert len(set(shown)) == 3
    for path in shown:
        (sign,) = re.findall(r"#[0-9a-f]{3}\b", Path(path).read_text(encoding="utf-8"))
        assert contrast(sign, theme.accent) >= TEXT

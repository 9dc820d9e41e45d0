"""Icons and spacings: nothing unused, nothing beside the table and the grid."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from own_modules import GUI, found_in, modules, source

from annotator.gui.look.icons import ICONS

_TAKES_AN_ICON = {"icon", "ActionCard"}
_SPACING = re.compile(
    r"(?:setContentsMargins|setSpacing|addSpacing|setHorizontalSpacing|setVerticalSpacing)"
    r"\(([^()\n]*)\)"
)
_LITERAL = re.compile(r"(?<![\w* ])\s*[1-9]\d*(?!\s*\*)")


def icons_in(path: Path) -> Iterator[str]:
    """Yield what a file asks icons for: the first argument of what takes one."""
    if not any(f"{name}(" in source(path) for name in _TAKES_AN_ICON):
        return
    for call in ast.walk(ast.parse(source(path))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
            continue
        if call.func.id in _TAKES_AN_ICON:
            texts = (one for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant))
            yield from (one.value for one in texts if isinstance(one.value, str))


def test_each_icon_is_used_and_each_that_is_used_is_there() -> None:
    assert {name for path in modules(GUI) for name in icons_in(path)} == ICONS.keys()


def literal_spacings(path: Path) -> Iterator[str]:
    """Yield the spacings of a file that are numbers."""
    for one in _SPACING.findall(source(path)):
        if any(_LITERAL.match(part) for part in one.split(",")):
            yield one


def test_spacings_are_told_by_the_grid() -> None:
    assert found_in(modules(GUI), literal_spacings) == {}

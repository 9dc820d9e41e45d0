"""Icons and spacings: nothing unused, nothing beside the table and the grid."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import annotator.gui
from annotator.gui.look.icons import ICONS

_GUI = Path(annotator.gui.__file__).parent
_FILES = sorted(_GUI.rglob("*.py"))
_TAKES_AN_ICON = {"icon", "ActionCard"}
_SPACING = re.compile(
    r"(?:setContentsMargins|setSpacing|addSpacing|setHorizontalSpacing|setVerticalSpacing)"
    r"\(([^()\n]*)\)"
)
_LITERAL = re.compile(r"(?<![\w* ])\s*[1-9]\d*(?!\s*\*)")


def icons_in(path: Path) -> Iterator[str]:
    """Yield what a file asks icons for: the first argument of what takes one."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or not call.args:
            continue
        if call.func.id in _TAKES_AN_ICON:
            texts = (one for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant))
            yield from (one.value for one in texts if isinstance(one.value, str))


def test_each_icon_is_used_and_each_that_is_used_is_there() -> None:
    assert {name for path in _FILES for name in icons_in(path)} == ICONS.keys()


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(_GUI)))
def test_spacings_are_told_by_the_grid(path: Path) -> None:
    found = _SPACING.findall(path.read_text(encoding="utf-8"))
    assert not [one for one in found if any(_LITERAL.match(part) for part in one.split(","))]

"""Each group of other people's libraries has its tests, and pins for all that it installs."""

import re

from places import CHECKOUT

PINS = CHECKOUT / "tools" / "interop"
PIN = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*")


def test_each_group_has_pins_and_tests() -> None:
    folders = {path.parent.name for path in (CHECKOUT / "tests" / "interop").glob("*/test_*.py")}
    assert {path.stem for path in PINS.glob("*.txt")} == folders


def test_every_library_is_pinned_once_and_found_quickly() -> None:
    for path in PINS.glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [one for one in lines if not PIN.fullmatch(one)] == [], path.name
        names = [re.sub(r"[-_.]+", "-", one.partition("==")[0]).lower() for one in lines]
        assert names == sorted(set(names)), path.name

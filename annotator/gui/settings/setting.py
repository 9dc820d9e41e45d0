"""One row of the table of settings, and what the dialog needs to know of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from typing import Any, Generic, TypeVar, get_args

import msgspec

T = TypeVar("T")


class SettingGroup(StrEnum):
    """What a setting is about: the first part of its key, and a heading of the dialog."""

    CODER = "coder"
    VIEW = "view"
    READING = "reading"
    ARTICLES = "articles"
    WINDOW = "window"
    KEYS = "keys"
    PROJECTS = "projects"
    BACKUPS = "backups"
    EXPORT = "export"
    REVIEW = "review"
    INSIGHTS = "insights"


class SettingKind(Enum):
    """How a setting is changed in the dialog; what is hidden is only remembered."""

    HIDDEN = auto()
    FLAG = auto()
    CHOICE = auto()
    RANGE = auto()
    TEXT = auto()
    FONT = auto()


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing that is remembered. `type` may narrow the values: a range, the names of an enum.

    `words` are the values of a choice for people, where they are not the values themselves;
    `unit` stands after a number.
    """

    key: str
    type: Any
    default: T
    label: str
    help: str
    kind: SettingKind = SettingKind.HIDDEN
    words: Mapping[T, str] = field(default_factory=dict[T, str])
    unit: str = ""

    @property
    def group(self) -> SettingGroup:
        """What it is about."""
        return SettingGroup(self.key.partition("/")[0])

    def choices(self) -> list[tuple[T, str]]:
        """Return the values of a choice and what they are called."""
        return [(one, self.words.get(one) or str(one).capitalize()) for one in self.type]

    def bounds(self) -> tuple[int, int]:
        """Return the least and the greatest value of a range."""
        (bounds,) = get_args(self.type)[1:]
        return bounds.ge, bounds.le

    def doc_row(self) -> str:
        """Return its row in docs/settings.md."""
        shown = str(self.default) if isinstance(self.default, str) else ""
        if not isinstance(self.default, str | bytes):
            shown = msgspec.json.encode(self.default).decode()
        default = f"`{shown}`" if shown else ""
        hidden = self.kind is SettingKind.HIDDEN
        where = "" if hidden else f"{self.group.capitalize()}: {self.label}"
        return f"| `{self.key}` | {default} | {where} | {self.help} |"

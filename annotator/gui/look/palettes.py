"""The named colours of a light and of a dark window."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """The named colours of a light or dark window, each `#rrggbb`.

    `base` is what is read on, `window` the chrome around it, `accent` the ground of what is
    selected, `focus` the ring round what has the keyboard, `link` the accent as text.
    """

    dark: bool
    window: str
    base: str
    raised: str
    hover: str
    hairline: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    selected: str
    focus: str
    link: str
    good: str
    danger: str


LIGHT = Theme(
    dark=False,
    window="#f3f4f6",
    base="#ffffff",
    raised="#ffffff",
    hover="#e7eaee",
    hairline="#dde1e6",
    border="#c3c9d1",
    text="#1c2128",
    muted="#57606b",
    disabled="#8b939d",
    accent="#1f6fa8",
    on_accent="#ffffff",
    selected="#dcebf6",
    focus="#1f6fa8",
    link="#1a6296",
    good="#23703c",
    danger="#b3261e",
)


DARK = Theme(
    dark=True,
    window="#202327",
    base="#17191c",
    raised="#282c31",
    hover="#2e3338",
    hairline="#33383e",
    border="#4a5159",
    text="#e3e6ea",
    muted="#a0a9b3",
    disabled="#6f7780",
    accent="#2b71a8",
    on_accent="#ffffff",
    selected="#1d3a50",
    focus="#5aa9e0",
    link="#6cb5e8",
    good="#74c68d",
    danger="#f28b82",
)

"""The named colours of a light, a dark and a high-contrast window."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """The named colours of a window, each `#rrggbb`.

    `base` is what is read on, `window` the chrome around it, `accent` the ground of what is
    selected, `focus` the ring round what has the keyboard, `link` the accent as text, `border` the
    edge of a control, `hairline` what only parts things. No two themes share a `link`.
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
    border="#7e8691",
    text="#1c2128",
    muted="#57606b",
    disabled="#606872",
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
    border="#79828c",
    text="#e3e6ea",
    muted="#a0a9b3",
    disabled="#99a2ac",
    accent="#2b71a8",
    on_accent="#ffffff",
    selected="#1d3a50",
    focus="#5aa9e0",
    link="#6cb5e8",
    good="#74c68d",
    danger="#f28b82",
)


CONTRAST = Theme(
    dark=True,
    window="#000000",
    base="#000000",
    raised="#000000",
    hover="#262626",
    hairline="#5c5c5c",
    border="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    disabled="#b3b3b3",
    accent="#ffd60a",
    on_accent="#000000",
    selected="#3d3500",
    focus="#ffd60a",
    link="#9ad4ff",
    good="#7dff9b",
    danger="#ff9d94",
)

THEMES = (LIGHT, DARK, CONTRAST)
"""Every theme."""

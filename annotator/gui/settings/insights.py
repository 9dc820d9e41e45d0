"""What is remembered of the page of insights: the view, and what was asked of each."""

from typing import Annotated

import msgspec

from annotator.gui.settings.setting import Setting


class KeptAsking(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was last asked of a view, in ids; empty is what is usual."""

    rows: str = ""
    columns: str = ""
    by: str = ""
    layer: str = ""
    codes: tuple[str, ...] = ()
    words: str = ""
    target: str = ""
    copies: str = ""
    network: str = ""
    polarity: str = ""
    once: str = ""
    normalisation: str = ""
    sampled: bool | None = None


class KeptInsights(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the page was left in one project.

    `wanted` are the shares of a benchmark, above 0 and at most 1, by what is counted by and by
    category; `sensitive` is whether sensitive variables are offered.
    """

    view: str = ""
    table: bool = False
    sensitive: bool = False
    asked: dict[str, KeptAsking] = {}
    wanted: dict[str, dict[str, Annotated[float, msgspec.Meta(ge=0, le=1)]]] = {}


INSIGHTS = Setting(
    "insights/projects",
    dict[str, KeptInsights],
    dict[str, KeptInsights](),
    "Insights",
    "For each project's path the view that was left, and what was asked of each.",
)

"""What a file says of labels by their words, before anything is placed."""

from collections.abc import Mapping
from typing import Any

import msgspec

from annotator.formats.labels.by_text.placing import Words
from annotator.formats.labels.foreign import ForeignLink, ForeignRun


class SaidLabel(msgspec.Struct, kw_only=True):
    """One label: `code` is its name, `words` None where it is said of the whole article.

    `parts` are what belongs to it, each with the type of the link that leads there.
    """

    code: str
    words: Words | None = None
    parts: list[tuple[str, "SaidLabel"]] = msgspec.field(
        default_factory=list[tuple[str, "SaidLabel"]]
    )
    fields: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    actors: list[tuple[str, str]] = msgspec.field(default_factory=list[tuple[str, str]])
    """Links that end at actors, by their names."""
    id: str = ""
    links: tuple[ForeignLink, ...] = ()
    coder: str = ""
    note: str = ""
    reason: str = ""
    score: float | None = None
    at: str = ""


class SaidArticle(msgspec.Struct, kw_only=True):
    """An article by what a file says of it: its text, or what the project knows it by."""

    place: str
    text: str = ""
    title: str = ""
    reference: Mapping[str, str] = msgspec.field(default_factory=dict[str, str])
    meta: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    labels: list[SaidLabel] = msgspec.field(default_factory=list[SaidLabel])
    is_ours: bool = False
    """Whether it was written by this program, so that its id is one of ours."""
    done_by: tuple[str, ...] = ()
    run: ForeignRun | None = None
    """The program that made the labels that have no coder, where one is named."""

"""What a lead keeps of a study: rounds, settled articles, what is sent back, notes, freezes."""

from enum import StrEnum
from typing import Any

import msgspec

from annotator.domain.ids import derived_id
from annotator.domain.record import Record, Values


class RoundKind(StrEnum):
    """What a round is for: practice with feedback, a pilot, the study itself, or a second time."""

    TRAINING = "training"
    PILOT = "pilot"
    MAIN = "main"
    REPEAT = "repeat"


class Round(Record, frozen=True, kw_only=True):
    """A named stretch of the study, to which work is counted.

    `begins` is the day on which it begins, as 2026-01-31, empty where only its articles tell;
    `pass_mark` is the share of the key, 0 to 1, that a coder of a training round has to reach.
    """

    name: str
    kind: RoundKind = RoundKind.MAIN
    begins: str = ""
    pass_mark: float | None = None
    position: int = 0
    created: str = ""


class Inclusion(Record, frozen=True, kw_only=True):
    """That an article belongs to a round; its id is derived from both.

    `probability` is the one with which it was drawn, 0 to 1, where it was drawn at random, and
    `stratum` what it was drawn from.
    """

    article: str
    round: str
    probability: float | None = None
    stratum: str = ""
    at: str = ""


class PracticeResult(Record, frozen=True, kw_only=True):
    """How a coder did on a practice article, when they finished it; its id is derived from both.

    `counts` are whole numbers by name: labels found, missed, too many, and those that differ.
    """

    article: str
    coder: str
    score: float
    passed: bool
    counts: Values = msgspec.field(default_factory=dict[str, Any])
    at: str = ""


class ArticleState(StrEnum):
    """How far review has come with an article."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    SETTLED = "settled"


class Settlement(Record, frozen=True, kw_only=True):
    """How far review has come with an article, by whom (a coder's id) and when.

    Its id is derived from the article. Gold and decisions of a `locked` article do not change.
    """

    article: str
    reviewer: str
    state: ArticleState
    locked: bool = False
    at: str = ""


class SentBack(Record, frozen=True, kw_only=True):
    """That an article went back to a coder with a reason; its id is derived from both."""

    article: str
    coder: str
    reviewer: str
    reason: str = ""
    at: str = ""


class Remark(Record, frozen=True, kw_only=True):
    """A note to the lead, or an answer: on an article, on a code, or on the codebook as a whole.

    All that is about the same thing and whose `asker` (a coder's id) is the same is a thread; with
    `closes` it says that all of it is answered.
    """

    asker: str
    coder: str
    text: str
    at: str
    article: str | None = None
    code: str | None = None
    closes: bool = False


class Freeze(Record, frozen=True, kw_only=True):
    """A named, dated, unchangeable state of the project, which lies in a file of its own.

    `counts` are whole numbers by name; `checksums` are SHA-256 by what they are of (`gold`,
    `codebook`, layers by coder's id, the file itself); `figures` are what was reported then.
    """

    name: str
    coder: str
    at: str
    codebook_version: int = 1
    counts: Values = msgspec.field(default_factory=dict[str, Any])
    checksums: Values = msgspec.field(default_factory=dict[str, Any])
    figures: Values = msgspec.field(default_factory=dict[str, Any])
    note: str = ""


def inclusion_id(article: str, of_round: str) -> str:
    """Return the id of what says that an article belongs to a round."""
    return derived_id("inclusion", article, of_round)


def settlement_id(article: str) -> str:
    """Return the id of what says how far review has come with an article."""
    return derived_id("settlement", article)


def sent_back_id(article: str, coder: str) -> str:
    """Return the id of what says that an article went back to a coder."""
    return derived_id("return", article, coder)


def practice_result_id(article: str, coder: str) -> str:
    """Return the id of how a coder did on a practice article."""
    return derived_id("result", article, coder)

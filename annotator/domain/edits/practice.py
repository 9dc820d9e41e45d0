"""Keeping how a coder did on a practice article: what they were shown first counts."""

from typing import Any

import msgspec

from annotator.domain.draft import Draft
from annotator.domain.record import Values
from annotator.domain.study import PracticeResult, practice_result_id


class Practised(msgspec.Struct, frozen=True, kw_only=True):
    """How somebody did against the key: the score from 0 to 1, and whole numbers by name.

    `at` is when that was, a moment in UTC; empty for now.
    """

    score: float
    passed: bool
    counts: Values = msgspec.field(default_factory=dict[str, Any])
    at: str = ""


class KeepPracticeResult(msgspec.Struct, frozen=True):
    """Keep how the coder did on an article, unless it is kept how they did the first time."""

    article: str
    practised: Practised

    def plan(self, draft: Draft) -> str:
        """Write it down."""
        keep_result(draft, self.article, self.practised)
        return "Practice result kept"


def keep_result(draft: Draft, article: str, practised: Practised) -> None:
    """Write down how the coder did on an article if nothing is known of it yet."""
    me = draft.me()
    ident = practice_result_id(article, me)
    if draft.get(PracticeResult, ident) is None:
        result = PracticeResult(
            id=ident,
            article=article,
            coder=me,
            score=float(practised.score),  # as it is read again
            passed=practised.passed,
            counts=practised.counts,
            at=practised.at or draft.now,
        )
        draft.put(result)

"""Practice articles: what a coder is told who has finished one, and what is kept of it."""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import structs

from annotator.analysis.comparing.describing import LONGEST, NOTHING, describe, ends_in
from annotator.analysis.comparing.match import Match
from annotator.analysis.practice import Practice, has_key, practise
from annotator.domain.annotation import Annotation
from annotator.domain.article import FINISHED, Status
from annotator.domain.codebook import value_words
from annotator.domain.edits.articles import status_id
from annotator.domain.edits.practice import Practised
from annotator.domain.layers import ArticleLayers
from annotator.domain.rounds import in_order
from annotator.domain.settings import project_settings
from annotator.domain.study import (
    Inclusion,
    PracticeResult,
    Round,
    RoundKind,
    practice_result_id,
)
from annotator.domain.wording import quoted, shortened
from annotator.store.project import Project
from annotator.workflow.review.gold import Names

_EXCERPT = 48
_LONGEST_REASON = 400
_WHOLE = "the whole article"


class FeedbackRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not as the key has it, in words.

    `what` is "Missed", "Not in the key" or "Differs"; `how` has the key's side before one's own, in
    short, and `answers` all answers that are not the same, each whole. `annotation` is the id of
    one's own label, or of the key's.
    """

    what: str
    label: str
    how: str
    why: str
    annotation: str
    answers: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """All that there is to say of it, line by line."""
        how = "" if self.how == _in_short(self.answers) else self.how
        more = (one for one in self.answers if one not in how)
        parts = (f"{self.what}: {self.label}", how, *more, self.why)
        return "\n".join(part for part in parts if part)


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """How a coder did on a practice article, and how the `first` time, which is what counts.

    That is what they were shown when they finished it first, also where they took that back since.
    `is_kept` tells whether it is kept now: a result belongs to a finishing that stands.
    """

    round: Round
    practice: Practice
    rows: tuple[FeedbackRow, ...]
    first: PracticeResult | None = None
    is_kept: bool = False

    @property
    def practised(self) -> Practised:
        """What is to be kept of it: how they did the first time."""
        one = self.first
        if one is None:
            return self.now
        return Practised(score=one.score, passed=one.passed, counts=one.counts, at=one.at)

    @property
    def now(self) -> Practised:
        """How they do by now."""
        mark = self.round.pass_mark
        score = self.practice.score
        passed = mark is None or score >= mark
        return Practised(score=round(score, 4), passed=passed, counts=self.practice.counts)


def training_round(project: Project, article: str) -> Round | None:
    """Return the training round that an article was put into, the last of several."""
    put = (project.get(Round, one.round) for one in project.find(Inclusion, article=article))
    found = in_order(one for one in put if one is not None and one.kind is RoundKind.TRAINING)
    return found[-1] if found else None


def has_finished(project: Project, article: str, coder: str) -> bool:
    """Tell whether a coder (id) has finished an article, so that they may see the key."""
    status = project.get(Status, status_id(article, coder)) if coder else None
    return status is not None and status.status in FINISHED


def feedback(project: Project, article: str, coder: str, names: Names) -> Feedback | None:
    """Compare what a coder (id) has on an article with the key.

    None where it is no practice article, or the key is not in this file.
    """
    within = training_round(project, article)
    found = next(iter(project.layers([article])), None) if within is not None else None
    if within is None or found is None:
        return None
    layers = structs.replace(found, gold_stands=True)  # it is the key, settled or not
    if not has_key(layers):
        return None
    threshold = project_settings(project.info().settings).pairing_threshold
    done = practise(layers, coder, names.codebook, threshold)
    return Feedback(
        round=within,
        practice=done,
        rows=tuple(_row(layers, one, names) for one in done.differing),
        first=project.first_practice_result(article, coder) if coder else None,
        is_kept=project.get(PracticeResult, practice_result_id(article, coder)) is not None,
    )


def _row(layers: ArticleLayers, match: Match, names: Names) -> FeedbackRow:
    key, own = match.a, match.b
    one = match.annotations[-1]  # the coder's, if there is one
    answers = tuple(_answers(key, own, names))
    if own is None or key is None:
        what, how = "Missed" if own is None else "Not in the key", _in_short(answers)
    else:
        what = "Differs"
        how = describe(match, names.codebook, lambda _coder: "you", ends_in(layers, names.actor))
    return FeedbackRow(
        what=what,
        label=_label(key or one, names),
        how=how.replace("gold also", "the key also"),
        why=_why(layers, key, one, names),
        annotation=one.id,
        answers=answers,
    )


def _in_short(answers: Iterable[str]) -> str:
    return shortened("; ".join(answers), LONGEST)


def _answers(key: Annotation | None, own: Annotation | None, names: Names) -> Iterator[str]:
    """Say each answer that is not the same, whole, the key's before one's own."""
    sides = [one for one in (key, own) if one is not None]
    codes = [code for one in sides if (code := names.codebook.code(one.code)) is not None]
    fields = {field.id: field for code in codes for field in code.fields}
    for ident, field in fields.items():
        a, b = (value_words(field, one.values.get(ident)) if one else "" for one in (key, own))
        if a != b:
            yield f"{field.name}: {a or NOTHING} / {b or NOTHING}"


def _label(one: Annotation, names: Names) -> str:
    code = names.codebook.code(one.code)
    text = quoted(one.text, _EXCERPT) if one.fragments else f"of {_WHOLE}"
    return f"{code.name if code else one.code} {text}"


def _why(layers: ArticleLayers, key: Annotation | None, one: Annotation, names: Names) -> str:
    """Return why the key has it so: its note, the decision's reason, or what the code is for."""
    said = [key.note] if key is not None else []
    said += [word.reason for word in layers.decisions if key is not None and word.gold == key.id]
    said += [word.reason for word in layers.decisions if word.annotation == one.id]
    code = names.codebook.code((key or one).code)
    said.append(code.definition if code is not None else "")
    return shortened(next((text for text in said if text.strip()), ""), _LONGEST_REASON)


class PracticeStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How a coder (id) did on the practice articles of a round so far; `mean` is from 0 to 1."""

    coder: str
    finished: int
    passed: int
    mean: float


def standings(project: Project, of_round: Round) -> list[PracticeStanding]:
    """Return how each coder who has finished practice articles of a round did on them.

    Who reopened one has not finished it, until they finish it again. An article of several rounds
    for training counts to the last of them.
    """
    put = (one.article for one in project.find(Inclusion, round=of_round.id))
    last = ((one, training_round(project, one)) for one in put)
    articles = {one for one, within in last if within is not None and within.id == of_round.id}
    by_coder: dict[str, list[PracticeResult]] = {}
    for one in project.find(PracticeResult):
        if one.article in articles and has_finished(project, one.article, one.coder):
            by_coder.setdefault(one.coder, []).append(one)
    return [
        PracticeStanding(
            coder=coder,
            finished=len(results),
            passed=sum(one.passed for one in results),
            mean=sum(one.score for one in results) / len(results),
        )
        for coder, results in by_coder.items()
    ]

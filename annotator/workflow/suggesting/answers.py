"""Answers that are suggested for open fields, where that has proved right in this project.

A field is answered by a rule or by a small linear model, whichever is right more often on finished
articles that it hasn't learned from; only from the lead's bar on, and the surest answers alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from annotator.analysis.suggest.answers_rules import RULES, AnswerRule, AskedWords, Ruled, rule_for
from annotator.analysis.suggest.bar import FEWEST_ARTICLES, FEWEST_LABELS, Shown, ShownReason, shown
from annotator.analysis.suggest.linear import LinearModel
from annotator.analysis.suggest.linear_features import Features, with_rule
from annotator.analysis.suggest.linear_held_out import AgreementPoint, Held
from annotator.domain.annotation import Annotation, Origin
from annotator.domain.codebook import Code, Codebook, Field, value_words
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.answers import TakeAnswers
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.suggestions import KeepScore
from annotator.domain.record import Values
from annotator.domain.settings import project_settings
from annotator.domain.wording import counted, noun, percent
from annotator.store.readable import ReadableProject
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.answer_fields import asked_fields, never
from annotator.workflow.suggesting.answer_labels import asked_of, features_of

MODEL_KEY = "=answers"
"""What stands in the place of a code's id with the models of a coder's answers: no code has it."""
LINEAR = "linear 1"
"""What answers that come of the linear model say of themselves."""
VERSION = 1
_SUREST = 0.99
"""Nothing is said to be surer than this."""
_NOTHING_LEARNED = (
    f"nothing has been learned for it yet; from {FEWEST_LABELS} labels on that is tried "
    "whenever an article has been finished"
)
_EVEN = 0.02
"""By so much (a share of the labels) a model must suggest more than a rule, to be used."""


class AnswerSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """An answer (JSON value) that is suggested for a field (an id).

    `probability` is how sure it is, 0 to 1; `why` says in words what speaks for it, and `by` is the
    rule or model that it comes of.
    """

    field: str
    value: Any
    probability: float
    why: tuple[str, ...] = ()
    by: str = ""


class LearnedAnswers(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """What was learned of one field: by the rule (an id, or none) and by the linear model.

    `rule_held` and `held` are how they answered labels that they hadn't learned from.
    """

    code: str
    field: str
    labels: int = 0
    rule: str = ""
    rule_held: tuple[Held, ...] = ()
    held: tuple[Held, ...] = ()
    curve: tuple[AgreementPoint, ...] = ()
    model: bytes = b""


class KeptAnswers(msgspec.Struct, frozen=True, array_like=True):
    """All that was learned of answers, as it is kept."""

    version: int
    fields: tuple[LearnedAnswers, ...]


class AnswerStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a field's answers are suggested, and why, for whoever asks.

    `by` names the rule or model where they are. `curve` is the linear model's agreement by the
    number of labels, `bar` what the lead asks of it (0 to 1); `shown` has all figures.
    """

    code: Code
    field: Field
    why: str
    by: str = ""
    shown: Shown | None = None
    curve: tuple[AgreementPoint, ...] = ()
    bar: float = 0.0

    @property
    def is_suggested(self) -> bool:
        """Whether anything is suggested for it."""
        return bool(self.by)


class FieldAnswerer(msgspec.Struct, frozen=True, kw_only=True):
    """What answers one field: a rule or a model, and from how sure on."""

    field: Field
    shown: Shown
    rule: AnswerRule | None = None
    choices: Mapping[str, str] = {}
    rates: Mapping[str, float] = {}
    """How often the rule was right, by its answer as it is kept."""
    model: LinearModel | None = None

    def answer(self, features: Features, asked: AskedWords) -> AnswerSuggestion | None:
        """Return the answer that is sure enough, or None."""
        ruled = self.rule.answer(asked) if self.rule is not None else None
        if self.model is not None:
            return self._by_model(self.model, features, ruled)
        said = ruled_choice(ruled, self.choices)
        if ruled is None or self.rule is None or self.rates.get(said, 0.0) < self.shown.least:
            return None
        return self._suggestion(said, self.rates[said], (ruled.why,), self.rule.id)

    def _by_model(
        self, model: LinearModel, features: Features, ruled: Ruled | None
    ) -> AnswerSuggestion | None:
        seen = with_rule(features, ruled_choice(ruled, self.choices))
        answer, sure = model.probabilities(seen)[0]
        if sure < self.shown.least:
            return None
        return self._suggestion(answer, sure, model.why(seen, answer), LINEAR)

    def _suggestion(
        self, answer: str, sure: float, why: tuple[str, ...], by: str
    ) -> AnswerSuggestion | None:
        value = value_of(answer)
        if answer not in self.shown.values or not self.field.type.row.accepts(self.field, value):
            return None
        return AnswerSuggestion(field=self.field.id, value=value, probability=sure, why=why, by=by)


class AnswerProposer(msgspec.Struct, frozen=True, kw_only=True):
    """What suggests answers, by code (id). It never changes, and any thread may use it."""

    fields: Mapping[str, tuple[FieldAnswerer, ...]] = {}
    standings: tuple[AnswerStanding, ...] = ()
    model: str = ""
    """The id of what was learned; empty where nothing was."""

    def answers(
        self, code: Code, article: OpenArticle, annotation: Annotation | None
    ) -> list[AnswerSuggestion]:
        """Return what is suggested for a code's open fields, the surest first.

        Without an annotation it is for a code of the whole article that isn't applied yet.
        """
        given: Values = annotation.values if annotation is not None else {}
        open_now = [one for one in self.fields.get(code.id, ()) if _is_open(one.field, given)]
        if not open_now:
            return []
        seen = features_of(code, article.article, article.text, annotation)
        asked = asked_of(article.article, article.text, annotation)
        found = (one.answer(seen, asked) for one in open_now)
        return sorted((one for one in found if one is not None), key=lambda one: -one.probability)


NO_ANSWERS = AnswerProposer()


def taking(annotation: str, found: Iterable[AnswerSuggestion]) -> Edit:
    """Return the edit that takes suggested answers, in one step."""
    return TakeAnswers(annotation, {one.field: one.value for one in found})


def applying(
    annotation: str, article: str, code: Code, found: Sequence[AnswerSuggestion], model: str
) -> Edit:
    """Return the edit that applies a code to a whole article as it is suggested, in one step.

    The new annotation (of this id) is an accepted one, and keeps how sure the least sure answer is
    and by which model (id) it was suggested.
    """
    values = {one.field: one.value for one in found}
    tag = Tag(id=annotation, article=article, code=code.id, values=values, origin=Origin.ACCEPTED)
    least = min(found, key=lambda one: one.probability)
    score = KeepScore(
        annotation=annotation,
        score=round(least.probability, 3),
        reason=", ".join(least.why),
        by=model,
    )
    return Together([tag, score], f"{code.name}: suggested {noun(len(found), 'answer')} taken")


def suggestion_words(code: Code, found: Iterable[AnswerSuggestion]) -> str:
    """Return suggested answers in words, with how sure each is."""
    said = ((value_words(code.field(one.field), one.value), one.probability) for one in found)
    return ", ".join(f"{words} ({percent(min(sure, _SUREST))})" for words, sure in said)


# What was learned


def answer_proposer_of(project: ReadableProject, coder: str) -> AnswerProposer:
    """Return what suggests answers to a coder (id), by what was learned and the lead's bar."""
    kept = project.model_in_use(coder, MODEL_KEY)
    learned, model = (read_kept(kept.data), kept.id) if kept is not None else ((), "")
    bar = project_settings(project.info().settings).suggest_answers_bar
    return proposer_from(project.codebook(), learned, bar, model)


def read_kept(data: bytes) -> tuple[LearnedAnswers, ...]:
    """Return what was learned as it was kept; nothing of what can't be read any more."""
    try:
        kept = msgspec.msgpack.decode(data, type=KeptAnswers)
    except msgspec.MsgspecError:
        return ()
    return kept.fields if kept.version == VERSION else ()


def proposer_from(
    codebook: Codebook, learned: Iterable[LearnedAnswers], bar: float, model: str = ""
) -> AnswerProposer:
    """Return what suggests answers at a bar (0 to 1), by what was learned of fields."""
    known = {(one.code, one.field): one for one in learned}
    answerers: dict[str, list[FieldAnswerer]] = {}
    standings: list[AnswerStanding] = []
    for code, field in asked_fields(codebook):
        standing, answerer = _standing(code, field, known.get((code.id, field.id)), bar)
        standings.append(standing)
        if answerer is not None:
            answerers.setdefault(code.id, []).append(answerer)
    return AnswerProposer(
        fields={code: tuple(some) for code, some in answerers.items()},
        standings=tuple(standings),
        model=model,
    )


def _standing(
    code: Code, field: Field, learned: LearnedAnswers | None, bar: float
) -> tuple[AnswerStanding, FieldAnswerer | None]:
    forbidden = never(code, field)
    if forbidden:
        return AnswerStanding(code=code, field=field, why=f"{field.name}: {forbidden}."), None
    if learned is None:
        why = f"{field.name}: {_NOTHING_LEARNED}."
        return AnswerStanding(code=code, field=field, why=why), None
    by_rule = _shown(learned.rule_held, bar, learned=False)
    by_model = _shown(learned.held, bar, learned=True)
    rule, choices = rule_of(field)
    uses_rule = by_rule.is_shown and (
        not by_model.is_shown or by_model.share < by_rule.share + _EVEN
    )
    best = by_rule if uses_rule or not learned.held else by_model
    model = None if uses_rule or not best.is_shown else _model(learned.model)
    usable = uses_rule or model is not None
    by = "" if not best.is_shown or not usable else (rule.id if uses_rule and rule else LINEAR)
    title = rule.title if uses_rule and rule else "what was learned here"
    standing = AnswerStanding(
        code=code,
        field=field,
        why=_in_words(field, best, bar, title, learned.labels),
        by=by,
        shown=best,
        curve=learned.curve,
        bar=bar,
    )
    if not by:
        return standing, None
    rates = rates_of(learned.rule_held) if uses_rule else {}
    answerer = FieldAnswerer(
        field=field, shown=best, rule=rule, choices=choices, rates=rates, model=model
    )
    return standing, answerer


@lru_cache(maxsize=256)
def _shown(held: tuple[Held, ...], bar: float, *, learned: bool) -> Shown:
    return shown(held, bar, learned=learned)


def _model(data: bytes) -> LinearModel | None:
    try:
        return LinearModel.from_bytes(data)
    except ValueError:
        return None


def rule_of(field: Field) -> tuple[AnswerRule | None, dict[str, str]]:
    """Return the rule that answers a field, if one does, and its choices by the rule's answers."""
    offered = [(one, field.choice_name(one)) for one in field.choice_ids()]
    found = rule_for(offered)
    return found if found is not None else (None, {})


def ruled_choice(ruled: Ruled | None, choices: Mapping[str, str]) -> str:
    """Return what a rule answers as it is kept; empty for nothing that the field offers."""
    choice = choices.get(ruled.answer) if ruled is not None else None
    return msgspec.json.encode(choice).decode() if choice is not None else ""


def value_of(answer: str) -> Any:
    """Return the JSON value of an answer as it is kept; None for none."""
    try:
        return msgspec.json.decode(answer)
    except msgspec.DecodeError:
        return None


def rates_of(held: Iterable[Held]) -> dict[str, float]:
    """Return how sure each answer of a rule is."""
    return {one.proposed: one.probability for one in held if one.proposed}


def _is_open(field: Field, given: Values) -> bool:
    asked = field.shown_if is None or field.shown_if.met(given)
    return asked and given.get(field.id) is None


# In words


def _in_words(field: Field, found: Shown, bar: float, title: str, labels: int) -> str:
    many = counted(found.labels, "label")
    if found.reason is ShownReason.FEW_LABELS and not labels:
        told = f"too few labels yet; from {FEWEST_LABELS} on it is tried"
    elif found.reason is ShownReason.FEW_LABELS:
        known = f"; {labels} in all" if labels > found.labels else ""
        told = f"{many} to measure by{known}; from {FEWEST_LABELS} on it is tried"
    elif found.reason is ShownReason.FEW_ARTICLES:
        told = f"{many} in too few articles; from {FEWEST_ARTICLES} articles on it is tried"
    elif found.reason is ShownReason.NO_BETTER:
        common = value_words(field, value_of(found.commonest))
        share = percent(found.commonest_share)
        told = f"{many}, {share} of them “{common}”; nothing does better than always saying that"
    elif found.reason is ShownReason.BELOW:
        told = (
            f"{many}, right in {percent(found.right)} of held-out ones; the bar is {percent(bar)}"
        )
    else:
        told = (
            f"suggested for {percent(found.share)} by {title}, the surest of {many}: right in "
            f"{percent(found.right_shown)} of held-out ones, surely in {percent(found.low)}; "
            f"the bar is {percent(bar)}"
        )
    return f"{field.name}: {told}."


def known_rules() -> Iterator[str]:
    """Yield the ids of the rules."""
    return (rule.id for rule in RULES)

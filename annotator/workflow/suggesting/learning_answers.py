"""Learning to answer fields from what a coder has finished: measured before anything is shown."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import structs

from annotator.analysis.suggest.answers_rules import AnswerRule
from annotator.analysis.suggest.bar import FEWEST_LABELS
from annotator.analysis.suggest.linear import TrainingLabel
from annotator.analysis.suggest.linear_features import with_rule
from annotator.analysis.suggest.linear_held_out import Held, HeldOut, calibrated, held_out
from annotator.domain.codebook import Code, Field
from annotator.domain.draft import Progress, no_progress
from annotator.domain.learned_models import LearnedModel, model_id
from annotator.domain.record import Values
from annotator.store.expecting import now_in_words
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.answer_fields import asked_fields, never
from annotator.workflow.suggesting.answer_labels import (
    AnswerMaterial,
    LabelledAnswer,
    answer_of,
    digest_of,
    labelled,
    materials,
)
from annotator.workflow.suggesting.answers import (
    LINEAR,
    MODEL_KEY,
    VERSION,
    KeptAnswers,
    LearnedAnswers,
    known_rules,
    rule_of,
    ruled_choice,
)

SEED = 0
_DIGEST = "digest"


def answers_to_keep(
    project: ReadableProject, coder: str, reporter: Progress = no_progress, *, force: bool = False
) -> LearnedModel | None:
    """Learn to answer fields for a coder (id), and return what is to be kept, if anything is.

    Without a coder it is from everybody's labels. Nothing is done where labels and codebook are
    those of the last time, unless `force` wants it, or where no code has enough labels. It is for
    another thread, with a project of its own (`sibling`); `reporter` raises a `CancelledError` to
    stop it, and then nothing is kept.
    """
    codebook = project.codebook()
    labels = labelled(project, coder, codebook, reporter)
    maker = " ".join([LINEAR, *known_rules(), str(SEED), str(VERSION)])
    digest = digest_of(codebook, labels, maker)
    kept = project.model_in_use(coder, MODEL_KEY)
    if kept is None and all(len(some) < FEWEST_LABELS for some in labels.values()):
        return None
    if kept is not None and kept.data and not force and kept.facts.get(_DIGEST) == digest:
        return None
    learned = learned_answers(project, labels, reporter)
    data = msgspec.msgpack.encode(KeptAnswers(VERSION, tuple(learned)))
    ident = model_id(coder, MODEL_KEY, hashlib.sha256(data).hexdigest())
    facts: Values = {
        _DIGEST: digest,
        "seed": SEED,
        "by": LINEAR,
        "labels": {f"{one.code}.{one.field}": one.labels for one in learned},
    }
    return LearnedModel(
        id=ident, coder=coder, code=MODEL_KEY, made=now_in_words(), facts=facts, data=data
    )


def learned_answers(
    project: ReadableProject,
    labels: dict[str, list[LabelledAnswer]],
    reporter: Progress = no_progress,
) -> list[LearnedAnswers]:
    """Return what some labels teach of the codebook's fields."""
    wanted = [one for one in asked_fields(project.codebook()) if not never(*one)]
    found: list[LearnedAnswers] = []
    known: dict[str, list[AnswerMaterial]] = {}
    for done, (code, field) in enumerate(wanted):

        def tick(at: int = done) -> None:
            reporter(at, len(wanted))

        tick()
        if code.id not in known:
            known = {code.id: list(materials(project, code, labels.get(code.id, ())))}
        if known[code.id]:
            found.append(learned_of(code, field, known[code.id], tick))
    return found


def learned_of(
    code: Code, field: Field, known: Sequence[AnswerMaterial], tick: Callable[[], object] = bool
) -> LearnedAnswers:
    """Return what a code's labels teach of one of its fields."""
    rule, choices = rule_of(field)
    answered = [(one, answer_of(field, one.label.annotation)) for one in known]
    answered = [(one, answer) for one, answer in answered if answer]
    said = [_ruled(rule, choices, one) for one, _ in answered]
    measured = sum(_counts(one, field) for one, _ in answered)
    found = LearnedAnswers(
        code=code.id, field=field.id, labels=len(answered), rule=rule.id if rule else ""
    )
    if rule is not None:
        by_rule = _held_by_rule(
            (one.label.article.id, answer, ruled)
            for (one, answer), ruled in zip(answered, said, strict=True)
            if _counts(one, field)
        )
        found = structs.replace(found, rule_held=by_rule)
    if measured < FEWEST_LABELS:
        return structs.replace(found, held=_unanswered(answered, field))
    examples = [
        TrainingLabel(
            one.label.article.id, with_rule(one.features, ruled), answer, _counts(one, field)
        )
        for (one, answer), ruled in zip(answered, said, strict=True)
    ]
    tried = held_out(examples, seed=SEED, tick=tick)
    if not tried.answers:
        return structs.replace(found, held=_unanswered(answered, field))
    return structs.replace(
        found,
        held=_short(tried),
        curve=tried.curve,
        model=calibrated(examples, tried, tick).to_bytes(),
    )


def _counts(one: AnswerMaterial, field: Field) -> bool:
    """Tell whether an answer was a person's own: nothing is measured by one that was suggested."""
    return not one.label.was_suggested(field.id)


def _ruled(rule: AnswerRule | None, choices: dict[str, str], one: AnswerMaterial) -> str:
    return ruled_choice(rule.answer(one.asked), choices) if rule is not None else ""


def _held_by_rule(found: Iterable[tuple[str, str, str]]) -> tuple[Held, ...]:
    """Return how a rule answers labels: what it says of itself is how often that was right.

    Its rates are those of all labels, with one right and one wrong added: it has learned nothing.
    """
    rows = list(found)
    asked = Counter(ruled for _, _, ruled in rows if ruled)
    right = Counter(ruled for _, answer, ruled in rows if ruled and ruled == answer)
    rate = {one: (right[one] + 1) / (count + 2) for one, count in asked.items()}
    return tuple(
        Held(article, answer, ruled, rate.get(ruled, 0.0)) for article, answer, ruled in rows
    )


def _unanswered(answered: Iterable[tuple[AnswerMaterial, str]], field: Field) -> tuple[Held, ...]:
    """Return labels that nothing was learned from, as they are counted."""
    own = ((one, answer) for one, answer in answered if _counts(one, field))
    return tuple(Held(one.label.article.id, answer, "", 0.0) for one, answer in own)


def _short(found: HeldOut) -> tuple[Held, ...]:
    """Return held-out answers with probabilities as they are worth keeping."""
    return tuple(
        structs.replace(one, probability=round(one.probability, 4)) for one in found.answers
    )

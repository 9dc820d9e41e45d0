"""Learning from what a coder has finished: which way proposes from now on, for each code."""

import hashlib
from collections.abc import Callable, Mapping, Sequence

import msgspec

from annotator import __version__
from annotator.analysis.suggest.contest import Standing
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.worker import train_elsewhere
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import CancelledError
from annotator.domain.learned_models import LearnedModel, model_id
from annotator.domain.record import Values
from annotator.store.expecting import now_in_words
from annotator.store.project import Project
from annotator.workflow.suggesting.codes import quote_codes
from annotator.workflow.suggesting.examples import Example, examples
from annotator.workflow.suggesting.learning_answers import answers_to_keep
from annotator.workflow.suggesting.proposer import LEARNER, RULES, usable_model

SEED = 0
_DIGEST = "labels_sha256"
_encode = msgspec.msgpack.Encoder().encode
Train = Callable[[Sequence[Document], Callable[[], bool]], bytes]
"""Learns from documents and returns the model's bytes, or raises `CancelledError` when asked."""


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What learning came to.

    `models` has the id of the model that is there now for each code (id), `standings` which way is
    in use and why, of those that were learned anew. `articles` is from how many was learned, and
    `is_new` whether anything was: labels that are those of the last time teach nothing. `answers`
    is whether the answers to fields were.
    """

    models: Mapping[str, str] = {}
    standings: Mapping[str, Standing] = {}
    articles: int = 0
    is_new: bool = False
    answers: bool = False


def train(documents: Sequence[Document], cancelled: Callable[[], bool]) -> bytes:
    """Learn in a process of its own, so that a window doesn't stand still."""
    return train_elsewhere(documents, seed=SEED, cancelled=cancelled)


def learn(
    project: Project,
    coder: str,
    reporter: Progress = no_progress,
    *,
    force: bool = False,
    trainer: Train = train,
) -> Learned:
    """Learn for a coder (id) from their finished articles, and keep what was learned.

    Without a coder it is from everybody's, as scripts do. Nothing is done where labels and refusals
    are those of the last time, unless `force` wants it. The last model stays in use until the new
    one is kept. It is for another thread, with a project of its own (`sibling`); `reporter` raises
    a `CancelledError` to stop it, and then nothing is kept.
    """
    codes = [one.quote.id for one in quote_codes(project.codebook())]
    reporter(0, len(codes) + 1)
    found = examples(project, coder)
    before = {one.code: one for one in project.models_in_use(coder) if one.data}
    made: list[LearnedModel] = []
    kept: dict[str, str] = {}
    standings: dict[str, Standing] = {}
    for done, code in enumerate(codes, 1):
        reporter(done, len(codes) + 1)
        documents = _documents(found, code)
        if not documents:
            continue  # what nobody has labelled isn't learned, and an earlier model stays
        digest = digest_of(documents)
        last = before.get(code)
        if last is not None and not force and _is_current(last, digest):
            kept[code] = last.id
            continue
        data = trainer(documents, _asking(reporter, done, len(codes) + 1))
        reporter(done, len(codes) + 1)
        model = QuoteModel.from_bytes(data)
        facts = _facts(model, digest)
        ident = model_id(coder, code, hashlib.sha256(data).hexdigest())
        made.append(
            LearnedModel(
                id=ident, coder=coder, code=code, made=now_in_words(), facts=facts, data=data
            )
        )
        kept[code], standings[code] = ident, model.standing
    answers = answers_to_keep(project, coder, reporter, force=force)
    reporter(len(codes) + 1, len(codes) + 1)
    for one in (*made, *([answers] if answers is not None else [])):
        project.keep_model(one)
    return Learned(
        models=kept,
        standings=standings,
        articles=len(found),
        is_new=bool(standings),
        answers=answers is not None,
    )


def digest_of(documents: Sequence[Document]) -> str:
    """Return the SHA-256 of all that a model comes from: documents, seed, and what learns.

    Another version of the program can have other rules, from which the contest ends otherwise.
    """
    found = hashlib.sha256(f"{__version__} {LEARNER} {RULES} {SEED}".encode())
    for one in documents:
        found.update(_encode(one))
    return found.hexdigest()


def _is_current(last: LearnedModel, digest: str) -> bool:
    """Tell whether a model comes from just these labels, and can be used."""
    return last.facts.get(_DIGEST) == digest and usable_model(last) is not None


def _documents(found: Sequence[Example], code: str) -> list[Document]:
    """Return what is learned of a code from; nothing where it has no label at all."""
    documents = [one.document(code) for one in found]
    return documents if any(one.quotes for one in documents) else []


def _facts(model: QuoteModel, digest: str) -> Values:
    standing = model.standing
    return {
        **msgspec.to_builtins(model.facts),
        _DIGEST: digest,
        "rules": RULES,
        "way": str(standing.way),
        "why": standing.why,
    }


def _asking(reporter: Progress, done: int, total: int) -> Callable[[], bool]:
    def cancelled() -> bool:
        try:
            reporter(done, total)
        except CancelledError:
            return True
        return False

    return cancelled

"""What proposes in a project: rules, rules that follow its conventions, or a model, per code."""

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import structs

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.rules import quotes
from annotator.domain.codebook import Codebook
from annotator.domain.learned_models import LearnedModel
from annotator.store.readable import ReadableProject
from annotator.workflow.suggesting.codes import QuoteCodes, quote_codes

RULES = "rules 1"
"""What the labels that come of rules say of them; the number rises when rules find others."""
LEARNER = "learner 1"
"""What learns: the number rises when the same labels give another model, which is made then."""
UNUSABLE = "Rules: what was learned can't be used any more, and is learned again in time."
FROM_THE_START = "Rules: nothing has been learned for it yet."


class QuoteFinder(Protocol):
    """What finds quotes in a text: the rules, or what was learned."""

    def quotes(self, text: str, language: str) -> Sequence[Quote]:
        """Return the quotes of a text, in its order, in code points."""
        ...


class Rules:
    """The rules as they come with the program."""

    def quotes(self, text: str, language: str) -> Sequence[Quote]:
        """Return the quotes that the rules find."""
        return quotes(text, language)


class InUse(msgspec.Struct, frozen=True, kw_only=True):
    """What proposes quotes for one code: `by` names it, and `why` says in words why it is that."""

    codes: QuoteCodes
    finder: QuoteFinder
    by: str = RULES
    way: Way = Way.RULES
    why: str = FROM_THE_START

    @property
    def is_learned(self) -> bool:
        """Whether it is what was learned here, and not the rules as they come."""
        return self.by != RULES


class Proposer(msgspec.Struct, frozen=True, kw_only=True):
    """What proposes for each code. It never changes, and any thread may use it."""

    in_use: tuple[InUse, ...] = ()

    def quotes(self, text: str, language: str = "") -> dict[str, list[Quote]]:
        """Return the quotes of a text by the code (id) that they are proposed for.

        Each finder is asked once. Of what the rules find, a quote goes to the first code that is
        for its type.
        """
        found: dict[int, Sequence[Quote]] = {}
        taken: set[Quote] = set()
        given: dict[str, list[Quote]] = {}
        for use in self.in_use:
            ident = id(use.finder)
            if ident not in found:
                found[ident] = use.finder.quotes(text, language)
            own = [one for one in found[ident] if one.type in use.codes.takes]
            if not use.is_learned:
                own = [one for one in own if one not in taken]
                taken.update(own)
            given[use.codes.quote.id] = own
        return given

    def of(self, code: str) -> InUse | None:
        """Return what proposes for a code (id)."""
        return next((one for one in self.in_use if one.codes.quote.id == code), None)


def by_rules(codebook: Codebook) -> Proposer:
    """Return a proposer that has learned nothing."""
    rules = Rules()
    return Proposer(in_use=tuple(InUse(codes=one, finder=rules) for one in quote_codes(codebook)))


def proposer_of(project: ReadableProject, coder: str) -> Proposer:
    """Return what proposes to a coder (id): what was learned for them, else the rules.

    Without a coder it is what was learned from everybody, as for scripts.
    """
    start = by_rules(project.codebook())
    kept = ((one, project.model_in_use(coder, one.codes.quote.id)) for one in start.in_use)
    return Proposer(
        in_use=tuple(one if model is None else _learned(one, model) for one, model in kept)
    )


def usable_model(kept: LearnedModel | None) -> QuoteModel | None:
    """Return what was learned; None where nothing is kept that this program can use.

    It may be damaged, or of another version of the program.
    """
    try:
        return QuoteModel.from_bytes(kept.data) if kept is not None else None
    except ValueError:
        return None


def _learned(start: InUse, kept: LearnedModel) -> InUse:
    """Return what was learned for a code, where it has won from the rules and can be used."""
    model = usable_model(kept)
    if model is None:
        return structs.replace(start, why=UNUSABLE)
    standing = model.standing
    if standing.way is Way.RULES:
        return structs.replace(start, why=standing.why)
    return InUse(codes=start.codes, finder=model, by=kept.id, way=standing.way, why=standing.why)

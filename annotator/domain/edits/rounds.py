"""Rounds of a study: making, changing, ordering and removing them, and which articles they have."""

import datetime as dt

import msgspec
from msgspec import structs

from annotator.domain.article import Article
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.study import Inclusion, Round, RoundKind, inclusion_id
from annotator.domain.wording import counted


class PutRound(msgspec.Struct, frozen=True):
    """Make a round, or change the one that has the same id; a new one is the last."""

    round: Round

    def plan(self, draft: Draft) -> str:
        """Keep the round; refuse a name that another has, a date that is none, a mark beyond 1."""
        wanted = structs.replace(self.round, name=" ".join(self.round.name.split()))
        _check(wanted)
        others = [one for one in draft.find(Round) if one.id != wanted.id]
        if any(folded(one.name) == folded(wanted.name) for one in others):
            message = f"There is a round {wanted.name} already."
            raise UserError(message, remedy="Choose another name.")
        before = draft.get(Round, wanted.id)
        if before is not None and before.kind is not wanted.kind:
            _refuse_repetitions(draft, before, wanted)
        if before is None:
            last = max((one.position for one in others), default=-1)
            wanted = structs.replace(wanted, position=last + 1, created=draft.now)
        draft.put(wanted)
        return f"Round {wanted.name} {'made' if before is None else 'changed'}"


def _check(one: Round) -> None:
    if not one.name:
        raise UserError("A round needs a name.", remedy="Type one, such as Pilot.")
    if '"' in one.name:
        raise UserError("A round's name has no double quotes.", remedy="Leave them out.")
    if one.begins:
        try:
            read = dt.date.fromisoformat(one.begins).isoformat()
        except ValueError:
            read = ""
        if read != one.begins:
            message = f"{one.begins} is no day."
            raise UserError(message, remedy="Write it as 2026-01-31, or leave it empty.")
    if one.pass_mark is not None and not 0 <= one.pass_mark <= 1:
        raise UserError("A pass mark is from 0 to 1.", remedy="Write 0.8 for 80 %.")


def _refuse_repetitions(draft: Draft, *rounds: Round) -> None:
    """Refuse what would make articles of the study of repetitions, or the other way round."""
    repeats = any(one.kind is RoundKind.REPEAT for one in rounds)
    if repeats and draft.find(Inclusion, round=rounds[0].id):
        message = f"The articles of {rounds[0].name} would count otherwise."
        raise UserError(message, remedy="Remove the repetitions from the list of articles first.")


class OrderRounds(msgspec.Struct, frozen=True):
    """Put the rounds into the order of these ids; those that are not named stay behind them."""

    rounds: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Give each its place."""
        named = [draft.need(Round, one) for one in self.rounds]
        rest = sorted(
            (one for one in draft.find(Round) if one.id not in self.rounds),
            key=lambda one: one.position,
        )
        for position, one in enumerate([*named, *rest]):
            if one.position != position:
                draft.put(structs.replace(one, position=position))
        return "Rounds put in another order"


class RemoveRound(msgspec.Struct, frozen=True):
    """Remove a round, and with it what says which articles are in it; the articles stay."""

    round: str

    def plan(self, draft: Draft) -> str:
        """Take it away."""
        found = draft.need(Round, self.round)
        _refuse_repetitions(draft, found)
        for one in draft.find(Inclusion, round=found.id):
            draft.remove(one)
        draft.remove(found)
        return f"Round {found.name} removed"


class Include(msgspec.Struct, frozen=True, kw_only=True):
    """Put articles (ids) into a round.

    `probability` is the one with which they were drawn, 0 to 1, `stratum` what they were drawn
    from. What is in the round already stays as it is.
    """

    round: str
    articles: tuple[str, ...]
    probability: float | None = None
    stratum: str = ""

    def plan(self, draft: Draft) -> str:
        """Say of each that it is in the round."""
        found = draft.need(Round, self.round)
        if found.kind is RoundKind.REPEAT:
            message = f"Into {found.name} articles are put as new ones with the same text."
            raise UserError(message, remedy="Have them repeated, or choose another round.")
        ids = {article: inclusion_id(article, found.id) for article in self.articles}
        draft.foresee(Article, list(ids))
        draft.foresee(Inclusion, list(ids.values()))
        new = [article for article, ident in ids.items() if draft.get(Inclusion, ident) is None]
        for article in new:
            draft.need(Article, article)
            inclusion = Inclusion(
                id=ids[article],
                article=article,
                round=found.id,
                probability=self.probability,
                stratum=self.stratum,
                at=draft.now,
            )
            draft.put(inclusion)
        return f"{counted(len(new), 'article')} put into {found.name}"


class TakeOut(msgspec.Struct, frozen=True):
    """Take articles (ids) out of a round; what was coded on them stays."""

    round: str
    articles: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Remove what says that they are in it."""
        found = draft.need(Round, self.round)
        _refuse_repetitions(draft, found)
        ids = [inclusion_id(article, found.id) for article in dict.fromkeys(self.articles)]
        draft.foresee(Inclusion, ids)
        here = [one for ident in ids if (one := draft.get(Inclusion, ident)) is not None]
        for one in here:
            draft.remove(one)
        return f"{counted(len(here), 'article')} taken out of {found.name}"


class Repeat(msgspec.Struct, frozen=True):
    """Put articles (ids) into the project again, as new articles of a round of the same again.

    They have the same text, title and metadata, and nothing that anybody has said of them. What
    a repetition repeats is kept as the stratum of its inclusion. What is repeated already in the
    round stays as it is, and repetitions are not repeated.
    """

    round: str
    articles: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Make the new articles, and say that they are in the round."""
        found = draft.need(Round, self.round)
        if found.kind is not RoundKind.REPEAT:
            message = f"{found.name} is no round of the same articles again."
            raise UserError(message, remedy="Choose one that is, or make one.")
        ids = {article: repetition_id(article, found.id) for article in self.articles}
        draft.foresee(Article, [*ids, *ids.values()])
        new = [
            article
            for article, ident in ids.items()
            if draft.get(Article, ident) is None and not _is_repetition(draft, article)
        ]
        for article in new:
            original = draft.need(Article, article)
            draft.put(structs.replace(original, id=ids[article], note="", created=draft.now))
            inclusion = Inclusion(
                id=inclusion_id(ids[article], found.id),
                article=ids[article],
                round=found.id,
                stratum=article,
                at=draft.now,
            )
            draft.put(inclusion)
        return f"{counted(len(new), 'article')} put in again"


def _is_repetition(draft: Draft, article: str) -> bool:
    put = draft.find(Inclusion, article=article)
    rounds = [draft.need(Round, one.round) for one in put if one.stratum]
    return any(one.kind is RoundKind.REPEAT for one in rounds)


def repetition_id(article: str, of_round: str) -> str:
    """Return the id of the article that repeats another one in a round."""
    return derived_id("repetition", article, of_round)

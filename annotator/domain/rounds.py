"""The rounds of a study: which article counts to which, and which are kept apart from the study."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.state import Finder
from annotator.domain.study import Inclusion, Round, RoundKind

KIND_NAMES = {
    RoundKind.TRAINING: "Training",
    RoundKind.PILOT: "Pilot",
    RoundKind.MAIN: "Main study",
    RoundKind.REPEAT: "The same again",
}
"""What the kinds of round are called for people."""
_APART = frozenset((RoundKind.TRAINING, RoundKind.REPEAT))
"""The kinds of round whose articles are none of the study."""
_BY_DATE = frozenset((RoundKind.PILOT, RoundKind.MAIN))
"""The kinds of round to which work counts by its date; into others articles are put."""


def in_order(rounds: Iterable[Round]) -> list[Round]:
    """Return rounds in the order in which the lead has put them."""
    return sorted(rounds, key=lambda one: (one.position, one.created, one.id))


class Within(msgspec.Struct, frozen=True):
    """Which articles count: those of a round (its id), or without one all of the study.

    With `apart` practice articles and repetitions do, too; with `again` it is what coders have
    coded twice, the first time against the second.
    """

    round: str = ""
    apart: bool = False
    again: bool = False


class Rounds(msgspec.Struct, frozen=True, dict=True):
    """The rounds in their order, and the ids of the rounds that each article (id) was put into.

    `repeats` has of each repetition the article that it repeats.
    """

    rounds: tuple[Round, ...] = ()
    of_article: Mapping[str, tuple[str, ...]] = {}
    repeats: Mapping[str, str] = {}

    @cached_property
    def _by_id(self) -> Mapping[str, Round]:
        return {one.id: one for one in self.rounds}

    @cached_property
    def _dated(self) -> list[tuple[str, Round]]:
        """The rounds that work counts to by its date, from the latest on."""
        found = [(one.begins, one) for one in self.rounds if one.begins and one.kind in _BY_DATE]
        return sorted(found, key=lambda pair: (pair[0], pair[1].position), reverse=True)

    def named(self, name: str) -> Round:
        """Return the round with this name or id; raise a `UserError` if there is none."""
        wanted = folded(name)
        by_name = (one for one in self.rounds if folded(one.name) == wanted)
        found = self._by_id.get(name) or next(by_name, None)
        if found is None:
            names = ", ".join(one.name for one in self.rounds) or "none yet"
            raise UserError(f"There is no round {name}.", remedy=f"There are: {names}.")
        return found

    def round_of(self, article: str, at: str = "") -> Round | None:
        """Return the round that work on an article counts to, the last one where it is in several.

        Of an article that is in none it is the latest pilot or main round that had begun on the
        day `at` (a day or a moment in UTC) when the article was coded; None where none had.
        """
        own = [self._by_id[one] for one in self.of_article.get(article, ()) if one in self._by_id]
        if own:
            return in_order(own)[-1]
        day = at[:10]
        return next((one for begins, one in self._dated if day and begins <= day), None)

    def name_of(self, article: str, at: str = "") -> str:
        """Return the name of the round that work on an article counts to; empty for none."""
        found = self.round_of(article, at)
        return found.name if found is not None else ""

    def parted(self, coded: Mapping[str, str]) -> dict[str, list[str]]:
        """Return articles (ids) by the name of the round that they count to, in the rounds' order.

        `coded` says when each was coded; those that count to none are left out.
        """
        parts: dict[str, list[str]] = {one.name: [] for one in self.rounds}
        for article, at in coded.items():
            if name := self.name_of(article, at):
                parts[name].append(article)
        return parts

    @cached_property
    def practice(self) -> frozenset[str]:
        """The ids of the articles that coders are trained on."""
        return self._in(RoundKind.TRAINING)

    @cached_property
    def apart(self) -> frozenset[str]:
        """The ids of what is no article of the study: practice, and repetitions."""
        return self.practice | self.repeats.keys()

    def counts(self, article: str, at: str = "", *, within: str = "", apart: bool = False) -> bool:
        """Tell whether work on an article, coded `at` a moment, counts `within` a round (its id).

        Without a round all articles of the study count, and with `apart` what is none of them.
        """
        if not within:
            return apart or article not in self.apart
        own = self.of_article.get(article)
        if own:
            return within in own
        found = self.round_of(article, at)
        return found is not None and found.id == within

    def _in(self, kind: RoundKind) -> frozenset[str]:
        wanted = {one.id for one in self.rounds if one.kind is kind}
        return frozenset(
            article for article, ids in self.of_article.items() if not wanted.isdisjoint(ids)
        )


def rounds_of(project: Finder) -> Rounds:
    """Return a project's rounds with what is in them."""
    rounds = in_order(project.find(Round))
    return _with_articles(rounds, project.find(Inclusion)) if rounds else Rounds()


def rounds_apart(project: Finder) -> Rounds:
    """Return the rounds for training and for the same again, with what is in them.

    Nothing else is read, however many articles the study has.
    """
    rounds = [one for one in in_order(project.find(Round)) if one.kind in _APART]
    put = (one for within in rounds for one in project.find(Inclusion, round=within.id))
    return _with_articles(rounds, put)


def apart_from_study(project: Finder) -> frozenset[str]:
    """Return the ids of what is no article of the study: practice, and repetitions.

    This alone says it wherever articles are counted, drawn, compared or reported.
    """
    return rounds_apart(project).apart


def of_study(project: Finder, articles: Iterable[str]) -> list[str]:
    """Return those of these articles (ids) that are the study's, in their order."""
    apart = apart_from_study(project)
    return [one for one in articles if one not in apart]


def _with_articles(rounds: Sequence[Round], put: Iterable[Inclusion]) -> Rounds:
    repeating = {one.id for one in rounds if one.kind is RoundKind.REPEAT}
    of_article: defaultdict[str, list[str]] = defaultdict(list)
    repeats: dict[str, str] = {}
    for one in put:
        of_article[one.article].append(one.round)
        if one.round in repeating and one.stratum:
            repeats[one.article] = one.stratum
    return Rounds(
        tuple(rounds), {article: tuple(ids) for article, ids in of_article.items()}, repeats
    )


def coded_at(moments: Mapping[str, str]) -> str:
    """Return when an article was coded: when the last of its coders (by id) finished it."""
    return max(moments.values(), default="")

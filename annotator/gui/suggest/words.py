"""Suggestions in words: what is proposed, how sure that is, and who proposes."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.learned import QuoteModel
from annotator.analysis.suggest.rules import RULES
from annotator.domain.record import Fragment
from annotator.domain.wording import counted, quoted
from annotator.gui.commands.table import key_of
from annotator.gui.session.session import Session
from annotator.gui.text import Strength, SuggestedEnd, SuggestedMark
from annotator.workflow.suggesting.codes import QuoteCodes
from annotator.workflow.suggesting.proposer import InUse, Proposer
from annotator.workflow.suggesting.suggestion import Suggestion

SURE, POSSIBLE = 0.8, 0.5
"""From which score on something is proposed as sure, and as possible."""
_BETWEEN = " · "


def strength(score: float) -> Strength:
    """Return how sure a score is."""
    if score >= SURE:
        return Strength.SURE
    return Strength.POSSIBLE if score >= POSSIBLE else Strength.UNSURE


def in_words(score: float) -> str:
    """Return a score as it is written where the user is."""
    return QLocale().toString(score, "f", 2)


def code_name(session: Session, one: Suggestion) -> str:
    """Return the name of the code that is proposed; its id where the codebook has it no more."""
    code = session.codebook.code(one.code)
    return code.name if code is not None else one.code


def summary(session: Session, one: Suggestion) -> str:
    """Say what is proposed in a few words ("Quote · indirect · 0.71")."""
    return _BETWEEN.join((code_name(session, one), one.type.value, in_words(one.score)))


def at_hand(session: Session, one: Suggestion) -> str:
    """Say what is proposed, and which keys decide on it."""
    keys = (
        f"{key_of('accept_suggestion')} accepts",
        f"{key_of('refuse_suggestion')} refuses",
        f"{key_of('mend_suggestion')} mends",
        f"{key_of('why_suggestion')} says why",
    )
    return f"{summary(session, one)} — {', '.join(keys)}"


def as_draft() -> str:
    """Say what the keys do while the words of what is proposed are mended."""
    take, back = key_of("fields"), key_of("step_back")
    and_on, moves = key_of("accept_suggestion"), f"{key_of('end_left')} {key_of('end_right')}"
    # What ends it comes first: the rest may be too long for a narrow window.
    return (
        f"Mend its words: {take} accepts, {and_on} accepts and goes on, {back} leaves it as it is; "
        f"{moves} move its end"
    )


def words_of(text: str, pieces: Sequence[Fragment], most: int = 80) -> str:
    """Return the words of fragments as an excerpt."""
    return quoted(" … ".join(text[one.start : one.end] for one in pieces), most)


def words_at(text: str, place: Range | None) -> str:
    """Return the words at a place, on one line; empty without one."""
    return " ".join(text[place[0] : place[1]].split()) if place is not None else ""


def marks_of(
    session: Session, proposer: Proposer | None, shown: Sequence[Suggestion]
) -> list[SuggestedMark]:
    """Return suggestions as the text shows them."""
    uses = proposer.in_use if proposer is not None else ()
    codes = {use.codes.quote.id: use.codes for use in uses}
    found: list[SuggestedMark] = []
    for one in shown:
        code = session.codebook.code(one.code)
        if code is not None:
            found.append(
                SuggestedMark(
                    one.id,
                    tuple((part.start, part.end) for part in one.fragments),
                    code.colour,
                    strength(one.score),
                    _ends(codes.get(one.code), one),
                )
            )
    return found


def _ends(codes: QuoteCodes | None, one: Suggestion) -> tuple[SuggestedEnd, ...]:
    if codes is None:
        return ()
    pairs = ((one.source, codes.source), (one.cue, codes.cue))
    return tuple(
        SuggestedEnd(place[0], place[1], code.colour)
        for place, code in pairs
        if place is not None and code is not None
    )


def count_words(count: int) -> str:
    """Say how many suggestions there are."""
    return counted(count, "suggestion") if count else "no suggestions"


def proposers(proposer: Proposer) -> str:
    """Say who proposes, in a word or two, and no more of many codes than of one."""
    return ", ".join(dict.fromkeys(map(who, proposer.in_use)))


def who(use: InUse) -> str:
    """Say who proposes for a code: the rules, or what was learned, and from how much."""
    if use.way is Way.RULES or not isinstance(use.finder, QuoteModel):
        return "rules"
    articles = counted(use.finder.facts.documents, "article")
    return f"{'learned from' if use.way is Way.LEARNED else 'rules adapted to'} {articles}"


def why_in_use(proposer: Proposer) -> str:
    """Say for each code who proposes and why."""
    lines: list[str] = []
    for use in proposer.in_use:
        name = use.codes.quote.name
        lines.append(f"{name}: {use.why}" if len(proposer.in_use) > 1 else use.why)
    return "\n".join(dict.fromkeys(lines))


def pieces_in(text: str, one: Suggestion) -> str:
    """Return all words of a suggestion."""
    return " ".join(text[part.start : part.end] for part in one.fragments)


def chances(one: Suggestion) -> str:
    """Say how sure a suggestion is."""
    sure = ("Unsure", "Possible", "Sure")[strength(one.score)]
    return f"{sure} ({in_words(one.score)}): of 100 like it about {100 * one.score:.0f} are right."


def reasons(one: Suggestion) -> list[str]:
    """Say what speaks for a suggestion: its rule, and what else."""
    rule = RULES.get(one.rule)
    named = [f"The rule “{rule.title}”, as in: {rule.note}"] if rule is not None else []
    return [*named, *(said for said in one.why if rule is None or said != rule.title)]

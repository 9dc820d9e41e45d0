"""Deciding on what is suggested: accepting, mending and refusing, each one step to undo."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.source_name import source_name
from annotator.domain.annotation import Origin
from annotator.domain.codebook import ACTOR_END, Code, Codebook, LinkRule
from annotator.domain.edits.annotations import Ranges, Tag
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink
from annotator.domain.edits.suggestions import KeepScore, Refuse
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.people import Actor
from annotator.domain.record import Fragment, Values
from annotator.domain.refusals import Refused
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.workflow.name_matching import folded
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.reading_order import overlapping
from annotator.workflow.suggesting.codes import QuoteCodes, quote_codes
from annotator.workflow.suggesting.suggestion import Suggestion, same_place


class Accepted(msgspec.Struct, frozen=True):
    """What accepting comes to: the annotation that will be there (its id), and the edit.

    `ends` are the ids of its source and its cue, of those that it is linked to by the edit.
    """

    annotation: str
    edit: Edit
    ends: tuple[str, ...] = ()


class KnownActors:
    """A project's actors by what they are called; archived ones are left out.

    It is made once for many decisions, since a project may have thousands.
    """

    def __init__(self, actors: Iterable[Actor] = ()) -> None:
        self._called: defaultdict[str, list[Actor]] = defaultdict(list)
        for one in actors:
            if not one.archived:
                for name in {folded(each) for each in (one.name, *one.aliases)}:
                    self._called[name].append(one)

    def surely(self, words: str, language: str) -> Actor | None:
        """Return the one actor who is called by these words, by name or alias; None if unsure."""
        name = folded(source_name(words, language).name or words)
        found = self._called.get(name, ()) if name else ()
        return found[0] if len(found) == 1 else None


NO_ACTORS = KnownActors()


class AllAccepted(msgspec.Struct, frozen=True):
    """What accepting several comes to: the annotations in the order of the list, and the edit."""

    annotations: tuple[str, ...]
    edit: Edit


def accept(
    article: OpenArticle,
    codebook: Codebook,
    visibility: Visibility,
    suggestion: Suggestion,
    *,
    with_ends: bool = True,
    fragments: Ranges | None = None,
    values: Values | None = None,
    actors: KnownActors = NO_ACTORS,
) -> Accepted:
    """Return the edit that makes a suggestion an annotation: one step to undo.

    `with_ends` makes its source and its cue as well and links them; what stands there already is
    linked instead. Other `fragments` (code points) or `values` mend it. Of the `actors` of the
    project the one that the source surely is gets linked. Raise a `UserError` where the code can't
    be applied any more.
    """
    making = _Making(article, codebook, visibility, actors)
    made, ends = making.accept(suggestion, fragments, values, with_ends=with_ends)
    return Accepted(made, Together(making.edits, making.label), ends)


def accept_all(
    article: OpenArticle,
    codebook: Codebook,
    visibility: Visibility,
    suggestions: Sequence[Suggestion],
    *,
    with_ends: bool = True,
    actors: KnownActors = NO_ACTORS,
) -> AllAccepted:
    """Return the edit that makes all of them annotations: one step to undo."""
    making = _Making(article, codebook, visibility, actors)
    made = [making.accept(one, None, None, with_ends=with_ends)[0] for one in suggestions]
    label = f"{counted(len(made), 'suggestion')} accepted" if len(made) > 1 else making.label
    return AllAccepted(tuple(made), Together(making.edits, label))


def refuse(suggestion: Suggestion) -> Edit:
    """Return the edit by which whoever does it refuses a suggestion."""
    return refuse_all((suggestion,))


def refuse_all(suggestions: Iterable[Suggestion]) -> Edit:
    """Return the edit that refuses all of them: one step to undo."""
    return Refuse(
        tuple(
            Refused(
                article=one.article,
                code=one.code,
                fragments=one.fragments,
                by=one.by,
                rule=one.rule,
                score=one.score,
            )
            for one in suggestions
        )
    )


class _Making:
    """Edits that grow, and what they have made so far for others to be linked to."""

    def __init__(
        self,
        article: OpenArticle,
        codebook: Codebook,
        visibility: Visibility,
        actors: KnownActors,
    ) -> None:
        self._article = article
        self._codebook = codebook
        self._visibility = visibility
        self._actors = actors
        self._codes = {one.quote.id: one for one in quote_codes(codebook)}
        self._ends: dict[tuple[str, Range], str] = {}
        self.edits: list[Edit] = []
        self.label = ""

    def accept(
        self,
        one: Suggestion,
        fragments: Ranges | None,
        values: Values | None,
        *,
        with_ends: bool,
    ) -> tuple[str, tuple[str, ...]]:
        """Add what makes a suggestion an annotation; return its id and those of its ends."""
        code = self._codebook.code(one.code)
        if code is None:
            raise UserError("Its code is not in the codebook any more.", remedy="Refuse it.")
        place = tuple((f.start, f.end) for f in one.fragments)
        proposed = _taken_by(code, one.values)
        given = proposed if values is None else dict(values)
        chosen = place if fragments is None else fragments
        mended = chosen != place or any(given.get(name) != v for name, v in proposed.items())
        made = self._tag(one, code, chosen, given, mended=mended)
        self.label = self.label or f"{code.name} {'mended and ' if mended else ''}accepted"
        codes = self._codes.get(code.id)
        ends = self._link_ends(one, codes, made) if with_ends and codes is not None else ()
        return made, ends

    def _tag(
        self, one: Suggestion, code: Code, place: Ranges, values: Values, *, mended: bool = False
    ) -> str:
        made = new_id()
        self.edits += [
            Tag(
                id=made,
                article=self._article.article.id,
                code=code.id,
                fragments=place,
                values=values,
                origin=Origin.MENDED if mended else Origin.ACCEPTED,
            ),
            KeepScore(
                annotation=made,
                score=one.score,
                reason="; ".join(one.why),
                by=one.by,
                rule=one.rule,
            ),
        ]
        return made

    def _link_ends(self, one: Suggestion, codes: QuoteCodes, quote: str) -> tuple[str, ...]:
        ends: list[str] = []
        if codes.source is not None and one.source is not None:
            source = self._end(one, codes.source, one.source)
            self.edits.append(AddLink(annotation=quote, type=codes.said_by, to=source))
            self._link_actor(source, codes.source, one)
            ends.append(source)
        elif codes.said_by and one.source is not None:
            self._link_actor(quote, codes.quote, one)
        if codes.cue is not None and one.cue is not None:
            cue = self._end(one, codes.cue, one.cue)
            self.edits.append(AddLink(annotation=quote, type=codes.cue_link, to=cue))
            ends.append(cue)
        return tuple(ends)

    def _end(self, one: Suggestion, code: Code, place: Range) -> str:
        """Return the annotation at a quote's end: one's own that is there, else a new one."""
        known = self._ends.get((code.id, place))
        if known is None:
            pieces = (Fragment(*place),)
            here = (
                each
                for each in overlapping(self._article.in_order, place)
                if each.code == code.id
                and self._visibility.is_own(each)
                and same_place(each, pieces)
            )
            there = next(here, None)
            known = there.id if there is not None else self._tag(one, code, (place,), {})
            self._ends[code.id, place] = known
        return known

    def _link_actor(self, annotation: str, code: Code, one: Suggestion) -> None:
        """Link who is surely meant, where nobody is linked yet."""
        rule = next((each for each in code.links if ACTOR_END in each.ends), None)
        if rule is None or one.source is None or self._has_actor(annotation, rule):
            return
        words = one.name or self._article.text[slice(*one.source)]
        actor = self._actors.surely(words, self._article.language)
        if actor is not None:
            self.edits.append(AddLink(annotation=annotation, type=rule.type, actor=actor.id))

    def _has_actor(self, annotation: str, rule: LinkRule) -> bool:
        if any(one.type == rule.type for one in self._article.links_of(annotation)):
            return True
        made = (one for one in self.edits if isinstance(one, AddLink))
        return any(one.annotation == annotation and one.type == rule.type for one in made)


def _taken_by(code: Code, values: Values) -> Values:
    """Return those of the proposed answers that the code takes."""
    known = KnownAnswers(code)
    return {name: value for name, value in values.items() if known.takes(name, value)}

"""From one line of JSONL to an article and its records, checked as a project would check them."""

from collections import Counter
from typing import Any

from msgspec import structs

from annotator.domain.annotation import (
    CODER_LAYER,
    GOLD_LAYER,
    JOINT,
    Annotation,
    Decision,
    anchored,
    make_link,
)
from annotator.domain.article import Article, Status, fingerprint, merged_ranges
from annotator.domain.codebook import Code
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.layout import check_stretches
from annotator.domain.names import folded
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.record import Fragment, Record, Values
from annotator.domain.rules import check_fragments
from annotator.domain.runs import scored
from annotator.domain.study import SentBack, Settlement, sent_back_id, settlement_id
from annotator.domain.teamwork import Comment, make_assignment
from annotator.domain.wording import cut
from annotator.formats.companion import Companion
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonl.extending import Extender, given_values, with_parents
from annotator.formats.jsonl.lines import (
    SCHEMA,
    ActorPart,
    AnnotationPart,
    ArticleLine,
    AssignedPart,
    DecisionPart,
)
from annotator.formats.text import title_of
from annotator.formats.trial_state import TrialState

_SHOWN = 60  # characters of a text in a refusal
_EXTEND = "let the import extend the codebook (--extend-codebook)."


class LinesOfFile:
    """What the lines of one file have in common; a line that is refused leaves no trace in it."""

    def __init__(self, options: ReadOptions, companion: Companion | None) -> None:
        donor = companion.codebook if companion else None
        self.options = options
        self.codebook = options.codebook
        self.codes = {code.id: code for code in self.codebook.codes}
        self._answers: dict[str, KnownAnswers] = {}
        self.makers: dict[tuple[str, str], tuple[str, str]] = {}
        """Layers and handles by what annotations said of them."""
        self.extender = Extender(options.codebook, donor) if options.extend_codebook else None
        self.actors = {one.id: one for one in companion.actors} if companion else {}
        coders: tuple[Coder, ...] = companion.coders if companion else ()
        self.coders: dict[str, Coder] = {folded(one.handle): one for one in coders}
        self.annotations: set[str] = set()
        self.alike: Counter[tuple[str, ...]] = Counter()

    def taken(self, line: ArticleLine) -> tuple[NewArticle, tuple[Record, ...]]:
        """Return the article and its records; raise a `UserError` that names what is wrong."""
        reading = LineReading(self, line)
        records = reading.records()
        self.annotations |= {one.id for one in records if isinstance(one, Annotation)}
        if reading.codebook is not self.codebook:
            self.codebook = reading.codebook
            self.codes = {code.id: code for code in self.codebook.codes}
        self.coders = reading.coders
        if reading.alike:
            self.alike.update(reading.alike)
        return reading.article, records

    def answers(self, code: Code) -> KnownAnswers:
        """Return the answers that a code was found to take, as it is now."""
        found = self._answers.get(code.id)
        if found is None or found.code is not code:
            found = self._answers[code.id] = KnownAnswers(code)
        return found


class LineReading:
    """One line on its way to records."""

    def __init__(self, lines: LinesOfFile, line: ArticleLine) -> None:
        if line.schema != SCHEMA:
            remedy = "It may come from a newer program; update this one."
            raise UserError(f"“{line.schema}” is not {SCHEMA}.", where="schema", remedy=remedy)
        self._lines = lines
        self._line = line
        self.article = _article(line)
        self.codebook = lines.codebook
        self._codes = lines.codes
        self.coders = dict(lines.coders)
        self._added_coders: dict[str, Coder] = {}
        self.alike: Counter[tuple[str, ...]] = Counter()
        self.state = TrialState(line.text)
        self.state.know([*lines.codebook.codes, *lines.coders.values(), *lines.actors.values()])

    def records(self) -> tuple[Record, ...]:
        """Return all records that come with the article."""
        self.state.add(_as_record(self.article))
        for n, part in enumerate(self._line.actors):
            self._add(_actor(part), f"actors[{n}]")
        self._extend()
        if self.codebook is not self._lines.codebook:
            self._codes = {code.id: code for code in self.codebook.codes}
        parts = [(f"annotations[{n}]", part) for n, part in enumerate(self._line.annotations)]
        made = [(place, part, self._annotation(part, place)) for place, part in parts]
        for place, part, annotation in made:
            by = part.suggested_by, part.suggested_rule
            for said in scored(annotation.id, part.score, part.score_reason, *by):
                self._add(said, place)
            if part.links or part.decisions or part.comments:
                self._links(part, annotation, place)
                self._decisions(part, annotation, place)
                self._comments(part, annotation, place)
        self._statuses()
        self._assignments()
        self._review()
        return self.state.records()

    def _add(self, record: Record, place: str) -> None:
        try:
            self.state.add(record, made_here=True)
        except UserError as error:
            raise error.at(place) from None

    def _extend(self) -> None:
        if self._lines.extender is None:
            return
        for part in self._line.annotations:
            self.codebook = self._lines.extender.extended(self.codebook, part)
        used = [part.code for part in self._line.annotations]
        for code in with_parents(self.codebook, used).values():
            if code != self._lines.options.codebook.code(code.id):
                self._add(code, "annotations")

    def _coder(self, handle: str, place: str) -> Coder:
        added = self._added_coders.get(handle)
        if added is not None:
            return added
        known = self.coders.get(folded(handle))
        coder = known or Coder(id=coder_id(handle), handle=handle)
        if not self.state.has_added(Coder, coder.id):
            self._add(coder, place)
            self.coders[folded(handle)] = coder
        self._added_coders[handle] = coder
        return coder

    def _annotation(self, part: AnnotationPart, place: str) -> Annotation:
        place = f"{place}, annotation {part.id}" if part.id else place
        if self._is_there(part.id):
            remedy = "Give it another id, or none."
            raise UserError("It is there twice.", where=place, remedy=remedy)
        layer, handle = self._maker(part, place)
        version = self._lines.options.codebook.version
        annotation = Annotation(
            id=part.id or self._made_id(part, layer, handle),
            article=self.article.id,
            code=part.code,
            coder=self._coder(handle, place).id,
            layer=layer,
            values=self._values(part, place),
            note=part.note,
            origin=part.origin,
            codebook_version=part.codebook_version or version,
            created=part.created,
            modified=part.modified,
            **_anchors(self._line.text, part, place),
        )
        self._add(annotation, place)
        return annotation

    def _is_there(self, annotation: str) -> bool:
        return annotation in self._lines.annotations or self.state.has_added(Annotation, annotation)

    def _made_id(self, part: AnnotationPart, layer: str, handle: str) -> str:
        """Return an id for an annotation without one: the same whenever the file is read again."""
        places = (f"{piece.start}-{piece.end}" for piece in _pieces(part))
        said = (self.article.id, part.code, layer, folded(handle), *places)
        while True:
            self.alike[said] += 1
            number = self._lines.alike[said] + self.alike[said]
            made = derived_id("annotation", *said, str(number))
            if not self._is_there(made):
                return made

    def _maker(self, part: AnnotationPart, place: str) -> tuple[str, str]:
        """Return the layer and the handle of whoever made an annotation."""
        said = part.layer, part.coder
        known = self._lines.makers.get(said)
        if known is None:
            gold = folded(part.layer) == GOLD_LAYER
            handle = self._handle(part, place, gold=gold)
            known = self._lines.makers[said] = GOLD_LAYER if gold else CODER_LAYER, handle
        return known

    def _handle(self, part: AnnotationPart, place: str, *, gold: bool) -> str:
        layer = "" if gold else part.layer
        if part.coder and layer and folded(part.coder) != folded(layer):
            raise UserError(f"“{part.coder}” has no part in layer “{layer}”.", where=place)
        handle = part.coder or layer or self._lines.options.coder
        if not handle:
            remedy = "Say who made it: with the key “coder”, or with --coder for all."
            raise UserError("It has no coder.", where=place, remedy=remedy)
        return handle

    def _values(self, part: AnnotationPart, place: str) -> Values:
        code = self._codes.get(part.code)
        if code is None:
            message = f"The codebook has no code “{part.code}”."
            raise UserError(message, where=place, remedy=f"Add it, or {_EXTEND}")
        known = self._lines.answers(code)
        if all(value is None or known.has(name, value) for name, value in part.fields.items()):
            return {name: value for name, value in part.fields.items() if value is not None}
        values = given_values(part, code)
        for name, value in values.items():
            _check_value(known, name, value, place)
        return values

    def _links(self, part: AnnotationPart, annotation: Annotation, place: str) -> None:
        for n, link in enumerate(part.links):
            where = f"{place}.links[{n}]"
            actor = self._lines.actors.get(link.actor or "")
            if actor is not None and not self.state.has_added(Actor, actor.id):
                self._add(actor, where)
            to, at = link.annotation or "", link.actor or ""
            self._add(make_link(annotation.id, link.type, to=to, actor=at), where)

    def _decisions(self, part: AnnotationPart, annotation: Annotation, place: str) -> None:
        for n, one in enumerate(part.decisions):
            where = f"{place}.decisions[{n}]"
            reviewer = self._coder(one.reviewer, where).id
            at = one.at or annotation.modified
            made = derived_id("decision", annotation.id, reviewer, at, one.verdict, one.reason)
            decision = Decision(
                id=one.id or made,
                annotation=annotation.id,
                reviewer=reviewer,
                verdict=one.verdict,
                reason=one.reason,
                at=at,
                gold=self._gold(one, where),
            )
            self._add(decision, where)

    def _gold(self, part: DecisionPart, place: str) -> str:
        if not part.gold:
            return ""
        found = self.state.get(Annotation, part.gold)
        if found is None or found.layer != GOLD_LAYER:
            message = f"There is no gold annotation {part.gold} on this article."
            raise UserError(message, where=place, remedy="Leave “gold” out, or add it.")
        return found.id

    def _comments(self, part: AnnotationPart, annotation: Annotation, place: str) -> None:
        for n, one in enumerate(part.comments):
            where = f"{place}.comments[{n}]"
            coder = self._coder(one.coder, where).id
            at = one.at or annotation.modified
            said = (annotation.id, coder, at, one.text, str(one.closes))
            comment = Comment(
                id=one.id or derived_id("comment", *said),
                annotation=annotation.id,
                coder=coder,
                text=one.text,
                at=at,
                closes=one.closes,
            )
            self._add(comment, where)

    def _statuses(self) -> None:
        for handle, status in self._line.statuses.items():
            if status is None:
                continue
            place = f"statuses.{handle}"
            coder = self._coder(handle, place).id
            record = status_id(self.article.id, coder)
            made = Status(id=record, article=self.article.id, coder=coder, status=status)
            self._add(made, place)

    def _assignments(self) -> None:
        for n, part in enumerate(self._line.assigned):
            place = f"assigned[{n}]"
            given = AssignedPart(coder=part) if isinstance(part, str) else part
            coder = self._coder(given.coder, place).id
            self._add(make_assignment(self.article.id, coder, given.at), place)

    def _review(self) -> None:
        """Read how far review has come with the article, and to whom it went back."""
        part = self._line.article_state
        if part is not None:
            place = "article_state"
            handle = part.reviewer or self._lines.options.coder
            if not handle:
                remedy = "Give “reviewer”, or --coder for all."
                raise UserError("Nobody is said to have reviewed.", where=place, remedy=remedy)
            made = Settlement(
                id=settlement_id(self.article.id),
                article=self.article.id,
                reviewer=self._coder(handle, place).id,
                state=part.state,
                locked=part.locked,
                at=part.at,
            )
            self._add(made, place)
        for n, one in enumerate(self._line.sent_back):
            place = f"sent_back[{n}]"
            coder, reviewer = (self._coder(h, place).id for h in (one.coder, one.reviewer))
            sent = SentBack(
                id=sent_back_id(self.article.id, coder),
                article=self.article.id,
                coder=coder,
                reviewer=reviewer,
                reason=one.reason,
                at=one.at,
            )
            self._add(sent, place)


def _article(line: ArticleLine) -> NewArticle:
    excluded = line.excluded or ()
    try:
        check_fragments(merged_ranges(list(excluded)), len(line.text))
    except UserError as error:
        raise UserError(error.message, where="excluded") from None
    try:
        check_stretches(line.roles, len(line.text))
    except UserError as error:
        raise error.at("roles") from None
    return NewArticle(
        id=line.id or derived_id("article", fingerprint(line.text)),
        title=title_of(line.text) if line.title is None else line.title,
        text=line.text,
        meta=dict(line.meta),
        excluded=excluded,
        stretches=line.roles,
        note=line.note,
        created=line.created,
    )


def _as_record(new: NewArticle) -> Article:
    sha256 = fingerprint(new.text)
    return Article(id=new.id, title=new.title, text_sha256=sha256, length=len(new.text))


def _actor(part: ActorPart) -> Actor:
    record = part.id or derived_id("actor", part.kind, folded(part.name))
    values: Values = structs.asdict(part) | {"id": record}
    return Actor(**values)


def _anchors(text: str, part: AnnotationPart, place: str) -> dict[str, Any]:
    """Return fragments, texts and contexts; refuse what isn't where its text stands."""
    pieces = _pieces(part)
    try:
        check_fragments(pieces, len(text))
    except UserError as error:
        raise error.at(place) from None
    found = anchored(text, pieces)
    standing = JOINT.join([text[f.start : f.end] for f in pieces])
    if part.text is not None and part.text != standing:
        message = (
            f"Its text is “{cut(part.text, _SHOWN)}”, but “{cut(standing, _SHOWN)}” stands there."
        )
        remedy = "Offsets count code points of the article's text."
        raise UserError(message, where=place, remedy=remedy)
    return found


def _pieces(part: AnnotationPart) -> tuple[Fragment, ...]:
    if part.fragments:
        return tuple(sorted([Fragment(*pair) for pair in part.fragments]))
    if part.start is None or part.end is None:
        return ()
    return (Fragment(part.start, part.end),)


def _check_value(answers: KnownAnswers, name: str, value: Any, place: str) -> None:
    field = answers.code.field(name)
    try:
        answers.check(name, value, place)
    except UserError as error:
        remedy = error.remedy
        if field is None:
            remedy = f"Add it, or {_EXTEND}"
        elif field.type.row.has_choices:
            remedy = f"{remedy} Or {_EXTEND}"
        raise UserError(error.message, where=error.where, remedy=remedy) from None

"""Tagging: making, changing and deleting annotations."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, Origin, anchored
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import ACTOR_END, NONE, Code, CodeState, Scope
from annotator.domain.draft import Draft
from annotator.domain.edits.articles import status_id
from annotator.domain.edits.gold import own
from annotator.domain.errors import UserError
from annotator.domain.record import Fragment, Values, json_value
from annotator.domain.wording import counted

Ranges = tuple[tuple[int, int], ...]


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """Apply a code to stretches of an article (code points), or to the whole of it."""

    id: str
    article: str
    code: str
    fragments: Ranges = ()
    values: Values = msgspec.field(default_factory=dict[str, Any])
    origin: Origin = Origin.HUMAN

    def plan(self, draft: Draft) -> str:
        """Make the annotation, with the code's defaults for fields that have one."""
        code = usable(draft, self.code)
        if draft.get(Annotation, self.id) is not None:
            raise UserError("There is an annotation with this id.", where=f"annotation {self.id}")
        _check_free(code)
        defaults: Values = {f.id: f.default for f in code.asked_fields if f.default is not None}
        values = {name: json_value(value) for name, value in (defaults | self.values).items()}
        annotation = Annotation(
            id=self.id,
            article=self.article,
            code=self.code,
            coder=draft.me(),
            values=values,
            origin=self.origin,
        )
        draft.put(anchored_at(draft, annotation, self.fragments))
        begin(draft, self.article)
        return f"{code.name} made"


class SetFragments(msgspec.Struct, frozen=True):
    """Give an annotation other fragments, in code points."""

    annotation: str
    fragments: Ranges
    label: str = "Boundary moved"

    def plan(self, draft: Draft) -> str:
        """Anchor the annotation anew."""
        annotation = own(draft, self.annotation)
        _check_free(draft.need(Code, annotation.code))
        draft.put(anchored_at(draft, annotation, self.fragments))
        return self.label


class AddFragment(msgspec.Struct, frozen=True):
    """Add a stretch to an annotation; where it touches a fragment, the two become one."""

    annotation: str
    start: int
    end: int

    def plan(self, draft: Draft) -> str:
        """Anchor the annotation anew."""
        annotation = own(draft, self.annotation)
        if not annotation.fragments:
            raise UserError("The whole article has no fragments.")
        _check_free(draft.need(Code, annotation.code))
        pieces = _joined([*annotation.fragments, Fragment(self.start, self.end)])
        draft.put(anchored_at(draft, annotation, pieces))
        return "Fragment added"


class ChangeCode(msgspec.Struct, frozen=True):
    """Give an annotation another code; values and links that the new code lacks are dropped."""

    annotation: str
    code: str

    @staticmethod
    def foresee(draft: Draft, edits: Sequence["ChangeCode"]) -> None:
        """Read at once the annotations, their links and what is at the links' other ends."""
        ids = [one.annotation for one in edits]
        going = draft.foresee_on(Link, "annotation", ids)
        coming = draft.foresee_on(Link, "target_annotation", ids)
        ends = [one.target_annotation for one in going if one.target_annotation is not None]
        draft.foresee(Annotation, [*ids, *ends, *(one.annotation for one in coming)])
        codes = {one.code: draft.get(Code, one.code) for one in edits}
        asking = {ident for ident, code in codes.items() if code is not None and code.is_of_units}
        answers = [draft.get(Annotation, one.annotation) for one in edits if one.code in asking]
        if answers:
            articles = {one.article for one in answers if one is not None}
            draft.foresee_on(Annotation, "article", sorted(articles))

    def plan(self, draft: Draft) -> str:
        """Recode the annotation."""
        annotation = own(draft, self.annotation)
        code = usable(draft, self.code)
        if (code.scope is Scope.SPAN) != bool(annotation.fragments):
            raise UserError(f"{code.name} can't be applied there.", remedy="Choose another code.")
        if code.unit is not draft.need(Code, annotation.code).unit:
            _check_free(code)
            _check_free(draft.need(Code, annotation.code))
        if code.is_of_units and code.id != annotation.code:
            beside = draft.find(Annotation, article=annotation.article)
            if answered_unit(annotation) in units_answered(beside, code.id):
                message = f"{code.name} is answered for this {code.unit} already."
                raise UserError(message, remedy="Delete one of the two answers.")
        kept = same_fields(draft.need(Code, annotation.code), code) if annotation.values else ()
        values = {k: v for k, v in annotation.values.items() if k in kept}
        draft.put(structs.replace(annotation, code=code.id, values=values))
        for link in draft.find(Link, annotation=annotation.id):
            rule = code.link_rule(link.type)
            if rule is None or not rule.admits(_end(draft, link)):
                draft.remove(link)
        for link in draft.find(Link, target_annotation=annotation.id):
            source = draft.need(Annotation, link.annotation)
            rule = draft.need(Code, source.code).link_rule(link.type)
            if rule is None or not rule.admits(code.id):
                draft.remove(link)
        return f"Recoded as {code.name}"


class SetValue(msgspec.Struct, frozen=True):
    """Answer a field of an annotation; None takes the answer back."""

    annotation: str
    field: str
    value: Any

    def plan(self, draft: Draft) -> str:
        """Set or clear the value."""
        annotation = own(draft, self.annotation)
        code = draft.need(Code, annotation.code)
        field = code.field(self.field)
        values = {k: v for k, v in annotation.values.items() if k != self.field}
        if self.value is not None:
            values = values_beside(self.field, values)
            values[self.field] = json_value(self.value)
        draft.put(structs.replace(annotation, values=values))
        name = field.name if field else self.field
        return f"{name} {'cleared' if self.value is None else 'set'}"


class SetNote(msgspec.Struct, frozen=True):
    """Write an annotation's note."""

    annotation: str
    note: str

    def plan(self, draft: Draft) -> str:
        """Replace the note."""
        draft.put(structs.replace(own(draft, self.annotation), note=self.note))
        return "Note written" if self.note else "Note cleared"


class Delete(msgspec.Struct, frozen=True):
    """Delete annotations, with their links and the links that end at them."""

    annotations: tuple[str, ...]

    def plan(self, draft: Draft) -> str:
        """Delete them all."""
        names: set[str] = set()
        draft.foresee_removal(Annotation, self.annotations)
        for one in self.annotations:
            annotation = own(draft, one)
            names.add(draft.need(Code, annotation.code).name)
            draft.remove(annotation)
        if len(self.annotations) == 1:
            return f"{names.pop()} deleted"
        return f"{counted(len(self.annotations), 'annotation')} deleted"


def values_beside(field: str, values: Values) -> Values:
    """Return the answers that can stay beside one to a field: with "none" there is no other."""
    return {name: value for name, value in values.items() if NONE not in (field, name)}


def _check_free(code: Code) -> None:
    """Refuse to move what answers for a unit, or to make it an answer for another one."""
    if code.is_of_stretches:
        message = f"{code.name} is answered for each {code.unit}, whose place is given."
        raise UserError(message, remedy="Answer for the unit that is meant, or delete the answer.")


def answered_unit(answer: Annotation) -> tuple[object, ...]:
    """Return what an answer for a unit is the only one for: whose it is, and for which unit."""
    whose = answer.layer if answer.layer == GOLD_LAYER else answer.coder
    return answer.article, whose, answer.fragments


def units_answered(answers: Iterable[Annotation], code: str) -> set[tuple[object, ...]]:
    """Return for which units, and by whom, some annotations answer a code (its id)."""
    return {answered_unit(one) for one in answers if one.code == code}


def usable(draft: Draft, code_id: str) -> Code:
    """Return a code that can be applied; raise a `UserError` for another."""
    code = draft.need(Code, code_id)
    if code.state is CodeState.RETIRED or code.group:
        why = "is retired" if code.state is CodeState.RETIRED else "is a heading"
        raise UserError(f"{code.name} {why}.", remedy="Choose another code.")
    return code


def _end(draft: Draft, link: Link) -> str:
    """Return the code of the annotation at a link's end, or that it is an actor."""
    if link.target_annotation is None:
        return ACTOR_END
    return draft.need(Annotation, link.target_annotation).code


def anchored_at(
    draft: Draft, annotation: Annotation, fragments: Iterable[tuple[int, int] | Fragment]
) -> Annotation:
    """Return an annotation with these stretches of its article's text (code points)."""
    text = draft.text(draft.need(Article, annotation.article).text_sha256)
    return structs.replace(annotation, **anchored(text, fragments))


def _joined(fragments: list[Fragment]) -> tuple[Fragment, ...]:
    joined: list[Fragment] = []
    for fragment in sorted(fragments):
        if joined and fragment.start <= joined[-1].end:
            joined[-1] = Fragment(joined[-1].start, max(joined[-1].end, fragment.end))
        else:
            joined.append(fragment)
    return tuple(joined)


def same_fields(old: Code, new: Code) -> set[str]:
    """Return the ids of the fields that both codes have, and that are the same in both.

    That a code does not apply to its unit is an answer to both, if both ask of such units.
    """
    none = {NONE} if old.is_of_units and old.unit is new.unit else set[str]()
    return none | {field.id for field in old.fields if new.field(field.id) == field}


def begin(draft: Draft, article: str) -> None:
    """Set a new article's status to in progress: it is once something is tagged."""
    me = draft.me()
    record = status_id(article, me)
    status = draft.get(Status, record)
    if status is None or status.status in (WorkStatus.NEW, WorkStatus.NOTHING):
        begun = WorkStatus.IN_PROGRESS
        draft.put(Status(id=record, article=article, coder=me, status=begun))

"""What can be done with many annotations at once, one class each."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.bounds import LONGEST_STRING
from annotator.domain.codebook import ACTOR_END, Code, Scope, value_words
from annotator.domain.edits.annotations import (
    ChangeCode,
    Delete,
    SetNote,
    SetValue,
    same_fields,
    values_beside,
)
from annotator.domain.edits.base import Edit
from annotator.domain.edits.links import Relink
from annotator.domain.record import alike
from annotator.domain.wording import counted, noun
from annotator.workflow.annotation_rows import values_summary
from annotator.workflow.bulk.batch import ReadLabels
from annotator.workflow.recoding import Losses, losses

_LED_TO = "gold on a locked article is linked to it"


class BulkAct(Protocol):
    """One thing that is done with many annotations."""

    def refusal(self, batch: ReadLabels, one: Annotation, /) -> str:
        """Say why it can't be done with an annotation, or nothing."""
        ...

    def is_so(self, batch: ReadLabels, one: Annotation, /) -> bool:
        """Tell whether an annotation is as it would be already."""
        ...

    def words(self, batch: ReadLabels, one: Annotation, /) -> tuple[str, str]:
        """Return what is changed of an annotation, as it is and as it will be."""
        ...

    def lost(self, batch: ReadLabels, changed: Sequence[Annotation], /) -> Losses:
        """Return what goes with it that nobody named."""
        ...

    def edits(self, batch: ReadLabels, changed: Sequence[Annotation], /) -> list[Edit]:
        """Return what does it."""
        ...

    def label(self, count: int) -> str:
        """Say that it was done with so many."""
        ...


class Recode(msgspec.Struct, frozen=True):
    """Give annotations another code."""

    code: Code

    def refusal(self, batch: ReadLabels, one: Annotation) -> str:
        """Refuse where the code can't stand."""
        old = batch.code_of(one)
        if old.unit is not self.code.unit:
            given = next((code for code in (self.code, old) if code.is_of_stretches), None)
            if given is not None:
                return f"{given.name} is answered for each {given.unit}"
        if (self.code.scope is Scope.SPAN) != bool(one.fragments):
            where = "stretches of text" if self.code.scope is Scope.SPAN else "whole articles"
            return f"{self.code.name} is for {where}"
        if one.id in batch.second:
            return f"{self.code.name} is answered for the same {self.code.unit} already"
        rules = [code.link_rule(link.type) for code, link in batch.locked_links_to(one)]
        admitted = all(rule is not None and rule.admits(self.code.id) for rule in rules)
        return "" if admitted else _LED_TO

    def is_so(self, _batch: ReadLabels, one: Annotation) -> bool:
        """Tell whether it has the code."""
        return one.code == self.code.id

    def words(self, batch: ReadLabels, one: Annotation) -> tuple[str, str]:
        """Return code and answers."""
        old = batch.code_of(one)
        kept = same_fields(old, self.code)
        values = {k: v for k, v in one.values.items() if k in kept}
        after = msgspec.structs.replace(one, values=values)
        return _coded(old, one), _coded(self.code, after)

    def lost(self, batch: ReadLabels, changed: Sequence[Annotation]) -> Losses:
        """Return answers and links that the new code has no place for."""
        return losses(batch, batch.codebook, changed, self.code)

    def edits(self, _batch: ReadLabels, changed: Sequence[Annotation]) -> list[Edit]:
        """Recode each."""
        return [ChangeCode(one.id, self.code.id) for one in changed]

    def label(self, count: int) -> str:
        """Say it."""
        return f"{counted(count, 'annotation')} recoded as {self.code.name}"


class SetAnswer(msgspec.Struct, frozen=True):
    """Answer a field, or take the answers back (None)."""

    field: str
    name: str
    value: Any

    def refusal(self, batch: ReadLabels, one: Annotation) -> str:
        """Refuse where the code doesn't ask that, or takes something else."""
        code = batch.code_of(one)
        field = code.field(self.field)
        if field is None:
            if self.value is None and self.field in one.values:
                return ""
            return f"{code.name} doesn't ask for {self.name}"
        if self.value is not None and not field.type.row.accepts(field, self.value):
            return f"no answer to {code.name} – {field.name}"
        return ""

    def is_so(self, _batch: ReadLabels, one: Annotation) -> bool:
        """Tell whether it is answered so."""
        return alike(one.values.get(self.field), self.value)

    def words(self, batch: ReadLabels, one: Annotation) -> tuple[str, str]:
        """Return both answers."""
        field = batch.code_of(one).field(self.field)
        before = value_words(field, one.values.get(self.field))
        return before or "no answer", value_words(field, self.value) or "no answer"

    def lost(self, batch: ReadLabels, changed: Sequence[Annotation]) -> Losses:
        """Return the answers that another one takes the place of, and can't stand beside."""
        gone = [
            _asked(batch, one, ident)
            for one in changed
            for ident, value in one.values.items()
            if value is not None and self._goes(one, ident)
        ]
        return Losses(answers=tuple(gone))

    def _goes(self, one: Annotation, ident: str) -> bool:
        beside = one.values if self.value is None else values_beside(self.field, one.values)
        return ident == self.field or ident not in beside

    def edits(self, _batch: ReadLabels, changed: Sequence[Annotation]) -> list[Edit]:
        """Answer each."""
        return [SetValue(one.id, self.field, self.value) for one in changed]

    def label(self, count: int) -> str:
        """Say it."""
        done = "cleared" if self.value is None else "set"
        return f"{self.name} {done} on {counted(count, 'annotation')}"


class LinkTo(msgspec.Struct, frozen=True, kw_only=True):
    """Have links of a type end at one actor or annotation; `end` is what that is called."""

    type: str
    name: str
    end: str
    actor: str = ""
    to: str = ""
    to_code: str = ACTOR_END
    to_article: str = ""

    def refusal(self, batch: ReadLabels, one: Annotation) -> str:
        """Refuse where the codebook's rules don't admit it."""
        code = batch.code_of(one)
        rule = code.link_rule(self.type)
        if rule is None:
            return f"{code.name} has no link “{self.name}”"
        if not rule.admits(self.to_code):
            return f"“{rule.name}” of {code.name} can't end there"
        if self.to and one.article != self.to_article:
            return "in another article than the link's end"
        return "the link's end itself" if self.to == one.id else ""

    def is_so(self, batch: ReadLabels, one: Annotation) -> bool:
        """Tell whether it is linked so, and only so."""
        ends = [(x.target_actor or "", x.target_annotation or "") for x in self._there(batch, one)]
        return ends == [(self.actor, self.to)]

    def _there(self, batch: ReadLabels, one: Annotation) -> list[Any]:
        return batch.links_of(one, self.type)

    def words(self, batch: ReadLabels, one: Annotation) -> tuple[str, str]:
        """Return what it is linked to."""
        there = [batch.end_words(link) for link in self._there(batch, one)]
        return ", ".join(there) or "not linked", self.end

    def lost(self, batch: ReadLabels, changed: Sequence[Annotation]) -> Losses:
        """Return the links that go."""
        gone = [
            self.name
            for one in changed
            for link in self._there(batch, one)
            if (link.target_actor or "", link.target_annotation or "") != (self.actor, self.to)
        ]
        return Losses(links=tuple(gone))

    def edits(self, _batch: ReadLabels, changed: Sequence[Annotation]) -> list[Edit]:
        """Link each."""
        return [
            Relink(annotation=one.id, type=self.type, to=self.to, actor=self.actor)
            for one in changed
        ]

    def label(self, count: int) -> str:
        """Say it."""
        return f"{self.name} of {counted(count, 'annotation')} linked anew"


class Remove(msgspec.Struct, frozen=True):
    """Delete annotations, with what is on them."""

    def refusal(self, batch: ReadLabels, one: Annotation) -> str:
        """Refuse what gold is linked to that stays as it is."""
        return _LED_TO if batch.locked_links_to(one) else ""

    def is_so(self, _batch: ReadLabels, _one: Annotation) -> bool:
        """Tell that it is there."""
        return False

    def words(self, batch: ReadLabels, one: Annotation) -> tuple[str, str]:
        """Return what it is."""
        return _coded(batch.code_of(one), one), "deleted"

    def lost(self, batch: ReadLabels, changed: Sequence[Annotation]) -> Losses:
        """Return answers and links that go, once each."""
        gone = {one.id for one in changed}
        answers = tuple(_asked(batch, one, ident) for one in changed for ident in one.values)
        links = [x for x in batch.links if x.annotation in gone or x.target_annotation in gone]
        return Losses(answers, tuple(_link_name(batch, link) for link in links))

    def edits(self, _batch: ReadLabels, changed: Sequence[Annotation]) -> list[Edit]:
        """Delete all."""
        return [Delete(tuple(one.id for one in changed))] if changed else []

    def label(self, count: int) -> str:
        """Say it."""
        return f"{counted(count, 'annotation')} deleted"


class WriteNote(msgspec.Struct, frozen=True):
    """Write a note, in place of what is there or behind it."""

    note: str
    append: bool = False

    def _note(self, one: Annotation) -> str:
        return f"{one.note}\n{self.note}" if self.append and one.note else self.note

    def refusal(self, _batch: ReadLabels, one: Annotation) -> str:
        """Refuse a note that gets too long."""
        return "" if len(self._note(one)) <= LONGEST_STRING else "its note would be too long"

    def is_so(self, _batch: ReadLabels, one: Annotation) -> bool:
        """Tell whether that is its note."""
        return self._note(one) == one.note

    def words(self, _batch: ReadLabels, one: Annotation) -> tuple[str, str]:
        """Return both notes, each on one line."""
        before, after = (" ".join(text.split()) for text in (one.note, self._note(one)))
        return before or "no note", after or "no note"

    def lost(self, _batch: ReadLabels, _changed: Sequence[Annotation]) -> Losses:
        """Return nothing: notes are counted among what is changed."""
        return Losses()

    def edits(self, _batch: ReadLabels, changed: Sequence[Annotation]) -> list[Edit]:
        """Write each."""
        return [SetNote(one.id, self._note(one)) for one in changed]

    def label(self, count: int) -> str:
        """Say it."""
        notes = noun(count, "Note", "Notes")
        return f"{notes} of {counted(count, 'annotation')} {'written' if self.note else 'cleared'}"


def _asked(batch: ReadLabels, one: Annotation, ident: str) -> str:
    """Return what a field of a label's code is called."""
    field = batch.code_of(one).field(ident)
    return field.name if field is not None else ident


def _coded(code: Code, one: Annotation) -> str:
    answers = values_summary(code, one)
    return f"{code.name}: {answers}" if answers else code.name


def _link_name(batch: ReadLabels, link: Any) -> str:
    owner = batch.annotations.get(link.annotation)
    rule = batch.code_of(owner).link_rule(link.type) if owner is not None else None
    return rule.name if rule is not None else link.type

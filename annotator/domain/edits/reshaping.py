"""The codebook changes its mind: choices, fields and codes change, and their labels with them.

Whoever reviews changes everybody's labels by this, seen or not; nobody looked at these anew, so
that when, by which version and by whom they were coded stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import (
    ACTOR_END,
    NONE,
    Code,
    CodeState,
    Condition,
    Field,
    LinkRule,
    Moved,
    Scope,
)
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import answered_unit, units_answered
from annotator.domain.edits.codebook import moved_besides, stands_below
from annotator.domain.errors import UserError
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.names import folded
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Values, json_value
from annotator.domain.refusals import Refusal, refusal_id
from annotator.domain.reserved import for_reviewers
from annotator.domain.settings import project_settings
from annotator.domain.state import id_of_coder
from annotator.domain.study import Remark


class ReshapeField(msgspec.Struct, frozen=True):
    """Give a field another form: choices split or merged, another type.

    `field` is the new form, `moved` what becomes of answers in use; those that are not named stay,
    and one that the new form doesn't take must be named.
    """

    code: str
    field: Field
    moved: tuple[Moved, ...]
    label: str

    def plan(self, draft: Draft) -> str:
        """Change the field, what hangs on its answers, and the labels that have one."""
        refuse_unless_reviewing(draft)
        code = draft.need(Code, self.code)
        old = code.field(self.field.id)
        if old is None:
            message = f"{code.name} has no field {self.field.name} any more."
            raise UserError(message, remedy="Look at the code again.")
        only = structs.replace(self.field, moved=self.moved)
        # What became of something before, and is now something else, is that.
        known = (
            structs.replace(one, now=_default(only, one.now))
            for one in moved_besides(old.moved, self.moved)
        )
        new = structs.replace(
            self.field, moved=(*known, *self.moved), default=_default(only, old.default)
        )
        changed = structs.replace(
            code,
            fields=tuple(new if one.id == new.id else _depending(one, only) for one in code.fields),
        )
        draft.put(changed)
        answers = KnownAnswers(changed)
        for label in draft.foresee_on(Annotation, "code", [code.id]):
            if new.id in label.values:
                now = only.carried(label.values[new.id])
                if now is not None:
                    answers.check(new.id, now, f"code {code.name}")
                draft.carry(structs.replace(label, values=_with(label.values, new.id, now)))
        return self.label


class MergeCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Give all labels of a code another code; the first is retired.

    `merged` is the other code as it becomes. `fields` says in which of its fields the answers of
    the first go, by ids: those of fields that aren't named are dropped, as are those that the
    field doesn't take, and links for which it has no rule. Nobody has two answers for one unit:
    that to the other code holds, and that to the first stays with it.
    """

    code: str
    merged: Code
    fields: Mapping[str, str]

    def plan(self, draft: Draft) -> str:
        """Change both codes, the rules that name the first, and what has it."""
        refuse_unless_reviewing(draft)
        code, into = draft.need(Code, self.code), draft.need(Code, self.merged.id)
        if code.id == into.id:
            raise UserError("A code can't be merged into itself.", remedy="Choose another code.")
        if into.state is CodeState.RETIRED:
            message = f"{into.name} is retired: labels would get a code that isn't offered."
            raise UserError(message, remedy="Take it up again first, or choose another code.")
        _refuse_unlike(code, into)
        merged = self.merged
        if stands_below(draft, merged, code.id):
            merged = structs.replace(merged, parent=code.parent)
        draft.put(_ending_at(merged, code.id, (merged.id,)))
        draft.put(structs.replace(code, state=CodeState.RETIRED))
        for other in draft.find(Code):
            if other.id not in (code.id, into.id):
                parent = into.id if other.parent == code.id else other.parent
                draft.put(_ending_at(structs.replace(other, parent=parent), code.id, (into.id,)))
        merged = draft.need(Code, into.id)
        draft.say_again(merged, "state")  # the later word holds of two merged into each other
        answers = KnownAnswers(merged)
        labels: Sequence[Annotation] = draft.foresee_on(Annotation, "code", [code.id])
        fields = self.fields
        if code.is_of_units:
            fields = {**fields, NONE: NONE}
            answered = units_answered(draft.foresee_on(Annotation, "code", [into.id]), into.id)
            labels = [one for one in labels if answered_unit(one) not in answered]
        for label in labels:
            values = carried_over(answers, fields, label.values)
            draft.carry(structs.replace(label, code=merged.id, values=values))
        links_kept(draft, [one.id for one in labels])
        _beside(draft, code.id, merged.id)
        return f"{code.name} merged into {merged.name}"


class SplitCode(msgspec.Struct, frozen=True):
    """Give the labels of a code that have some answers codes of their own.

    `parts` are the new codes, by the answer (as JSON, of several choices one) whose labels they
    get. A label with several of these answers gets the first one's.
    """

    code: str
    field: str
    parts: tuple[tuple[str | int | bool, Code], ...]

    def plan(self, draft: Draft) -> str:
        """Make the codes, let links end at them, and recode the labels."""
        refuse_unless_reviewing(draft)
        code = draft.need(Code, self.code)
        if not self.parts:
            raise UserError("Nothing is to be split off.", remedy="Choose an answer.")
        for _, part in self.parts:
            if draft.get(Code, part.id) is not None:
                message = f"There is a code {part.id} already."
                raise UserError(message, remedy="Choose another id.")
            _refuse_unlike(code, part)
            draft.put(part)
        new = tuple(part.id for _, part in self.parts)
        for other in draft.find(Code):
            draft.put(_ending_at(other, code.id, (code.id, *new)))
        known = {part.id: KnownAnswers(draft.need(Code, part.id)) for _, part in self.parts}
        moved: list[str] = []
        for label in draft.foresee_on(Annotation, "code", [code.id]):
            part = self._part_of(label.values.get(self.field))
            if part is not None:
                same = {name: name for name in label.values}
                values = carried_over(known[part.id], same, label.values)
                draft.carry(structs.replace(label, code=part.id, values=values))
                moved.append(label.id)
        links_kept(draft, moved)
        names = ", ".join(part.name for _, part in self.parts)
        return f"{names} split off {code.name}"

    def _part_of(self, answer: Any) -> Code | None:
        given = cast("list[Any]", answer) if isinstance(answer, list) else [answer]
        return next(
            (
                part
                for value, part in self.parts
                if any(type(one) is type(value) and one == value for one in given)
            ),
            None,
        )


def refuse_unless_reviewing(draft: Draft) -> None:
    """Refuse what changes everybody's labels to who is no reviewer; of nobody nothing is known."""
    if not folded(draft.coder):
        return
    info = draft.get(ProjectInfo, PROJECT_ID)
    settings = project_settings(info.settings if info else {})
    if settings.reviewers and not settings.may_review(id_of_coder(draft, draft.coder)):
        raise for_reviewers(draft, settings.reviewers)


def carried_over(answers: KnownAnswers, fields: Mapping[str, str], values: Values) -> Values:
    """Return the answers that another code takes, in its own fields; the first for each holds."""
    found: Values = {}
    for name, value in values.items():
        there = fields.get(name, "")
        if not there or there in found:
            continue
        now = value if answers.takes(there, value) else answers.carried(there, value)
        if now is not None:
            found[there] = now
    return found


def _with(values: Values, name: str, now: Any) -> Values:
    others = {one: value for one, value in values.items() if one != name}
    return others if now is None else {**others, name: now}


def _default(field: Field, default: Any) -> Any:
    """Return what a default has become, as defaults are kept."""
    if default is None:
        return None
    now = field.carried(json_value(default))
    return tuple(cast("list[Any]", now)) if isinstance(now, list) else now


def _depending(other: Field, field: Field) -> Field:
    """Return another field, which may be shown for some answers of this one."""
    shown = other.shown_if
    if shown is None or shown.field != field.id:
        return other
    each = [now for value in shown.values for now in _as_list(field.carried(value))]
    values = tuple(dict.fromkeys(each))
    return structs.replace(other, shown_if=Condition(field.id, values) if values else None)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return cast("list[Any]", value) if isinstance(value, list) else [value]


def _refuse_unlike(one: Code, other: Code) -> None:
    for code in (one, other):
        if code.group:
            raise UserError(f"{code.name} is a heading.", remedy="Choose a code that is applied.")
    if one.scope is not other.scope:
        whole = one if one.scope is Scope.ARTICLE else other
        message = f"{whole.name} is applied to whole articles, the other to stretches of text."
        raise UserError(message, remedy="Choose two that are applied alike.")
    if one.unit is not other.unit:
        asked = [f"each {c.unit}" if c.is_of_units else "no units" for c in (one, other)]
        message = f"{one.name} asks of {asked[0]}, {other.name} of {asked[1]}."
        raise UserError(message, remedy="Choose two that ask of the same units.")


def _ending_at(code: Code, old: str, new: tuple[str, ...]) -> Code:
    """Return a code whose links may end at other codes where they might end at the old one."""

    def mended(rule: LinkRule) -> LinkRule:
        if old not in rule.ends:
            return rule
        ends = [one for end in rule.ends for one in (new if end == old else (end,))]
        return structs.replace(rule, ends=tuple(dict.fromkeys(ends)))

    return structs.replace(code, links=tuple(map(mended, code.links)))


def links_kept(draft: Draft, labels: list[str]) -> None:
    """Take away the links of and to labels whose new code doesn't admit them."""
    going = draft.foresee_on(Link, "annotation", labels)
    coming = draft.foresee_on(Link, "target_annotation", labels)
    ends = [one.target_annotation for one in going if one.target_annotation is not None]
    draft.foresee(Annotation, [*labels, *ends, *(one.annotation for one in coming)])
    every = {one.id: one for one in (*going, *coming)}
    for link in every.values():
        if not admitted(draft, link):
            draft.remove(link)


def admitted(draft: Draft, link: Link) -> bool:
    """Tell whether a link fulfils its code's rules."""
    owner = draft.need(Annotation, link.annotation)
    rule = draft.need(Code, owner.code).link_rule(link.type)
    target = link.target_annotation
    end = ACTOR_END if target is None else draft.need(Annotation, target).code
    return rule is not None and rule.admits(end)


def _beside(draft: Draft, old: str, new: str) -> None:
    """Let notes and refusals be on the new code."""
    for note in draft.find(Remark, code=old):
        draft.put(structs.replace(note, code=new))
    for one in draft.find(Refusal, code=old):
        draft.remove(one)
        ident = refusal_id(one.article, one.coder, new, one.fragments)
        if draft.get(Refusal, ident) is None:
            draft.put(structs.replace(one, id=ident, code=new))


def rules_together(code: Code, into: Code) -> Iterator[LinkRule]:
    """Yield the link rules of two codes as one code's, each as wide as both."""
    for rule in into.links:
        other = code.link_rule(rule.type)
        if other is None:
            yield rule
            continue
        ends = tuple(dict.fromkeys((*rule.ends, *other.ends)))
        limits = rule.maximum, other.maximum
        most = None if None in limits else max(one for one in limits if one is not None)
        yield structs.replace(
            rule, ends=ends, minimum=min(rule.minimum, other.minimum), maximum=most
        )
    yield from (rule for rule in code.links if into.link_rule(rule.type) is None)

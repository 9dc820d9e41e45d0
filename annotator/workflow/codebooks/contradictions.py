"""What labels say that a codebook from a file doesn't take, by name, and the ways on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec import structs

from annotator.domain.codebook import Choice, Code, Codebook, Field, Moved, Scope, value_words
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.reshaping import rules_together
from annotator.domain.edits.taking_codebook import AnswersMoved, TakeCodebook
from annotator.domain.errors import UserError
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.names import folded
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, quoted
from annotator.store.labelled import LabelledProject
from annotator.store.readable import ReadableProject

_UNSEEN = "that you may not see"
_MOST_TYPED = 30
"""How many answers that were typed freely are asked about one by one."""


class WayOn(StrEnum):
    """What becomes of answers that a new codebook doesn't take."""

    KEEP = "keep"
    MAP = "map"
    DROP = "drop"


class Contradiction(msgspec.Struct, frozen=True, kw_only=True):
    """What a new codebook doesn't take: an answer, a whole field, or links (`link`, a type).

    `id` names it on the command line: CODE.FIELD, CODE.FIELD.ANSWER, CODE.FIELD.* (the `rest` of
    what was typed freely), CODE.LINK. `count` counts the labels that are seen. `others` are the
    answers that it can become, `likely` the one of them that is called as it is. `stays` tells
    whether the new codebook can keep it.
    """

    id: str
    code: str
    code_name: str
    field: str = ""
    field_name: str = ""
    answer: str | int | bool | None = None
    answer_name: str = ""
    link: str = ""
    count: int
    others: tuple[tuple[str, str], ...] = ()
    likely: str = ""
    rest: tuple[str | int | bool, ...] = ()
    stays: bool = True

    def in_words(self) -> str:
        """Say it as a sentence without its full stop."""
        of = f"{self.code_name}, {self.field_name}"
        if self.link:
            links = counted(self.count, "link") if self.count else f"links {_UNSEEN}"
            return f"{of}: {links} would not be admitted"
        if self.rest:
            on = f"on {counted(self.count, 'label')} that you see"
            return f"{of}: other answers that were typed are none any more, {on}"
        if self.answer is None:
            answers = counted(self.count, "answer") if self.count else f"answers {_UNSEEN}"
            return f"{of}: the field is gone, with {answers}"
        said = f"{quoted(self.answer_name)} is no answer any more"
        labels = counted(self.count, "label") if self.count else f"labels {_UNSEEN}"
        return f"{of}: {said}, and stands on {labels}"


class Choosing(msgspec.Struct, frozen=True):
    """The way that is chosen for a contradiction; `answer` is what it becomes, of `others`."""

    way: WayOn
    answer: str = ""


def contradictions(
    project: LabelledProject | ReadableProject,
    here: Codebook,
    book: Codebook,
    seen_by: Visibility | None = None,
) -> list[Contradiction]:
    """Return what labels say that a new codebook doesn't take; each by its code and field.

    Raise a `UserError` for a code in use that would be applied to something else: no answer to
    that could be chosen.
    """
    found: list[Contradiction] = []
    for new in book.codes:
        old = here.code(new.id)
        if old is not None:
            _refuse_unlike(project, old, new)
            found += _of_answers(project, old, new, seen_by)
            found += _of_links(project, old, new, seen_by)
    return found


def _refuse_unlike(project: LabelledProject | ReadableProject, old: Code, new: Code) -> None:
    was, now = _applied_to(old), _applied_to(new)
    if was != now and project.labels_in_use(old.id):
        message = f"{old.name} has labels as {was}, and would be {now} in this codebook."
        remedy = "Give it another id in the file: the code with the labels stays then, retired."
        raise UserError(message, where=f"code {old.name} ({old.id})", remedy=remedy)


def _applied_to(code: Code) -> str:
    if code.group:
        return "a heading"
    if code.is_of_units:
        return f"a question to each {code.unit}"
    whole = code.scope is Scope.ARTICLE
    return f"a code of {'whole articles' if whole else 'stretches of text'}"


def _of_answers(
    project: LabelledProject, old: Code, new: Code, seen_by: Visibility | None
) -> list[Contradiction]:
    changed = [one for one in old.fields if new.field(one.id) != one]
    if not changed:
        return []
    known, gone = KnownAnswers(new), defaultdict[str, int](int)
    found: list[Contradiction] = []
    typed: defaultdict[str, list[Contradiction]] = defaultdict(list)
    # Whether it stands anywhere is asked of all labels, how often of those that are seen.
    wanted = [one.id for one in changed]
    seen = {
        (one.field, type(one.answer), one.answer): one.count
        for one in project.answers_in_use(old.id, wanted, seen_by)
    }
    for one in project.answers_in_use(old.id, wanted):
        there, field = new.field(one.field), old.field(one.field)
        count = seen.get((one.field, type(one.answer), one.answer), 0)
        if field is None:
            continue
        if there is None:
            gone[field.id] += count
            continue
        value = [one.answer] if field.type.row.several else one.answer
        if known.takes(one.field, value):
            continue
        row, words = there.type.row, value_words(field, one.answer)
        others = tuple((said, value_words(there, row.read(said))) for said in row.offered(there))
        wanted_name = folded(words)
        said = Contradiction(
            id=f"{old.id}.{field.id}.{one.answer}",
            code=old.id,
            code_name=old.name,
            field=field.id,
            field_name=field.name,
            answer=one.answer,
            answer_name=words,
            count=count,
            others=others,
            likely=next((ident for ident, name in others if folded(name) == wanted_name), ""),
            stays=_can_stay(there, field),
        )
        if field.type.row.labels:
            found.append(said)
        else:
            typed[field.id].append(said)
    for each in typed.values():
        found += _typed(each)
    for ident, count in gone.items():
        field = old.field(ident)
        found.append(
            Contradiction(
                id=f"{old.id}.{ident}",
                code=old.id,
                code_name=old.name,
                field=ident,
                field_name=field.name if field else ident,
                count=count,
            )
        )
    return found


def _typed(found: list[Contradiction]) -> list[Contradiction]:
    """Return the commonest answers that were typed freely, and the others in one.

    What nobody may see yet is never told by its words.
    """
    ordered = sorted(found, key=lambda one: (not one.likely, -one.count, one.answer_name))
    told = [one for one in ordered if one.count][:_MOST_TYPED]
    rest = [one for one in ordered if one not in told]
    if not rest:
        return told
    answers = tuple(one.answer for one in rest if one.answer is not None)
    first, count = rest[0], sum(one.count for one in rest)
    ident = f"{first.code}.{first.field}.*"
    return [
        *told,
        structs.replace(
            first, id=ident, answer=None, answer_name="", likely="", rest=answers, count=count
        ),
    ]


def _of_links(
    project: LabelledProject, old: Code, new: Code, seen_by: Visibility | None
) -> list[Contradiction]:
    if old.links == new.links:
        return []
    lost: dict[str, int] = {}
    seen = {(one.type, one.end): one.count for one in project.links_in_use(old.id, seen_by)}
    for one in project.links_in_use(old.id):
        rule = new.link_rule(one.type)
        if rule is None or not rule.admits(one.end):
            lost[one.type] = lost.get(one.type, 0) + seen.get((one.type, one.end), 0)

    def named(link: str) -> str:
        return rule.name if (rule := old.link_rule(link)) else link

    return [
        Contradiction(
            id=f"{old.id}.{link}",
            code=old.id,
            code_name=old.name,
            field_name=f"link {named(link)}",
            link=link,
            count=count,
        )
        for link, count in lost.items()
    ]


def refusal_of(found: Sequence[Contradiction]) -> UserError:
    """Return the refusal of a codebook that labels contradict, with the ways on."""
    said = "; ".join(f"{one.in_words()} ({one.id})" for one in found)
    return UserError(
        f"Labels say what this codebook doesn't take: {said}.",
        remedy="Keep the old answers as retired (--keep), map them (--map ID=ANSWER), or drop "
        "them from the labels (--drop).",
    )


def taking_over(
    here: Codebook,
    book: Codebook,
    found: Sequence[Contradiction],
    ways: Mapping[str, Choosing],
) -> Edit:
    """Return the edit that takes over a codebook; `ways` are by the contradictions' ids.

    Raise a `UserError` that names what has no way, or none that is possible.
    """
    left = [one for one in found if one.id not in ways]
    if left:
        raise refusal_of(left)
    if not found:
        return ReplaceCodebook(book)
    codes = {code.id: code for code in book.codes}
    answers: dict[tuple[str, str], AnswersMoved] = {}
    unlinked: list[str] = []
    for one in found:
        chosen, code, old = ways[one.id], codes[one.code], here.code(one.code)
        if old is None:
            continue
        if chosen.way is WayOn.KEEP:
            codes[one.code] = _keeping(code, old, one)
        elif one.link and chosen.way is WayOn.DROP:
            unlinked.append(one.code)
        else:
            key = one.code, one.field
            before = answers.get(key, AnswersMoved(*key))
            answers[key] = _moving(before, one, chosen, code.field(one.field))
    whole = structs.replace(book, codes=tuple(codes.values()))
    return TakeCodebook(whole, tuple(answers.values()), tuple(dict.fromkeys(unlinked)))


def _moving(
    before: AnswersMoved, one: Contradiction, chosen: Choosing, there: Field | None
) -> AnswersMoved:
    if chosen.way is WayOn.DROP and one.answer is None and not one.rest:
        return structs.replace(before, gone=True)
    if chosen.way is WayOn.MAP and chosen.answer not in dict(one.others):
        choices = ", ".join(ident for ident, _ in one.others) or "none"
        message = f"{one.code_name}, {one.field_name}: it can't become {chosen.answer or 'that'}."
        raise UserError(message, remedy=f"It can become: {choices}.")
    answers = one.rest if one.answer is None else (one.answer,)
    now = None
    if chosen.way is WayOn.MAP and there is not None:
        now = there.type.row.read(chosen.answer)
    moved = tuple(Moved(each, now) for each in answers)
    return structs.replace(before, moved=(*before.moved, *moved))


def _keeping(code: Code, old: Code, one: Contradiction) -> Code:
    """Return a new code with what an answer, a field or links of the old one need."""
    if one.link:
        rule = old.link_rule(one.link)
        kept = structs.replace(old, links=(rule,) if rule else ())
        return structs.replace(code, links=tuple(rules_together(kept, code)))
    field, there = old.field(one.field), code.field(one.field)
    if field is None:
        return code
    if there is None:
        left = structs.replace(field, retired=True, required=False, shown_if=None)
        return structs.replace(code, fields=(*code.fields, left))
    if not one.stays:
        message = f"{one.code_name}, {one.field_name} has another type in this codebook."
        raise UserError(message, remedy="Map its answers to others, or drop them.")
    new = _with_answer(there, field, one)
    return structs.replace(
        code, fields=tuple(new if each.id == new.id else each for each in code.fields)
    )


def _with_answer(there: Field, field: Field, one: Contradiction) -> Field:
    if there.type.row.has_choices:
        left = Choice(str(one.answer), one.answer_name, retired=True)
        return structs.replace(there, choices=(*there.choices, left))
    found = (step for step in field.steps if step.value == one.answer)
    steps = [structs.replace(step, retired=True) for step in found]
    every = sorted((*there.steps, *steps), key=lambda step: step.value)
    return structs.replace(there, steps=tuple(every))


def _can_stay(there: Field, field: Field) -> bool:
    was, now = field.type.row, there.type.row
    choices = was.has_choices and now.has_choices and was.several is now.several
    return choices or (was.has_steps and now.has_steps)

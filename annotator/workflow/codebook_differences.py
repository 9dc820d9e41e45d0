"""How two states of a codebook differ, in words: code by code, field by field."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from annotator.domain.codebook import Code, Codebook, Field, LinkRule
from annotator.domain.wording import shortened
from annotator.workflow.codebook_text import (
    choices_text,
    condition_text,
    default_text,
    steps_text,
)

_MADE, _GONE = "new", "gone"
_ON_ONE_LINE = 200
_PLAIN = (
    *("name", "key", "scope", "colour", "parent", "group", "definition", "include", "exclude"),
    *("positive_example", "negative_example", "source", "state", "unit"),
)
_CALLED = {"group": "Heading", "key": "Key", "unit": "Asks of each"}


class CodebookDifference(msgspec.Struct, frozen=True):
    """One thing in which two codebooks differ.

    `code` is empty for the codebook itself; `what` is what of it differs ("Definition", "Field
    Stance: choices"), or empty where all of it came or went; `before` and `after` are in words.
    """

    code: str
    code_name: str
    what: str
    before: str
    after: str

    def in_words(self) -> str:
        """Say it as a sentence without its full stop."""
        of = self.code_name or "Codebook"
        if not self.what:
            return f"{of}: {self.after or self.before}"
        if self.after in (_MADE, _GONE) and not self.before:
            return f"{of}, {_lower(self.what)}: {self.after}"
        before, after = (shortened(one, _ON_ONE_LINE) or "–" for one in (self.before, self.after))
        return f"{of}, {_lower(self.what)}: {before} → {after}"

    def in_full(self) -> str:
        """Say all of it, in lines."""
        of = ", ".join(filter(None, (self.code_name or "Codebook", _lower(self.what))))
        if self.after in (_MADE, _GONE) and not self.before:
            return f"{of}: {self.after}"
        return f"{of}\nBefore: {self.before or '–'}\nAfter: {self.after or '–'}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def codebook_differences(then: Codebook, now: Codebook) -> list[CodebookDifference]:
    """Return in what a codebook differs from an earlier one; how codes are ordered aside."""
    found = [
        CodebookDifference("", "", what, before, after)
        for what, before, after in (
            ("Title", then.title, now.title),
            ("Description", then.description, now.description),
        )
        if before != after
    ]
    was, is_now = ({code.id: code for code in book.codes} for book in (then, now))
    for ident in dict.fromkeys((*is_now, *was)):
        found += code_differences(was.get(ident), is_now.get(ident))
    return found


def code_differences(then: Code | None, now: Code | None) -> list[CodebookDifference]:
    """Return in what a code differs from what it was; where it came or went, only that."""
    if then is None or now is None:
        code = then or now
        if code is None:
            return []
        said = _MADE if then is None else _GONE
        return [CodebookDifference(code.id, code.name, "", "", said)]
    told = _in_code(then, now)
    return [CodebookDifference(now.id, now.name, what, was, is_now) for what, was, is_now in told]


_Told = tuple[str, str, str]
_Part = TypeVar("_Part", Field, LinkRule)


def _in_code(then: Code, now: Code) -> Iterator[_Told]:
    for name in _PLAIN:
        yield from _told(_CALLED.get(name) or _named(name), getattr(then, name), getattr(now, name))
    yield from _parts("Field", _by_id(then.fields), _by_id(now.fields), _in_field)
    was, is_now = ({rule.type: rule for rule in code.links} for code in (then, now))
    yield from _parts("Link", was, is_now, _in_link)


def _parts(
    thing: str,
    then: dict[str, _Part],
    now: dict[str, _Part],
    within: Callable[[_Part, _Part], Iterator[_Told]],
) -> Iterator[_Told]:
    for ident in dict.fromkeys((*now, *then)):
        was, is_now = then.get(ident), now.get(ident)
        if was is None or is_now is None:
            yield f"{thing} {(now | then)[ident].name}", "", _GONE if is_now is None else _MADE
            continue
        title = f"{thing} {is_now.name}"
        for what, before, after in within(was, is_now):
            yield f"{title}: {_lower(what)}", before, after
    if [one for one in then if one in now] != [one for one in now if one in then]:
        before, after = (", ".join(one.name for one in every.values()) for every in (then, now))
        yield f"Order of the {thing.lower()}s", before, after


def _by_id(fields: Iterable[Field]) -> dict[str, Field]:
    return {field.id: field for field in fields}


def _in_field(then: Field, now: Field) -> Iterator[_Told]:
    for name in ("name", "type", "level", "required", "retired", "help"):
        yield from _told(_named(name), getattr(then, name), getattr(now, name))
    yield from _told("Choices", choices_text(then.choices), choices_text(now.choices))
    yield from _told("Steps", steps_text(then.steps), steps_text(now.steps))
    yield from _told("Default", default_text(then), default_text(now))
    yield from _told("Shown if", _condition(then), _condition(now))


def _condition(field: Field) -> str:
    shown = field.shown_if
    return f"{shown.field} is {condition_text(shown, None)}" if shown else ""


def _in_link(then: LinkRule, now: LinkRule) -> Iterator[_Told]:
    for name in ("name", "minimum", "maximum"):
        yield from _told(_named(name), getattr(then, name), getattr(now, name))
    yield from _told("Ends", ", ".join(then.ends), ", ".join(now.ends))


def _told(what: str, then: object, now: object) -> Iterator[_Told]:
    if then != now:
        yield what, _said(then), _said(now)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _named(attribute: str) -> str:
    return attribute.replace("_", " ").capitalize()

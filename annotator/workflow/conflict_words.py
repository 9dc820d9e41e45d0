"""Conflicts in words: which record, which attribute, and what either side says."""

from typing import Any, cast

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code, Codebook, Field, value_words
from annotator.domain.kinds import KINDS
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.domain.teamwork import Assignment, Comment
from annotator.store.merging.report import Conflict
from annotator.store.project import Project

_EXCERPT = 40
_EXISTENCE = "existence"
_FRAGMENTS, _STRETCH = "fragments", "stretch"
_NOTHING = "–"


def conflict_row(project: Project, codebook: Codebook, one: Conflict) -> tuple[str, ...]:
    """Return what a table says of a conflict: record, attribute, ours, theirs, which is kept."""
    record = project.get(KINDS[one.kind].type, one.record)
    field = _field(codebook, record, one.attribute)
    return (
        _record(project, codebook, record) if record else f"{one.kind.capitalize()}, deleted",
        field.name if field else _attribute(one.attribute),
        _value(one.attribute, one.ours, field),
        _value(one.attribute, one.theirs, field),
        one.kept,
    )


def _record(project: Project, codebook: Codebook, record: Record) -> str:
    """Name a record as people know it."""
    match record:
        case Article():
            return f"Article “{_short(record.title)}”"
        case Annotation():
            return _annotation(project, codebook, record)
        case Link() | Decision() | Comment():
            found = project.get(Annotation, record.annotation)
            on = _annotation(project, codebook, found) if found else "an annotation"
            return f"{type(record).__name__} on {on}"
        case Status() | Assignment():
            article = project.get(Article, record.article)
            title = f"“{_short(article.title)}”" if article else "an article"
            coder = project.get(Coder, record.coder)
            return f"{type(record).__name__} of {coder.handle if coder else '?'} on {title}"
        case Code() | Actor() | Coder():
            name = record.handle if isinstance(record, Coder) else record.name
            return f"{type(record).__name__} {name}"
        case _:
            return "The project"


def _annotation(project: Project, codebook: Codebook, one: Annotation) -> str:
    code = codebook.code(one.code)
    name = code.name if code else one.code
    if one.text:
        return f"{name} “{_short(one.text)}”"
    article = project.get(Article, one.article)
    return f"{name} of “{_short(article.title)}”" if article else name


def _field(codebook: Codebook, record: Record | None, attribute: str) -> Field | None:
    """Return the field of which an attribute is the answer."""
    whole, _, entry = attribute.partition(".")
    if whole != "values" or not isinstance(record, Annotation):
        return None
    code = codebook.code(record.code)
    return code.field(entry) if code else None


def _attribute(attribute: str) -> str:
    if attribute == _EXISTENCE:
        return "Whether it is there"
    whole, _, entry = attribute.partition(".")
    return (entry or whole).replace("_", " ").capitalize()


def _value(attribute: str, value: Any, field: Field | None = None) -> str:
    if field is not None:
        return value_words(field, value) or _NOTHING
    if attribute == _EXISTENCE:
        return "there" if value else "deleted"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        joint = "–" if attribute == _STRETCH else ", "
        inner = _STRETCH if attribute == _FRAGMENTS else ""
        return joint.join(_value(inner, one) for one in cast("list[Any]", value)) or _NOTHING
    return _NOTHING if value in (None, "") else str(value)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT].rstrip()}…"

"""Conflicts in words: which record, which attribute, and what either side says."""

from typing import Any, cast

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record
from annotator.store.merging.report import Conflict
from annotator.store.project import Project

_EXCERPT = 40
_EXISTENCE = "existence"
_FRAGMENTS, _STRETCH = "fragments", "stretch"
_NOTHING = "–"


def conflict_row(project: Project, codebook: Codebook, one: Conflict) -> tuple[str, ...]:
    """Return what a table says of a conflict: record, attribute, ours, theirs, which is kept."""
    record = project.get(KINDS[one.kind].type, one.record)
    return (
        _record(project, codebook, record) if record else f"{one.kind.capitalize()}, deleted",
        _attribute(codebook, record, one.attribute),
        _value(one.attribute, one.ours),
        _value(one.attribute, one.theirs),
        one.kept,
    )


def _record(project: Project, codebook: Codebook, record: Record) -> str:
    """Name a record as people know it."""
    match record:
        case Article():
            return f"Article “{_short(record.title)}”"
        case Annotation():
            return _annotation(project, codebook, record)
        case Code() | Actor() | Coder():
            name = record.handle if isinstance(record, Coder) else record.name
            return f"{type(record).__name__} {name}"
        case ProjectInfo():
            return "The project"
        case _:
            return _on_another(project, codebook, record)


def _on_another(project: Project, codebook: Codebook, record: Record) -> str:
    """Name a record by what it is on: an annotation, or an article with whose it is."""
    kind, name = KINDS[kind_name(type(record))], type(record).__name__
    owner = kind.owner
    if owner is None:
        return name
    found = project.get(KINDS[owner.kind].type, getattr(record, owner.attribute))
    if owner.kind != "article":
        on = _annotation(project, codebook, found) if isinstance(found, Annotation) else ""
        return f"{name} on {on or f'an {owner.kind}'}"
    title = f"“{_short(found.title)}”" if isinstance(found, Article) else "an article"
    coder = project.get(Coder, getattr(record, kind.author)) if kind.author else None
    return f"{name} of {coder.handle if coder else '?'} on {title}"


def _annotation(project: Project, codebook: Codebook, one: Annotation) -> str:
    code = codebook.code(one.code)
    name = code.name if code else one.code
    if one.text:
        return f"{name} “{_short(one.text)}”"
    article = project.get(Article, one.article)
    return f"{name} of “{_short(article.title)}”" if article else name


def _attribute(codebook: Codebook, record: Record | None, attribute: str) -> str:
    if attribute == _EXISTENCE:
        return "Whether it is there"
    whole, _, entry = attribute.partition(".")
    if whole == "values" and isinstance(record, Annotation):
        code = codebook.code(record.code)
        fields = code.fields if code else ()
        entry = next((field.name for field in fields if field.id == entry), entry)
    return (entry or whole).replace("_", " ").capitalize()


def _value(attribute: str, value: Any) -> str:
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

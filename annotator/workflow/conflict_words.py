"""Conflicts in words: which record, which attribute, and what either side says."""

from collections.abc import Mapping
from typing import Any, cast

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.kinds import KINDS
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Record
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.wording import shortened
from annotator.store.merging.report import Conflict
from annotator.store.project import Project
from annotator.workflow.answers import value_words

_EXCERPT = 40
_EXISTENCE = "existence"
_FRAGMENTS = ("fragments", "excluded")
_STATES = ("status", "state", "scope", "verdict", "origin", "layer")
_NAMES = ("name", "label", "title", "id", "type")
"""What a part of a record is called by, the best first."""
_REFERENCES: Mapping[str, type[Record]] = {
    "article": Article,
    "code": Code,
    "parent": Code,
    "coder": Coder,
    "reviewer": Coder,
    "annotation": Annotation,
    "gold": Annotation,
    "target_annotation": Annotation,
    "target_actor": Actor,
}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_NOTHING = "–"


def conflict_row(project: Project, codebook: Codebook, one: Conflict) -> tuple[str, ...]:
    """Return what a table says of a conflict: record, attribute, ours, theirs, which is kept."""
    record = project.get(KINDS[one.kind], one.record)
    return (
        _record(project, codebook, record) if record else f"{one.kind.capitalize()}, deleted",
        _attribute(codebook, record, one.attribute),
        _value(project, codebook, record, one.attribute, one.ours),
        _value(project, codebook, record, one.attribute, one.theirs),
        one.kept,
    )


def _record(project: Project, codebook: Codebook, record: Record) -> str:
    """Name a record as people know it."""
    match record:
        case Article():
            return f"Article “{shortened(record.title, _EXCERPT)}”"
        case Annotation():
            return _annotation(project, codebook, record)
        case Link() | Decision() | Comment():
            found = project.get(Annotation, record.annotation)
            on = _annotation(project, codebook, found) if found else "an annotation"
            return f"{type(record).__name__} on {on}"
        case Status() | Assignment():
            article = project.get(Article, record.article)
            title = f"“{shortened(article.title, _EXCERPT)}”" if article else "an article"
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
        return f"{name} “{shortened(one.text, _EXCERPT)}”"
    article = project.get(Article, one.article)
    return f"{name} of “{shortened(article.title, _EXCERPT)}”" if article else name


def _attribute(codebook: Codebook, record: Record | None, attribute: str) -> str:
    if attribute == _EXISTENCE:
        return "Whether it is there"
    whole, _, entry = attribute.partition(".")
    if whole == "values" and isinstance(record, Annotation):
        field = _field(codebook, record, entry)
        entry = field.name if field else entry
    return (entry or whole).replace("_", " ").capitalize()


def _value(
    project: Project, codebook: Codebook, record: Record | None, attribute: str, value: Any
) -> str:
    """Say what an attribute was given, in a coder's words."""
    if attribute == _EXISTENCE:
        return "there" if value else "deleted"
    whole, _, entry = attribute.partition(".")
    if isinstance(record, Annotation):
        field = _field(codebook, record, entry) if whole == "values" else None
        if field is not None and value not in _EMPTY:
            return value_words(field, value)
    if whole in _FRAGMENTS:
        return _stretches(project, record, value)
    if isinstance(value, str) and value:
        return _named(project, codebook, whole, value)
    return _plain(value)


def _field(codebook: Codebook, record: Annotation, field: str) -> Field | None:
    code = codebook.code(record.code)
    return code.field(field) if code else None


def _stretches(project: Project, record: Record | None, value: Any) -> str:
    """Return what stands at fragments, as the text has it; offsets where the text is gone."""
    pieces = [(int(start), int(end)) for start, end in value or ()]
    article = record.article if isinstance(record, Annotation) else record.id if record else ""
    if not pieces or project.get(Article, article) is None:
        return ", ".join(f"{start}–{end}" for start, end in pieces) or _NOTHING
    text = project.article_text(article)
    return ", ".join(f"“{shortened(text[start:end], _EXCERPT)}”" for start, end in pieces)


def _named(project: Project, codebook: Codebook, attribute: str, value: str) -> str:
    """Return what a text is: the name of the record whose id it is, or itself."""
    if attribute in _STATES:
        return value.replace("_", " ")
    kind = _REFERENCES.get(attribute)
    found = project.get(kind, value) if kind is not None else None
    if found is None:
        return value
    if isinstance(found, Code | Actor):
        return found.name
    return found.handle if isinstance(found, Coder) else _record(project, codebook, found)


def _plain(value: Any) -> str:
    """Return a value of no special meaning: words for a flag, names for what has a name."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, Any]", value)
        name = next((entries[key] for key in _NAMES if entries.get(key) not in _EMPTY), None)
        pairs = (f"{key.replace('_', ' ')}: {_plain(one)}" for key, one in entries.items())
        return _plain(name) if name is not None else ", ".join(pairs) or _NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(_plain(one) for one in cast("list[Any]", value)) or _NOTHING
    return _NOTHING if value in (None, "") else str(value)

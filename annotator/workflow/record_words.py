"""Records, their attributes and values in words, also of records that are gone."""

from collections.abc import Mapping
from typing import Any, cast

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.codebook import Code, Codebook, Field, value_words
from annotator.domain.kinds import KINDS, kind_name, referring_to
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record
from annotator.domain.refusals import Refusal
from annotator.domain.study import Remark, Round
from annotator.domain.visibility import Visibility
from annotator.domain.wording import quoted, shortened
from annotator.store.project import Project

_EXCERPT = 40
EXISTENCE = "existence"
_OF_STRETCHES = ("fragments", "excluded")
OF_LABELS = frozenset(
    ("annotation", *(kind.name for kind, one in referring_to("annotation") if one.owns))
)
"""The kinds of record that are labels, or are on one."""
_GOLD = "gold"
"""A decision's attribute that holds an annotation's id, though that annotation may be gone."""
HIDDEN = "Hidden until you have finished the article"
"""What stands for labels that may not be seen."""
_NOTHING = "–"


def record_as_it_was(project: Project, kind: str, record: str) -> Record | None:
    """Return a record, or as history last had it whole if it is gone."""
    here = project.get(KINDS[kind].type, record)
    return here or deleted_record(project, kind, record)


def deleted_record(project: Project, kind: str, record: str) -> Record | None:
    """Return a record that is gone, as history last had it whole."""
    found = (
        one
        for changes in project.history_of(record)
        for one in (*changes.removed(KINDS[kind].type), *changes.created(KINDS[kind].type))
        if one.id == record
    )
    return next(found, None)


def owner_of(project: Project, record: Record) -> Record | None:
    """Return what a record is on; as it was, if it is gone."""
    owner = KINDS[kind_name(type(record))].owner
    if owner is None:
        return None
    return record_as_it_was(project, owner.kind, getattr(record, owner.attribute))


def annotation_of(project: Project, record: Record | None) -> Annotation | None:
    """Return the annotation that a record is, or is on; as it was, if it is gone."""
    found = record if isinstance(record, Annotation) or not record else owner_of(project, record)
    return found if isinstance(found, Annotation) else None


def record_words(project: Project, codebook: Codebook, record: Record) -> str:
    """Name a record as people know it."""
    match record:
        case Article():
            return f"Article “{shortened(record.title, _EXCERPT)}”"
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
    if isinstance(record, Remark):
        asker = project.get(Coder, record.asker)
        return f"Note to the lead of {asker.handle if asker else '?'}"
    if owner is None:
        return f"Round {record.name}" if isinstance(record, Round) else name
    found = project.get(KINDS[owner.kind].type, getattr(record, owner.attribute))
    if owner.kind != "article":
        on = _annotation(project, codebook, found) if isinstance(found, Annotation) else ""
        return f"{name} on {on or f'an {owner.kind}'}"
    title = f"“{shortened(found.title, _EXCERPT)}”" if isinstance(found, Article) else "an article"
    coder = project.get(Coder, getattr(record, kind.author)) if kind.author else None
    return f"{name} of {coder.handle if coder else '?'} on {title}"


def _annotation(project: Project, codebook: Codebook, one: Annotation) -> str:
    code = codebook.code(one.code)
    name = code.name if code else one.code
    if one.text:
        return f"{name} {quoted(one.text, _EXCERPT)}"
    article = project.get(Article, one.article)
    return f"{name} of “{shortened(article.title, _EXCERPT)}”" if article else name


def attribute_words(codebook: Codebook, record: Record | None, attribute: str) -> str:
    """Name an attribute, or an entry of one ("values.stance"), as people know it."""
    if attribute == EXISTENCE:
        return "Whether it is there"
    whole, _, entry = attribute.partition(".")
    field = field_of(codebook, record, attribute)
    name = field.name if field is not None else (entry or whole).replace("_", " ")
    return name[:1].upper() + name[1:]


def field_of(codebook: Codebook, record: Record | None, attribute: str) -> Field | None:
    """Return the field that an attribute is the answer to, if it is an answer."""
    whole, _, entry = attribute.partition(".")
    code = codebook.code(record.code) if isinstance(record, Annotation) else None
    return code.field(entry) if code is not None and whole == "values" else None


def attribute_value_words(
    project: Project,
    visibility: Visibility,
    record_kind: str,
    record: Record | None,
    field: Field | None,
    attribute: str,
    value: Any,
) -> str:
    """Say a value as people say it: an answer by its name, a record by what it is called."""
    if attribute == EXISTENCE:
        return "there" if value else "deleted"
    if value is None or value in ("", [], (), {}):
        return _NOTHING
    if field is not None:
        return value_words(field, value)
    if attribute in _OF_STRETCHES:
        return _stretches(project, record, value)
    kind = referred_kind(record_kind, attribute)
    return _plain(value) if kind is None else _named(project.get(kind, str(value)), visibility)


def referred_kind(kind: str, attribute: str) -> type[Record] | None:
    """Return the kind of record whose id an attribute holds, if it holds one."""
    if attribute == _GOLD:
        return Annotation
    held = (one.kind for one in KINDS[kind].references if one.attribute == attribute)
    name = next(held, None)
    return KINDS[name].type if name else None


def _named(record: Record | None, visibility: Visibility) -> str:
    """Return what a record is called; of labels that may not be seen only that they are."""
    if isinstance(record, Annotation) and not visibility.sees(record):
        return HIDDEN
    match record:
        case None:
            return _NOTHING
        case Coder() | Actor() | Code():
            return record.handle if isinstance(record, Coder) else record.name
        case Article():
            return f"“{shortened(record.title, _EXCERPT)}”"
        case Annotation():
            return quoted(record.text, _EXCERPT) if record.text else "the whole article"
        case _:
            return record.id


def _stretches(project: Project, record: Record | None, value: Any) -> str:
    """Return what stands at ranges, as the text has it; the offsets where the text is gone."""
    pieces = [(int(start), int(end)) for start, end in value]
    on = isinstance(record, Annotation | Refusal)
    article = record.article if on else record.id if record else ""
    if project.get(Article, article) is None:
        return ", ".join(f"{start}–{end}" for start, end in pieces)
    text = project.article_text(article)
    return ", ".join(quoted(text[start:end], _EXCERPT) for start, end in pieces)


def _plain(value: Any) -> str:
    """Say a JSON value without brackets, quotes or Python's names."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = cast("Mapping[str, Any]", value).items()
        said = (f"{key.replace('_', ' ')} {_plain(one)}" for key, one in pairs if one)
        return ", ".join(said) or _NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(_plain(one) for one in cast("list[Any]", value)) or _NOTHING
    return _NOTHING if value in (None, "") else str(value).replace("_", " ")

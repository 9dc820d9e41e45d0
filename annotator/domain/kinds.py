"""The kinds of record, by name, in an order in which each refers only to earlier ones."""

from functools import cache
from typing import Any, TypeVar

import msgspec

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.teamwork import Assignment, Comment

R = TypeVar("R", bound=Record)

KINDS: dict[str, type[Record]] = {
    "project": ProjectInfo,
    "coder": Coder,
    "actor": Actor,
    "code": Code,
    "article": Article,
    "status": Status,
    "annotation": Annotation,
    "link": Link,
    "decision": Decision,
    "assignment": Assignment,
    "comment": Comment,
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def kind_name(kind: type[Record]) -> str:
    """Return the name under which records of this class are stored."""
    return _NAMES[kind]


@cache
def map_attributes(kind: str) -> frozenset[str]:
    """Return the attributes that are maps, whose entries change and merge one by one."""
    fields = msgspec.structs.fields(KINDS[kind])
    return frozenset(field.name for field in fields if field.type == Values)


def to_values(record: Record) -> Values:
    """Return a record's attributes as JSON values, defaults included."""
    pairs: dict[str, Any] = {f: getattr(record, f) for f in record.__struct_fields__}
    return msgspec.to_builtins(pairs)


def from_values(kind: type[R], values: Values) -> R:
    """Return the record that these JSON values describe; raise `msgspec.ValidationError`."""
    return msgspec.convert(values, kind)

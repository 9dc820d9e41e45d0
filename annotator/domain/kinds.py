"""The kinds of record: the one table of what refers to what, what is owned, fixed and shared.

Rules, removal, merging, packaging and examining read it, so that a kind whose rules are only "it
refers to these" is one row here (with its class and, for the file, its migration).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, TypeVar

import msgspec

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.codebook import Code
from annotator.domain.draws import DrawnArticle
from annotator.domain.ids import derived_id
from annotator.domain.layout import ArticleLayout
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Run, Score
from annotator.domain.shells import ArticleShell
from annotator.domain.study import (
    Freeze,
    Inclusion,
    PracticeResult,
    Remark,
    Round,
    SentBack,
    Settlement,
)
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Timing
from annotator.domain.wording import counted

R = TypeVar("R", bound=Record)


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """An attribute that holds the id of a record of some kind, which must be there.

    `owns` says that the record dies with the one it refers to. An `optional` reference is none
    where the attribute has its default.
    """

    attribute: str
    kind: str
    owns: bool = False
    optional: bool = False


class RecordKind(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What holds for all records of a kind, beside the rules of its own nature.

    `id_from` are the attributes that an id is derived from, in their order; neither they nor
    those in `fixed` ever change. `may_lack` are the attributes that a creation in another file may
    leave out: notes in packages, and what came with a later version of the program. `shared` says
    that every package has all records; `judged_together`, that whether one record can stand
    depends on the others of its kind; `reserved`, that only reviewers change records.
    """

    name: str
    type: type[Record]
    plural: str = ""
    references: tuple[Reference, ...] = ()
    id_from: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    shared: bool = False
    judged_together: bool = False
    reserved: bool = False

    @cached_property
    def owner(self) -> Reference | None:
        """What the records are on; the first of those that they die with."""
        return next((one for one in self.references if one.owns), None)

    @cached_property
    def author(self) -> str:
        """The attribute that says whose work a record is; empty for nobody's."""
        return next((one.attribute for one in self.references if one.kind == "coder"), "")

    @cached_property
    def never_change(self) -> frozenset[str]:
        """The attributes that stay as they were when the record was made."""
        return frozenset(("id", *self.id_from, *self.fixed))

    @property
    def has_notes(self) -> bool:
        """Whether people write notes on the records, which are their writer's alone."""
        return "note" in self.may_lack

    def in_words(self, count: int) -> str:
        """Return "1 link" or "2 links"."""
        return counted(count, self.name, self.plural)


def _on(attribute: str, kind: str = "", *, optional: bool = False) -> Reference:
    """Refer to what the record is a part of, and dies with."""
    return Reference(attribute=attribute, kind=kind or attribute, owns=True, optional=optional)


def _to(attribute: str, kind: str = "", *, optional: bool = False) -> Reference:
    """Refer to what stays as long as anything refers to it."""
    return Reference(attribute=attribute, kind=kind or attribute, optional=optional)


KINDS: dict[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind(
            name="project",
            type=ProjectInfo,
            may_lack=("actor_variables",),
            shared=True,
            reserved=True,
        ),
        RecordKind(name="coder", type=Coder, judged_together=True),
        RecordKind(
            name="actor",
            type=Actor,
            may_lack=("note", "affiliations", "values", "unlike", "became"),
            shared=True,
        ),
        RecordKind(
            name="code",
            type=Code,
            references=(_to("parent", "code", optional=True),),
            may_lack=("unit",),
            shared=True,
            judged_together=True,
            reserved=True,
        ),
        RecordKind(name="article", type=Article, may_lack=("note", "first_text", "excluded_on")),
        RecordKind(
            name="status",
            type=Status,
            plural="statuses",
            references=(_on("article"), _to("coder")),
            id_from=("article", "coder"),
        ),
        RecordKind(
            name="timing",
            type=Timing,
            references=(_on("article"), _to("coder")),
            id_from=("article", "coder", "day", "mark"),
        ),
        # An import can give an annotation to another coder or article, and a decision or a comment
        # to another annotation: nothing of them is fixed.
        RecordKind(
            name="annotation",
            type=Annotation,
            references=(_on("article"), _to("code"), _to("coder")),
            may_lack=("note", "on_text"),
        ),
        RecordKind(
            name="link",
            type=Link,
            references=(
                _on("annotation"),
                _on("target_annotation", "annotation", optional=True),
                _to("target_actor", "actor", optional=True),
            ),
            id_from=("annotation", "type", "target_annotation", "target_actor"),
        ),
        # The gold that a decision names may be gone: that is no reference.
        RecordKind(
            name="decision",
            type=Decision,
            references=(_on("annotation"), _to("reviewer", "coder")),
            may_lack=("gold",),
            reserved=True,
        ),
        RecordKind(
            name="assignment",
            type=Assignment,
            references=(_on("article"), _to("coder")),
            id_from=("article", "coder"),
            may_lack=("shared",),
        ),
        RecordKind(name="comment", type=Comment, references=(_on("annotation"), _to("coder"))),
        RecordKind(name="round", type=Round, shared=True, reserved=True),
        RecordKind(
            name="inclusion",
            type=Inclusion,
            references=(_on("article"), _on("round")),
            id_from=("article", "round"),
            reserved=True,
        ),
        RecordKind(
            name="result",
            type=PracticeResult,
            references=(_on("article"), _to("coder")),
            id_from=("article", "coder"),
        ),
        RecordKind(
            name="settlement",
            type=Settlement,
            references=(_on("article"), _to("reviewer", "coder")),
            id_from=("article",),
            reserved=True,
        ),
        RecordKind(
            name="return",
            type=SentBack,
            references=(_on("article"), _to("coder"), _to("reviewer", "coder")),
            id_from=("article", "coder"),
        ),
        RecordKind(
            name="remark",
            type=Remark,
            references=(
                _on("article", optional=True),
                _to("asker", "coder"),
                _to("coder"),
                _to("code", optional=True),
            ),
        ),
        RecordKind(name="freeze", type=Freeze, references=(_to("coder"),), reserved=True),
        RecordKind(
            name="layout",
            type=ArticleLayout,
            references=(_on("article"),),
            id_from=("article",),
            may_lack=("on_text",),
        ),
        RecordKind(name="run", type=Run, references=(_to("coder"),), id_from=("coder",)),
        RecordKind(
            name="score",
            type=Score,
            references=(_on("annotation"),),
            id_from=("annotation",),
            may_lack=("by", "rule"),
        ),
        # Its id is derived from whoever refused it first, and from where it stood then.
        RecordKind(
            name="refusal",
            type=Refusal,
            references=(_on("article"), _to("coder"), _on("code")),
            fixed=("article", "code"),
            may_lack=("on_text",),
        ),
        RecordKind(
            name="draw",
            type=DrawnArticle,
            references=(_on("article"), _to("coder")),
            id_from=("article", "coder"),
        ),
        RecordKind(name="shell", type=ArticleShell, id_from=("address", "doi", "heading")),
    )
}
"""By name, in an order in which each kind refers to earlier ones only, or to itself."""
_NO_VALUE = object()


@cache
def kind_name(kind: type[Record]) -> str:
    """Return the name under which records of this class are stored."""
    return next(one.name for one in KINDS.values() if one.type is kind)


@cache
def map_attributes(kind: str) -> frozenset[str]:
    """Return the attributes that are maps, whose entries change and merge one by one."""
    fields = msgspec.structs.fields(KINDS[kind].type)
    return frozenset(field.name for field in fields if field.type == Values)


def references(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[Reference, str]]:
    """Yield what a record refers to, by what is given of its attributes, with the ids."""
    for one, none in _references(kind):
        if one.attribute in values and (value := values[one.attribute]) != none:
            yield one, value


def referred_to(record: Record) -> Iterator[tuple[Reference, str]]:
    """Yield what a record refers to, with the ids."""
    for one, none in _references(kind_name(type(record))):
        value: str = getattr(record, one.attribute)
        if value != none:
            yield one, value


@cache
def _references(kind: str) -> tuple[tuple[Reference, Any], ...]:
    """Return what records of a kind refer to, each with what stands where there is nothing."""
    return tuple(
        (one, _default(kind, one.attribute) if one.optional else _NO_VALUE)
        for one in KINDS[kind].references
    )


@cache
def _default(kind: str, attribute: str) -> Any:
    fields = msgspec.structs.fields(KINDS[kind].type)
    return next(field.default for field in fields if field.name == attribute)


def referring_to(kind: str) -> Iterator[tuple[RecordKind, Reference]]:
    """Yield the kinds of record that refer to records of a kind, and by which attribute."""
    for one in KINDS.values():
        for reference in one.references:
            if reference.kind == kind:
                yield one, reference


def id_of(kind: str, values: Mapping[str, Any]) -> str:
    """Return the id that a record has by what it is on: two people who make it make the same."""
    return derived_id(kind, *(values[name] or "" for name in KINDS[kind].id_from))


def to_values(record: Record, names: Iterable[str] = ()) -> Values:
    """Return a record's attributes, all or those of these names, as JSON values; defaults too."""
    if names:
        return msgspec.to_builtins({name: getattr(record, name) for name in names})
    whole = msgspec.structs.asdict(record) if record.__struct_config__.omit_defaults else record
    return msgspec.to_builtins(whole)


def from_values(kind: type[R], values: Values) -> R:
    """Return the record that these JSON values describe; raise `msgspec.ValidationError`."""
    return msgspec.convert(values, kind)

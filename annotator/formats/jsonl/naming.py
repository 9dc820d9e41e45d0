"""What the codes, fields, links and coders in JSONL are taken for, where that is said."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set

from msgspec import structs

from annotator.domain.codebook import Code, Codebook
from annotator.domain.field_types import is_id
from annotator.domain.names import folded
from annotator.domain.wording import quoted
from annotator.formats.incoming import ReadOptions
from annotator.formats.jsonl.lines import AnnotationPart, ArticleLine, AssignedPart
from annotator.formats.labels.names import key, person_key, slug
from annotator.formats.taken_labels import NameKind, TakenLabel


class Renamed:
    """A mapping of names, as a preview of labels changes it, on its way into lines."""

    def __init__(self, names: Mapping[str, str], codebook: Codebook) -> None:
        self._names = names
        self._codes = {one.id: one for one in codebook.codes}
        self._by_name = {folded(one.name): one.id for one in codebook.codes if not one.group}

    def line(self, line: ArticleLine) -> ArticleLine:
        """Return a line with other names, and without the annotations that are left out."""
        gone = {one.id for one in line.annotations if not self.code(one.code)} - {""}
        state = line.article_state
        if state is not None and state.reviewer:
            state = structs.replace(state, reviewer=self._handle(state.reviewer))
        return structs.replace(
            line,
            annotations=tuple(
                self._part(one, gone) for one in line.annotations if self.code(one.code)
            ),
            statuses={self._handle(one): status for one, status in line.statuses.items()},
            assigned=tuple(
                self._handle(one)
                if isinstance(one, str)
                else structs.replace(one, coder=self._handle(one.coder))
                for one in line.assigned
            ),
            article_state=state,
            sent_back=tuple(
                structs.replace(
                    one, coder=self._handle(one.coder), reviewer=self._handle(one.reviewer)
                )
                for one in line.sent_back
            ),
        )

    def code(self, name: str) -> str:
        """Return the id of the code that a name is taken for; empty where it is left out."""
        target = self._names.get(name, name).strip()
        if target in self._codes or not target:
            return target
        return self._by_name.get(folded(target)) or (target if is_id(target) else slug(target))

    def part_of(self, code: str, name: str) -> str:
        """Return the id of the field or link that a name of a code is taken for."""
        target = self._names.get(key(code, name), name).strip().rpartition(".")[2]
        return target if is_id(target) or not target else slug(target)

    def _part(self, part: AnnotationPart, gone: Set[str]) -> AnnotationPart:
        """Return an annotation with other names, and without what leads to those that are gone."""
        fields = {self.part_of(part.code, name): value for name, value in part.fields.items()}
        fields.pop("", None)
        links = (
            structs.replace(one, type=self.part_of(part.code, one.type))
            for one in part.links
            if one.annotation not in gone
        )
        return structs.replace(
            part,
            code=self.code(part.code),
            coder=self._handle(part.coder),
            layer=self._handle(part.layer),
            fields=fields,
            links=tuple(one for one in links if one.type),
            decisions=tuple(
                structs.replace(
                    one,
                    reviewer=self._handle(one.reviewer),
                    gold=None if one.gold in gone else one.gold,
                )
                for one in part.decisions
            ),
            comments=tuple(
                structs.replace(one, coder=self._handle(one.coder)) for one in part.comments
            ),
        )

    def _handle(self, handle: str) -> str:
        return self._names.get(person_key(handle), "").strip() or handle


def taken_names(lines: Iterable[ArticleLine], options: ReadOptions) -> list[TakenLabel]:
    """Return every code, field, link and coder in lines with what it is taken for."""
    renamed = Renamed(options.names or {}, options.codebook)
    counts: Counter[tuple[NameKind, str, str]] = Counter()
    for line in lines:
        for part in line.annotations:
            counts.update(_names_in(part))
        assigned = (one.coder if isinstance(one, AssignedPart) else one for one in line.assigned)
        counts.update((NameKind.CODER, "", one) for one in {*line.statuses, *assigned})
    order = list(NameKind)
    every = sorted(counts.items(), key=lambda item: order.index(item[0][0]))
    return [_row(kind, code, name, n, renamed, options) for (kind, code, name), n in every if name]


def _names_in(part: AnnotationPart) -> Iterator[tuple[NameKind, str, str]]:
    yield NameKind.CODE, "", part.code
    for name, value in part.fields.items():
        if value is not None:
            yield NameKind.FIELD, part.code, name
    for one in part.links:
        yield NameKind.LINK, part.code, one.type
    yield NameKind.CODER, "", part.coder


def _row(
    kind: NameKind, code: str, name: str, count: int, renamed: Renamed, options: ReadOptions
) -> TakenLabel:
    if kind is NameKind.CODER:
        given = (options.names or {}).get(person_key(name), "").strip() or name
        return TakenLabel(name=person_key(name), what=kind, count=count, target=given)
    target = renamed.code(code or name)
    known = options.codebook.code(target)
    shown = name
    if kind is not NameKind.CODE:
        shown = key(code, name)
        part = renamed.part_of(code, name)
        is_there = known is not None and _has(known, kind, part)
        target = key(target, part) if target and part else ""
    else:
        is_there = known is not None
    is_new = bool(target) and not is_there
    problem = f"The codebook has no {kind} {quoted(target)}" if is_new else ""
    return TakenLabel(
        name=shown,
        what=kind,
        count=count,
        target=target,
        is_new=is_new,
        problem="" if options.extend_codebook else problem,
    )


def _has(code: Code, kind: NameKind, part: str) -> bool:
    found = code.field(part) if kind is NameKind.FIELD else code.link_rule(part)
    return found is not None

"""What the names in a file of labels are taken for, and the codebook with what it lacks of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, Field, LinkRule, Scope
from annotator.domain.errors import UserError
from annotator.domain.field_types import is_id
from annotator.domain.names import folded
from annotator.domain.rules_codebook import MAXIMUM_DEPTH
from annotator.domain.wording import counted, quoted
from annotator.formats.incoming import ReadOptions
from annotator.formats.labels.foreign import ForeignCode, ForeignFile, ForeignLabel
from annotator.formats.labels.names import free_slug, handle, key, person_key, slug
from annotator.formats.labels.survey import Survey
from annotator.formats.labels.values import answer, guessed, with_choices
from annotator.formats.taken_labels import NameKind, TakenLabel

_MOST_NAMES = 5_000
_MAP = "Map it (--map {}=code), or let the import extend the codebook (--extend-codebook)."


class TakenNames:
    """The decisions on one file's names: by the mapping given, else by the codebook's names.

    What the codebook lacks is added where the options say so, or where the mapping names it.
    """

    def __init__(self, file: ForeignFile, options: ReadOptions) -> None:
        self._mapping = {**(options.mapping or {}), **(options.names or {})}
        self._extends = options.extend_codebook
        self._defined = {one.name: one for one in file.codes}
        self._tool = file.tool
        self._original = options.codebook
        self._codes = {one.id: one for one in options.codebook.codes}
        self._ids: defaultdict[str, list[str]] = defaultdict(list)
        for one in options.codebook.codes:
            self._ids[folded(one.name)].append(one.id)
        self._last = max((one.position for one in options.codebook.codes), default=-1)
        self._answers: dict[tuple[str, str, str], Any] = {}
        self._new: set[str] = set()
        self._of_defined: dict[str, str] = {}
        self._of_label: dict[tuple[str, bool], str] = {}
        self._fields: dict[tuple[str, bool, str], str] = {}
        self._links: dict[tuple[str, bool, str], str] = {}
        self._handles: dict[str, str] = {}
        self.survey = Survey(file)
        if max(len(file.codes), len(self.survey.labels)) > _MOST_NAMES:
            most = counted(_MOST_NAMES, "code")
            raise UserError(f"It has more than {most}.", remedy="Split it into smaller files.")
        self._wrong: Counter[str] = Counter()
        self._rows: list[TakenLabel] = []
        self._take_codes()
        self._take_fields()
        self._take_links()
        self._take_people(options.coder)
        self.handles = frozenset(map(folded, self._handles.values()))
        """The handles of all people whom the file names, folded."""

    @property
    def codebook(self) -> Codebook:
        """The project's codebook with what is added."""
        return structs.replace(self._original, codes=tuple(self._codes.values()))

    @property
    def rows(self) -> Sequence[TakenLabel]:
        """Every name with what it is taken for."""
        return self._rows

    def added(self) -> list[Code]:
        """Return the codes that are new or have more than they had."""
        known = {one.id: one for one in self._original.codes}
        return [one for one in self._codes.values() if known.get(one.id) != one]

    def problems(self) -> Iterator[UserError]:
        """Yield what can't come in as things are: names without a code, field or link."""
        for row in self._rows:
            if row.problem:
                remedy = _MAP.format(f"“{row.name}”" if " " in row.name else row.name)
                said = f"{row.problem} ({counted(row.count, 'time')})."
                yield UserError(said, remedy=remedy)
        for message, count in self._wrong.items():
            yield UserError(f"{message} ({counted(count, 'time')}).")

    # What is asked for each label

    def code(self, label: ForeignLabel) -> Code | None:
        """Return the code that a label is taken for; None where it is left out."""
        return self._codes.get(self._of_label.get((label.label, label.is_span), ""))

    def values(self, label: ForeignLabel, code: Code) -> dict[str, Any]:
        """Return what is said of a label as answers to its code's fields."""
        found: dict[str, Any] = {}
        for name, value in label.fields.items():
            field = code.field(self._fields.get((label.label, label.is_span, name), ""))
            if field is None:
                continue
            given = self._answer(code, field, value)
            if given is not None:
                found[field.id] = given
            elif value not in (None, "", [], ()):
                shown = quoted(str(value))
                self._wrong[f"{shown} is no answer to {code.name} – {field.name}"] += 1
        return found

    def _answer(self, code: Code, field: Field, value: Any) -> Any:
        """Return a value as the field takes it: words are looked up among the choices once."""
        if not isinstance(value, str):
            return answer(field, value)
        place = code.id, field.id, value
        if place not in self._answers:
            self._answers[place] = answer(field, value)
        return self._answers[place]

    def link_type(self, label: ForeignLabel, link_type: str) -> str:
        """Return the type that a link of a label becomes; empty where it is left out."""
        return self._links.get((label.label, label.is_span, link_type), "")

    def admits(self, code: Code, link_type: str, end: str) -> bool:
        """Tell whether a link may end there, at a code or an actor; remember where it may not."""
        rule = code.link_rule(link_type)
        if rule is not None and rule.admits(end):
            return True
        self._wrong[f"“{link_type}” of {code.name} can’t end at {end}"] += 1
        return False

    def handle(self, name: str) -> str:
        """Return the handle of somebody whom the file calls so."""
        return self._handles[name]

    # Codes

    def _take_codes(self) -> None:
        if self._extends:
            for one in self._defined.values():
                if one.name not in self._mapping:
                    self._defined_code(one, Scope.SPAN)
        for (label, is_span), count in self.survey.labels.items():
            scope = Scope.SPAN if is_span else Scope.ARTICLE
            code, problem = self._code_for(label, scope)
            if code is not None and code.scope is not scope and not problem:
                code, problem = self._otherwise_scoped(label, code, scope)
            target = "" if problem or code is None else code.id
            self._of_label[label, is_span] = target
            row = TakenLabel(
                name=label,
                what=NameKind.CODE,
                count=count,
                target=target,
                is_new=target in self._new,
                problem=problem,
            )
            self._rows.append(row)

    def _code_for(self, label: str, scope: Scope) -> tuple[Code | None, str]:
        """Return the code that a label is taken for, or why there is none."""
        if label in self._mapping:
            target = self._mapping[label].strip()
            if not target:
                return None, ""
            named = self._codes.get(target) or self._named(target)
            return named or self._make(slug(target), label, scope), ""
        known = self._matching(label)
        if known is not None:
            return known, ""
        if self._extends:
            return self._defined_code(self._defined.get(label), scope, label), ""
        return None, f"The codebook has no code for {quoted(label)}"

    def _otherwise_scoped(self, label: str, code: Code, scope: Scope) -> tuple[Code | None, str]:
        """Return another code for what is said of whole articles where one is for stretches."""
        if code.id in self._new:
            if not any(target == code.id for target in self._of_label.values()):
                self._codes[code.id] = code = structs.replace(code, scope=scope)
                return code, ""
        elif label in self._mapping or not self._extends:
            return None, self._wrong_scope(label, code)
        ending = "article" if scope is Scope.ARTICLE else "span"
        made = self._codes.get(f"{code.id}_{ending}")
        if made is not None and made.scope is scope:
            return made, ""
        return self._make(free_slug(f"{code.id}_{ending}", self._codes), label, scope), ""

    def _wrong_scope(self, label: str, code: Code) -> str:
        wanted = "a stretch of text" if code.scope is Scope.SPAN else "the whole article"
        return f"{code.name} is applied to {wanted}, and {quoted(label)} to something else"

    def _matching(self, label: str) -> Code | None:
        named = self._codes.get(label) or self._named(label)
        if named is not None:
            return named
        made = self._codes.get(slug(label))
        return None if made is None or slug(made.name) == made.id in self._new else made

    def _named(self, name: str) -> Code | None:
        return next((one for one in self._of_name(name) if not one.group), None)

    def _of_name(self, name: str) -> Iterator[Code]:
        """Yield the codes and headings of a name, whatever its case."""
        return (self._codes[ident] for ident in self._ids.get(folded(name), ()))

    def _defined_code(self, defined: ForeignCode | None, scope: Scope, name: str = "") -> Code:
        """Return the code for a name as the other program defines it, and those above it."""
        if defined is None:
            return self._make(free_slug(name, self._codes), name, scope)
        known = self._known(defined)
        if known is not None:
            return known
        chain = [defined]
        while (above := self._defined.get(chain[-1].parent)) and above not in chain:
            chain.append(above)
        parent = ""
        for one in reversed(chain):
            found = self._known(one)
            if found is None:
                found = self._make(free_slug(one.name, self._codes), one.title or one.name, scope)
                found = structs.replace(
                    found,
                    parent=self._with_room(parent),
                    group=one.group,
                    definition=one.definition,
                    colour=one.colour or found.colour,
                )
                self._codes[found.id] = found
                self._of_defined[one.name] = found.id
            parent = found.id
        return self._codes[parent]

    def _with_room(self, parent: str) -> str:
        """Return a code, or the nearest above it, under which another level is allowed."""
        line: list[str] = []
        while (code := self._codes.get(parent)) is not None and parent not in line:
            line.append(parent)
            parent = code.parent
        line = line[max(0, len(line) - MAXIMUM_DEPTH + 1) :]
        return line[0] if line else ""

    def _known(self, defined: ForeignCode) -> Code | None:
        """Return the code that a defined one is already; of headings that of the same name."""
        made = self._codes.get(self._of_defined.get(defined.name, ""))
        if made is not None or not defined.group:
            return made or self._matching(defined.name)
        named = self._of_name(defined.title or defined.name)
        return next((one for one in named if one.group), None)

    def _make(self, ident: str, name: str, scope: Scope) -> Code:
        self._last += 1
        code = Code(id=ident, name=name.strip() or ident, scope=scope, position=self._last)
        if ident not in self._codes:
            self._ids[folded(code.name)].append(ident)
        self._codes[ident] = code
        self._new.add(ident)
        return code

    # Fields

    def _take_fields(self) -> None:
        values: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for (label, is_span, name), seen in self.survey.fields.items():
            code = self._codes.get(self._of_label.get((label, is_span), ""))
            if code is None:
                continue
            target, problem = self._field_for(code, label, name, seen)
            row = TakenLabel(
                name=key(label, name),
                what=NameKind.FIELD,
                count=self.survey.counts[label, is_span, name],
                target=key(code.id, target) if target else "",
                is_new=bool(target) and code.field(target) is None,
                problem=problem,
            )
            self._rows.append(row)
            if not target:
                continue
            self._fields[label, is_span, name] = target
            values[code.id, target].extend(seen)
            self._make_field(code, target, label, name, values[code.id, target])

    def _field_for(self, code: Code, label: str, name: str, seen: Sequence[Any]) -> tuple[str, str]:
        """Return the id of the field for what is said of a label, or why there is none."""
        given = self._mapping.get(key(label, name))
        if given is not None:
            target = given.strip().rpartition(".")[2]
            return (target if is_id(target) or not target else slug(target)), ""
        wanted = folded(name)
        for field in code.every_field:
            named = field.id == name or folded(field.name) == wanted or field.id == slug(name)
            if named and (not self._extends or self._takes(code, field, seen)):
                return field.id, ""
        if self._may_add(code):
            return free_slug(name, {one.id for one in code.fields}), ""
        return "", f"{code.name} has no field for {quoted(name)}"

    def _takes(self, code: Code, field: Field, seen: Sequence[Any]) -> bool:
        """Tell whether a field takes all these answers, or can be made to take them."""
        original = self._original.code(code.id)
        if original is None or original.field(field.id) is None or field.type.row.has_choices:
            return True
        return all(answer(field, one) is not None for one in seen)

    def _make_field(
        self, code: Code, target: str, label: str, name: str, seen: Sequence[Any]
    ) -> None:
        """Add a field, or to one that is there the choices that it lacks, where that may be."""
        original = self._original.code(code.id)
        old = original.field(target) if original else None
        defined = self._defined.get(label)
        listed = defined.values.get(name, ()) if defined else ()
        field: Field | None = old
        if old is None:
            field = guessed(target, name, seen, listed)
        elif old.type.row.has_choices and self._may_add(code, key(label, name)):
            field = with_choices(old, seen)
        if field is None or field == code.field(target):
            return
        kept = [field if one.id == target else one for one in code.fields]
        fields = kept if code.field(target) else [*kept, field]
        self._codes[code.id] = structs.replace(code, fields=tuple(fields))

    def _may_add(self, code: Code, name: str = "") -> bool:
        return self._extends or code.id in self._new or name in self._mapping

    # Links and people

    def _take_links(self) -> None:
        for (label, is_span, name), count in self.survey.links.items():
            code = self._codes.get(self._of_label.get((label, is_span), ""))
            if code is None:
                continue
            target, problem = self._link_for(code, label, name)
            is_new = bool(target) and code.link_rule(target) is None
            if is_new:
                rule = LinkRule(type=target, name=name, ends=(ACTOR_END, ANY_CODE))
                self._codes[code.id] = structs.replace(code, links=(*code.links, rule))
            if target:
                self._links[label, is_span, name] = target
            row = TakenLabel(
                name=key(label, name),
                what=NameKind.LINK,
                count=count,
                target=key(code.id, target) if target else "",
                is_new=is_new,
                problem=problem,
            )
            self._rows.append(row)

    def _link_for(self, code: Code, label: str, name: str) -> tuple[str, str]:
        given = self._mapping.get(key(label, name))
        if given is not None:
            target = given.strip().rpartition(".")[2]
            return (target if is_id(target) or not target else slug(target)), ""
        wanted = folded(name)
        for rule in code.links:
            if rule.type == name or folded(rule.name) == wanted or rule.type == slug(name):
                return rule.type, ""
        if self._may_add(code):
            return slug(name), ""
        return "", f"{code.name} has no link for {quoted(name)}"

    def _take_people(self, coder: str) -> None:
        for name, count in self.survey.people.items():
            given = self._mapping.get(person_key(name), "").strip()
            own = coder if not name and coder else handle(name, handle(self._tool, "labels"))
            self._handles[name] = given or own
            if name:
                row = TakenLabel(
                    name=person_key(name),
                    what=NameKind.CODER,
                    count=count,
                    target=self._handles[name],
                )
                self._rows.append(row)

"""What of a merged history can stand: the rest is withheld, not lost.

People who work apart can each do what is allowed and together do what is not: one deletes an
article that the other annotates. The fold of both histories then holds records that refer to
nothing. They are left out of the state until what they need is there (again); the history keeps
them. What is left out depends on the folded records alone, and so not on the order of merging.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.carrying import Carrier, TextOf, counted_in, no_text
from annotator.domain.change import Key
from annotator.domain.codebook import ACTOR_END, AskedUnit, Code, Scope, is_none
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, from_values, references, to_values
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.names import folded
from annotator.domain.people import coder_id
from annotator.domain.record import Values
from annotator.domain.rules_codebook import MAXIMUM_DEPTH, check_code

Records = dict[str, dict[str, Values]]
"""Records' values by kind and id."""


def grouped(folded: Mapping[Key, Values]) -> Records:
    """Return folded records by kind and id."""
    records: Records = {kind: {} for kind in KINDS}
    for (kind, record), values in folded.items():
        records[kind][record] = values
    return records


def standing_records(raw: Records, text_of: TextOf = no_text) -> Records:
    """Return the records that can stand, as they can stand; those unchanged are the same objects.

    A record is left out when what it refers to is; an answer, when the code doesn't take it, nor
    what has become of it. What was made on another text of its article is carried to the one that
    the article has, and left out when its words are gone.
    """
    return _Standing(raw, text_of).result


class _Standing:
    """One pass through the kinds, each of which refers to earlier ones."""

    def __init__(self, raw: Records, text_of: TextOf) -> None:
        self.result: Records = {kind: {} for kind in KINDS}
        self._text_of = text_of
        self._carriers: dict[str, Carrier] = {}
        self._codes: dict[str, Code] = {}
        self._answers: dict[str, KnownAnswers] = {}
        by_their_nature: dict[str, Callable[[dict[str, Values]], Iterable[tuple[str, Values]]]] = {
            "coder": self._coders,
            "code": self._code_records,
            "article": self._articles,
            "annotation": self._annotations,
            "layout": self._layouts,
            "refusal": self._refusals,
            "link": self._links,
        }
        for kind in KINDS:
            left = {r: v for r, v in raw[kind].items() if self._refers_well(kind, v)}
            look = by_their_nature.get(kind)
            self.result[kind] = left if look is None else dict(look(left))

    def _coders(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        """Give the same handle to one coder only: to who had it first, then by id."""
        taken: set[str] = set()
        numbers: dict[str, int] = {}

        def late(item: tuple[str, Values]) -> tuple[bool, str]:
            return item[0] != coder_id(item[1]["handle"]), item[0]

        for record, values in sorted(records.items(), key=late):
            handle = wanted = values["handle"]
            n = numbers.get(folded(wanted), 2)
            while folded(handle) in taken:
                handle, n = f"{wanted} {n}", n + 1
            numbers[folded(wanted)] = n
            taken.add(folded(handle))
            yield record, values if handle == wanted else {**values, "handle": handle}

    def _code_records(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        for record, values in records.items():
            kept = values if _has_place(records, values) else {**values, "parent": ""}
            code = from_values(Code, kept)
            mended = _mended(code)
            self._codes[record] = mended
            self._answers[record] = KnownAnswers(mended)
            yield record, kept if mended is code else to_values(mended)

    def _articles(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        for record, values in records.items():
            elsewhere = (values.get("excluded_on") or "") != counted_in(values)
            if values["excluded"] and elsewhere:
                yield record, self._carrier(values).excluded(values)
            else:
                yield record, values

    def _carrier(self, article: Values) -> Carrier:
        if article["id"] not in self._carriers:
            self._carriers[article["id"]] = Carrier(article, self._text_of)
        return self._carriers[article["id"]]

    def _carried(
        self,
        records: dict[str, Values],
        place: str,
        carry: Callable[[Carrier, Values], Values | None],
    ) -> Iterator[tuple[str, Values]]:
        """Yield what stands in its article's text, and what is carried there."""
        for record, values in records.items():
            article = self.result["article"][values["article"]]
            if not values[place] or (values.get("on_text") or "") == counted_in(article):
                yield record, values
            elif (found := carry(self._carrier(article), values)) is not None:
                yield record, found

    def _layouts(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        return self._carried(records, "stretches", Carrier.layout)

    def _refusals(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        return self._carried(records, "fragments", Carrier.refusal)

    def _annotations(self, folded_records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        records = dict(self._carried(folded_records, "fragments", Carrier.annotation))
        yield from self._answering(records)

    def _answering(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        for record, values in records.items():
            code = self._codes[values["code"]]
            article = self.result["article"][values["article"]]
            ends = [end for _, end in values["fragments"]]
            if bool(ends) != (code.scope is Scope.SPAN) or max(ends, default=0) > article["length"]:
                continue
            answers, known = values["values"], self._answers[values["code"]]
            if is_none(answers) and not code.is_of_units:
                continue  # that it does not apply is no label of a code that is tagged freely
            untaken = [n for n, v in answers.items() if not known.takes(n, v)]
            if not untaken:
                yield record, values
                continue
            become = {n: known.carried(n, answers[n]) for n in untaken}
            taken = {n: v for n, v in {**answers, **become}.items() if v is not None}
            yield record, {**values, "values": taken}

    def _links(self, records: dict[str, Values]) -> Iterator[tuple[str, Values]]:
        annotations = self.result["annotation"]
        for record, values in records.items():
            owner = annotations[values["annotation"]]
            rule = self._codes[owner["code"]].link_rule(values["type"])
            end = _end(owner, annotations.get(values["target_annotation"] or ""), values)
            if rule is not None and end and rule.admits(end):
                yield record, values

    def _refers_well(self, kind: str, values: Values) -> bool:
        """Tell whether all is there that a record refers to; its own kind looks after itself."""
        return all(
            ident in self.result[one.kind]
            for one, ident in references(kind, values)
            if one.kind != kind
        )


def _end(owner: Values, target: Values | None, link: Values) -> str:
    """Return what a link ends at: a code, an actor, or nothing that it can end at."""
    if target is None or link["target_actor"]:
        return ACTOR_END if target is None and link["target_actor"] else ""
    return target["code"] if target["article"] == owner["article"] else ""


def _has_place(codes: dict[str, Values], values: Values) -> bool:
    """Tell whether a code's parents are there and lead to the top in as many levels as allowed."""
    above, depth = values, 1
    while above["parent"]:
        above, depth = codes.get(above["parent"], {}), depth + 1
        if not above or depth > MAXIMUM_DEPTH:
            return False
    return True


def _mended(code: Code) -> Code:
    """Return a code without the defaults, conditions and units that the rest of it doesn't take."""
    try:
        check_code(code)
    except UserError:
        values = to_values(code)
        unit = code.unit if code.unit.scope in (None, code.scope) else AskedUnit.FREE
        fields = _without_guesses(values["fields"])
        return from_values(Code, {**values, "fields": fields, "unit": unit.value})
    return code


def _without_guesses(fields: Any) -> list[Values]:
    return [{n: v for n, v in f.items() if n not in ("default", "shown_if")} for f in fields]

"""WebAnno TSV 3, as WebAnno and INCEpTION export it: a token per line, layers in its columns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.files.encodings import detected
from annotator.formats.files.folder import export_above
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.labels.foreign import (
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
)
from annotator.formats.labels.inception_files import CoderFile, coder_files, holds
from annotator.formats.labels.own_marks import put_together
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.uima_cas import NO_LABELS, OF_LANGUAGE, relation_name
from annotator.formats.labels.webanno_layers import (
    CellEntry,
    Layer,
    divided,
    entries,
    layer_of,
    plain,
)
from annotator.formats.labels.webanno_text import WebAnnoText

SUFFIXES = ()
_MARK = "#FORMAT=WebAnno TSV 3"
_MOST_LINES = 2_000_000
_MOST_STACKED = 500


class _Mark(msgspec.Struct):
    """One annotation: the tokens that it covers, and what is said of it."""

    id: str
    layer: Layer
    number: int
    units: list[str]
    fields: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    links: list[ForeignLink] = msgspec.field(default_factory=list[ForeignLink])


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is WebAnno TSV, or an export with such files."""
    if glimpse.is_zip:
        return holds(glimpse, ".tsv", _MARK.encode())
    return glimpse.text.startswith(_MARK)


def _file(path: Path, _options: ReadOptions) -> ForeignFile:
    texts: dict[str, tuple[str, list[ForeignLabel]]] = {}
    problems: list[UserError] = []
    left = 0
    for one in coder_files(path, ".tsv"):
        where = "/".join(one.parts[-2:])
        try:
            reading = _Reading(one, where)
            coder = one.coder()
            name = one.folder if coder else one.stem
            _, kept = texts.setdefault(reading.text, (name, []))
            kept.extend(put_together(reading.labels(coder)))
            left += reading.left_out
            problems.extend(reading.problems)
        except UserError as error:
            problems.append(error if error.where else error.at(where))
    said = f"Left out: {counted(left, 'annotation')} of words’ kinds, forms and syntax."
    return ForeignFile(
        tool="WebAnno",
        own=export_above(path) is not None,
        documents=[
            ForeignDocument(name=name, text=text, meta={"document": name}, labels=found)
            for text, (name, found) in texts.items()
        ],
        problems=problems,
        told=[Told("", said)] if left else [],
    )


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _target(entry: CellEntry) -> CellEntry:
    """Return what fills a slot, of which the number is that of what it ends at."""
    return CellEntry(f"{entry.words}[{entry.number}]") if entry.number else entry


class _Reading:
    """One coder's file on one document."""

    def __init__(self, file: CoderFile, where: str) -> None:
        self._where = where
        self._layers: list[Layer] = []
        self._tokens = WebAnnoText()
        self._marks: list[_Mark] = []
        self._at: defaultdict[tuple[str, str], list[_Mark]] = defaultdict(list)
        self._open: dict[tuple[int, int], _Mark] = {}
        self._ties: list[tuple[Layer, str, list[list[CellEntry]]]] = []
        self._slots: list[tuple[_Mark, str, str, str]] = []
        self._chains: dict[tuple[str, int, int], tuple[_Mark, str]] = {}
        self.problems: list[UserError] = []
        self.left_out = 0
        data = file.data
        text = data.decode(detected(data, where) if data.strip() else "utf-8")
        text = text.removeprefix("\ufeff")
        if not text.startswith(_MARK):
            raise UserError("It is no WebAnno TSV of version 3.", where=where)
        for number, line in enumerate(text.split("\n"), 1):
            if number > _MOST_LINES:
                raise UserError(f"It has more than {_MOST_LINES:,} lines.", where=where)
            self._take(line.removesuffix("\r"), number)
        self._tokens.close()
        self.text = self._tokens.text
        if not self.text.strip():
            raise UserError("It holds no text.", where=where)
        self._tie()

    def labels(self, coder: str) -> Iterator[ForeignLabel]:
        """Yield the annotations with what is said of them and what they are linked to."""
        for one in self._marks:
            if one.layer.type.startswith(NO_LABELS):
                continue
            if one.layer.type.startswith(OF_LANGUAGE):
                self.left_out += 1
                continue
            places = [
                self._tokens.places[unit] for unit in one.units if unit in self._tokens.places
            ]
            span = (min(a for a, _ in places), max(b for _, b in places)) if places else None
            yield ForeignLabel(
                label=one.layer.type.rpartition(".")[2],
                id=one.id,
                fragments=(span,) if span else (),
                placeless=span is None,
                fields=one.fields,
                links=tuple(dict.fromkeys(one.links)),
                coder=coder,
            )

    # Lines

    def _take(self, line: str, number: int) -> None:
        if line.startswith("#Text="):
            self._tokens.say(line[6:])
        elif line.startswith("#T_"):
            self._add_layer(line)
        elif line[:1].isdigit():
            unit = self._tokens.token(line)
            if unit:
                self._take_cells(unit, line.split("\t")[3:])
            else:
                self.problems.append(self._wrong(number))
        elif line.strip() and not line.startswith("#"):
            self.problems.append(self._wrong(number))

    def _wrong(self, number: int) -> UserError:
        return UserError("The line is none of WebAnno’s.", where=f"{self._where}, line {number}")

    def _add_layer(self, line: str) -> None:
        last = self._layers[-1] if self._layers else None
        layer = layer_of(line, last.first + last.width if last else 0)
        if layer is not None:
            self._layers.append(layer)

    def _take_cells(self, unit: str, cells: Sequence[str]) -> None:
        for n, layer in enumerate(self._layers):
            columns = [entries(one) for one in cells[layer.first : layer.first + layer.width]]
            if not any(columns):
                continue
            if max(map(len, columns)) > _MOST_STACKED:
                message = f"More than {_MOST_STACKED} annotations stand over one another."
                raise UserError(message, where=f"{self._where}, {unit}")
            if layer.kind == "relation":
                self._ties.append((layer, unit, columns))
                continue
            for k in range(max(map(len, columns))):
                said = [column[k] if k < len(column) else CellEntry("") for column in columns]
                targets = {slot + 1 for slot in layer.slots}
                said = [_target(one) if m in targets else one for m, one in enumerate(said)]
                self._take_mark(n, layer, unit, said)

    def _take_mark(self, n: int, layer: Layer, unit: str, said: Sequence[CellEntry]) -> None:
        """Take what a line says of one annotation, which may have begun in the line before."""
        number = next((one.number for one in said if one.number), 0)
        order = self._tokens.order.get(unit.partition(".")[0], 0)
        mark = self._open.get((n, number)) if number else None
        if mark is not None:
            last = self._tokens.order.get(mark.units[-1].partition(".")[0], 0)
            if order - last > 1:
                mark = None
        if mark is None:
            mark = _Mark(f"{self._where}:{len(self._marks)}", layer, number, [])
            self._marks.append(mark)
            if number:
                self._open[n, number] = mark
            self._describe(mark, said)
        mark.units.append(unit)
        self._at[layer.type, unit].append(mark)

    def _describe(self, mark: _Mark, said: Sequence[CellEntry]) -> None:
        layer = mark.layer
        if layer.kind == "chain":
            self._take_chain(mark, said)
            return
        skipped = {one + 1 for one in layer.slots}
        for column, name in enumerate(layer.features):
            if column in layer.slots:
                targets = said[column + 1].words if column + 1 < len(said) else ""
                self._slots.append((mark, name, said[column].words, targets))
            elif column not in skipped and name and column < len(said) and said[column].words:
                mark.fields[name] = plain(said[column].words)

    def _take_chain(self, mark: _Mark, said: Sequence[CellEntry]) -> None:
        """Take one link of a chain: what it is, and its place in which chain."""
        first, second = said[0].words, said[1].words if len(said) > 1 else ""
        if first and mark.layer.features[0]:
            mark.fields[mark.layer.features[0]] = plain(first)
        words, _, place = second.rpartition("->")
        chain, _, link = place.partition("-")
        if chain.isdigit() and link.isdigit() and len(place) < 18:
            kind = plain(words) if words not in ("", "*") else mark.layer.type.rpartition(".")[2]
            self._chains[mark.layer.type, int(chain), int(link)] = (mark, kind)

    # Links

    def _tie(self) -> None:
        for layer, unit, columns in self._ties:
            for k, reference in enumerate(columns[-1] if len(columns) == layer.width else ()):
                said = {
                    name: plain(column[k].words) if k < len(column) else ""
                    for name, column in zip(layer.features[:-1], columns, strict=False)
                }
                if layer.type.startswith(OF_LANGUAGE) or layer.base.startswith(NO_LABELS):
                    self.left_out += 1
                    continue
                start = self._mark_at(layer.base, reference.words, reference.number)
                end = self._mark_at(layer.base, unit, reference.second)
                if start is None or end is None:
                    message = f"A link at {unit} lacks a label that came in."
                    self.problems.append(UserError(message, where=self._where))
                else:
                    kind = relation_name(said, layer.type)
                    start.links.append(ForeignLink(type=kind, to=end.id))
        for slot in self._slots:
            self._tie_slot(*slot)
        for (name, chain, link), (mark, kind) in self._chains.items():
            following = self._chains.get((name, chain, link + 1))
            if following is not None:
                mark.links.append(ForeignLink(type=kind, to=following[0].id))

    def _tie_slot(self, mark: _Mark, name: str, roles: str, targets: str) -> None:
        """Link an annotation to what fills its slots."""
        named = [plain(one) for one in divided(roles, ";")]
        for n, target in enumerate(divided(targets, ";")):
            read = entries(target)
            if not read or not read[0].words:
                continue
            role = named[n] if n < len(named) else ""
            found = self._mark_anywhere(read[0].words, read[0].number)
            if found is None:
                message = f"A link “{name}” at {mark.units[0]} lacks a label that came in."
                self.problems.append(UserError(message, where=self._where))
            else:
                kind = role if role not in ("", "*") else name
                mark.links.append(ForeignLink(type=kind, to=found.id))

    def _mark_at(self, layer: str, unit: str, number: int) -> _Mark | None:
        there = self._at.get((layer, unit), ())
        exact = [one for one in there if one.number == number]
        return next(iter(exact or there), None)

    def _mark_anywhere(self, unit: str, number: int) -> _Mark | None:
        for layer in self._layers:
            if layer.kind != "relation" and not layer.type.startswith((*NO_LABELS, *OF_LANGUAGE)):
                there = list(self._at.get((layer.type, unit), ()))
                exact = [one for one in there if one.number == number]
                if exact or (there and not number):
                    return (exact or there)[0]
        return None

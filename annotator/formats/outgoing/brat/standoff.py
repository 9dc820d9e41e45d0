"""The lines of a file of brat's labels: what stands where, and what is said of it."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.formats.labels.brat import ANSWER
from annotator.formats.outgoing.answer_names import AnswerNames
from annotator.formats.outgoing.brat.configuration import NO, YES, values_of
from annotator.formats.outgoing.layers import ArticleLayer

NOTE = "AnnotatorNotes"
_SIGNS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
LINE_ENDS = re.compile(f"[{_SIGNS}]+")
"""What one or another reader takes for the end of a line."""
_LINE = re.compile(f"[^{_SIGNS}]+")


def pieces_of(annotation: Annotation) -> list[tuple[int, int, str]]:
    """Return start, end (code points) and words of each piece that stands on one line."""
    return [
        (piece.start + line.start(), piece.start + line.end(), line[0])
        for piece, words in zip(annotation.fragments, annotation.texts, strict=True)
        for line in _LINE.finditer(words)
    ]


def is_cut(annotation: Annotation) -> bool:
    """Tell whether a piece begins or ends with a line's end, which brat's labels can't have."""
    return any(LINE_ENDS.match(one) or LINE_ENDS.match(one[::-1]) for one in annotation.texts)


def is_joined(annotation: Annotation) -> bool:
    """Tell whether a line's end and blanks are all that parts two pieces: those are read as one."""
    for piece, following, (_, after) in zip(
        annotation.fragments, annotation.fragments[1:], annotation.contexts, strict=False
    ):
        gap = after[: following.start - piece.end]
        if not gap.strip() and LINE_ENDS.search(gap):
            return True
    return False


class Standoff:
    """Writes the labels of one layer of an article after the other."""

    def __init__(self, codebook: Codebook, names: AnswerNames) -> None:
        self._codes = {one.id: one for one in codebook.codes}
        self._names = names

    def lines(self, layer: ArticleLayer) -> Iterator[str]:
        """Yield the lines of a file, without their ends."""
        pieces = {one.id: found for one in layer.spans() if (found := pieces_of(one))}
        ids = {one: f"T{n}" for n, one in enumerate(pieces, 1)}
        spans = [one for one in layer.spans() if one.id in ids]
        for one in spans:
            places = ";".join(f"{start} {end}" for start, end, _ in pieces[one.id])
            words = " ".join(text for _, _, text in pieces[one.id])
            yield f"{ids[one.id]}\t{one.code} {places}\t{words}"
        for n, (start, kind, end) in enumerate(layer.ties(ids), 1):
            yield f"R{n}\t{kind} Arg1:{ids[start]} Arg2:{ids[end]}"
        yield from self._said(spans, ids)

    def _said(self, spans: list[Annotation], ids: Mapping[str, str]) -> Iterator[str]:
        attributes = notes = 0
        for one in spans:
            for name, value in self._attributes(one):
                attributes += 1
                yield f"A{attributes}\t{name} {ids[one.id]} {value}"
        for one in spans:
            for kind, line in self._notes(one):
                notes += 1
                yield f"#{notes}\t{kind} {ids[one.id]}\t{line}"

    def _attributes(self, one: Annotation) -> Iterator[tuple[str, str]]:
        for name, given, listed in self._answers(one):
            yield from ((name, value) for value in given if value in listed)

    def _notes(self, one: Annotation) -> Iterator[tuple[str, str]]:
        for name, given, listed in self._answers(one):
            for value in given:
                for line in _written(value) if value not in listed else ():
                    yield f"{ANSWER}{name}", line
        for line in _written(one.note):
            yield NOTE, line

    def _answers(self, one: Annotation) -> Iterator[tuple[str, list[str], list[str]]]:
        """Yield the name of each answer, what was answered, and what an attribute can say."""
        code = self._codes.get(one.code)
        for field in code.every_field if code is not None else ():
            value = one.values.get(field.id)
            if code is not None and value is not None:
                given = cast("list[object]", value) if isinstance(value, list) else [value]
                yield self._names.name(code, field), list(map(_value, given)), values_of(field)


def _value(value: object) -> str:
    return (YES if value else NO) if isinstance(value, bool) else str(value)


def _written(text: str) -> Iterator[str]:
    """Yield the lines of a text that are more than blanks: a note has one line."""
    return (line for line in LINE_ENDS.split(text) if line.strip())

"""Labels as Label Studio's results: regions with their answers, relations, and codes of the whole.

The pieces of an annotation are regions `ID`, `ID~2`, `ID~3`: links and notes are with the first.
"""

from collections.abc import Iterator
from typing import Any

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.formats.dataset import Dataset
from annotator.formats.outgoing.actor_links import actor_links
from annotator.formats.outgoing.label_studio.controls import (
    LABEL,
    TEXT,
    WHOLE,
    ControlNames,
    control_of,
    value_of,
)
from annotator.formats.outgoing.layers import ArticleLayer

PIECE = "~"
Result = dict[str, Any]


class Results:
    """Makes the results of one layer of an article after the other."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        codebook: Codebook = dataset.codebook
        self._codes = {one.id: one for one in codebook.codes}
        self._names = ControlNames(codebook)

    def of(self, layer: ArticleLayer) -> list[Result]:
        """Return the results of a layer."""
        regions = {one.id: one for one in layer.spans()}
        found = [result for one in layer.annotations for result in self._of_one(layer, one)]
        found += (
            {
                "type": "relation",
                "from_id": start,
                "to_id": end,
                "direction": "right",
                "labels": [kind],
            }
            for start, kind, end in layer.ties(regions)
        )
        return found

    def _of_one(self, layer: ArticleLayer, one: Annotation) -> Iterator[Result]:
        said = {"text": [one.note] if one.note else [], "links": actor_links(layer.links[one.id])}
        meta = {key: value for key, value in said.items() if value}
        if not one.fragments:
            yield self._whole(one, meta)
            yield from self._answers(one, one.id, {})
            return
        for n, (piece, words) in enumerate(zip(one.fragments, one.texts, strict=True), 1):
            ident = f"{one.id}{PIECE}{n}" if n > 1 else one.id
            place = {"start": piece.start, "end": piece.end, "text": words}
            yield self._region(one, ident, place, meta if n == 1 else {})
            yield from self._answers(one, ident, place)

    def _region(self, one: Annotation, ident: str, place: Result, meta: Result) -> Result:
        score = self._dataset.came.score(one)
        return {
            **_result(ident, LABEL, "labels", {**place, "labels": [one.code]}),
            **({"score": score} if score is not None else {}),
            **({"meta": meta} if meta else {}),
        }

    def _whole(self, one: Annotation, meta: Result) -> Result:
        found = _result(one.id, WHOLE, "choices", {"choices": [one.code]})
        return {**found, "meta": meta} if meta else found

    def _answers(self, one: Annotation, ident: str, place: Result) -> Iterator[Result]:
        code = self._codes.get(one.code)
        for field in code.every_field if code is not None else ():
            answer = one.values.get(field.id)
            if code is None or answer in (None, [], ""):
                continue
            tag = self._names.name(code, field, whole=not place)
            value = {**place, **value_of(field, answer)}
            yield _result(ident, tag, control_of(field).type, value)


def _result(ident: str, name: str, kind: str, value: Result) -> Result:
    return {
        "id": ident,
        "from_name": name,
        "to_name": TEXT,
        "type": kind,
        "origin": "manual",
        "value": value,
    }

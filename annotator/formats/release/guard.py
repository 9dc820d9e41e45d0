"""What may quote the texts, and so stays out of a release without them."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from msgspec import structs

from annotator.analysis.wordless.words import PlainWords
from annotator.domain.codebook import GUIDELINE, Code, Codebook
from annotator.domain.field_types import FREE_TYPE
from annotator.formats.companion import Companion
from annotator.formats.jsonl.lines import AnnotationPart, ArticleLine, SourcePart

ADDRESS = "url"
"""The metadata key of the address: it leads to the text, and often ends with the headline."""
QUOTED = 6
"""So many words in a row that a text has, too, are a quote of it."""
Group = tuple[str, ...]


def groups(text: str) -> set[Group]:
    """Return all groups of as many words as make a quote; of fewer words, nothing."""
    plain = PlainWords(text).plain
    return {tuple(plain[at : at + QUOTED]) for at in range(len(plain) - QUOTED + 1)}


class Guard:
    """Leaves out what may quote the texts, or with the `texts` no more than notes.

    `notes` stay where they were asked for.
    """

    def __init__(self, codebook: Codebook, *, texts: bool, notes: bool, titles: bool) -> None:
        self._texts = texts
        self._notes = notes
        self._titles = titles
        self._free = {
            code.id: {one.id for one in code.every_field if one.type is FREE_TYPE}
            for code in codebook.codes
        }
        self._prose = {
            group
            for code in codebook.codes
            for name, _ in GUIDELINE
            for group in groups(getattr(code, name))
        }
        self._quoted: set[Group] = set()
        """What of the guidelines stands in a text."""

    def line(self, line: ArticleLine) -> ArticleLine:
        """Return a line of which only the text itself and words of labels have to go yet."""
        if not self._texts:
            line = self._without_quotes(line)
        return line if self._notes else self._without_notes(line)

    def _without_quotes(self, line: ArticleLine) -> ArticleLine:
        here = groups(line.text)
        self._quoted |= self._prose & here
        meta = {
            key: value
            for key, value in line.meta.items()
            if key == ADDRESS or not self._quotes(value, here)
        }
        return structs.replace(
            line,
            title=line.title if self._titles else None,
            meta=meta,
            actors=tuple(
                one if self._notes else structs.replace(one, aliases=(), note="")
                for one in line.actors
            ),
        )

    def _without_notes(self, line: ArticleLine) -> ArticleLine:
        return structs.replace(
            line,
            note="",
            annotations=tuple(map(self._part, line.annotations)),
            sent_back=tuple(structs.replace(one, reason="") for one in line.sent_back),
        )

    def _part(self, part: AnnotationPart) -> AnnotationPart:
        free = self._free.get(part.code, set[str]())
        sources: Any = part.settled_from
        if isinstance(sources, list):
            written = cast("list[SourcePart]", sources)
            sources = [structs.replace(one, reason="") for one in written]
        return structs.replace(
            part,
            note="",
            score_reason="",
            comments=(),
            fields={name: value for name, value in part.fields.items() if name not in free},
            decisions=tuple(structs.replace(one, reason="") for one in part.decisions),
            settled_from=sources,
        )

    @staticmethod
    def _quotes(value: object, here: set[Group]) -> bool:
        return isinstance(value, str) and not here.isdisjoint(groups(value))

    def codebook(self, codebook: Codebook) -> Codebook:
        """Return a codebook without the guidelines that quote texts, once all were seen."""
        return structs.replace(codebook, codes=tuple(map(self._guideline, codebook.codes)))

    def _guideline(self, code: Code) -> Code:
        emptied: Mapping[str, str] = {
            name: "" for name, _ in GUIDELINE if self._quotes(getattr(code, name), self._quoted)
        }
        return structs.replace(code, **emptied) if emptied else code

    def companion(self, of: Companion) -> Companion:
        """Return what belongs to no single article without what may quote texts."""
        if not self._notes and not self._texts:
            of = structs.replace(
                of,
                actors=tuple(structs.replace(one, aliases=(), note="") for one in of.actors),
                runs=tuple(structs.replace(one, note="") for one in of.runs),
            )
        return structs.replace(of, codebook=self.codebook(of.codebook))


def free_columns(codebook: Codebook) -> Iterable[str]:
    """Return the columns of answers in words, which may quote the texts."""
    for code in codebook.codes:
        for field in code.every_field:
            if field.type is FREE_TYPE:
                yield f"{code.id}.{field.id}"

"""From what is said of labels to documents on which they have a place, sure or not."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from annotator.domain.codebook import Codebook, Scope
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.labels.by_text.placing import TextPlacer, WordGroup, WordPlacement, Words
from annotator.formats.labels.by_text.said import SaidArticle, SaidLabel
from annotator.formats.labels.foreign import ForeignDocument, ForeignLabel, ForeignLink
from annotator.formats.labels.units import Positions


class _Knot(msgspec.Struct):
    """A label with all that belongs to it, and the names that links know them by."""

    label: SaidLabel
    name: str
    parts: list[tuple[SaidLabel, str]]


def document_of(article: SaidArticle, codebook: Codebook, ident: str = "") -> ForeignDocument:
    """Return an article that has its text as a document with labels at their places."""
    text = Positions(article.text).text
    placing = _Placing(article, text, codebook)
    return ForeignDocument(
        id=ident,
        name=article.title or article.place,
        text=text,
        title=article.title,
        meta=article.meta,
        labels=list(placing.labels()),
        actors=tuple(placing.actors.values()),
        done_by=article.done_by,
    )


class _Placing:
    """One article on which labels are placed."""

    def __init__(self, article: SaidArticle, text: str, codebook: Codebook) -> None:
        self._codebook = codebook
        self._labels = article.labels
        self._run = article.run
        self._placer = TextPlacer(text, paragraphs_from=_first_paragraph(article.labels))
        self._made: dict[tuple[Any, ...], ForeignLabel] = {}
        self.actors: dict[str, ActorPart] = {}

    def labels(self) -> Iterator[ForeignLabel]:
        """Yield all labels, each once that stands in the same place and says the same."""
        knots = list(self._knots())
        groups = [
            WordGroup(
                head=one.label.words, parts=tuple(part.words for part, _ in one.parts if part.words)
            )
            for one in knots
        ]
        renamed: dict[str, str] = {}
        for knot, placed in zip(knots, self._placer.place(groups), strict=True):
            self._add(knot.label, knot.name, placed.head, renamed, is_head=True)
            for (part, name), at in zip(knot.parts, placed.parts, strict=True):
                self._add(part, name, at, renamed)
        for one in self._made.values():
            ends = (
                msgspec.structs.replace(link, to=renamed.get(link.to, link.to))
                for link in one.links
            )
            yield msgspec.structs.replace(one, links=tuple(dict.fromkeys(ends)))

    def _knots(self) -> Iterator[_Knot]:
        """Yield labels with what belongs to them: by their own keys, or by links to others."""
        by_id = {one.id: one for one in self._labels if one.id}
        claimed: dict[str, int] = {}
        for n, one in enumerate(self._labels):
            for link in one.links:
                end = by_id.get(link.to)
                if end is not None and end is not one and not end.links and not end.parts:
                    claimed.setdefault(link.to, n)
        for n, one in enumerate(self._labels):
            if one.id in claimed and by_id[one.id] is one:
                continue
            name = one.id or f"label {n}"
            own = [part for _, part in one.parts]
            parts = [(part, f"{name}, {k}") for k, part in enumerate(own)]
            mine = [link.to for link in one.links if claimed.get(link.to) == n]
            parts += [(by_id[to], to) for to in dict.fromkeys(mine)]
            one.links = (
                *one.links,
                *(
                    ForeignLink(type=kind, to=f"{name}, {k}")
                    for k, (kind, _) in enumerate(one.parts)
                ),
                *(ForeignLink(type=kind, actor=self._actor(said)) for kind, said in one.actors),
            )
            yield _Knot(one, name, [(part, to) for part, to in parts if part.words is not None])

    def _actor(self, name: str) -> str:
        ident = derived_id("actor", "person", folded(name))
        self.actors.setdefault(ident, ActorPart(id=ident, name=name))
        return ident

    def _add(
        self,
        said: SaidLabel,
        name: str,
        placed: WordPlacement | None,
        renamed: dict[str, str],
        *,
        is_head: bool = False,
    ) -> None:
        known = self._codebook.code(said.code)
        is_span = known.scope is Scope.SPAN if known is not None else said.words is not None
        problem = placed.problem if placed is not None else ""
        if is_span and said.words is None:
            problem = "it has no words"
        label = ForeignLabel(
            id=name,
            label=said.code,
            fragments=placed.fragments if placed is not None and is_span else (),
            placeless=is_span and bool(problem),
            quote=said.words.words if said.words is not None and problem else None,
            fields=said.fields,
            links=said.links,
            coder=said.coder,
            run=self._run if not said.coder else None,
            note=said.note,
            at=said.at,
            score=said.score,
            reason=said.reason,
            doubt=placed.doubt if placed is not None and is_span else "",
            problem=problem if is_span else "",
        )
        mark = (said.code, label.fragments, said.coder, problem and (name, label.quote))
        if is_head:
            # Two of one code in one place are two, unless they say the same.
            mark = (*mark, repr(sorted(said.fields.items())), said.note)
        same = self._made.get(mark)
        if same is None:
            self._made[mark] = label
            return
        renamed[name] = same.id
        self._made[mark] = msgspec.structs.replace(
            same,
            fields={**label.fields, **same.fields},
            links=(*same.links, *label.links),
            doubt=same.doubt and label.doubt,
        )


def _first_paragraph(labels: Sequence[SaidLabel]) -> int:
    """Return the number of the first paragraph: 0 where one is said to have it, else 1."""
    numbers = [one.words.paragraph for one in labels if isinstance(one.words, Words)]
    return 0 if 0 in [one for one in numbers if isinstance(one, int)] else 1

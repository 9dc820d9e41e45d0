"""Coders as A1, A2, … and programs as M1, M2, … in all that a release says; gold stays gold."""

import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Origin
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.domain.record import Values
from annotator.domain.runs import Run, run_id
from annotator.domain.settings import EXPORTS_SETTING, LEFT_SETTING, REVIEWERS_SETTING
from annotator.formats.companion import Companion
from annotator.formats.jsonl.lines import AnnotationPart, ArticleLine, DecisionPart, SourcePart

_SHORTEST = 2
"""Shorter handles are looked for in what people wrote only behind an @."""
_RANDOM = 4


class Disguise:
    """What coders are called in a release; without `numbered` they are called as ever.

    Ids that may be derived from handles become others, which tell nothing.
    """

    def __init__(self, coders: Iterable[Coder], runs: Iterable[Run], *, numbered: bool) -> None:
        every = list(coders)
        self._numbered = numbered
        programs = {one.coder for one in runs}
        self._handles: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self.key: list[tuple[str, str, str]] = []
        """The new name, the handle and the name of each coder: what must not be published."""
        counts = {"A": 0, "M": 0}
        for one in every:
            kind = "M" if one.id in programs else "A"
            counts[kind] += 1
            now = f"{kind}{counts[kind]}" if numbered else one.handle
            self._handles[folded(one.handle)] = now
            self._ids[one.id] = derived_id("released coder", now) if numbered else one.id
            self.key.append((now, one.handle, one.name))
        self._pattern = _pattern(every) if numbered and every else None
        self._names = {
            folded(name): now for now, handle, full in self.key for name in (handle, full) if name
        }

    def handle(self, handle: str) -> str:
        """Return what a coder, or a layer, is called."""
        return GOLD_LAYER if handle == GOLD_LAYER else self._handles.get(folded(handle), handle)

    def words(self, text: str) -> str:
        """Return what somebody wrote with the coders that it names called otherwise."""
        if self._pattern is None or not text:
            return text
        return self._pattern.sub(self._renamed, text)

    def _renamed(self, found: "re.Match[str]") -> str:
        sign = "@" if found.group().startswith("@") else ""
        return sign + self._names.get(folded(found.group().removeprefix("@")), "A?")

    def line(self, line: ArticleLine) -> ArticleLine:
        """Return an article's line without what tells who its coders are."""
        if not self._numbered:
            return line
        ids = _new_ids(line)
        state = line.article_state
        return structs.replace(
            line,
            annotations=tuple(self._part(one, ids) for one in line.annotations),
            statuses={self.handle(one): status for one, status in line.statuses.items()},
            assigned=tuple(
                one if isinstance(one, str) else structs.replace(one, coder=self.handle(one.coder))
                for one in line.assigned
            ),
            article_state=structs.replace(state, reviewer=self.handle(state.reviewer))
            if state is not None
            else None,
            sent_back=tuple(
                structs.replace(
                    one,
                    coder=self.handle(one.coder),
                    reviewer=self.handle(one.reviewer),
                    reason=self.words(one.reason),
                )
                for one in line.sent_back
            ),
            note=self.words(line.note),
        )

    def _part(self, part: AnnotationPart, ids: Mapping[str, str]) -> AnnotationPart:
        return structs.replace(
            part,
            id=ids.get(part.id, part.id),
            layer=self.handle(part.layer),
            coder=self.handle(part.coder),
            fields=self._prose(part.fields),
            note=self.words(part.note),
            score_reason=self.words(part.score_reason),
            suggested_by=self._came_of(part),
            links=tuple(
                structs.replace(one, annotation=ids.get(one.annotation, one.annotation))
                if one.annotation
                else one
                for one in part.links
            ),
            decisions=tuple(self._decision(one, ids) for one in part.decisions),
            comments=tuple(
                structs.replace(
                    one,
                    coder=self.handle(one.coder),
                    text=self.words(one.text),
                    id=ids.get(one.id, one.id),
                )
                for one in part.comments
            ),
            settled_from=self._settled(part.settled_from, ids),
        )

    def _came_of(self, part: AnnotationPart) -> str:
        """Return what a label came of; of a carried one the other, if its id tells nothing."""
        if part.origin is not Origin.CARRIED:
            return self.words(part.suggested_by)
        return part.suggested_by if _is_random(part.suggested_by) else ""

    def _decision(self, one: DecisionPart, ids: Mapping[str, str]) -> DecisionPart:
        gold = ids.get(one.gold, one.gold) if isinstance(one.gold, str) else one.gold
        reviewer = self.handle(one.reviewer)
        return structs.replace(
            one,
            reviewer=reviewer,
            reason=self.words(one.reason),
            id=ids.get(one.id, one.id),
            gold=gold,
        )

    def _settled(self, sources: Any, ids: Mapping[str, str]) -> Any:
        if not isinstance(sources, list):
            return sources
        written = cast("list[SourcePart]", sources)
        return [
            structs.replace(
                one,
                annotation=ids.get(one.annotation, one.annotation)
                if one.annotation in ids or _is_random(one.annotation)
                else "",
                coder=self.handle(one.coder),
                reviewer=self.handle(one.reviewer),
                reason=self.words(one.reason),
            )
            for one in written
        ]

    def companion(self, of: Companion) -> Companion:
        """Return what belongs to no single article without what tells who its coders are."""
        settings = {k: v for k, v in of.project.settings.items() if k not in _NOT_OUT}
        if not self._numbered:
            return structs.replace(of, project=structs.replace(of.project, settings=settings))
        reviewers = settings.get(REVIEWERS_SETTING)
        if isinstance(reviewers, list):
            known = [self._ids[one] for one in reviewers if one in self._ids]  # pyright: ignore[reportUnknownVariableType] - JSON
            settings[REVIEWERS_SETTING] = known
        return structs.replace(
            of,
            coders=tuple(
                Coder(id=self._ids[one.id], handle=self.handle(one.handle), archived=one.archived)
                for one in of.coders
            ),
            runs=tuple(self._run(one) for one in of.runs),
            actors=tuple(structs.replace(one, note=self.words(one.note)) for one in of.actors),
            codebook=self._prose(of.codebook),
            project=structs.replace(of.project, settings=self._prose(settings)),
        )

    def _run(self, run: Run) -> Run:
        coder = self._ids.get(run.coder, run.coder)
        name, note = self.words(run.name), self.words(run.note)
        return structs.replace(run, id=run_id(coder), coder=coder, name=name, note=note)

    def _prose(self, value: Any) -> Any:
        """Return a value with coders called otherwise in its prose; ids are no prose."""
        if isinstance(value, str):
            return self.words(value) if " " in value or value.startswith("@") else value
        if isinstance(value, tuple | list):
            return type(value)(map(self._prose, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of any kind
        if isinstance(value, dict):
            found: Values = {str(k): self._prose(v) for k, v in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON
            return found
        fields: tuple[str, ...] = getattr(value, "__struct_fields__", ())
        if fields:
            return structs.replace(
                value, **{one: self._prose(getattr(value, one)) for one in fields}
            )
        return value


_NOT_OUT = frozenset((LEFT_SETTING, EXPORTS_SETTING))
"""The settings that name edits, which a release has none of, or who made releases before."""


def _new_ids(line: ArticleLine) -> dict[str, str]:
    """Return other ids for those of an article that were not made by chance."""
    parts = line.annotations
    every = [
        *(one.id for one in parts),
        *(word.id for one in parts for word in one.decisions),
        *(comment.id for one in parts for comment in one.comments),
    ]
    return {
        one: derived_id("released", line.id, str(n))
        for n, one in enumerate(every)
        if not _is_random(one)
    }


def _pattern(coders: Iterable[Coder]) -> "re.Pattern[str]":
    names = {name for one in coders for name in (one.handle, one.name) if name}
    longest = sorted(map(re.escape, names), key=len, reverse=True)
    plain = [one for one in longest if len(one) > _SHORTEST]
    bare = f"|(?:{'|'.join(plain)})" if plain else ""
    return re.compile(rf"(?<!\w)(?:@(?:{'|'.join(longest)}){bare})(?!\w)", re.IGNORECASE)


def _is_random(ident: str) -> bool:
    """Tell whether an id was made by chance, so that it tells nothing."""
    try:
        return uuid.UUID(ident).version == _RANDOM
    except ValueError:
        return False

"""Prodigy: one line per text and answer, with spans over tokens; rejected ones are decisions."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Verdict
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.labels.actor_links import actor_links, actors_in
from annotator.formats.labels.foreign import (
    ForeignDecision,
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignLink,
    ForeignRun,
)
from annotator.formats.labels.json_objects import (
    Values,
    dicts_in,
    first_objects,
    integer,
    meta_of,
    number,
    objects_of,
    texts_in,
)
from annotator.formats.labels.own_marks import gold_of
from annotator.formats.labels.reader import LabelReader
from annotator.formats.labels.units import Positions

_ACCEPTED = ("accept", "")
_SUGGESTED = "Prodigy suggestions"
_REASONS = {"reject": "Rejected in Prodigy", "ignore": "Ignored in Prodigy"}
_LATEST = 4_102_444_800  # seconds, the year 2100


class _Text(msgspec.Struct):
    """One text with all that its lines say."""

    name: str
    positions: Positions
    title: str
    meta: Values
    labels: list[ForeignLabel] = msgspec.field(default_factory=list[ForeignLabel])
    done_by: list[str] = msgspec.field(default_factory=list[str])
    actors: dict[str, ActorPart] = msgspec.field(default_factory=dict[str, ActorPart])


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file has texts with Prodigy's hashes, answers or spans of tokens."""
    objects = [one for one in first_objects(glimpse) if "text" in one]
    if not objects or any("schema" in one for one in objects):
        return False
    return any(
        {"_input_hash", "_task_hash", "_view_id"} & one.keys()
        or ("answer" in one and {"spans", "label", "options", "accept"} & one.keys())
        or ("spans" in one and "tokens" in one)
        or one.get("spans", "").startswith("[{")
        for one in objects
    )


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    texts: dict[str, _Text] = {}
    problems: list[UserError] = []
    answers: dict[str, int] = {}
    for place, one in objects_of(path, options.encoding):
        if isinstance(one, UserError):
            problems.append(one)
            continue
        raw = one.get("text")
        if not isinstance(raw, str) or not raw.strip():
            problems.append(UserError("It has no text.", where=place))
            continue
        text = texts.get(raw)
        if text is None:
            meta: Values = dict(one["meta"]) if isinstance(one.get("meta"), dict) else {}
            title = meta.pop("title", "")
            name = f"{place}, {title}" if title else place
            text = _Text(name, Positions(raw), str(title or ""), meta_of(meta))
            texts[raw] = text
        answer = str(one.get("answer") or "").casefold()
        answers[answer] = answers.get(answer, 0) + 1
        _take(text, one, answer, place)
    documents = [
        ForeignDocument(
            name=one.name,
            text=one.positions.text,
            title=one.title,
            meta=one.meta,
            labels=one.labels,
            done_by=tuple(dict.fromkeys(one.done_by)),
            actors=tuple(one.actors.values()),
        )
        for one in texts.values()
    ]
    told = list(_told(answers))
    return ForeignFile(tool="Prodigy", documents=documents, problems=problems, told=told)


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _told(answers: dict[str, int]) -> Iterator[Told]:
    for answer, count in answers.items():
        if answer not in _ACCEPTED:
            said = counted(count, f"answer “{answer}”", f"answers “{answer}”")
            message = f"{said}: its labels are suggestions, with the decision on them."
            yield Told("", message)


def _take(text: _Text, one: Values, answer: str, place: str) -> None:
    """Take a line: what was accepted as labels, what was not as suggestions with a decision."""
    text.actors.update({actor.id: actor for actor in actors_in(one.get("actors"))})
    coder = _coder(one)
    is_own = one.get("coder") == coder
    at = _at(one.get("_timestamp"))
    accepted = answer in _ACCEPTED
    decision = ForeignDecision(
        reviewer=coder,
        verdict=Verdict.REJECTED,
        reason=_REASONS.get(answer, f"“{answer}” in Prodigy"),
        at=at,
    )
    for made in _labels(one, text.positions, place):
        label = msgspec.structs.replace(made, at=at)
        if accepted:
            label = msgspec.structs.replace(label, coder=coder)
            label = gold_of(label) if is_own else label
        else:
            run = ForeignRun(name=_SUGGESTED)
            label = msgspec.structs.replace(label, run=run, decisions=(decision,))
        text.labels.append(label)
    if accepted and coder and not (is_own and coder == GOLD_LAYER):
        text.done_by.append(coder)


def _coder(one: Values) -> str:
    """Return who answered: the session's name without the data set's.

    Whole handles are in lines of ours, as long as nobody else has answered them since.
    """
    session = str(one.get("_annotator_id") or one.get("_session_id") or "")
    coder = one.get("coder")
    if isinstance(coder, str) and (not session or f"-{session}".endswith(f"-{coder}")):
        return coder
    return session.rpartition("-")[2] or session


def _at(value: Any) -> str:
    seconds = number(value)
    if seconds is None or not 0 < seconds < _LATEST:
        return ""
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _labels(one: Values, positions: Positions, place: str) -> Iterator[ForeignLabel]:
    """Yield the spans of a line with their links, and what it says of the whole text."""
    links = _links(one, place)
    ends = {name for every in links.values() for name in [*links, *(link.to for link in every)]}
    for span, pieces in _spans(one):
        label = span.get("label")
        if label is None and not isinstance(one.get("label"), str):
            continue
        stretches = [_stretch(piece, positions) for piece in pieces]
        known = [stretch for stretch in stretches if stretch is not None]
        quote = span.get("text") if len(pieces) == 1 else None
        ident = _key(span, place)
        yield ForeignLabel(
            id=ident if ident in ends else "",
            label=str(label if label is not None else one["label"]),
            fragments=tuple(known) if len(known) == len(pieces) else (),
            placeless=len(known) < len(pieces),
            quote=quote if isinstance(quote, str) else None,
            fields=_fields(span),
            note=str(span.get("note") or ""),
            links=(*links.pop(ident, ()), *actor_links(span.get("links"))),
            score=number(span.get("score", one.get("score"))),
        )
    yield from _of_whole(one)


def _spans(one: Values) -> list[tuple[Values, list[Values]]]:
    """Return the first span of each label with all of its pieces: those of one annotation."""
    found: dict[object, tuple[Values, list[Values]]] = {}
    for n, span in enumerate(dicts_in(one.get("spans"))):
        ident = span.get("annotation")
        found.setdefault(ident if isinstance(ident, str) else n, (span, []))[1].append(span)
    return list(found.values())


def _stretch(span: Values, positions: Positions) -> tuple[int, int] | None:
    start, end = integer(span.get("start")), integer(span.get("end"))
    return None if start is None or end is None else positions.span(start, end)


def _fields(span: Values) -> Values:
    return dict(span["fields"]) if isinstance(span.get("fields"), dict) else {}


def _of_whole(one: Values) -> Iterator[ForeignLabel]:
    """Yield what is said of the whole text, with its answers where the line has them."""
    listed = [each for each in dicts_in(one.get("article_labels")) if "label" in each]
    for each in listed:
        note = str(each.get("note") or "")
        yield ForeignLabel(
            label=str(each["label"]),
            fields=_fields(each),
            note=note,
            links=tuple(actor_links(each.get("links"))),
        )
    if not listed:
        yield from _of_text(one)


def _of_text(one: Values) -> Iterator[ForeignLabel]:
    """Yield what is said of the whole text: choices, or one label that was asked about."""
    names = {
        str(option.get("id")): str(option.get("text") or option.get("id"))
        for option in dicts_in(one.get("options"))
    }
    chosen = one.get("accept")
    listed = texts_in(chosen)
    if isinstance(chosen, list):
        listed += [str(each) for each in chosen if isinstance(each, int)]  # pyright: ignore[reportUnknownVariableType] - a JSON value
    for each in listed:
        yield ForeignLabel(label=names.get(each, each))
    if isinstance(one.get("label"), str) and not dicts_in(one.get("spans")) and not listed:
        yield ForeignLabel(label=one["label"], score=number(one.get("score")))
    cats = one.get("cats")
    if isinstance(cats, dict):
        for name, share in cats.items():  # pyright: ignore[reportUnknownVariableType] - a JSON value
            if (number(share) or 0) >= 0.5:
                yield ForeignLabel(label=str(name))  # pyright: ignore[reportUnknownArgumentType] - a JSON value


def _links(one: Values, place: str) -> dict[str, list[ForeignLink]]:
    """Return the links by the span that they go out from: the child, which ends at its head."""
    by_last = {integer(span.get("token_end")): span for span in dicts_in(one.get("spans"))}
    links: dict[str, list[ForeignLink]] = {}
    for each in dicts_in(one.get("relations")):
        head = each.get("head_span") or by_last.get(integer(each.get("head")))
        child = each.get("child_span") or by_last.get(integer(each.get("child")))
        for start, end in zip(dicts_in(child), dicts_in(head), strict=False):
            link = ForeignLink(type=str(each.get("label") or "related"), to=_key(end, place))
            links.setdefault(_key(start, place), []).append(link)
    return links


def _key(span: Values, place: str) -> str:
    """Return what names a span of a line in its relations."""
    if isinstance(span.get("annotation"), str):
        return f"{place}: {span['annotation']}"
    return f"{place}: {span.get('start')}-{span.get('end')} {span.get('label')}"

"""Label Studio: tasks with people's annotations and programs' predictions, in JSON and JSON-MIN."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Verdict
from annotator.domain.errors import UserError
from annotator.domain.wording import counted, noun
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ReadOptions, Told
from annotator.formats.labels.actor_links import actors_in
from annotator.formats.labels.foreign import (
    ForeignDecision,
    ForeignDocument,
    ForeignFile,
    ForeignLabel,
    ForeignRun,
)
from annotator.formats.labels.json_objects import (
    Values,
    dicts_in,
    first_objects,
    meta_of,
    number,
    objects_of,
)
from annotator.formats.labels.label_studio_results import labels_of, results_of_row
from annotator.formats.labels.label_studio_text import TaskText, text_of
from annotator.formats.labels.own_marks import gold_of
from annotator.formats.labels.reader import LabelReader

_TITLES = ("title", "headline", "name")
_OF_ROW = frozenset(
    (
        *("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time"),
        *("agreement", "inner_id", "total_annotations", "cancelled_annotations", "project"),
    )
)
"""What stands in a row of JSON-MIN beside the task's own data and the answers."""


class _Maker(msgspec.Struct, frozen=True):
    """Who made one set of results."""

    coder: str = ""
    run: ForeignRun | None = None
    score: float | None = None
    at: str = ""
    modified: str = ""
    decisions: tuple[ForeignDecision, ...] = ()


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file has tasks with results, or rows of the short form."""
    for one in first_objects(glimpse):
        task = one.get("data", "").startswith("{")
        if task and {"annotations", "predictions", "completions"} & one.keys():
            return True
        if {"annotator", "annotation_id"} <= one.keys() or {"annotator", "lead_time"} <= one.keys():
            return True
    return False


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    problems: list[UserError] = []
    documents: list[ForeignDocument] = []
    rows: dict[str, ForeignDocument] = {}
    cancelled = 0
    for place, one in objects_of(path, options.encoding):
        if isinstance(one, UserError):
            problems.append(one)
            continue
        is_task = isinstance(one.get("data"), dict)
        data = cast("Values", one["data"]) if is_task else one
        text = text_of(data, _answered(one) if is_task else _row_answered(one))
        if text is None:
            problems.append(UserError("It has no text.", where=place))
        elif is_task:
            cancelled += sum(_is_cancelled(each) for each in _annotations(one))
            documents.append(_document(one, data, text, place))
        else:
            document = _row(one, text, place)
            key = f"{one.get('id')} {text.positions.text}"
            before = rows.get(key)
            rows[key] = document if before is None else _joined(before, document)
    told: list[Told] = []
    if cancelled:
        said = counted(cancelled, "annotation")
        are = noun(cancelled, "is", "are")
        told.append(Told("", f"{said} that people cancelled {are} left out."))
    every = [*documents, *rows.values()]
    return ForeignFile(tool="Label Studio", documents=every, problems=problems, told=told)


_READER = LabelReader(_file)
read, labels = _READER.read, _READER.labels


def _document(one: Values, data: Values, text: TaskText, place: str) -> ForeignDocument:
    """Return a task as a document, with the labels of people and of programs."""
    labels: list[ForeignLabel] = []
    done: list[str] = []
    for n, each in enumerate(_annotations(one)):
        if _is_cancelled(each):
            continue
        coder = _person(each.get("completed_by"))
        maker = _Maker(
            coder=coder,
            at=_stamp(each.get("created_at")),
            modified=_stamp(each.get("updated_at")),
            decisions=tuple(_decisions(each)),
        )
        made = _made(each.get("result"), text, maker, f"a{n}")
        if coder == GOLD_LAYER and each.get("ground_truth") is True:
            labels += map(gold_of, made)
            continue
        labels += made
        done.append(coder)
    for n, each in enumerate(dicts_in(one.get("predictions"))):
        version = str(each.get("model_version") or "")
        run = ForeignRun(
            name=version or "Label Studio predictions",
            model=version,
            at=_stamp(each.get("created_at")),
        )
        maker = _Maker(run=run, score=number(each.get("score")), at=run.at)
        labels += _made(each.get("result"), text, maker, f"p{n}")
    return _as_document(data, text, place, labels, tuple(filter(None, dict.fromkeys(done))))


def _row(one: Values, text: TaskText, place: str) -> ForeignDocument:
    """Return a row of the short form as a document: one task as one person answered it."""
    coder = _person(one.get("annotator"))
    at, modified = _stamp(one.get("created_at")), _stamp(one.get("updated_at"))
    maker = _Maker(coder=coder, at=at, modified=modified)
    own = {key: value for key, value in one.items() if key not in _OF_ROW and key != text.key}
    results = _row_answered(one, text.key)
    answered = {str(each.get("from_name")) for each in results}
    labels = _made(results, text, maker, str(one.get("annotation_id") or place))
    data = {key: value for key, value in own.items() if key not in answered}
    return _as_document(data, text, place, labels, (coder,) if coder else ())


def _as_document(
    data: Values, text: TaskText, place: str, labels: list[ForeignLabel], done_by: tuple[str, ...]
) -> ForeignDocument:
    title = next((data[k] for k in _TITLES if k != text.key and isinstance(data.get(k), str)), "")
    return ForeignDocument(
        name=f"{place}, {title}" if title else place,
        text=text.positions.text,
        title=title,
        meta=meta_of(data, {text.key, "title"}),
        labels=labels,
        actors=tuple(actors_in(data.get("actors"))),
        done_by=done_by,
    )


def _joined(one: ForeignDocument, other: ForeignDocument) -> ForeignDocument:
    return msgspec.structs.replace(
        one,
        labels=[*one.labels, *other.labels],
        done_by=tuple(dict.fromkeys((*one.done_by, *other.done_by))),
    )


def _made(results: Any, text: TaskText, maker: _Maker, prefix: str) -> list[ForeignLabel]:
    """Return the labels of one set of results, as somebody's own."""
    return [
        msgspec.structs.replace(
            one,
            id=f"{prefix} {one.id}" if one.id else "",
            links=tuple(
                msgspec.structs.replace(link, to=f"{prefix} {link.to}") for link in one.links
            ),
            coder=maker.coder,
            run=maker.run,
            score=(one.score if one.score is not None else maker.score) if maker.run else None,
            at=maker.at,
            modified=maker.modified,
            decisions=maker.decisions,
        )
        for one in labels_of(dicts_in(results), text)
    ]


def _annotations(one: Values) -> list[Values]:
    return dicts_in(one.get("annotations")) or dicts_in(one.get("completions"))


def _is_cancelled(one: Values) -> bool:
    return one.get("was_cancelled") is True or one.get("skipped") is True


def _answered(one: Values) -> list[Values]:
    sets = [*_annotations(one), *dicts_in(one.get("predictions"))]
    return [result for each in sets for result in dicts_in(each.get("result"))]


def _row_answered(one: Values, without: str = "") -> list[Values]:
    marks = _OF_ROW - {"id", "annotator"}
    every = results_of_row({k: v for k, v in one.items() if k not in marks and k != without})
    return [each for each in every if each.get("from_name") not in _OF_ROW]


def _decisions(one: Values) -> Iterator[ForeignDecision]:
    """Yield what reviewers said of an annotation."""
    for each in dicts_in(one.get("reviews")):
        if isinstance(each.get("accepted"), bool):
            yield ForeignDecision(
                reviewer=_person(each.get("created_by")) or "reviewer",
                verdict=Verdict.ACCEPTED if each["accepted"] else Verdict.REJECTED,
                reason=str(each.get("comment") or ""),
                at=_stamp(each.get("created_at")),
            )


def _person(said: Any) -> str:
    """Return a person's name: as given, else the address up to its @, or a number."""
    if isinstance(said, dict):
        person = cast("Mapping[str, Any]", said)
        name = f"{person.get('first_name') or ''} {person.get('last_name') or ''}".strip()
        address = str(person.get("email") or person.get("username") or "").partition("@")[0]
        return name or address or str(person.get("id") or "")
    if isinstance(said, str):
        return said.partition("@")[0]
    return str(said) if isinstance(said, int) and not isinstance(said, bool) else ""


def _stamp(value: Any) -> str:
    """Return a date and time in ISO 8601 in seconds; nothing for what is none."""
    text = str(value)[:19] if isinstance(value, str) else ""
    date, _, time = text.replace(" ", "T").partition("T")
    digits = [*date.split("-"), *time.split(":")]
    whole = len(date) == 10 and len(time) == 8 and all(one.isdigit() for one in digits)
    return f"{date}T{time}Z" if whole and date.isascii() and time.isascii() else ""

"""What is asked of labels whose place is unsure: a question on each, or a note without a place.

So they stand in the lists of the window that show what waits for an answer, until somebody has
looked at them.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.domain.annotation import Annotation, Origin
from annotator.domain.ids import derived_id
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.placeless import Placeless, noted, place_question_id
from annotator.domain.record import Record
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.domain.wording import quoted
from annotator.formats.incoming import Told
from annotator.formats.labels.foreign import ForeignDocument, ForeignLabel
from annotator.formats.labels.unplaced import UnplacedLabel

_LONGEST = 2_000  # characters of a label's words that people read in a note


def questions(
    records: Sequence[Record],
    doubts: Mapping[str, ForeignLabel],
    placeless: Sequence[UnplacedLabel],
    asker: Coder,
    article: str,
    at: str,
) -> Iterator[Record]:
    """Yield the asker, a comment for each annotation (by id) in doubt, and a note for the others.

    `at` is when their file was written (ISO 8601), so that reading it again asks nothing anew.
    """
    asked = [one.id for one in records if isinstance(one, Annotation) and one.id in doubts]
    if not asked and not placeless:
        return
    makers = {folded(one.whose): asker_of(one.whose, records) for one in placeless}
    makers.setdefault(folded(asker.handle), asker)
    known = {one.id for one in records if isinstance(one, Coder)}
    yield from (one for one in makers.values() if one.id not in known)
    for ident in asked:
        text = f"Is this the right place? The label came by its words alone: {doubts[ident].doubt}."
        made = place_question_id(ident)
        yield Comment(id=made, annotation=ident, coder=asker.id, text=text, at=at)
    for n, one in enumerate(placeless):
        told = _told(one.label, one.why, one.whose)
        made = derived_id("placeless", article, told, str(n))
        text = noted(told, _kept(one, makers[folded(one.whose)].id))
        yield Remark(
            id=made, asker=asker.id, coder=asker.id, text=text, at=at, article=article, code=None
        )


def _kept(one: UnplacedLabel, coder: str) -> Placeless:
    label = one.label
    return Placeless(
        annotation=one.ident,
        code=one.code,
        coder=coder,
        words=(label.quote or "").strip(),
        values=one.values,
        note=label.note,
        origin=label.origin or (Origin.IMPORT if label.run is None else Origin.SUGGESTION),
        created=label.at,
        score=label.score,
        reason=label.reason,
        ends=tuple(one.ends),
    )


def asker_of(handle: str, records: Sequence[Record]) -> Coder:
    """Return who asks, as the records know them."""
    known = (one for one in records if isinstance(one, Coder) and one.handle == handle)
    return next(known, None) or Coder(id=coder_id(handle), handle=handle)


def written(path: Path) -> str:
    """Return when a file was written (ISO 8601); nothing when it can't be told."""
    try:
        seconds = int(path.stat().st_mtime)
        return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OSError, ValueError, OverflowError):
        return ""


def doubted(label: ForeignLabel, document: ForeignDocument, where: str) -> Told:
    """Return what is said of a label whose place is unsure."""
    words = " … ".join(document.text[start:end] for start, end in label.fragments)
    message = f"“{label.label}” on {quoted(words)} may stand elsewhere: {label.doubt}."
    return Told(where, message)


def _told(label: ForeignLabel, why: str, whose: str) -> str:
    """Say all that is known of a label that stands nowhere, so that nothing of it is lost."""
    lines = [
        f"A label of {whose} has no place in the text: {why}.",
        f"{label.label}: {(label.quote or '').strip()[:_LONGEST]}",
        *(f"{name}: {value}" for name, value in label.fields.items()),
    ]
    if label.note:
        lines.append(f"Note: {label.note}")
    return "\n".join(lines)

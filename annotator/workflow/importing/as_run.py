"""Labels of any file as those of one run of a program, whoever the file says made them."""

from collections import Counter
from collections.abc import Iterator

from msgspec import structs

from annotator.domain.annotation import CODER_LAYER, Annotation, Link, Origin, make_link
from annotator.domain.codebook import Code
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.people import Actor, Coder, coder_id
from annotator.domain.placeless import noted, place_question_id, placeless_in, without_label
from annotator.domain.record import Record
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.formats.incoming import Incoming, Told
from annotator.formats.labels.names import handle

_MADE_BY_FILES = (Annotation, Link, Score, Comment, Remark, Coder, Run, Code, Actor)


def run_named(name: str) -> str:
    """Return the handle of a run's layer; raise a `UserError` for a name that can't be one."""
    found = handle(name, "")
    if not found:
        raise UserError("A run needs a name.", remedy="Give it with --run NAME.")
    return found


class AsRun:
    """Turns what comes in into a run: its labels become suggestions on the run's own layer.

    What people have said of labels, and how far they are with articles, has no place in a run.
    """

    def __init__(self, run: Run) -> None:
        own = run_named(run.name)
        self._coder = Coder(id=coder_id(own), handle=own)
        self._run = structs.replace(run, id=run_id(self._coder.id), coder=self._coder.id)
        self._left_out: Counter[str] = Counter()

    def taken(self, incoming: Incoming) -> Incoming:
        """Return an article with what came with it, as the run's."""
        if not incoming.records:
            return incoming
        ids = {
            one.id: self._label(one.id) for one in incoming.records if isinstance(one, Annotation)
        }
        records = tuple(self._records(incoming.records, ids))
        return structs.replace(incoming, records=(self._coder, self._run, *records))

    def remarks(self) -> Iterator[Told]:
        """Yield what was left out of all that came in."""
        for name, count in self._left_out.items():
            said = KINDS[name].in_words(count)
            yield Told(self._run.name, f"{said} stayed out: a run has labels alone.")

    def _label(self, annotation: str) -> str:
        """Return the id that an annotation of the file has in the run."""
        return derived_id("run label", self._coder.id, annotation)

    def _as_noted(self, text: str) -> str:
        """Return a note; the label without a place that it keeps becomes the run's."""
        label = placeless_in(text)
        if label is None:
            return text
        ends = (
            structs.replace(one, annotation=self._label(one.annotation)) if one.annotation else one
            for one in label.ends
        )
        own = structs.replace(
            label,
            annotation=self._label(label.annotation),
            coder=self._coder.id,
            origin=Origin.SUGGESTION,
            ends=tuple(ends),
        )
        return noted(without_label(text), own)

    def _records(self, records: tuple[Record, ...], ids: dict[str, str]) -> Iterator[Record]:
        for one in records:
            match one:
                case Annotation():
                    yield structs.replace(
                        one,
                        id=ids[one.id],
                        coder=self._coder.id,
                        layer=CODER_LAYER,
                        origin=Origin.SUGGESTION,
                    )
                case Link():
                    end = ids.get(one.target_annotation or "", one.target_annotation or "")
                    start, actor = ids.get(one.annotation, one.annotation), one.target_actor or ""
                    yield make_link(start, one.type, to=end, actor=actor)
                case Score():
                    label = ids.get(one.annotation, one.annotation)
                    yield structs.replace(one, id=score_id(label), annotation=label)
                case Comment():
                    label = ids.get(one.annotation, one.annotation)
                    asks = one.id == place_question_id(one.annotation)
                    made = derived_id("run comment", label, one.id)
                    made = place_question_id(label) if asks else made
                    coder = self._coder.id
                    yield structs.replace(one, id=made, annotation=label, coder=coder)
                case Remark():
                    made, own = derived_id("run remark", self._coder.id, one.id), self._coder.id
                    text = self._as_noted(one.text)
                    yield structs.replace(one, id=made, asker=own, coder=own, text=text)
                case Code() | Actor():
                    yield one
                case _:
                    if not isinstance(one, _MADE_BY_FILES):
                        self._left_out[kind_name(type(one))] += 1

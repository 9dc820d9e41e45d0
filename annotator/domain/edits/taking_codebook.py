"""Taking over another codebook that doesn't take all answers and links that there are."""

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, Field, Moved
from annotator.domain.draft import Draft
from annotator.domain.edits.codebook import ReplaceCodebook, moved_besides
from annotator.domain.edits.reshaping import links_kept, refuse_unless_reviewing
from annotator.domain.known_answers import KnownAnswers
from annotator.domain.record import Values


class AnswersMoved(msgspec.Struct, frozen=True):
    """What becomes of the answers to a field of a code; all are dropped if the field is `gone`."""

    code: str
    field: str
    moved: tuple[Moved, ...] = ()
    gone: bool = False


class TakeCodebook(msgspec.Struct, frozen=True):
    """Take over a codebook, and let answers become others or be dropped.

    Of the codes in `unlinked` (ids) the links go that the codebook doesn't admit.
    """

    codebook: Codebook
    answers: tuple[AnswersMoved, ...] = ()
    unlinked: tuple[str, ...] = ()

    def plan(self, draft: Draft) -> str:
        """Replace the codebook, then change the labels that contradict it."""
        if self.answers or self.unlinked:
            refuse_unless_reviewing(draft)
        label = ReplaceCodebook(self.codebook).plan(draft)
        for ident in dict.fromkeys((*(one.code for one in self.answers), *self.unlinked)):
            self._carry(draft, draft.need(Code, ident))
        return label

    def _carry(self, draft: Draft, code: Code) -> None:
        mine = {one.field: one for one in self.answers if one.code == code.id}
        fields = tuple(
            _moving(field, mine[field.id].moved) if field.id in mine else field
            for field in code.fields
        )
        code = structs.replace(code, fields=fields)
        draft.put(code)
        known = KnownAnswers(code)
        labels = draft.foresee_on(Annotation, "code", [code.id])
        for label in labels:
            values: Values = {}
            for name, value in label.values.items():
                if name in mine and not known.takes(name, value):
                    now = None if mine[name].gone else known.carried(name, value)
                    if now is not None:
                        values[name] = now
                else:
                    known.check(name, value, f"code {code.name}")
                    values[name] = value
            if values != label.values:
                draft.carry(structs.replace(label, values=values))
        if code.id in self.unlinked:
            links_kept(draft, [one.id for one in labels])


def _moving(field: Field, moved: tuple[Moved, ...]) -> Field:
    """Return a field whose answers become these, whatever the same ones became before."""
    return structs.replace(field, moved=(*moved_besides(field.moved, moved), *moved))

"""Answering for units: paragraphs, sentences, or the article, of which a code asks."""

from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import NONE, is_none, value_words
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import Ranges, anchored_at, begin, usable
from annotator.domain.errors import UserError
from annotator.domain.ids import derived_id
from annotator.domain.record import Fragment, Values, json_value
from annotator.domain.refusals import places_in_words
from annotator.domain.wording import shortened

_SHORT = 40
"""Characters of an answer in the words for the status bar."""


def unit_answer_id(article: str, code: str, coder: str, fragments: Ranges) -> str:
    """Return the id of a coder's answer for a unit: given at two desks, it is one answer."""
    places = places_in_words(Fragment(start, end) for start, end in fragments)
    return derived_id("unit answer", article, code, coder, places)


class AnswerUnit(msgspec.Struct, frozen=True, kw_only=True):
    """Answer a code's question for a unit of an article, or answer it otherwise.

    `id` is that of the answer, be it there or not; `fragments` are the unit's place in code points,
    none for the whole article. The `values` take the place of those that the question had, and
    `none` says that the code does not apply, which no other answer stays beside.
    """

    id: str
    article: str
    code: str
    fragments: Ranges = ()
    values: Values = msgspec.field(default_factory=dict[str, Any])
    none: bool = False

    def plan(self, draft: Draft) -> str:
        """Make the answer, or change the one that is there: its place stays."""
        code = usable(draft, self.code)
        if not code.is_of_units:
            raise UserError(f"{code.name} asks of no units.", remedy="Choose another code.")
        given = {NONE: True} if self.none else {k: json_value(v) for k, v in self.values.items()}
        there = draft.get(Annotation, self.id)
        if there is None:
            answer = Annotation(
                id=self.id, article=self.article, code=self.code, coder=draft.me(), values=given
            )
            draft.put(anchored_at(draft, answer, self.fragments))
            begin(draft, self.article)
        else:
            self._change(draft, there, given)
        told = "none" if self.none else self._told(draft)
        return f"{code.name}: {shortened(told, _SHORT)}" if told else f"{code.name} answered"

    def _change(self, draft: Draft, there: Annotation, given: Values) -> None:
        of = (there.article, there.code, there.coder)
        if of != (self.article, self.code, draft.me()):
            message = "This is no answer of yours to that question."
            raise UserError(message, where=f"annotation {self.id}")
        kept: Values = {} if self.none or is_none(there.values) else there.values
        draft.put(structs.replace(there, values=kept | given))

    def _told(self, draft: Draft) -> str:
        code = usable(draft, self.code)
        return ", ".join(value_words(code.field(name), v) for name, v in self.values.items())

"""Words that were typed when the program ended: made edits of where they can be, or kept."""

from collections.abc import Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import SetNote, SetValue
from annotator.domain.edits.base import Edit, Together
from annotator.domain.errors import UserError
from annotator.domain.typed_words import ANSWER, NOTE, REMARK, TypedPlace, TypedWords
from annotator.domain.wording import counted
from annotator.store.project import Project


class FoundWords(msgspec.Struct, frozen=True):
    """What is to be done with words that were found: edits, and places that need no more."""

    edits: Sequence[Edit] = ()
    over: Sequence[TypedPlace] = ()
    """Places whose words are in the project already, or can be nowhere."""
    made: Sequence[TypedPlace] = ()
    """Places whose words become edits."""

    def edit(self) -> Together | None:
        """Return the one edit of all of them, or None where there is none."""
        if not self.edits:
            return None
        return Together(self.edits, f"{counted(len(self.edits), 'unsaved text')} found and kept")


def found_words(project: Project) -> FoundWords:
    """Sort the words that whoever sits here was typing when the program last ended.

    What is no answer yet ("1.") and what was not sent stays where it is, for the place where it
    is typed.
    """
    edits: list[Edit] = []
    over: list[TypedPlace] = []
    made: list[TypedPlace] = []
    for words in project.typed_words():
        if words.place.kind == REMARK:
            continue
        annotation = project.get(Annotation, words.place.annotation)
        if annotation is None:
            over.append(words.place)
            continue
        try:
            edit = _edit(project, annotation, words)
        except UserError:
            continue
        if edit is not None:
            edits.append(edit)
            made.append(words.place)
        elif words.place.kind in (NOTE, ANSWER):
            over.append(words.place)
    return FoundWords(edits, over, made)


def _edit(project: Project, annotation: Annotation, words: TypedWords) -> Edit | None:
    """Return the edit that words come to, or None; raise a `UserError` for what is no answer."""
    if words.place.kind == NOTE:
        return SetNote(annotation.id, words.text) if words.text != annotation.note else None
    if words.place.kind != ANSWER:
        return None
    field = words.place.field
    value = _answer(project, annotation, field, words.text.strip())
    return SetValue(annotation.id, field, value) if value != annotation.values.get(field) else None


def _answer(project: Project, annotation: Annotation, name: str, text: str) -> Any:
    code = project.get(Code, annotation.code)
    field = code.field(name) if code is not None else None
    if field is None:
        raise UserError(f"There is no field {name}.")
    return field.type.row.read(text) if text else None

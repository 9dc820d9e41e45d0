"""Correcting a text after it was coded: what differs, what becomes of the labels, earlier texts."""

import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from annotator.domain.alignment import Gap, align
from annotator.domain.annotation import JOINT, Annotation
from annotator.domain.article import Article, normalised
from annotator.domain.carrying import carried_fragments
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, noun
from annotator.store.project import Project

_SHOWN_AS_ONE = re.compile(r"\r\n|.", re.DOTALL)
_AROUND = 32
"""How many characters are shown on each side of what differs."""


class Fate(StrEnum):
    """What becomes of a label when the text under it is corrected."""

    CARRIED = "carried"
    CHANGED = "changed"
    GONE = "gone"


class TextDifference(msgspec.Struct, frozen=True, kw_only=True):
    """A place where two texts differ: what stood there, what stands there, and what is around."""

    start: int
    before: str
    old: str
    new: str
    after: str


class CarriedLabel(msgspec.Struct, frozen=True, kw_only=True):
    """A label and what becomes of it; `now` are its words in the new text, empty if it has none."""

    annotation: Annotation
    fate: Fate
    now: str = ""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction comes to before it is written; labels that may be seen, in their order.

    `hidden` says that there are others on the article which may not be seen.
    """

    article: str
    text: str
    differences: tuple[TextDifference, ...]
    labels: tuple[CarriedLabel, ...]
    hidden: bool = False

    def of(self, fate: Fate) -> list[CarriedLabel]:
        """Return the labels that this becomes of."""
        return [one for one in self.labels if one.fate is fate]

    @property
    def in_words(self) -> str:
        """What it comes to: "2 differences. 4 labels are carried, 1 changes its words"."""
        if not self.differences:
            return "Nothing differs."
        said = f"{counted(len(self.differences), 'difference')}."
        return " ".join(filter(None, (said, fates_in_words([self]))))


def fates_in_words(corrections: Sequence[Correction]) -> str:
    """Say what becomes of the labels: "4 labels are carried to their words."; or nothing."""
    said: list[str] = []
    for fate, words in _IN_WORDS.items():
        if count := sum(len(one.of(fate)) for one in corrections):
            said.append(f"{counted(count, 'label')} {noun(count, *words)}.")
    if any(one.hidden for one in corrections):
        said.append("Labels that you may not see are carried, too.")
    return " ".join(said)


_IN_WORDS = {
    Fate.CARRIED: ("is carried to its words", "are carried to their words"),
    Fate.CHANGED: ("changes its words", "change their words"),
    Fate.GONE: ("loses its words and waits for a place", "lose their words and wait for places"),
}


class EarlierText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that an article had: its fingerprint, and by whom, when and how it came."""

    sha256: str
    coder: str
    at: str
    label: str
    is_now: bool


class TypedText(msgspec.Struct, frozen=True):
    """A text, how a widget gave it back, and what has become of that by typing."""

    original: str
    shown: str
    edited: str

    @property
    def text(self) -> str:
        """The text as it was edited, with what was not touched as it was.

        A widget shows some characters as others; raise a `UserError` where that can't be undone.
        """
        return rebuilt(self.original, self.shown, self.edited)


def foreseen(
    project: Project,
    article: str,
    text: str,
    visibility: Visibility,
    progress: Progress = no_progress,
) -> Correction:
    """Return what giving an article another text would come to; nothing is written."""
    found = _needed(project, article)
    old = project.text_of(found)
    alignment = align(old, text)
    progress(0, 0)
    every = [one for one in project.find(Annotation, article=article) if one.fragments]
    seen = [one for one in every if visibility.sees(one)]
    labels: list[CarriedLabel] = []
    for n, one in enumerate(sorted(seen, key=lambda one: (one.fragments[0], one.id))):
        progress(n, len(seen))
        fragments = carried_fragments(alignment, old, one.fragments)
        now = JOINT.join(text[f.start : f.end] for f in fragments)
        fate = Fate.GONE if not fragments else Fate.CARRIED if now == one.text else Fate.CHANGED
        labels.append(CarriedLabel(annotation=one, fate=fate, now=now))
    return Correction(
        article=article,
        text=text,
        differences=tuple(_difference(old, text, gap) for gap in alignment.gaps),
        labels=tuple(labels),
        hidden=len(seen) < len(every),
    )


def earlier_texts(project: Project, article: str) -> list[EarlierText]:
    """Return the texts that an article had, the newest first, each once."""
    now = _needed(project, article).text_sha256
    found: dict[str, EarlierText] = {}
    for sha256, edit in project.texts_ever_of(article):
        if sha256 not in found:
            found[sha256] = EarlierText(
                sha256=sha256,
                coder=edit.coder,
                at=edit.at,
                label=edit.label,
                is_now=sha256 == now,
            )
    return list(found.values())


def rebuilt(original: str, shown: str, edited: str) -> str:
    """Return a text as it was edited, with what was not touched as it was.

    A widget shows some characters as others, as a blank for one that does not break, and a pair of
    characters that ends a line as one: `shown` is the original as it gives it back, `edited` is
    what it has now.
    """
    if shown == edited:
        return original
    kept = original if len(shown) == len(original) else _SHOWN_AS_ONE.findall(original)
    if len(shown) != len(kept):
        message = "The text has characters that can't be edited in the window."
        raise UserError(message, remedy="Correct it with `annotator correct`.")
    parts: list[str] = []
    at = 0
    for piece in align(shown, edited).pieces:
        parts += [edited[at : piece.new], *kept[piece.old : piece.old + piece.size]]
        at = piece.new + piece.size
    return "".join([*parts, edited[at:]])


def read_text(path: Path) -> str:
    """Return a file's text as an article's; raise a `UserError` if it can't be read as UTF-8."""
    try:
        return normalised(path.read_bytes().decode())
    except OSError as error:
        message = f"{path.name} can't be read: {error.strerror}."
        raise UserError(message, remedy="Name the file with the corrected text.") from None
    except UnicodeDecodeError as error:
        message = f"{path.name} is no UTF-8 text: byte {error.start:,} can't be read."
        raise UserError(message, where=path.name, remedy="Save it as UTF-8 again.") from None


def named_article(project: Project, name: str) -> Article:
    """Return the article with this id or title; a `UserError` if there is none, or several."""
    found = project.get(Article, name)
    same = [found] if found is not None else project.find(Article, title=name)
    if len(same) == 1:
        return same[0]
    if not same:
        message = f"There is no article “{name}”."
        raise UserError(message, remedy="Name its id or its title; the export has both.")
    message = f"{len(same):,} articles are called “{name}”."
    ids = ", ".join(one.id for one in same[:3])
    raise UserError(message, remedy=f"Name one by its id: {ids}.")


def _difference(old: str, new: str, gap: Gap) -> TextDifference:
    return TextDifference(
        start=gap.start,
        before=old[max(0, gap.start - _AROUND) : gap.start],
        old=old[gap.start : gap.end],
        new=new[gap.new_start : gap.new_end],
        after=old[gap.end : gap.end + _AROUND],
    )


def _needed(project: Project, article: str) -> Article:
    found = project.get(Article, article)
    if found is None:
        raise UserError("The article is not in the project.", remedy="It may have been removed.")
    return found

"""Bringing back what was coded with pseudonyms, to the words that it is about.

The key makes the very texts anew that were handed out, with a map of their places. A label on
them goes to the same words of the project's own text; where the texts are not the same, what is
on them stays out and is told. Names come back in what was written, too.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import msgspec
from msgspec import structs

from annotator.analysis.pseudonyms.naming import Pseudonyms, replacer_for
from annotator.analysis.pseudonyms.replacing import MaskedText, Replacer
from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, anchored, make_link
from annotator.domain.article import Article, Status, fingerprint
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.records import BringBack
from annotator.domain.errors import UserError
from annotator.domain.field_types import FREE_TYPE
from annotator.domain.people import Actor, Coder
from annotator.domain.record import Fragment, Record
from annotator.domain.settings import HAS_PSEUDONYMS
from annotator.domain.teamwork import Comment
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.pseudonyms.masking import Masking, pseudonym_id

_EVERY = 25  # articles


class CameBack(msgspec.Struct, frozen=True, kw_only=True):
    """What comes back from a file: the edit, and what is told of it.

    `made` and `changed` count labels. `missing` are labels of the project that are not in the
    file: they stay. `refused` says in sentences what stays out.
    """

    edit: BringBack
    made: int
    changed: int
    missing: int
    refused: tuple[str, ...]

    @property
    def brings_something(self) -> bool:
        """Whether there is anything that the project has not."""
        return bool(self.edit.records or self.edit.links)

    def told(self) -> list[str]:
        """Say what came back, and what did not."""
        labels = f"{counted(self.made, 'new label')}, {self.changed:,} changed"
        found = [f"{labels}."]
        if self.missing:
            found.append(f"{counted(self.missing, 'label')} deleted there stay here.")
        return [*found, *self.refused]


def came_back(
    project: Project, path: Path, pseudonyms: Pseudonyms, progress: Progress = no_progress
) -> CameBack:
    """Return what a file that was handed out with these pseudonyms brings back.

    Raise a `UserError` when the file was handed out with no pseudonyms, or can't be read.
    """
    with Project.open(path, read_only=True) as other:
        if not other.info().settings.get(HAS_PSEUDONYMS):
            message = f"{path.name} has no pseudonyms."
            raise UserError(message, remedy="Bring it in without a key.")
        other.refuse_broken_pages()
        return _Returning(project, other, pseudonyms).all(path.name, progress)


class _Returning:
    def __init__(self, project: Project, other: Project, pseudonyms: Pseudonyms) -> None:
        self._project = project
        self._other = other
        every = project.find(Actor)
        self._replacer = replacer_for(pseudonyms, every)
        self._codebook = project.codebook()
        self._masking = Masking(self._replacer, self._codebook)
        real = {one.id: one.name for one in every}
        hidden = [Actor(id=ident, name=name, kind="") for ident, name in pseudonyms.names.items()]
        self._unmasking = Replacer(hidden, {one.id: real[one.id] for one in hidden}, ())
        self._actors = {pseudonym_id(name): ident for ident, name in pseudonyms.names.items()}
        self._known = {one.id for one in every}
        self._refused: list[str] = []
        self._links: list[Link] = []
        self._made = self._changed = self._missing = 0

    def all(self, name: str, progress: Progress) -> CameBack:
        """Return everything that comes back."""
        articles = self._other.find(Article)
        here = self._project.get_all(Article, {one.id for one in articles})
        records: list[Record] = [*self._people(), *self._new_actors()]
        before = len(records)
        for done, article in enumerate(articles):
            if done % _EVERY == 0:
                progress(done, len(articles))
            records += self._of_article(article, here.get(article.id))
        some = len(records) > before or self._links
        label = f"{counted(self._made + self._changed, 'label')} brought back from {name}"
        return CameBack(
            edit=BringBack(tuple(records if some else ()), tuple(self._links), label),
            made=self._made,
            changed=self._changed,
            missing=self._missing,
            refused=tuple(self._refused),
        )

    def _people(self) -> Iterator[Record]:
        known = {one.id for one in self._project.find(Coder)}
        yield from (one for one in self._other.find(Coder) if one.id not in known)

    def _new_actors(self) -> Iterator[Record]:
        """Yield actors that were made there, with names in place of pseudonyms."""
        for one in self._other.find(Actor):
            if one.id not in self._known and one.id not in self._actors:
                yield structs.replace(one, name=self._words(one.name), note=self._words(one.note))

    def _of_article(self, theirs: Article, ours: Article | None) -> Iterator[Record]:
        """Yield what is new on an article, if it is the one that was handed out."""
        if ours is None:
            self._refused.append(f"“{theirs.title}” is not in this project: it stays out.")
            return
        text = self._project.text(ours.text_sha256)
        masked = self._replacer.masked(text)
        if fingerprint(masked.text) != theirs.text_sha256:
            said = "is not what the key makes of it by now: what is on it stays out"
            self._refused.append(f"The text of “{ours.title}” {said}.")
            return
        yield from self._labels(ours, masked)
        yield from self._on_labels(theirs)
        for one in self._other.find(Status, article=theirs.id):
            if self._project.get(Status, one.id) != one:
                yield one

    def _labels(self, ours: Article, masked: MaskedText) -> Iterator[Annotation]:
        mine = {one.id: one for one in self._project.find(Annotation, article=ours.id)}
        theirs = [
            one
            for one in self._other.find(Annotation, article=ours.id)
            if one.layer != GOLD_LAYER and self._has_code(one)
        ]
        whose = {one.coder for one in theirs}
        there = {one.id for one in theirs}
        self._missing += sum(
            one.coder in whose and one.layer != GOLD_LAYER and one.id not in there
            for one in mine.values()
        )
        for one in theirs:
            known = mine.get(one.id)
            sent = self._masking.annotation(known, masked) if known is not None else None
            if sent is None or known is None:
                self._made += 1
                yield self._back(one, ours, masked, None)
            elif _says(one) != _says(sent):
                self._changed += 1
                kept = known.fragments if one.fragments == sent.fragments else None
                yield self._back(one, ours, masked, kept)

    def _has_code(self, one: Annotation) -> bool:
        if self._codebook.code(one.code) is not None:
            return True
        self._refused.append(f"Label {one.id} has a code that is not here, {one.code}.")
        return False

    def _back(
        self, one: Annotation, ours: Article, masked: MaskedText, kept: tuple[Fragment, ...] | None
    ) -> Annotation:
        """Return a label on the words that it is about."""
        text = self._project.text(ours.text_sha256)
        pieces = kept if kept is not None else _disjoint(one.fragments, masked)
        code = self._codebook.code(one.code)
        free = {f.id for f in code.every_field if f.type is FREE_TYPE} if code else set[str]()
        values = {k: self._words(v) if k in free else v for k, v in one.values.items()}
        anchor = cast("Any", anchored(text, pieces))
        on_text = ours.counted_in if pieces else ""
        note = self._words(one.note)
        return structs.replace(one, values=values, note=note, on_text=on_text, **anchor)

    def _on_labels(self, theirs: Article) -> Iterator[Record]:
        """Yield comments that are new; links are made after all labels."""
        here = {one.id for one in self._project.on_annotations_of(Link, theirs.id)}
        out = {
            one.id
            for one in self._other.find(Annotation, article=theirs.id)
            if one.layer == GOLD_LAYER or self._codebook.code(one.code) is None
        }
        for one in self._other.on_annotations_of(Link, theirs.id):
            if one.annotation in out or one.target_annotation in out:
                continue
            actor = self._actors.get(one.target_actor or "", one.target_actor or "")
            link = make_link(one.annotation, one.type, to=one.target_annotation or "", actor=actor)
            if link.id not in here:
                self._links.append(link)
        for one in self._other.on_annotations_of(Comment, theirs.id):
            if one.annotation not in out and self._project.get(Comment, one.id) is None:
                yield structs.replace(one, text=self._words(one.text))

    def _words(self, words: Any) -> Any:
        return self._unmasking.words(words) if isinstance(words, str) else words


def _disjoint(pieces: tuple[Fragment, ...], masked: MaskedText) -> tuple[Fragment, ...]:
    """Return where fragments stood; those that take in one name are one."""
    found: list[Fragment] = []
    for piece in pieces:
        start, end = masked.back(piece.start, piece.end)
        if found and start < found[-1].end:
            found[-1] = Fragment(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Fragment(start, end))
    return tuple(found)


def _says(one: Annotation) -> tuple[object, ...]:
    """Return what of a label would be changed by somebody's work."""
    values: Mapping[str, object] = one.values
    return one.code, one.coder, one.fragments, values, one.note

"""What recoding would cost: the answers and links that the new code has no place for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.codebook import ACTOR_END, Code, Codebook
from annotator.domain.edits.annotations import same_fields
from annotator.domain.wording import counted


class _Known(Protocol):
    def get(self, annotation: str, /) -> Annotation | None: ...


class Linked(Protocol):
    """Links, and the annotations at their ends by their ids: an open article, or a part of one."""

    @property
    def links(self) -> Iterable[Link]:
        """All links that go out from the annotations, or arrive at them."""
        ...

    @property
    def annotations(self) -> _Known:
        """The annotations themselves."""
        ...


class Losses(msgspec.Struct, frozen=True):
    """The names of the answers and of the links that would go, one for each that goes."""

    answers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def words(self) -> str:
        """Return them in words, such as `2 answers (Type, Stance) and 1 link (Cue)`, or nothing."""
        parts = [
            f"{counted(len(names), one, many)} ({', '.join(dict.fromkeys(names))})"
            for names, one, many in (
                (self.answers, "answer", "answers"),
                (self.links, "link", "links"),
            )
            if names
        ]
        return " and ".join(parts)


def losses(
    article: Linked, codebook: Codebook, annotations: Iterable[Annotation], code: Code
) -> Losses:
    """Return what annotations of an article would lose if they got another code, one by one."""
    recoded = [one for one in annotations if one.code != code.id]
    answers = [name for one in recoded for name in _lost_answers(codebook, one, code)]
    return Losses(tuple(answers), tuple(_lost_links(article, codebook, recoded, code)))


def _lost_answers(codebook: Codebook, annotation: Annotation, code: Code) -> list[str]:
    """Return the names of the answers that go; those that the codebook gave don't count."""
    old = codebook.code(annotation.code)
    if old is None:
        return list(annotation.values)
    kept = same_fields(old, code)
    given = {ident: value for ident, value in annotation.values.items() if ident not in kept}
    known = [field for field in old.fields if field.id in given]
    named = [field.name for field in known if given[field.id] != field.default]
    return [*named, *(given.keys() - {field.id for field in known})]


def _lost_links(
    article: Linked, codebook: Codebook, recoded: Sequence[Annotation], code: Code
) -> Iterator[str]:
    touching: dict[str, list[Link]] = {one.id: [] for one in recoded}
    for link in article.links:
        for end in {link.annotation, link.target_annotation}:
            touching.get(end or "", []).append(link)
    codes: dict[str, Code | None] = {}

    def code_of(annotation: str) -> Code | None:
        if annotation not in codes:
            found = article.annotations.get(annotation)
            codes[annotation] = codebook.code(found.code) if found is not None else None
        return codes[annotation]

    gone: set[str] = set()
    for one in recoded:
        before = code_of(one.id)
        codes[one.id] = code
        for link in touching[one.id]:
            source = code_of(link.annotation)
            rule = source.link_rule(link.type) if source is not None else None
            target = code_of(link.target_annotation) if link.target_annotation else None
            admitted = rule is not None and rule.admits(target.id if target else ACTOR_END)
            if link.id not in gone and not admitted:
                gone.add(link.id)
                named = (before if link.annotation == one.id else source) or code
                old = named.link_rule(link.type)
                yield old.name if old is not None else link.type

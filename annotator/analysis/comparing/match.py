"""What two layers say of one thing: the two annotations, or the one, and where they differ."""

from enum import StrEnum

import msgspec

from annotator.domain.annotation import Annotation


class Kind(StrEnum):
    """How two layers differ, the gravest first; and what is to be decided on whoever is compared.

    That is gold that has one thing twice, and an annotation on which two reviewers decided
    differently.
    """

    GOLD_TWICE = "gold_twice"
    OTHER_WORD = "other_word"
    ONLY_ONE = "only_one"
    OTHER_CODE = "other_code"
    OTHER_BOUNDARY = "other_boundary"
    OTHER_VALUE = "other_value"
    OTHER_LINK = "other_link"

    @property
    def words(self) -> str:
        """The kind in words for people."""
        return _WORDS[self]


CONTESTED = frozenset((Kind.GOLD_TWICE, Kind.OTHER_WORD))
"""The kinds that lie between reviewers: such a match is gone once one of them has decided."""
_WORDS = {
    Kind.GOLD_TWICE: "Two gold labels for one thing",
    Kind.OTHER_WORD: "Reviewers decided differently",
    Kind.ONLY_ONE: "Not all have it",
    Kind.OTHER_CODE: "Same span, other code",
    Kind.OTHER_BOUNDARY: "Same code, other boundary",
    Kind.OTHER_VALUE: "Other field value",
    Kind.OTHER_LINK: "Other link",
}


EVERY = "*"
"""Stands in a match's layers for all coders."""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation of layer a, the one of layer b that it pairs with, or only one of them.

    `layers` are the names of a's and b's layer (coders' ids or `GOLD`); `kinds` is empty where
    both agree in all; `fields` and `links` are the fields' ids and links' types that differ.

    A match of all coders (`layers` are `EVERY`) has all `versions` of one thing, of which the first
    two are a and b. `alike` gives each the number, from 0 on, of the version that it is among those
    that differ; `readers` are the ids of the coders who have read the article.
    """

    article: str
    layers: tuple[str, str]
    a: Annotation | None = None
    b: Annotation | None = None
    overlap: float = 0.0
    kinds: tuple[Kind, ...] = ()
    fields: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    versions: tuple[Annotation, ...] = ()
    alike: tuple[int, ...] = ()
    readers: tuple[str, ...] = ()

    @property
    def choices(self) -> list[tuple[Annotation, ...]]:
        """The versions that differ, each of those who have it; last, if some lack it, none."""
        count = max(self.alike, default=-1) + 1
        found = [
            tuple(one for one, n in zip(self.versions, self.alike, strict=True) if n == number)
            for number in range(count)
        ]
        return [*found, ()] if self.lacking else found

    @property
    def lacking(self) -> tuple[str, ...]:
        """The ids of the coders who have read the article and have nothing here."""
        have = {one.coder for one in self.versions}
        return tuple(one for one in self.readers if one not in have)

    @property
    def agrees(self) -> bool:
        """Whether both say the same: span, code, answers and links."""
        return not self.kinds

    @property
    def kind(self) -> Kind | None:
        """The gravest difference; none where both agree."""
        return self.kinds[0] if self.kinds else None

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The two annotations, or the one; of a match of all coders, all."""
        return self.versions or tuple(one for one in (self.a, self.b) if one is not None)

    @property
    def start(self) -> int:
        """Where the earlier one starts, in code points; -1 for the whole article."""
        return min(-1 if one.start is None else one.start for one in self.annotations)

    @property
    def end(self) -> int:
        """Where the later one ends, in code points; -1 for the whole article."""
        return max(-1 if one.end is None else one.end for one in self.annotations)

    @property
    def codes(self) -> tuple[str, ...]:
        """The ids of the one code, or of the two."""
        return tuple(dict.fromkeys(one.code for one in self.annotations))

    @property
    def code(self) -> str:
        """The id of the first one's code."""
        return self.annotations[0].code

    @property
    def place(self) -> tuple[int, int, str, tuple[str, ...]]:
        """What sorts matches of one article in reading order, longer ones first."""
        ids = tuple(one.id for one in self.annotations)
        return self.start, -self.end, self.code, ids

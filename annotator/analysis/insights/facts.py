"""What insights know of labels: a row for each label, article by article, and columns of all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

import msgspec
import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from annotator.domain.actor_variables import ActorVariable
from annotator.domain.article import PROBABILITY
from annotator.domain.codebook import Codebook
from annotator.domain.people import Actor
from annotator.domain.record import Values

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]
Truths = NDArray[np.bool_]


class PartyFact(msgspec.Struct, frozen=True, gc=False):
    """Who speaks or is spoken of: an actor (id), or the words of an annotation, or both.

    `code` and `values` are those of the annotation that has the words; `role` is the actor's or
    else the one that the words were given; `affiliation` what held on the article's day.
    """

    actor: str = ""
    words: str = ""
    role: str = ""
    affiliation: str = ""
    code: str = ""
    values: Values = {}


class LabelFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One label, as far as it is counted.

    `layer` is gold or the coder's id; `words` how many words it stands on; `polarity` how far it
    is for (above zero) or against something, None where nothing is said; `concepts` what it is on
    (ids, see `Facts.concepts`). `start` is in code points, -1 for the whole article.
    """

    number: int
    id: str
    code: str
    layer: str
    origin: str
    start: int
    words: int
    values: Values
    polarity: float | None = None
    speakers: tuple[PartyFact, ...] = ()
    targets: tuple[PartyFact, ...] = ()
    concepts: tuple[str, ...] = ()


class ArticleFact(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One article that is counted, with the labels on it that may be seen.

    `cluster` is the id of the first of the near copies that it is one of, empty where it is like no
    other.
    """

    id: str
    title: str
    meta: Values
    labels: tuple[LabelFact, ...] = ()
    cluster: str = ""


class Category(msgspec.Struct, frozen=True):
    """Something that labels are counted by: its id, and what it is called."""

    id: str
    name: str


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """What labels have of something: pairs of a label and a category, both as places in lists.

    A label can have several categories, or none; the pairs are in the labels' order. `in_time` says
    that the order of the categories is that of time, `ordered` that it is one of its own (time, the
    codebook's, that of numbers), and not that of names. `lacking` says in words what labels without
    any have. `of_speakers` says that each who speaks has it, so that two such are met speaker by
    speaker.
    """

    id: str
    title: str
    labels: Integers
    categories: Integers
    names: tuple[Category, ...]
    in_time: bool = False
    ordered: bool = False
    lacking: str = ""
    of_speakers: bool = False


KeysOn = Callable[[ArticleFact], Iterable[Iterable[tuple[str, str]]]]
"""From an article, the categories of each of its labels, in their order: ids and names."""


class Facts:
    """All that is counted, as rows and as columns that are as long as there are labels."""

    def __init__(
        self,
        articles: Sequence[ArticleFact],
        *,
        codebook: Codebook,
        actors: Mapping[str, Actor],
        variables: Sequence[ActorVariable],
        coders: Mapping[str, str],
        concepts: Mapping[str, str],
    ) -> None:
        """Take the articles in the project's order; `coders` and `concepts` are names by ids."""
        self.articles = tuple(articles)
        self.codebook = codebook
        self.actors = actors
        self.variables = tuple(variables)
        self.coders = coders
        self.concepts = concepts
        self.labels = tuple(chain.from_iterable(one.labels for one in self.articles))
        self.attributes: dict[str, Attribute] = {}
        """What was asked of labels so far, by its id."""
        self.mend: Callable[[str, KeysOn], Attribute | None] = _as_nothing_was_known
        """Returns what labels have of something by what they had of it before an edit."""

    def attribute(self, ident: str, make: Callable[["Facts", str], Attribute]) -> Attribute:
        """Return what labels have of something; it is made once."""
        if ident not in self.attributes:
            self.attributes[ident] = make(self, ident)
        return self.attributes[ident]

    @cached_property
    def article_of(self) -> Integers:
        """The place of each label's article."""
        counts = [len(one.labels) for one in self.articles]
        return np.repeat(np.arange(len(counts), dtype=np.int64), counts)

    @cached_property
    def speaker_by_speaker(self) -> "tuple[Facts, Integers]":
        """The labels that several speak, once for each of them, and the place of each here."""
        spoken = enumerate(self.labels)
        places = [n for n, one in spoken if len(one.speakers) > 1 for _ in one.speakers]
        articles = [
            structs.replace(article, labels=parted)
            for article in self.articles
            if (parted := tuple(_speaker_by_speaker(article.labels)))
        ]
        made = Facts(
            articles,
            codebook=self.codebook,
            actors=self.actors,
            variables=self.variables,
            coders=self.coders,
            concepts=self.concepts,
        )
        return made, np.array(places, np.int64)

    @cached_property
    def probabilities(self) -> Reals:
        """The chance of each article to be drawn into the sample; NaN where none is known."""
        return np.array([_chance(one.meta.get(PROBABILITY)) for one in self.articles], np.float64)

    @cached_property
    def numbers(self) -> Integers:
        """The number of each label in the project."""
        return self._column((one.number for one in self.labels), np.int64)

    @cached_property
    def words(self) -> Integers:
        """How many words each label stands on."""
        return self._column((one.words for one in self.labels), np.int64)

    @cached_property
    def polarity(self) -> Reals:
        """How far each label is for or against something; NaN where nothing is said."""
        return np.fromiter(map(polarity_of, self.labels), np.float64, len(self.labels))

    def of_codes(self, codes: Iterable[str]) -> Truths:
        """Tell of each label whether it is of one of these codes (ids)."""
        return _among(self.codes, codes)

    def of_layers(self, layers: Iterable[str]) -> Truths:
        """Tell of each label whether it is of one of these layers (gold, or coders' ids)."""
        return _among(self.layers, layers)

    def layers_of(self, which: Truths) -> list[str]:
        """Return the layers (gold, or coders' ids) of which there are labels among these."""
        return _those_of(self.layers, which)

    def codes_among(self, which: Truths) -> list[str]:
        """Return the codes (ids) of which there are labels among these."""
        return _those_of(self.codes, which)

    def with_numbers(self, numbers: Sequence[int]) -> Truths:
        """Tell of each label whether its number is one of these."""
        return np.isin(self.numbers, np.asarray(numbers, dtype=np.int64))

    def _column(self, values: Iterable[int], kind: type[np.int64]) -> Integers:
        return np.fromiter(values, kind, len(self.labels))

    @cached_property
    def codes(self) -> "Places":
        """The codes (ids) of labels."""
        return _placed(one.code for one in self.labels)

    @cached_property
    def layers(self) -> "Places":
        """The layers (gold, or coders' ids) of labels."""
        return _placed(one.layer for one in self.labels)


def polarity_of(label: LabelFact) -> float:
    """Return how far a label is for or against something; NaN where nothing is said."""
    return np.nan if label.polarity is None else label.polarity


def _as_nothing_was_known(_ident: str, _keys: KeysOn) -> Attribute | None:
    return None


def _speaker_by_speaker(labels: Iterable[LabelFact]) -> Iterator[LabelFact]:
    for label in labels:
        if len(label.speakers) > 1:
            yield from (structs.replace(label, speakers=(one,)) for one in label.speakers)


Places = tuple[dict[str, int], Integers]
"""The different ones among words, with their places, and for each word its place."""


def _placed(words: Iterable[str]) -> Places:
    ids: dict[str, int] = {}
    places = [ids.setdefault(one, len(ids)) for one in words]
    return ids, np.array(places, np.int64)


def _among(placed: Places, wanted: Iterable[str]) -> Truths:
    ids, places = placed
    asked = [ids[one] for one in wanted if one in ids]
    return np.asarray(np.isin(places, np.array(asked, np.int64)), np.bool_)


def _those_of(placed: Places, which: Truths) -> list[str]:
    ids, places = placed
    there = np.bincount(places[which], minlength=len(ids))
    return [one for one, place in ids.items() if there[place]]


def _chance(said: object) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return np.nan
    try:
        number = float(said)
    except (ValueError, OverflowError):
        return np.nan
    return number if 0 < number <= 1 else np.nan

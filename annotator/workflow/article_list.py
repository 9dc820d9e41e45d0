"""What a list of articles shows: which ones, in which order, and what it says of them together."""

from bisect import bisect_left
from collections.abc import Collection, Sequence

import msgspec

from annotator.domain.visibility import Visibility
from annotator.store.reading.filtering import Query
from annotator.store.reading.listing import ArticleListing, OfTexts
from annotator.workflow.article_order import Collate, SortKey, in_order, values_by

_MANY = 20
"""From how many articles on all places are gone through instead of looking for each."""


class ListWish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be listed, for whoever may see what `visibility` says.

    `own` is whether only what is assigned to them is listed, where that is some but not all.
    """

    query: Query = Query()
    visibility: Visibility = Visibility()
    own: bool = False
    key: SortKey = SortKey.ARRIVAL
    descending: bool = False
    collate: Collate = str.casefold

    @property
    def is_plain(self) -> bool:
        """Whether all articles are listed as they came: that takes no time."""
        query, assigned = self.query, self.visibility.assigned
        searched = query.words.strip() or query.without or query.terms
        return not (searched or (self.own and assigned)) and self.key is SortKey.ARRIVAL


class Listed(msgspec.Struct, frozen=True):
    """The numbers of the articles that are listed, in order, and how many they were found among.

    `divided` is whether some but not all articles are the coder's own; `signed`, whether the listed
    ones are not all the same people's.
    """

    numbers: Sequence[int]
    pool: int
    divided: bool = False
    signed: bool = False


class ListOrder:
    """The numbers of articles in an order, and the place of each in it."""

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        self.numbers = numbers
        self._places: dict[int, int | None] = {}

    def place_of(self, number: int | None) -> int | None:
        """Return the place of an article by its number, from 0; None where it isn't listed."""
        if number is None:
            return None
        place = bisect_left(self.numbers, number)  # they mostly are as the articles came
        if place < len(self.numbers) and self.numbers[place] == number:
            return place
        if number not in self._places:
            self._places[number] = self._look_for(number)
        return self._places[number]

    def places_of(self, numbers: Collection[int]) -> list[int]:
        """Return the places of those articles that are listed, in order."""
        if len(numbers) > _MANY:
            wanted = frozenset(numbers)
            return [place for place, one in enumerate(self.numbers) if one in wanted]
        places = (self.place_of(one) for one in numbers)
        return sorted(place for place in places if place is not None)

    def _look_for(self, number: int) -> int | None:
        try:
            return self.numbers.index(number)
        except ValueError:
            return None


class TextsOfArticles:
    """Which articles have which text: read once for all that are there."""

    def __init__(self) -> None:
        self._known: OfTexts | None = None

    def read(self, listing: ArticleListing) -> OfTexts:
        """Return it."""
        known = self._known
        if known is None:
            known = self._known = listing.of_texts()
        return known


def listed(
    listing: ArticleListing,
    every: Sequence[int],
    wish: ListWish,
    texts: TextsOfArticles,
) -> Listed:
    """Return what is to be listed of `every` article."""
    mine = listing.assigned(wish.visibility.coder) if wish.visibility.assigned else {}
    divided = 0 < len(mine) < len(every)
    pool = sorted(mine) if divided and wish.own else every
    found = listing.found(wish.query, wish.visibility, lambda: texts.read(listing))
    numbers = pool if found is None else found
    if found is not None and pool is not every:
        among = frozenset(pool)
        numbers = [one for one in found if one in among]
    signed = _differ(listing.assigned(), numbers)
    return Listed(_in_order(listing, numbers, wish), len(pool), divided, signed)


def _in_order(listing: ArticleListing, numbers: Sequence[int], wish: ListWish) -> Sequence[int]:
    if wish.key is SortKey.ARRIVAL:
        return numbers[::-1] if wish.descending else numbers
    return in_order(
        numbers,
        values_by(listing, wish.key, wish.visibility),
        descending=wish.descending,
        collate=wish.collate,
    )


def _differ(assigned: dict[int, str], numbers: Sequence[int]) -> bool:
    """Tell whether articles are assigned to different people: only then a sign tells anything."""
    if not assigned or not numbers:
        return False
    first = assigned.get(numbers[0])
    return any(assigned.get(one) != first for one in numbers)


def still_found(listing: ArticleListing, wish: ListWish, numbers: Sequence[int]) -> set[int]:
    """Return which of a few articles are to be listed."""
    found = listing.found(wish.query, wish.visibility, OfTexts, numbers)
    return set(numbers if found is None else found)

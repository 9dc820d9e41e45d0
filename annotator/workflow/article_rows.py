"""The summaries of the articles that are looked at: a page read at a time, and some kept."""

from collections.abc import Collection, Iterable, Mapping

from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.visibility import seen_rows

_KEPT = 2000
"""How many rows are kept at most, but for those that are read at once."""


class ArticleRows:
    """Reads rows by the articles' numbers, as one coder may see them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._visibility = Visibility()
        self._handle = ""
        self._rows: dict[int, ArticleRow] = {}
        self._numbers: dict[str, int] = {}

    def forget(self) -> None:
        """Read everything anew when it is asked for next."""
        self._rows, self._numbers = {}, {}

    def look_as(self, visibility: Visibility, handle: str) -> None:
        """Read from now on what a coder, who has this handle, may see."""
        self._visibility, self._handle = visibility, handle

    def known(self, number: int) -> ArticleRow | None:
        """Return an article's row if it was read."""
        return self._rows.get(number)

    def read(self, numbers: Collection[int], *, anew: bool = False) -> dict[int, ArticleRow]:
        """Return the rows of these articles, of those that are there, reading what isn't known."""
        missing = [one for one in numbers if anew or one not in self._rows]
        if missing:
            self._add(self._project.listing.ids(missing), missing)
        return {one: self._rows[one] for one in numbers if one in self._rows}

    def _add(self, ids: Mapping[int, str], wanted: Iterable[int]) -> None:
        rows = seen_rows(self._project, self._visibility, self._handle, ids.values())
        by_id = {row.id: row for row in rows}
        for number in wanted:
            self._rows.pop(number, None)
        for number, article in ids.items():
            if article in by_id:
                self._rows[number] = by_id[article]
                self._numbers[article] = number
        for number in list(self._rows)[: max(0, len(self._rows) - max(_KEPT, len(ids)))]:
            self._numbers.pop(self._rows.pop(number).id, None)

    def number_of(self, article: str) -> int | None:
        """Return an article's number, by its id."""
        known = self._numbers.get(article)
        if known is None and article:
            known = self._project.listing.numbers_of([article]).get(article)
        return known

    def ids_of(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the ids of these articles by their numbers, of those that are there."""
        found = {one: self._rows[one].id for one in numbers if one in self._rows}
        missing = [one for one in numbers if one not in found]
        return found | self._project.listing.ids(missing) if missing else found

    def ids(self, numbers: Collection[int]) -> list[str]:
        """Return the ids of these articles, in their order, of those that are there."""
        found = self.ids_of(numbers)
        return [found[one] for one in numbers if one in found]

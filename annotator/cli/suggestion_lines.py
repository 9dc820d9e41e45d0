"""Prints quotes that are suggested: a table for people, or an object on a line for each text."""

from collections.abc import Callable, Sequence

from annotator.analysis.suggest import Quote
from annotator.cli.output import plain, print_json_line, print_table, say
from annotator.domain.wording import counted
from annotator.workflow.suggesting.told import told

_HEADING = ("in", "start", "end", "type", "score", "source", "quote")


class SuggestionLines:
    """Prints what is found text by text: at once as JSON, at the end as a table."""

    def __init__(self, what: str, *, as_json: bool) -> None:
        """Take what the texts are called, and whether it is for scripts."""
        self._what = what
        self._as_json = as_json
        self._rows: list[tuple[object, ...]] = []
        self._texts = self._quotes = 0

    def add(
        self,
        ident: str,
        text: str,
        quotes: Sequence[tuple[str, Quote]],
        *,
        name: str = "",
        given_at: Callable[[int], int] | None = None,
    ) -> None:
        """Print, or keep for the table, what was found in a text; people are told its `name`."""
        self._texts += 1
        if self._as_json:
            print_json_line(told(ident, quotes, given_at))
        else:
            self._rows += (_row(name or ident, text, one) for _, one in quotes)
            self._quotes += _whole(quotes)

    def end(self) -> None:
        """Print the table."""
        if self._as_json:
            return
        if self._rows:
            print_table(_HEADING, self._rows)
        found = counted(self._quotes, "quote")
        say(f"{found} in {counted(self._texts, self._what)}.")


def _whole(quotes: Sequence[tuple[str, Quote]]) -> int:
    """Return how many quotes these are, of which one may have several stretches."""
    split = {(code, one.group) for code, one in quotes if one.group}
    return len(split) + sum(not one.group for _, one in quotes)


def _row(name: str, text: str, quote: Quote) -> tuple[object, ...]:
    source = quote.name or (text[slice(*quote.source)] if quote.source else "")
    words = plain(text[quote.start : quote.end])
    return (
        plain(name),
        *(quote.start, quote.end, quote.type.value),
        f"{quote.score:.2f}",
        plain(source),
        words,
    )

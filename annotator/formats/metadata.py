"""What is known of articles in files that go out: as columns, and what has no place there."""

from collections.abc import Collection, Iterable, Iterator

from annotator.domain.article import STANDARD_META, Article

METADATA = "meta."
"""What stands before a key in the name of its column where another column is called as the key."""


def metadata_keys(articles: Iterable[Article]) -> list[str]:
    """Return by which keys anything is known: the usual ones in their order, then the others."""
    found = {key for one in articles for key in one.meta}
    return [*(key for key in STANDARD_META if key in found), *sorted(found - {*STANDARD_META})]


def metadata_column(key: str, taken: Collection[str]) -> str:
    """Return what a key's column is called: `meta.KEY` where another one is called as the key."""
    return f"{METADATA}{key}" if key in taken else key


def metadata_left_out(
    articles: Iterable[Article], kept: Collection[str], where: str = "place"
) -> Iterator[str]:
    """Yield which keys have no place, or no column, in a file."""
    further = {key for one in articles for key in one.meta}.difference(kept)
    if further:
        yield f"Metadata without a {where}: {', '.join(sorted(further))}."

"""Who would get which articles: what the hand-out dialog shows and then writes."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.allotment import allot, sample
from annotator.domain.wording import counted
from annotator.store.reading.rows import ArticleRow

_BOTH = 2


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen: coders by handle and articles by id.

    Without `articles` each coder gets those that are assigned to them. `drawn` is how many are
    drawn at random from the articles; the rest is as `allot` takes it.
    """

    coders: tuple[str, ...] = ()
    articles: tuple[str, ...] | None = ()
    drawn: int | None = None
    common: float = 0
    per_article: int = 1
    seed: int = 1


class Share(msgspec.Struct, frozen=True):
    """What one coder gets; of the articles `common` go to all coders, `already` were theirs."""

    coder: str
    articles: tuple[str, ...]
    common: int
    already: int


def assignments(rows: Iterable[ArticleRow]) -> dict[str, list[str]]:
    """Return the articles that are assigned to each coder, by handle."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for handle in row.assigned:
            found.setdefault(handle, []).append(row.id)
    return found


def shares(wish: Wish, assigned: Mapping[str, Sequence[str]]) -> list[Share]:
    """Return what each of the chosen coders gets."""
    if wish.articles is None:
        got = {coder: tuple(assigned.get(coder, ())) for coder in wish.coders}
    else:
        pool = wish.articles
        if wish.drawn is not None:
            pool = sample(pool, wish.drawn, wish.seed)
        got = allot(
            pool,
            wish.coders,
            common=wish.common,
            per_article=wish.per_article,
            seed=wish.seed,
            already=assigned,
        )
    everybodys = set[str]()
    if len(got) > 1:
        everybodys = set[str].intersection(*(set(own) for own in got.values()))
    return [
        Share(coder, own, len(everybodys), len(set(own) & set(assigned.get(coder, ()))))
        for coder, own in got.items()
    ]


def summary(found: Sequence[Share]) -> str:
    """Say how many articles are handed out, and how many of them go to everybody."""
    articles = {article for share in found for article in share.articles}
    if not articles:
        return ""
    whole = counted(len(articles), "article")
    new = sum(len(share.articles) - share.already for share in found)
    parts = [whole]
    if len(found) > 1:
        common = found[0].common
        everybody = "both coders" if len(found) == _BOTH else f"all {len(found)} coders"
        parts.append(f"{common} of them with {everybody}" if common else f"none with {everybody}")
    parts.append(counted(new, "new assignment"))
    return "  ·  ".join(parts)

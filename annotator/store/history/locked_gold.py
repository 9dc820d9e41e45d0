"""Keeping gold on locked articles as it is where other people's changes begin to count."""

from collections.abc import Collection, Sequence

from annotator.domain.change import Change
from annotator.domain.errors import UserError
from annotator.domain.rules_locked import locked_error
from annotator.domain.wording import counted, noun
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history.gold_touched import of_gold


def on_locked(
    database: Database, done: Sequence[Change], locked: Collection[str]
) -> dict[str, list[Change]]:
    """Return what was done to gold, decisions and states of locked articles, by these (ids)."""
    found: dict[str, list[Change]] = {}
    if locked:
        states = [one for one in done if one.kind == "settlement"]
        for change, article in (*of_gold(database, done), *_of_states(database, states)):
            if article in locked:
                found.setdefault(article, []).append(change)
    return found


def _of_states(database: Database, done: Sequence[Change]) -> list[tuple[Change, str]]:
    here = {
        v["id"]: v for v in tables.select_among(database, "settlement", [c.record for c in done])
    }
    sides = [(c, (c.before or {}) | here.get(c.record, {}) | (c.after or {})) for c in done]
    return [(change, values["article"]) for change, values in sides if "article" in values]


def refusal(database: Database, articles: Collection[str]) -> UserError:
    """Return the refusal to change gold or decisions on these locked articles (ids)."""
    found = tables.select_among(database, "article", sorted(articles))
    return locked_error([values["title"] for values in found])


def refuse_unless_kept(
    database: Database, done: Sequence[Change], kept: Collection[Change]
) -> None:
    """Raise a `UserError` if something was done to what was to stay: the codebook can be why."""
    keys = {change.key for change in kept}
    changed = [change for change in done if change.key in keys]
    if changed:
        raise refusal(database, {article for _, article in of_gold(database, changed)})


def stays_in_words(count: int) -> str:
    """Say that gold on so many locked articles stays."""
    locked = counted(count, "locked article", "locked articles")
    return f"gold of {locked} {noun(count, 'stays', 'stay')} as it is"

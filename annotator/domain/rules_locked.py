"""Gold and decisions on a locked article stay as they are."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import Article
from annotator.domain.change import Key
from annotator.domain.errors import UserError
from annotator.domain.kinds import kind_name
from annotator.domain.record import Record, alike
from annotator.domain.state import State
from annotator.domain.study import Settlement
from annotator.domain.wording import noun, quoted

Versions = Mapping[Key, Record | None]
"""Records by kind and id, none where there is none."""
UNLOCK = "Unlock it first."


def check_locks(before: State, old: Versions, new: Versions) -> None:
    """Raise a `UserError` when an edit changes gold or decisions on an article that stays locked.

    `before` is the state that the edit began with, `old` and `new` the records that it wrote, as
    they were and as it leaves them.
    """
    touched = set(_touched(before, old, new))
    if not touched:
        return
    held = before.find_among(Settlement, "article", sorted(touched))
    locked = [one for one in held if one.locked and _stays_locked(one, new)]
    if locked:
        articles = before.get_all(Article, [one.article for one in locked])
        raise locked_error([one.title for one in articles.values()])


def locked_error(titles: list[str]) -> UserError:
    """Return the refusal to change gold or decisions on locked articles with these titles."""
    count = len(titles)
    it, they = noun(count, "The article is", "The articles are"), noun(count, "its", "their")
    message = f"{it} locked: {they} gold and decisions stay as they are."
    where = ", ".join(quoted(title) for title in titles[:3])
    return UserError(message, where=where, remedy=noun(count, UNLOCK, "Unlock them first."))


def _anybodys(record: Record) -> Record:
    """Return a record whoever made it: two who are one person stay as they are."""
    if isinstance(record, Annotation):
        return structs.replace(record, coder="")
    return structs.replace(record, reviewer="") if isinstance(record, Decision) else record


def _stays_locked(held: Settlement, new: Versions) -> bool:
    key = kind_name(Settlement), held.id
    now = new.get(key, held)
    return not isinstance(now, Settlement) or now.locked


def _touched(before: State, old: Versions, new: Versions) -> Iterator[str]:
    """Yield the articles (ids) on which gold or decisions are other than they were."""
    owners: list[tuple[str, bool]] = []
    for key, now in new.items():
        was = old[key]
        if was is not None and now is not None and alike(_anybodys(was), _anybodys(now)):
            continue
        for one in (was, now):
            if isinstance(one, Annotation) and one.layer == GOLD_LAYER:
                yield one.article
            elif isinstance(one, Decision):
                owners.append((one.annotation, True))
            elif isinstance(one, Link):
                owners.append((one.annotation, False))
    if not owners:
        return
    kind = kind_name(Annotation)
    written = {one: old.get((kind, one)) or new.get((kind, one)) for one, _ in owners}
    unknown = [one for one, record in written.items() if record is None]
    found: Mapping[str, Record | None] = {
        **written,
        **(before.get_all(Annotation, unknown) if unknown else {}),
    }
    for ident, decided in owners:
        one = found[ident]
        if isinstance(one, Annotation) and (decided or one.layer == GOLD_LAYER):
            yield one.article

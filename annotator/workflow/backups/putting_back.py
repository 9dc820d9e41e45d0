"""Choosing what of a backup goes back into the project, and saying what that would do."""

from collections import Counter
from collections.abc import Collection, Iterable

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.change import Change
from annotator.domain.draft import Draft, Progress, no_progress
from annotator.domain.edits.putting_back import ArticleBefore, PutBack
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, kind_name, references, to_values
from annotator.domain.record import Record
from annotator.domain.state import State
from annotator.domain.visibility import Visibility
from annotator.domain.wording import noun
from annotator.store.readable import ReadableProject
from annotator.workflow.backups.contents import Key, contents

_OWNERS = frozenset((kind_name(Article), kind_name(Annotation)))


def put_back_edit(
    backup: ReadableProject, articles: Collection[str], seen_by: Visibility, *, everybody: bool
) -> PutBack:
    """Return the edit that makes these articles (ids) what they are in the backup.

    With `everybody` all layers go back where they may be seen, as a reviewer's act; otherwise
    only the coder's own. Raise a `UserError` when none of them is in the backup.
    """
    wanted = set(articles)
    found = contents(backup, wanted)
    made: list[ArticleBefore] = []
    for article, records in found.items():
        own = records.get((kind_name(Article), article))
        if isinstance(own, Article):
            others = tuple(one for one in records.values() if one is not own)
            whole = everybody and seen_by.sees_others_on(article)
            text = backup.text(own.text_sha256)
            made.append(ArticleBefore(article=own, text=text, records=others, whole=whole))
    if not made:
        raise UserError("The backup has none of these articles.", remedy="Choose others.")
    return PutBack(tuple(made), _shared(backup, made))


def _shared(backup: State, articles: Iterable[ArticleBefore]) -> tuple[Record, ...]:
    """Return the codes, coders and actors that records refer to, what these need before them."""
    found: dict[Key, Record] = {}

    def follow(record: Record) -> None:
        kind = kind_name(type(record))
        for reference, ident in references(kind, to_values(record)):
            key = reference.kind, ident
            if reference.kind in _OWNERS or key in found:
                continue
            needed = backup.get(KINDS[reference.kind].type, ident)
            if needed is not None:
                follow(needed)
                found[key] = needed

    for article in articles:
        for record in article.records:
            follow(record)
    return tuple(found.values())


def effect(
    edit: PutBack, project: State, coder: str, now: str, progress: Progress = no_progress
) -> str:
    """Say what an edit would do to the project; raise a `UserError` when it would be refused."""
    draft = Draft(project, coder=coder, now=now, progress=progress)
    edit.plan(draft)
    changes = draft.changes()
    if not changes:
        return "Nothing would change: for the layers that you may change, all is as it was."
    return f"{_counted(changes)}. It is one step to undo."


def _counted(changes: Iterable[Change]) -> str:
    acts = Counter((_act(one), one.kind) for one in changes)
    told: list[str] = []
    for act, word in (("made", "come back"), ("changed", "change"), ("removed", "go")):
        kinds = [(kind, count) for (done, kind), count in acts.items() if done == act]
        if kinds:
            total = sum(count for _, count in kinds)
            things = ", ".join(_in_words(kind, count) for kind, count in kinds)
            told.append(f"{things} {word if total != 1 else _ONE[word]}")
    return "; ".join(told)


_ONE = {"come back": "comes back", "change": "changes", "go": "goes"}


def _in_words(kind: str, count: int) -> str:
    row = KINDS[kind]
    return f"{count:,} {noun(count, row.name, row.plural)}"


def _act(change: Change) -> str:
    if change.before is None:
        return "made"
    return "removed" if change.after is None else "changed"

"""What differs between a backup and the project as it is today."""

from collections import Counter
from enum import StrEnum

import msgspec
from msgspec import structs

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.people import Coder
from annotator.domain.record import Record
from annotator.domain.teamwork import Comment
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted
from annotator.store.readable import ReadableProject
from annotator.workflow.backups.contents import ArticleContents, contents, touched

_ANNOTATION = kind_name(Annotation)


class ArticleOutcome(StrEnum):
    """What became of an article since a backup."""

    GONE = "removed since"
    CAME = "came in since"
    CHANGED = "changed since"


class ArticleDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One article that is not as it was.

    `lost`, `made` and `changed` count annotations that may be seen; `rest` names what else differs:
    metadata, links, statuses, decisions, comments.
    """

    article: str
    title: str
    outcome: ArticleOutcome
    lost: int = 0
    made: int = 0
    changed: int = 0
    rest: tuple[str, ...] = ()

    def in_words(self) -> str:
        """Say what became of it: "changed since: 3 annotations deleted, 1 changed"."""
        counts = ((self.lost, "deleted"), (self.made, "new"), (self.changed, "changed"))
        some = [(count, word) for count, word in counts if count]
        if self.outcome is not ArticleOutcome.CHANGED:
            labels = counted(self.lost + self.made, "annotation")
            return f"{self.outcome}, with {labels}" if some else self.outcome.value
        if not some:
            return f"{self.outcome}: {', '.join(self.rest)}"
        (count, word), *others = some
        parts = [f"{counted(count, 'annotation')} {word}", *(f"{n:,} {w}" for n, w in others)]
        return f"{self.outcome}: {', '.join(parts)}"


class BackupDifference(msgspec.Struct, frozen=True, kw_only=True):
    """How a backup differs from today.

    `labels` has how many annotations each layer (a handle, or gold) had then and has now, where
    these differ and may be seen; `codes` says in words what became of the codebook.
    """

    articles: tuple[ArticleDifference, ...] = ()
    labels: dict[str, tuple[int, int]] = msgspec.field(default_factory=dict[str, tuple[int, int]])
    codes: tuple[str, ...] = ()

    @property
    def restorable(self) -> tuple[ArticleDifference, ...]:
        """The articles that a backup can bring back."""
        return tuple(one for one in self.articles if one.outcome is not ArticleOutcome.CAME)


def compare(
    backup: ReadableProject,
    project: ReadableProject,
    seen_by: Visibility,
    progress: Progress = no_progress,
) -> BackupDifference:
    """Compare a backup with the project, as far as somebody may see what is in them."""
    progress(0, 2)
    articles = touched(backup, project)
    progress(1, 2)
    then, now = contents(backup, articles), contents(project, articles)
    found = (_difference(one, then.get(one, {}), now.get(one, {}), seen_by) for one in articles)
    return BackupDifference(
        articles=tuple(one for one in found if one is not None),
        labels=_labels(_counts(backup, seen_by), _counts(project, seen_by)),
        codes=_codes(backup.codebook(), project.codebook()),
    )


def _difference(
    article: str, then: ArticleContents, now: ArticleContents, seen_by: Visibility
) -> ArticleDifference | None:
    key = kind_name(Article), article
    was, is_now = _seen(then, seen_by), _seen(now, seen_by)
    if was == is_now:
        return None
    known = now.get(key) or then[key]
    labels = {one for one in was.keys() | is_now.keys() if one[0] == _ANNOTATION}
    changed = {one for one in labels if one in was and one in is_now and was[one] != is_now[one]}
    outcome = ArticleOutcome.CHANGED if key in then and key in now else ArticleOutcome.GONE
    outcome = ArticleOutcome.CAME if key not in then else outcome
    return ArticleDifference(
        article=article,
        title=known.title if isinstance(known, Article) else "",
        outcome=outcome,
        lost=sum(one not in is_now for one in labels),
        made=sum(one not in was for one in labels),
        changed=len(changed),
        rest=_rest(was, is_now),
    )


def _rest(was: ArticleContents, is_now: ArticleContents) -> tuple[str, ...]:
    """Name what differs beside annotations, in the order of the kinds."""
    every = was.keys() | is_now.keys()
    kinds = {kind for kind, ident in every if was.get((kind, ident)) != is_now.get((kind, ident))}
    words = {kind.name: kind.plural or f"{kind.name}s" for kind in KINDS.values()}
    both = (*was.values(), *is_now.values())
    texts = {one.text_sha256 for one in both if isinstance(one, Article)}
    words[kind_name(Article)] = "title or metadata" if len(texts) < 2 else "text"
    return tuple(word for kind, word in words.items() if kind in kinds and kind != _ANNOTATION)


def _seen(found: ArticleContents, by: Visibility) -> ArticleContents:
    """Return what may be seen, annotations without what every edit stamps on them."""
    return {key: _unstamped(one) for key, one in found.items() if _sees(one, found, by)}


def _sees(record: Record, found: ArticleContents, by: Visibility) -> bool:
    if isinstance(record, Annotation):
        return by.sees(record)
    if isinstance(record, Link | Decision | Comment):
        on = found.get((_ANNOTATION, record.annotation))
        return isinstance(on, Annotation) and by.sees(on)
    return True


def _unstamped(record: Record) -> Record:
    if isinstance(record, Annotation):
        return structs.replace(record, modified="", codebook_version=0)
    if isinstance(record, Article):
        return structs.replace(record, first_text="")  # which was first is known once, for ever
    return record


def _counts(state: ReadableProject, by: Visibility) -> Counter[str]:
    """Count the annotations of each layer (a handle, or gold) that may be seen."""
    own = state.get(Coder, by.coder)
    counts: Counter[str] = Counter()
    for row in state.articles():
        for layer, codes in row.layers.items():
            if by.sees_others_on(row.id) or (own is not None and layer == own.handle):
                counts[layer] += sum(codes.values())
    return counts


def _labels(then: Counter[str], now: Counter[str]) -> dict[str, tuple[int, int]]:
    layers = sorted(then.keys() | now.keys())
    return {one: (then[one], now[one]) for one in layers if then[one] != now[one]}


def _codes(then: Codebook, now: Codebook) -> tuple[str, ...]:
    was, is_now = ({code.id: code for code in book.codes} for book in (then, now))
    gone = [f"{was[one].name} is gone" for one in was if one not in is_now]
    new = [f"{is_now[one].name} is new" for one in is_now if one not in was]
    both = [one for one in was if one in is_now and was[one] != is_now[one]]
    return (*gone, *new, *(f"{is_now[one].name} is changed" for one in both))

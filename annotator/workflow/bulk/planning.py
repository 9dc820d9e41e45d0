"""What would come of changing many annotations: counted, shown, and made into one edit."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, Together
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.bulk.acts import BulkAct, Recode, Remove
from annotator.workflow.bulk.batch import Changer, ReadLabels, read_batch, words_of
from annotator.workflow.recoding import Losses

AT_ONCE = 1000
"""How many annotations are read at once, or some more: an article's are never parted."""
MOST_SHOWN = 100
"""How many rows of each kind a preview shows."""


class PreviewRow(msgspec.Struct, frozen=True):
    """One annotation as it is and as it will be; `refusal` says why it stays."""

    title: str
    words: str
    before: str
    after: str = ""
    refusal: str = ""


class BulkPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What would come of an act on some annotations, and the edit that does it."""

    edit: Edit
    changed: int = 0
    articles: int = 0
    same: int = 0
    losses: Losses = Losses()
    questions: int = 0
    decisions: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    """Why annotations stay as they are, and how many for each reason, the most first."""
    rows: tuple[PreviewRow, ...] = ()
    """The first of those that change, then the first of those that may not."""

    @property
    def label(self) -> str:
        """What is done, in words."""
        return self.edit.label if isinstance(self.edit, Together) else ""

    @property
    def lost_words(self) -> str:
        """Say what goes with it: `2 answers (Type) and 1 link (Cue)`, questions and decisions."""
        more = [
            counted(count, one)
            for count, one in ((self.questions, "comment"), (self.decisions, "decision"))
            if count
        ]
        return ", ".join([part for part in (self.losses.words(), *more) if part])


def planned(
    project: Project,
    codebook: Codebook,
    who: Changer,
    act: BulkAct,
    numbers: Collection[int],
    progress: Progress = no_progress,
) -> BulkPlan:
    """Return what an act on the annotations with these numbers comes to.

    Nothing is written. What may not be seen is left out without a word.
    """
    made = _Plan(who, act)
    becomes = act.code if isinstance(act, Recode) else None
    done = 0
    with project.one_state():
        for ids in _in_batches(project.labels.by_article(numbers)):
            progress(done, len(numbers))
            made.take(read_batch(project, codebook, who.visibility, ids, becomes))
            done += len(ids)
    return made.plan()


def _in_batches(by_article: Sequence[list[str]]) -> Iterator[list[str]]:
    batch = list[str]()
    for ids in by_article:
        batch += ids
        if len(batch) >= AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


class _Plan:
    """Gathers what comes of each batch."""

    def __init__(self, who: Changer, act: BulkAct) -> None:
        self._who = who
        self._act = act
        self._edits: list[Edit] = []
        self._changed = self._same = self._articles = 0
        self._questions = self._decisions = 0
        self._answers: list[str] = []
        self._links: list[str] = []
        self._refused: dict[str, int] = {}
        self._rows: list[PreviewRow] = []
        self._stay: list[PreviewRow] = []

    def take(self, batch: ReadLabels) -> None:
        """Sort a batch into what changes, what is so already, and what may not change."""
        changed = [one for one in batch.chosen if self._is_changed(batch, one)]
        for one in changed[: MOST_SHOWN - len(self._rows)]:
            before, after = self._act.words(batch, one)
            title = batch.titles.get(one.article, "")
            self._rows.append(PreviewRow(title, words_of(one), before, after))
        self._changed += len(changed)
        self._articles += len({one.article for one in changed})
        lost = self._act.lost(batch, changed)
        self._answers += lost.answers
        self._links += lost.links
        if isinstance(self._act, Remove):
            self._questions += sum(batch.comments.get(one.id, 0) for one in changed)
            self._decisions += sum(batch.decisions.get(one.id, 0) for one in changed)
        self._edits += self._act.edits(batch, changed)

    def _is_changed(self, batch: ReadLabels, one: Annotation) -> bool:
        locked = one.article in batch.locked
        decided = isinstance(self._act, Remove) and one.id in batch.decisions
        why = self._who.refusal(one, locked=locked, decided=decided)
        why = why or self._act.refusal(batch, one)
        if why:
            self._refused[why] = self._refused.get(why, 0) + 1
            if len(self._stay) < MOST_SHOWN:
                before, _ = self._act.words(batch, one)
                title = batch.titles.get(one.article, "")
                self._stay.append(PreviewRow(title, words_of(one), before, "", why))
            return False
        if self._act.is_so(batch, one):
            self._same += 1
            return False
        return True

    def plan(self) -> BulkPlan:
        """Return what all of it comes to."""
        return BulkPlan(
            edit=Together(self._edits, self._act.label(self._changed)),
            changed=self._changed,
            articles=self._articles,
            same=self._same,
            losses=Losses(tuple(self._answers), tuple(self._links)),
            questions=self._questions,
            decisions=self._decisions,
            refused=tuple(sorted(self._refused.items(), key=lambda pair: -pair[1])),
            rows=(*self._rows, *self._stay),
        )

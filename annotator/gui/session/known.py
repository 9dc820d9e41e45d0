"""What the window keeps in mind of a project: its coders, its codebook, and what may be seen."""

from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.change import Changes
from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import BusyError
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.record import Record
from annotator.domain.remembered import Remembered
from annotator.domain.settings import project_settings
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.review.gold import Names
from annotator.workflow.visibility import visibility_after, visibility_of

_MOST_FOLLOWED = 1_000

ANYTHING = Changes("", "", "", "")
"""Whatever other programs did: everything that is shown is to be read anew."""


def untold(changes: Changes) -> Changes:
    """Return an edit without its single changes: everything that is shown is to be read anew."""
    return structs.replace(changes, changes=(), all_told=False)


def is_followed(changes: Changes) -> bool:
    """Tell whether views follow changes one by one; after more, everything is read anew."""
    return changes.all_told and len(changes.changes) <= _MOST_FOLLOWED


class KnownProject:
    """Read once, and again after an edit that changes it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._coders: dict[str, Coder] | None = None
        self._codebook: Codebook | None = None
        self._info: ProjectInfo | None = None
        self._visibility: Visibility | None = None
        self._stale = False
        self.reviewing = False

    def handle_of(self, coder: str) -> str:
        """Return a coder's handle by their id."""
        known = self._coders or {}
        if coder not in known:
            known = self._read_coders()
        return known[coder].handle if coder in known else ""

    @property
    def coder_id(self) -> str:
        """The id of who is coding; empty as long as the project does not know them."""
        return self._me(self._coders or {}) or self._me(self._read_coders())

    def _me(self, coders: dict[str, Coder]) -> str:
        handle = self._project.coder
        return next((i for i, one in coders.items() if one.handle == handle), "")

    def _read_coders(self) -> dict[str, Coder]:
        self._coders = {one.id: one for one in self._project.find(Coder)}
        return self._coders

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        if self._codebook is None:
            self._info = self._project.info()
            self._codebook = self._project.codebook()
        return self._codebook

    def names(self) -> Names:
        """Return what codes, coders and actors are called."""
        actors = {one.id: one.name for one in self._project.find(Actor)}
        return Names(self.codebook, self.handle_of, lambda actor: actors.get(actor, ""))

    @property
    def may_review(self) -> bool:
        """Whether who is coding may write gold and decisions."""
        _ = self.codebook  # what is read with it is known with it
        stored = self._info.settings if self._info is not None else {}
        settings = project_settings(stored)
        return not settings.reviewers or settings.may_review(self.coder_id)

    @property
    def visibility(self) -> Visibility:
        """What may be seen; where that can't be read now, what is certain."""
        known = self._visibility
        if known is None or self._stale:
            try:
                known = visibility_of(self._project, self.coder_id, reviewing=self.reviewing)
                self._stale = False
            except BusyError:
                if known is None:
                    raise
                known = _meanwhile(known, self.coder_id, reviewing=self.reviewing)
            self._visibility = known
        return known

    def look_anew(self) -> None:
        """Ask again what may be seen: somebody else looks, or for another reason."""
        self._stale = True

    def forget(self) -> None:
        """Read everything anew."""
        self._coders, self._codebook, self._stale = None, None, True

    def follow(self, changes: Changes) -> None:
        """Be up to date after an edit; what depends on what is shown comes later."""
        if changes.ids(Coder):
            self._coders, self._stale = None, True
        if changes.ids(Code) or changes.ids(ProjectInfo):
            self._codebook = None

    def see(self, changes: Changes) -> None:
        """Know what may be seen after an edit."""
        if self._visibility is None or self._stale:
            return
        try:
            self._visibility = visibility_after(self._visibility, self._project, changes)
        except BusyError:
            self._stale = True

    def keep_in_mind(self) -> None:
        """Read what edits need, before a lock could hinder that."""
        _ = self.codebook, self.coder_id

    def remembered(self, opened: OpenArticle | None) -> Remembered:
        """Return what is known of the project without reading it, with the open article."""
        records: list[Record] = []
        whole: list[type[Record]] = []
        if self._coders is not None:
            records += self._coders.values()
            whole.append(Coder)
        if self._codebook is not None:
            records += self._codebook.codes
            whole.append(Code)
        if self._info is not None:
            records.append(self._info)
        if opened is None:
            return Remembered(records, whole=whole)
        records += opened.records()
        partly = (Annotation,) if opened.annotations.is_part else ()
        article, text = opened.article, opened.text
        return Remembered(records, whole=whole, partly=partly, article=article, text=text)


def _meanwhile(known: Visibility, coder: str, *, reviewing: bool) -> Visibility:
    """Return what may be seen until it can be read: for another coder, as for a new one."""
    if known.coder in ("", coder):
        return structs.replace(known, coder=coder, reviewing=reviewing)
    return Visibility(coder=coder, open_labels=known.open_labels, reviewing=reviewing)

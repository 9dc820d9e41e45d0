"""How often each code is used in a project's file, of what a coder may see: kept in step."""

from collections import Counter
from collections.abc import Mapping

from annotator.domain.annotation import Annotation
from annotator.domain.change import Change, Changes
from annotator.domain.kinds import from_values, kind_name
from annotator.domain.visibility import Visibility
from annotator.store.readable import ReadableProject

_FEW = 500
"""Of how many changes, or articles that are seen otherwise than before, the counts are followed;
after more, all is counted anew."""
_LATEST = 50
"""Of how many of the latest edits it is known that they are counted, if they are told later."""


class CodeCounts:
    """Counts once, then adds and takes away what each edit did."""

    def __init__(self) -> None:
        self._seen_by: Visibility | None = None
        self._counts: Counter[str] = Counter()
        self._counted: set[str] = set()

    def forget(self) -> None:
        """Count anew when asked next."""
        self._seen_by = None

    def of(self, project: ReadableProject, seen_by: Visibility) -> Mapping[str, int]:
        """Return how many annotations each code has, by its id."""
        known = self._seen_by
        if known is None or not self._follow_sight(project, known, seen_by):
            self._counted = set(project.latest_edit_ids(_LATEST))
            self._counts = Counter(project.code_counts(seen_by))
        self._seen_by = seen_by
        return self._counts

    def follow(self, project: ReadableProject, changes: Changes) -> None:
        """Take over what an edit did; an edit without changes stands for any.

        What waits to be written, or was given up, is not in the file and does not count.
        """
        if changes.changes and (not changes.edit or changes.edit in self._counted):
            return
        done = [one for one in changes if one.kind == kind_name(Annotation)]
        if not changes.changes or len(done) > _FEW:
            self.forget()
        for change in done if self._seen_by is not None else ():
            self._take(project, change)

    def _take(self, project: ReadableProject, change: Change) -> None:
        before, after = change.before, change.after
        whole = after if before is None else before
        if before is not None and after is not None:
            if "code" not in after:
                return
            one = project.get(Annotation, change.record)
        else:
            one = from_values(Annotation, whole) if whole is not None else None
        if one is None:
            self.forget()  # it is gone since: what it was is not to be known here
        elif self._seen_by is not None and self._seen_by.sees(one):
            if before is not None:
                self._counts[before["code"]] -= 1
            if after is not None:
                self._counts[after["code"]] += 1

    def _follow_sight(self, project: ReadableProject, before: Visibility, now: Visibility) -> bool:
        """Take over that others' labels came or went from sight; tell whether that was possible."""
        if before == now:
            return True
        elsewhere = before.sees_others_elsewhere == now.sees_others_elsewhere
        others = before.exceptions ^ now.exceptions
        if before.coder != now.coder or not elsewhere or len(others) > _FEW:
            return False
        for article in others:
            sign = 1 if now.sees_others_on(article) else -1
            for one in project.find(Annotation, article=article):
                if not now.is_own(one):
                    self._counts[one.code] += sign
        return True

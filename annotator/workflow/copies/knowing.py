"""Which articles are near copies of one another: found out when it is wanted, and then known."""

from threading import Lock

from annotator.analysis.copy_clusters import CopyClusters
from annotator.domain.draft import Progress, no_progress
from annotator.domain.rounds import rounds_apart
from annotator.store.project import Project
from annotator.workflow.copies.found import FoundCopies
from annotator.workflow.copies.prints import TextPrintsKept, known_prints

_AT_ONCE = 50
"""How many texts are read at once."""


class KnownCopies:
    """What is known of a project's near copies; it can be asked on any thread.

    Looking again reads what has come since, and no other text.
    """

    def __init__(self) -> None:
        self._looking = Lock()
        self._prints = TextPrintsKept()
        self._clusters = CopyClusters()
        self._texts: dict[str, str] = {}
        self.found: FoundCopies | None = None
        """What was found last; None as long as nobody has looked."""

    def look(self, project: Project, progress: Progress = no_progress) -> FoundCopies:
        """Return which articles are copies now; what was made so far stays when it is stopped."""
        with self._looking:
            again = rounds_apart(project).repeats  # nobody is told what they are to code again
            now = [one for one in project.listing.fingerprints() if one[1] not in again]
            texts = {article: sha256 for _, article, sha256 in now}
            if self.found is None or texts != self._texts:
                self._prints.read(project)
                try:
                    self._make(project, now, progress)
                finally:
                    self._prints.keep(project)
                self._take(texts)
            found = self.found
        return found or FoundCopies()

    def _make(self, project: Project, now: list[tuple[int, str, str]], progress: Progress) -> None:
        """Make the prints of those texts that have none yet."""
        unread: dict[str, int] = {}
        for number, _, sha256 in now:
            if sha256 not in self._prints:
                unread.setdefault(sha256, number)
        texts = list(unread)
        for done in range(0, len(texts), _AT_ONCE):
            progress(done, len(texts))
            few = texts[done : done + _AT_ONCE]
            read = project.searching.texts([unread[one] for one in few])
            for one in few:
                self._prints.make(one, read.get(unread[one], ""))
        progress(len(texts), len(texts))

    def _take(self, texts: dict[str, str]) -> None:
        """Put into clusters what is other than it was."""
        before, self._texts = self._texts, texts
        new = {article: one for article, one in texts.items() if before.get(article) != one}
        put, without = known_prints(self._prints, new)
        gone = [one for one in before if one not in texts]
        self._clusters.update(put, [*gone, *without])
        self.found = FoundCopies(dict(self._clusters.leaders), dict(self._clusters.members))

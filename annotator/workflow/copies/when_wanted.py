"""Near copies that are looked for once somebody asks: until then nothing is loaded for it."""

from threading import Lock

from annotator.domain.draft import Progress, no_progress
from annotator.store.project import Project
from annotator.workflow.copies.found import FoundCopies, LooksForCopies


class CopiesWhenWanted:
    """Finds copies out once somebody asks, and knows them from then on; on any thread."""

    def __init__(self) -> None:
        self._making = Lock()
        self._looks: LooksForCopies | None = None
        self.found: FoundCopies | None = None
        """What was found last; None as long as nobody has looked."""

    def look(self, project: Project, progress: Progress = no_progress) -> FoundCopies:
        """Return which articles are copies now."""
        with self._making:
            if self._looks is None:
                from annotator.workflow.copies.knowing import (  # noqa: PLC0415 - it loads numpy
                    KnownCopies,
                )

                self._looks = KnownCopies()
        self.found = self._looks.look(project, progress)
        return self.found

"""What a coder was shown first on a practice article, also where they took finishing back since."""

from annotator.domain.kinds import from_values
from annotator.domain.study import PracticeResult
from annotator.store.file.database import Database
from annotator.store.history.counted_edits import counted_among
from annotator.store.history.log import changes_to


def first_result(database: Database, ident: str) -> PracticeResult | None:
    """Return how somebody did on a practice article the first time, by the result's id."""
    made = [(edit, c) for edit, c in changes_to(database, "result", ident) if c.before is None]
    visible = counted_among(database, [edit for edit, _ in made]).visible if made else ()
    for edit, change in made:
        if edit in visible and change.after is not None:
            return from_values(PracticeResult, change.after)
    return None

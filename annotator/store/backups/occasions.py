"""Which edits are large enough for a backup to be made before them."""

from annotator.domain.edits.base import Edit, InPieces, Together
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.reshaping import MergeCodes, ReshapeField, SplitCode
from annotator.domain.edits.taking_codebook import TakeCodebook

MANY_CHANGES = 200
"""From so many changes on, any edit is a large one."""

_LARGE = (
    *(ImportRecords, ReplaceCodebook, TakeCodebook, ReshapeField, MergeCodes, SplitCode),
    InPieces,
)


def is_large(edit: Edit | InPieces, changes: int) -> bool:
    """Tell whether an edit can change so much that a backup is made before it."""
    if isinstance(edit, Together):
        return changes >= MANY_CHANGES or any(is_large(one, 0) for one in edit.edits)
    return isinstance(edit, _LARGE) or changes >= MANY_CHANGES

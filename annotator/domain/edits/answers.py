"""Taking answers that a program suggests: kept as an edit of its own, so that it can be told."""

import msgspec
from msgspec import structs

from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import values_beside
from annotator.domain.edits.gold import own
from annotator.domain.record import Values, json_value
from annotator.domain.wording import noun


class TakeAnswers(msgspec.Struct, frozen=True):
    """Answer fields of an annotation as it was suggested."""

    annotation: str
    values: Values

    def plan(self, draft: Draft) -> str:
        """Set the values; what else the annotation says stays."""
        annotation = own(draft, self.annotation)
        given = {name: json_value(value) for name, value in self.values.items()}
        kept = annotation.values
        for name in given:
            kept = values_beside(name, kept)
        draft.put(structs.replace(annotation, values=kept | given))
        return f"Suggested {noun(len(given), 'answer')} taken"

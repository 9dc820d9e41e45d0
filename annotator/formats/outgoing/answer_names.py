"""Names for answers in programs whose attributes have one name for all labels."""

from collections import Counter
from collections.abc import Collection

from annotator.domain.codebook import Code, Codebook, Field


class AnswerNames:
    """A field's id where only one code has it, else `CODE-FIELD`, with whatever joins the two.

    The joint must be no part of an id. `taken` are names that mean something else.
    """

    def __init__(self, codebook: Codebook, joint: str, taken: Collection[str] = ()) -> None:
        self._joint = joint
        counts = Counter(field.id for code in codebook.codes for field in code.every_field)
        self._several = {name for name, count in counts.items() if count > 1} | set(taken)

    def name(self, code: Code, field: Field) -> str:
        """Return the name for a code's answers to a field."""
        return f"{code.id}{self._joint}{field.id}" if field.id in self._several else field.id

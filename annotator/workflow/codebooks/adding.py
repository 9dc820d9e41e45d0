"""What adding codes from another codebook comes to, in words, before it is done."""

from collections.abc import Sequence

from annotator.domain.codebook import Code
from annotator.domain.edits.codebook_adding import Addition
from annotator.domain.wording import counted, enumerated

_NAMED = 6


def addition_words(found: Addition) -> list[str]:
    """Say in sentences what comes in, what stays as it is, and which keys are taken."""
    codes = [code for code in found.added if not code.group]
    said = [f"Adds {counted(len(codes), 'code')}: {_names(codes)}." if codes else "Adds no code."]
    there = [code for code in found.there if not code.group]
    if there:
        said.append(f"In the project already, and left as they are there: {_names(there)}.")
    if found.keyless:
        said.append(f"Without a key, as another code has it: {_names(found.keyless)}.")
    return said


def _names(codes: Sequence[Code]) -> str:
    names = [code.name for code in codes[:_NAMED]]
    more = len(codes) - len(names)
    return enumerated([*names, f"{more:,} more"] if more else names)

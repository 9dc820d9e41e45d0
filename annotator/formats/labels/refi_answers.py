"""Answers in descriptions and notes of REFI-QDA projects that this program wrote."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from annotator.domain.ids import derived_id

ANSWERS = "Answers:"
"""The first line of a description that holds answers, each on a line as FIELD=WORDS."""

ANSWER_CODE = "Answer: "
"""How the description of a code begins that stands for an answer, which is given besides."""


def answer_guid(code: str, said: str) -> str:
    """Return the id of the code for FIELD, or FIELD=ANSWER, of the code with an id there."""
    return derived_id("refi", "answer", code, said)


def is_answer_code(code: str, description: str, parent: str) -> bool:
    """Tell whether a code (id) with this description stands for an answer to its parent’s (id)."""
    said = description.removeprefix(ANSWER_CODE)
    return said != description and code == answer_guid(parent, said)


def answer_lines(said: Mapping[str, Sequence[str]]) -> str:
    """Return answers as a description; nothing for none."""
    lines = [f"{name}={_on_one_line(words)}" for name in said for words in said[name]]
    return "\n".join([ANSWERS, *lines]) if lines else ""


def without_answers(notes: Iterable[str], said: dict[str, list[str]]) -> Iterator[str]:
    """Yield the notes that are no answers; put those into `said`."""
    for note in notes:
        first, _, rest = note.partition("\n")
        if first != ANSWERS:
            yield note
            continue
        for line in rest.split("\n"):
            name, sign, words = line.partition("=")
            if sign:
                said.setdefault(name, []).append(_several_lines(words))


def _on_one_line(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\n", "\\n")


def _several_lines(words: str) -> str:
    parts = words.split("\\\\")
    return "\\".join(part.replace("\\n", "\n") for part in parts)

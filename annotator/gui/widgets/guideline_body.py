"""A code's guideline as labels: what it is for, what counts, what does not."""

from collections.abc import Iterator

from annotator.domain.codebook import Code
from annotator.gui.widgets.code_popup import Section, SectionsBody


def sections(code: Code) -> list[tuple[str, str]]:
    """Return the headings and texts of a code's guideline that are not empty."""
    parts = [
        ("", code.definition),
        ("Include", code.include),
        ("Exclude", code.exclude),
        ("Example", code.positive_example),
        ("Not an example", code.negative_example),
        ("Source", code.source),
    ]
    return [(heading, text) for heading, text in parts if text.strip()]


def guideline_body(code: Code) -> SectionsBody:
    """Return a code's guideline, and what its fields' answers mean."""
    hint = "" if sections(code) else "No guideline yet."
    return SectionsBody(_said(code), selectable=True, hint=hint)


def _said(code: Code) -> Iterator[Section]:
    """Yield the guideline, and what is said of the code's fields."""
    yield from ((heading, [text]) for heading, text in sections(code))
    for field in code.asked_fields:
        told = [f"{one.name}: {one.help}" for one in field.choices if one.help]
        told = told or [f"{step.value}: {step.label}" for step in field.steps if step.label]
        if field.help or told:
            yield field.name, ["\n".join(line for line in (field.help, *told) if line)]

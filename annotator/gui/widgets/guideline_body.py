"""A code's guideline as labels: what it is for, what counts, what does not."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.codebook import Code
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel


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


def guideline_body(code: Code) -> QWidget:
    """Return a code's guideline, and what its fields' answers mean."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, GRID, GRID)
    column.setSpacing(HALF)
    found = sections(code)
    if not found:
        column.addWidget(PlainLabel("No guideline yet.", role="muted", wrap=True))
    for heading, text in found:
        if heading:
            title = PlainLabel(heading, role="small")
            title.setContentsMargins(0, HALF, 0, 0)
            column.addWidget(title)
        column.addWidget(PlainLabel(text, wrap=True, selectable=True))
    for field in code.fields:
        told = [f"{one.name}: {one.help}" for one in field.choices if one.help]
        told = told or [f"{step.value}: {step.label}" for step in field.steps if step.label]
        if field.help or told:
            title = PlainLabel(field.name, role="small")
            title.setContentsMargins(0, HALF, 0, 0)
            column.addWidget(title)
            lines = [line for line in (field.help, *told) if line]
            column.addWidget(PlainLabel("\n".join(lines), wrap=True, selectable=True))
    column.addStretch(1)
    return body

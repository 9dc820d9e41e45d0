"""Which answer of a label says that it is for or against something, and how far answers differ."""

from annotator.domain.codebook import Code, Field


def stance_fields(code: Code) -> list[Field]:
    """Return the fields that can say so, the usual one first: scales, then yes or no."""
    ordered = [field for field in code.fields if field.type.row.has_steps]
    flags = [field for field in code.fields if field.type.row.json_type == "boolean"]
    return [*ordered, *flags]


def stance_span(field: Field | None) -> float:
    """Return the most by which two answers can differ: 2 of yes and no, or where none is known."""
    values = [step.value for step in field.steps] if field is not None else []
    return float(max(values) - min(values)) if values else 2.0

"""Which widget answers which type of field."""

from collections.abc import Callable

from annotator.domain.codebook import Field
from annotator.domain.field_types import FieldType
from annotator.gui.inspector.choices import ChoiceRow, FlagRow, MultiChoiceRow
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.scale import ScaleRow
from annotator.gui.inspector.typed import DateRow, TextRow, TypedRow

WIDGETS: dict[FieldType, Callable[[Field], FieldRow]] = {
    FieldType.CHOICE: ChoiceRow,
    FieldType.MULTI_CHOICE: MultiChoiceRow,
    FieldType.SCALE: ScaleRow,
    FieldType.FLAG: FlagRow,
    FieldType.TEXT: TextRow,
    FieldType.NUMBER: TypedRow,
    FieldType.DATE: DateRow,
}
"""The only table of types beside `FieldType` itself."""


def row_for(field: Field) -> FieldRow:
    """Return a widget for a field."""
    return WIDGETS[field.type](field)

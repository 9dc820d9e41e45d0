"""Which widget answers which type of field."""

from collections.abc import Callable

from annotator.domain.codebook import Field
from annotator.domain.field_types import FieldType
from annotator.gui.inspector.choices import FlagRow
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.many_choices import choice_row, multi_choice_row
from annotator.gui.inspector.scale import ScaleRow
from annotator.gui.inspector.typed import DateRow, TextRow, TypedRow

WIDGETS: dict[FieldType, Callable[[Field], FieldRow]] = {
    FieldType.CHOICE: choice_row,
    FieldType.MULTI_CHOICE: multi_choice_row,
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

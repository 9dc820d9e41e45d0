"""Which widget answers which type of field."""

from collections.abc import Callable

from annotator.domain.codebook import Field, FieldType
from annotator.gui.inspector.choices import ChoiceRow, FlagRow, MultiChoiceRow
from annotator.gui.inspector.row import FieldRow
from annotator.gui.inspector.scale import ScaleRow
from annotator.gui.inspector.typed import TypedRow

_ROWS: dict[FieldType, Callable[[Field], FieldRow]] = {
    FieldType.CHOICE: ChoiceRow,
    FieldType.MULTI_CHOICE: MultiChoiceRow,
    FieldType.SCALE: ScaleRow,
    FieldType.FLAG: FlagRow,
    FieldType.TEXT: TypedRow,
    FieldType.NUMBER: TypedRow,
    FieldType.DATE: TypedRow,
}


def row_for(field: Field) -> FieldRow:
    """Return a widget for a field."""
    return _ROWS[field.type](field)

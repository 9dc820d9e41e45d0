"""The fields of a code, to be changed."""

from annotator.domain.codebook import Code, Field
from annotator.gui.codebook.field_form import FieldForm
from annotator.gui.codebook.list_page import ListPage
from annotator.gui.codebook.parts import Parts
from annotator.workflow.codebook_text import new_field


class FieldsPage(ListPage):
    """The list of a code's fields."""

    def __init__(self, code: Code) -> None:
        known = {field.id for field in code.fields}
        self.field = FieldForm()
        super().__init__("field", self.field)
        self.parts = Parts[Field](
            self,
            self.field.name,
            code.fields,
            name=lambda field: field.name,
            make=lambda fields: new_field({field.id for field in fields}),
            show=lambda field, others: self.field.show_field(
                field, others, known=field.id in known
            ),
            read=self.field.read_field,
        )

"""Answers as codes of their own: below the code whose field they answer."""

from collections.abc import Iterable, Iterator, Sequence

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Field
from annotator.domain.field_types import YES_OR_NO
from annotator.formats.labels.refi_answers import ANSWER_CODE, answer_guid
from annotator.formats.outgoing.research.plain_labels import answer_words
from annotator.formats.outgoing.research.refi_guids import code_guid
from annotator.formats.outgoing.xml_writer import XmlWriter


def listed(code: Code) -> Iterator[Field]:
    """Yield the fields of which all answers are known."""
    for field in code.every_field:
        row = field.type.row
        if row.has_choices or row.has_steps or field.type is YES_OR_NO:
            yield field


def answer_guids(code: Code, annotation: Annotation) -> Iterator[str]:
    """Yield the ids of the codes that an annotation's answers are; a no is none."""
    for field in listed(code):
        value = annotation.values.get(field.id)
        if value is None or value is False:
            continue
        for words in answer_words(value):
            yield answer_guid(code_guid(code.id), f"{field.id}={words}")


def write_answer_codes(xml: XmlWriter, code: Code) -> None:
    """Write the codes that stand for answers, a heading for each field."""
    for field in listed(code):
        if field.type is YES_OR_NO:
            _write(xml, code, field, "yes", field.name)
            continue
        said = {
            "guid": answer_guid(code_guid(code.id), field.id),
            "name": field.name,
            "isCodable": "false",
        }
        xml.start("Code", said)
        xml.text("Description", f"{ANSWER_CODE}{field.id}")
        _write_choices(xml, code, field, field.choices)
        for step in field.steps:
            name = step.label or field.signed(step.value)
            _write(xml, code, field, str(step.value), name)
        xml.end()


def _write_choices(xml: XmlWriter, code: Code, field: Field, choices: Sequence[Choice]) -> None:
    for one in choices:
        _write(xml, code, field, one.id, one.name, one.choices)


def _write(
    xml: XmlWriter, code: Code, field: Field, answer: str, name: str, below: Iterable[Choice] = ()
) -> None:
    said = f"{field.id}={answer}"
    guid = answer_guid(code_guid(code.id), said)
    xml.start("Code", {"guid": guid, "name": name, "isCodable": "true"})
    xml.text("Description", f"{ANSWER_CODE}{said}")
    _write_choices(xml, code, field, list(below))
    xml.end()

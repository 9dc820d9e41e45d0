"""The labelling configuration: what one can mark and answer, as the codebook has it."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from annotator.domain.codebook import Code, Codebook, Field, Scope
from annotator.formats.outgoing.label_studio.controls import (
    LABEL,
    TEXT,
    WHOLE,
    ControlNames,
    choices_of,
    control_of,
)
from annotator.formats.outgoing.xml_writer import for_xml

MARK = "<!-- Written by Media Annotator -->"
"""What says that an export wrote a configuration, so that a later one may replace it."""


def configuration(codebook: Codebook) -> str:
    """Return the configuration as XML."""
    names = ControlNames(codebook)
    codes = codebook.without_headings()
    spans = [one for one in codes if one.scope is Scope.SPAN]
    whole = [one for one in codes if one.scope is Scope.ARTICLE]
    lines = [
        "<View>",
        MARK,
        *_labels(spans),
        _tag("Text", {"name": TEXT, "value": f"${TEXT}"}, "/"),
    ]
    for code in spans:
        for field in code.every_field:
            lines += _answers(code, field, names, whole=False)
    if whole:
        lines += _whole(whole, names)
    kinds = dict.fromkeys(rule.type for code in spans for rule in code.links)
    if kinds:
        lines.append("<Relations>")
        lines += (_tag("Relation", {"value": kind}, "/") for kind in kinds)
        lines.append("</Relations>")
    return "\n".join([*lines, "</View>", ""])


def _labels(spans: list[Code]) -> Iterator[str]:
    if not spans:
        return
    yield _tag("Labels", {"name": LABEL, "toName": TEXT})
    for code in spans:
        said = {"value": code.id, "background": code.colour, "hint": code.name}
        yield _tag("Label", said, "/")
    yield "</Labels>"


def _whole(codes: list[Code], names: ControlNames) -> Iterator[str]:
    yield _tag("Choices", {"name": WHOLE, "toName": TEXT, "choice": "multiple"})
    yield from (_tag("Choice", {"value": one.id, "hint": one.name}, "/") for one in codes)
    yield "</Choices>"
    for code in codes:
        for field in code.every_field:
            yield from _answers(code, field, names, whole=True)


def _answers(code: Code, field: Field, names: ControlNames, *, whole: bool) -> Iterator[str]:
    control = control_of(field)
    said = {"name": names.name(code, field, whole=whole), "toName": TEXT, **control.more}
    shown = {"visibleWhen": "choice-selected", "whenTagName": WHOLE, "whenChoiceValue": code.id}
    if not whole:
        said["perRegion"] = "true"
        shown = {"visibleWhen": "region-selected", "whenTagName": LABEL, "whenLabelValue": code.id}
    yield _tag("View", shown)
    yield _tag("Header", {"size": "5", "value": f"{code.name}: {field.name}"}, "/")
    choices = choices_of(field)
    if control.type == "choices":
        yield _tag(control.tag, said)
        yield from (_tag("Choice", {"value": one, "hint": name}, "/") for one, name in choices)
        yield f"</{control.tag}>"
    else:
        yield _tag(control.tag, said, "/")
    yield "</View>"


def _tag(name: str, attributes: dict[str, str], end: str = "") -> str:
    said = (f"{key}={_quoted(value)}" for key, value in attributes.items())
    return f"<{name} {' '.join(said)}{end}>"


def _quoted(value: str) -> str:
    return quoteattr(for_xml(" ".join(value.split())))

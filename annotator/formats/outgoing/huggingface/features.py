"""Declared features as the head of a card has them, in YAML."""

from collections.abc import Iterator, Mapping

from annotator.formats.outgoing.hub_card import yaml_text
from annotator.formats.outgoing.typed.shapes import ListOf, Nested, Plain, Shape


def yaml_features(columns: Mapping[str, Shape], indent: int) -> Iterator[str]:
    """Yield the lines that declare columns, each with its shape."""
    for name, shape in columns.items():
        yield f"{' ' * indent}- name: {yaml_text(name)}"
        yield from _shape(shape, indent + 2)


def _shape(shape: Shape, indent: int) -> Iterator[str]:
    blanks = " " * indent
    match shape:
        case Plain():
            yield f"{blanks}dtype: {shape.value}"
        case Nested(named):
            yield f"{blanks}struct:"
            yield from yaml_features(named, indent)
        case ListOf(Nested(named)):
            yield f"{blanks}list:"
            yield from yaml_features(named, indent)
        case ListOf(Plain() as each):
            yield f"{blanks}list: {each.value}"
        case ListOf(each):
            yield f"{blanks}list:"
            yield from _shape(each, indent + 2)

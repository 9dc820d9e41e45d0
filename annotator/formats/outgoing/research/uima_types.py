"""The type system that goes with CAS files: codes as types, their fields and links as features."""

from collections.abc import Iterable
from typing import BinaryIO

from annotator.formats.outgoing.research.layers import ToolLayer
from annotator.formats.outgoing.xml_writer import XmlWriter

CORE = "de.tudarmstadt.ukp.dkpro.core.api"
_ANNOTATION, _BASE, _TOP = "uima.tcas.Annotation", "uima.cas.AnnotationBase", "uima.cas.TOP"
_STRING, _STRINGS, _LIST = "uima.cas.String", "uima.cas.StringArray", "uima.cas.FSArray"
_METADATA = ("documentTitle", "documentId", "documentUri", "collectionId")

Feature = tuple[str, str, str]
"""A feature: its name, the type of its values, and for lists of structures the type of those."""


def write_types(file: BinaryIO, layers: Iterable[ToolLayer]) -> None:
    """Write a description of the types that files of these layers use."""
    xml = XmlWriter(file)
    xml.declare()
    xml.start("typeSystemDescription", {"xmlns": "http://uima.apache.org/resourceSpecifier"})
    xml.start("types")
    data = [(name, _STRING, "") for name in _METADATA]
    document = "uima.tcas.DocumentAnnotation"
    _write_type(xml, f"{CORE}.metadata.type.DocumentMetaData", document, data)
    for short in ("Sentence", "Token"):
        _write_type(xml, f"{CORE}.segmentation.type.{short}", _ANNOTATION, ())
    for layer in layers:
        _write_layer(xml, layer)
    xml.end()
    xml.end()


def _write_layer(xml: XmlWriter, layer: ToolLayer) -> None:
    """Write one code, and what ties it to others.

    All answers are texts: numbers and booleans of UIMA are never empty, and an answer that nobody
    gave would be 0 or false.
    """
    features: list[Feature] = [
        (name, _STRINGS if layer.several(field) else _STRING, "")
        for field, name in layer.answers.items()
    ]
    features += [(name, _STRINGS, "") for name in layer.actors.values()]
    features += [(layer.note, _STRING, "")]
    features += [(slot, _LIST, layer.link_type(slot)) for slot in layer.slots.values()]
    above = _BASE if layer.is_of_article else _ANNOTATION
    _write_type(xml, layer.type, above, features, layer.code.definition)
    for slot in layer.slots.values():
        ends = [("role", _STRING, ""), ("target", _ANNOTATION, "")]
        _write_type(xml, layer.link_type(slot), _TOP, ends)


def _write_type(
    xml: XmlWriter, name: str, above: str, features: Iterable[Feature], said: str = ""
) -> None:
    xml.start("typeDescription")
    xml.text("name", name)
    xml.text("description", said)
    xml.text("supertypeName", above)
    xml.start("features")
    for feature, wanted, of in features:
        xml.start("featureDescription")
        xml.text("name", feature)
        xml.text("description", "")
        xml.text("rangeTypeName", wanted)
        if of:
            xml.text("elementType", of)
        xml.end()
    xml.end()
    xml.end()

"""Codes as REFI-QDA has them: one within the other, with a colour and a description."""

from collections.abc import Iterable
from typing import BinaryIO

from annotator.domain.codebook import Code, Codebook
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.labels.own_marks import ORIGIN
from annotator.formats.labels.qda_names import colour
from annotator.formats.outgoing.research.refi_answer_codes import write_answer_codes
from annotator.formats.outgoing.research.refi_guids import code_guid
from annotator.formats.outgoing.xml_writer import XmlWriter

_GUIDES = (
    ("Include", "include"),
    ("Exclude", "exclude"),
    ("Example", "positive_example"),
    ("No example", "negative_example"),
    ("Source", "source"),
)


def write_codebook(codebook: Codebook, file: BinaryIO) -> None:
    """Write a codebook as a file of its own (.qdc); raise a `UserError` for one without codes."""
    if not codebook.codes:
        raise UserError("The codebook has no codes.", remedy="REFI-QDA needs one at least.")
    xml = XmlWriter(file)
    xml.declare()
    xml.start("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": ORIGIN})
    write_codes(xml, codebook)
    xml.end()


def write_codes(xml: XmlWriter, codebook: Codebook, *, answers: bool = False) -> None:
    """Write the element with all codes, of which there has to be one, and `answers` as codes."""
    known = {one.id for one in codebook.codes}
    below: dict[str, list[Code]] = {}
    for one in codebook.codes:
        below.setdefault(one.parent if one.parent in known else "", []).append(one)
    xml.start("Codes")
    _write_below(xml, "", below, answers=answers)
    xml.end()


def codebook_losses(codebook: Codebook) -> list[str]:
    """Return what of a codebook REFI-QDA has no place for."""
    fields = sum(len(one.fields) for one in codebook.codes)
    links = sum(len(one.links) for one in codebook.codes)
    guided = sum(any(getattr(one, name) for _, name in _GUIDES) for one in codebook.codes)
    return [
        *([f"{counted(fields, 'field')} with their answers"] if fields else ()),
        *([f"{counted(links, 'kind')} of links"] if links else ()),
        *([f"which parts the guidelines of {counted(guided, 'code')} have"] if guided else ()),
        *(["the title of the codebook"] if codebook.title else ()),
        "keys, and whether a code is for whole articles or retired",
    ]


def _write_below(
    xml: XmlWriter, parent: str, below: dict[str, list[Code]], *, answers: bool
) -> None:
    for code in below.get(parent, ()):
        said = {
            "guid": code_guid(code.id),
            "name": code.name,
            "isCodable": "false" if code.group else "true",
            "color": colour(code.colour) or None,
        }
        xml.start("Code", said)
        if description := "\n".join(_described(code)):
            xml.text("Description", description)
        if answers:
            write_answer_codes(xml, code)
        _write_below(xml, code.id, below, answers=answers)
        xml.end()


def _described(code: Code) -> Iterable[str]:
    if code.definition:
        yield code.definition
    for title, name in _GUIDES:
        if words := getattr(code, name):
            yield f"{title}: {words}"

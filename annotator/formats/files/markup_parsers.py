"""The parsers of foreign mark-up: nothing is fetched, no entity expanded, and depth is bounded."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


def xml_parser(*, encoding: str | None = None, recover: bool = False) -> "etree.XMLParser":
    """Return a parser of XML, of which an `encoding` given counts for more than what it says.

    `recover` reads on past what is broken.
    """
    from lxml import etree  # noqa: PLC0415 - slow to load, and few files need it

    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )

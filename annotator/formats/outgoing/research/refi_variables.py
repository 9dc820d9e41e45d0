"""What is known of articles as variables of a REFI-QDA project."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite
from typing import Any

from annotator.domain.article import Article
from annotator.formats.outgoing.research.refi_guids import guid_of
from annotator.formats.outgoing.xml_writer import XmlWriter

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])")  # no month has fewer days


class ArticleVariables:
    """The variables of all articles, each with the type that takes all its values."""

    def __init__(self, articles: Iterable[Article]) -> None:
        values: dict[str, list[Any]] = {}
        for article in articles:
            for name, value in article.meta.items():
                if value not in ("", None):
                    values.setdefault(name, []).append(value)
        self._types = {name: _type_of(values[name]) for name in sorted(values)}

    def write(self, xml: XmlWriter) -> None:
        """Write what variables there are; nothing for none."""
        if not self._types:
            return
        xml.start("Variables")
        for name, kind in self._types.items():
            said = {"guid": guid_of("variable", name), "name": name, "typeOfVariable": kind}
            xml.empty("Variable", said)
        xml.end()

    def write_values(self, xml: XmlWriter, meta: Mapping[str, Any]) -> None:
        """Write the values of one article."""
        for name, kind in self._types.items():
            value = meta.get(name)
            if value in ("", None):
                continue
            xml.start("VariableValue")
            xml.empty("VariableRef", {"targetGUID": guid_of("variable", name)})
            xml.text(f"{kind}Value", _words(value, kind))
            xml.end()


def _type_of(values: Iterable[Any]) -> str:
    every = list(values)
    if all(isinstance(one, bool) for one in every):
        return "Boolean"
    if any(isinstance(one, bool) for one in every):
        return "Text"
    if all(isinstance(one, int) for one in every):
        return "Integer"
    if all(isinstance(one, int | float) and isfinite(one) for one in every):
        return "Float"
    if all(isinstance(one, str) and _DATE.fullmatch(one) for one in every):
        return "Date"
    return "Text"


def _words(value: Any, kind: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind == "Float":
        return format(Decimal(str(value)), "f")
    return str(value)

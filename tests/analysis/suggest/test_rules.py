"""Quotes that rules find: on short English passages whose quotes are known."""

from annotator.analysis.suggest import Quote, QuoteType, quotes


def found(text: str) -> list[str]:
    """Return the text of each quote."""
    return [text[one.start : one.end] for one in quotes(text, "en")]


def only(text: str) -> Quote:
    (quote,) = quotes(text, "en")
    return quote


def test_a_quotation_before_its_verb() -> None:
    text = "“The ferry will sail again in May,” said Ida Brandt, the harbour master."
    quote = only(text)
    assert text[quote.start : quote.end] == "“The ferry will sail again in May,”"
    assert quote.type is QuoteType.DIRECT
    assert quote.cue is not None
    assert text[slice(*quote.cue)] == "said"
    assert quote.source is not None
    assert text[slice(*quote.source)] == "Ida Brandt, the harbour master"


def test_a_clause_after_that() -> None:
    text = "The council said on Monday that the old bridge was safe."
    assert found(text) == ["that the old bridge was safe"]
    assert only(text).type is QuoteType.INDIRECT

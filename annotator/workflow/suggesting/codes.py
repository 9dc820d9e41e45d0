"""Which codes of a codebook are for what somebody says, with the codes of its source and cue."""

from collections.abc import Iterable

import msgspec

from annotator.analysis.suggest.quote import QuoteType
from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, LinkRule, Scope
from annotator.domain.names import folded
from annotator.workflow.automatic_links import reports

SAID_BY, CUE = "said_by", "cue"
"""The types of the links from a quote to its source and to its cue."""
_CALLED = frozenset(
    (
        *("quote", "quotes", "quotation", "quotations", "reported speech", "direct speech"),
        *("zitat", "zitate", "cita", "citas", "citation", "citations", "اقتباس"),
    )
)
"""What such codes are called where they say so by nothing else."""
_KINDS = {
    QuoteType.DIRECT: ("direct", "direkt", "directa", "directe"),
    QuoteType.MIXED: ("mixed", "partial", "gemischt", "mixta", "mixte"),
    QuoteType.INDIRECT: ("indirect", "indirekt", "indirecta", "indirecte", "paraphrase"),
}
_ALL = frozenset(QuoteType)


class QuoteCodes(msgspec.Struct, frozen=True, kw_only=True):
    """A code for quotes, and the codes of its source and its cue where it is linked to such.

    `said_by` and `cue_link` are the types of those links, empty where there is none; `said_by` may
    be there without a `source`: it ends at an actor then. `kind_field` is the field that asks for
    the quote's type, `kinds` has the id of its choice for each type, and `takes` are the types that
    the code is for.
    """

    quote: Code
    source: Code | None = None
    said_by: str = ""
    cue: Code | None = None
    cue_link: str = ""
    kind_field: str = ""
    kinds: dict[QuoteType, str] = {}
    takes: frozenset[QuoteType] = _ALL


def quote_codes(codebook: Codebook) -> tuple[QuoteCodes, ...]:
    """Return the codes that can be applied to what somebody says, in the codebook's order."""
    return tuple(
        _with_ends(codebook, code)
        for code in codebook.usable(Scope.SPAN)
        if _is_one(code) and not code.is_of_units
    )


def _is_one(code: Code) -> bool:
    if reports(code) or _kind_field(code)[0]:
        return True
    return bool({folded(code.id.replace("_", " ")), folded(code.name)} & _CALLED)


def _with_ends(codebook: Codebook, code: Code) -> QuoteCodes:
    said_by, cue_link = code.link_rule(SAID_BY), code.link_rule(CUE)
    field, kinds = _kind_field(code)
    return QuoteCodes(
        quote=code,
        source=_end(codebook, said_by),
        said_by=SAID_BY if said_by is not None else "",
        cue=_end(codebook, cue_link),
        cue_link=CUE if cue_link is not None else "",
        kind_field=field,
        kinds=kinds,
        takes=_takes(code),
    )


def _end(codebook: Codebook, rule: LinkRule | None) -> Code | None:
    """Return the code that a link ends at, the first one that can be applied to words."""
    ends = rule.ends if rule is not None else ()
    spans = codebook.usable(Scope.SPAN)
    usable = {code.id: code for code in spans if not code.is_of_units}
    named = (usable.get(end) for end in ends if end not in (ACTOR_END, ANY_CODE))
    return next((code for code in named if code is not None), None)


def _kind_field(code: Code) -> tuple[str, dict[QuoteType, str]]:
    """Return the field whose choices are direct and another type of quote, with those choices."""
    for field in code.asked_fields:
        found = {kind: _choice(field.choice_ids(), kind) for kind in QuoteType}
        kinds = {kind: choice for kind, choice in found.items() if choice}
        if QuoteType.DIRECT in kinds and len(kinds) > 1:
            return field.id, kinds
    return "", {}


def _choice(choices: Iterable[str], kind: QuoteType) -> str:
    return next((one for one in choices if folded(one) in _KINDS[kind]), "")


def _takes(code: Code) -> frozenset[QuoteType]:
    """Return the types that a code is for: by its name, where that says one of them."""
    words = set(folded(f"{code.id.replace('_', ' ')} {code.name}").split())
    said = frozenset(kind for kind, names in _KINDS.items() if not words.isdisjoint(names))
    return said or _ALL

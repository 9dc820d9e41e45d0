"""Which fields answers are ever suggested for: never those that ask for an attitude."""

from collections.abc import Iterator

from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.names import searchable

NOT_HONEST = "never suggested: measured, suggestions of sentiment are not honest"
FROM_THE_START = "never suggested: it has an answer from the start"
_ATTITUDES = frozenset(
    (
        *(
            "sentiment",
            "sentiments",
            "polarity",
            "tone",
            "stance",
            "valence",
            "attitude",
            "emotion",
        ),
        *("emotion", "favourability", "favorability", "tonality", "stimmung", "polaritat"),
        *(
            "tonalitat",
            "haltung",
            "wertung",
            "bewertung",
            "einstellung",
            "polarite",
            "tonalite",
            "attitudes",
        ),
        *("posture", "valeur", "sentimiento", "sentimientos", "polaridad", "tono", "postura"),
        *("actitud", "valoracion", "مشاعر", "نبرة", "موقف", "قطبية"),
    )
)
"""What codes and fields that ask for an attitude are called, without accents."""
_POSITIVE = frozenset(("positive", "positiv", "positif", "positivo", "positiva", "ايجابي"))
_NEGATIVE = frozenset(("negative", "negativ", "negatif", "negativo", "negativa", "سلبي"))
_HOLDER = "holder"


def asked_fields(codebook: Codebook) -> Iterator[tuple[Code, Field]]:
    """Yield the choices, scales and flags that can be answered, each with its code."""
    for code in codebook.usable():
        for field in code.asked_fields:
            row = field.type.row
            if row.labels and not row.several:
                yield code, field


def never(code: Code, field: Field) -> str:
    """Say why a field's answers are never suggested, in words; empty where they can be."""
    if is_attitude(code, field):
        return NOT_HONEST
    return FROM_THE_START if field.default is not None else ""


def is_attitude(code: Code, field: Field) -> bool:
    """Tell whether a field asks for sentiment, stance or tone: itself, or as part of such a code.

    By what they are called, by a scale from minus to plus, by choices that are positive and
    negative, and by a code whose attitude is held by somebody.
    """
    if any(rule.type == _HOLDER for rule in code.links):
        return True
    if _is_called_so(code.id, code.name) or _is_called_so(field.id, field.name):
        return True
    steps = [step.value for step in field.steps]
    if steps and min(steps) < 0 < max(steps):
        return True
    words = {word for one in field.choice_ids() for word in _words(one, field.choice_name(one))}
    return not words.isdisjoint(_POSITIVE) and not words.isdisjoint(_NEGATIVE)


def _is_called_so(ident: str, name: str) -> bool:
    return not _ATTITUDES.isdisjoint(_words(ident, name))


def _words(ident: str, name: str) -> set[str]:
    return set(searchable(f"{ident.replace('_', ' ')} {name}").split())

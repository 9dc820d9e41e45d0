"""How often a frame is right, in coarse steps, by its rule and by who is its subject."""

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_report import JOINS, PARTICIPLE, SUBJECT
from annotator.analysis.suggest.english_words import DETERMINER, PRONOUN
from annotator.analysis.suggest.paragraph import Paragraph

_NAME, _WORD, _OTHER = "name", "pronoun", "other"
_SURE = {"dq": 0.95, "ac": 0.85, "as": 0.6, "wh": 0.75, "no": 0.55}
_BY_SOURCE = {
    "th": {_NAME: 0.9, _WORD: 0.9, _OTHER: 0.8},
    "ba": {_NAME: 0.9, _WORD: 0.85, _OTHER: 0.75},
    "mx": {_NAME: 0.9, _WORD: 0.85, _OTHER: 0.75},
    "po": {_NAME: 0.9, _WORD: 0.75, _OTHER: 0.75},
    "sp": {_NAME: 0.75, _WORD: 0.9, _OTHER: 0.75},
    "ob": {_NAME: 0.75, _WORD: 0.7, _OTHER: 0.65},
    "in": {_NAME: 0.7, _WORD: 0.6, _OTHER: 0.6},
}
_LESS = {SUBJECT: 0.0, JOINS: 0.05, PARTICIPLE: 0.05}
"""What a second verb, or a participle, takes away."""


def surety(p: Paragraph, rule: str, manner: str, source: Range) -> float:
    """Return the score of a rule's find, from 0 to 1, whose source has the tokens `source`."""
    if rule in _SURE:
        return _SURE[rule]
    return round(_BY_SOURCE[rule][_kind(p, source)] - _LESS[manner], 2)


def _kind(p: Paragraph, source: Range) -> str:
    first, after = source
    if after - first == 1 and p.lower[first] in PRONOUN:
        return _WORD
    named = p.words[first][0].isupper() and p.lower[first] not in DETERMINER
    return _NAME if named else _OTHER

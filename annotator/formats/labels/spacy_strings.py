"""The numbers by which spaCy's files name words and labels: hashes, and a few fixed ones."""

from collections.abc import Iterable, Mapping
from functools import cache

_MULTIPLIER = 0xC6A4A7935BD1E995
_BITS = 0xFFFFFFFFFFFFFFFF
_SEED = 1
_FIXED = {
    64: "ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB ENT_TYPE",
    79: "HEAD SENT_START SPACY PROB LANG",
    84: "ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X",
    102: "EOL SPACE",
    380: "PERSON NORP FACILITY ORG GPE LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW",
    391: "DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL",
    398: "acomp advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj",
    413: "csubjpass dep det dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod",
    429: "nsubj nsubjpass num number oprd obj obl parataxis partmod pcomp pobj poss possessive",
    442: "preconj prep prt punct quantmod relcl rcmod root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _",
}
"""Words that have numbers of their own, from the first of each row on."""


_FLAGS = (
    "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM "
    "LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT "
    "IS_CURRENCY"
)
"""The same of what words can be told by, from 1 on; FLAG19 to FLAG63 follow."""


def names_by_number(strings: Iterable[str]) -> dict[int, str]:
    """Return the words and labels of a file by their numbers."""
    found = {0: ""}
    for first, names in _FIXED.items():
        found.update(enumerate(names.split(), first))
    found.update((hashed(one), one) for one in strings if one)
    return found


def number_of(text: str) -> int:
    """Return the number of a word or label: its fixed one, or its hash; 0 for an empty text."""
    found = _known_numbers().get(text)
    return hashed(text) if found is None else found


@cache
def _known_numbers() -> Mapping[str, int]:
    found = {"": 0}
    for first, names in (_FIXED | {1: _FLAGS}).items():
        found.update((name, first + n) for n, name in enumerate(names.split()))
    found.update((f"FLAG{n}", n) for n in range(19, 64))
    found.update((f"DEPRECATED{n:03d}", 103 + n) for n in range(1, 277))
    return found


def hashed(text: str) -> int:
    """Return the number of a word that has no fixed one (MurmurHash64A of its UTF-8)."""
    data = text.encode("utf-8", "surrogatepass")
    length = len(data)
    value = _SEED ^ (length * _MULTIPLIER & _BITS)
    whole = length - length % 8
    for at in range(0, whole, 8):
        part = int.from_bytes(data[at : at + 8], "little") * _MULTIPLIER & _BITS
        part = (part ^ part >> 47) * _MULTIPLIER & _BITS
        value = (value ^ part) * _MULTIPLIER & _BITS
    if whole < length:
        value = (value ^ int.from_bytes(data[whole:], "little")) * _MULTIPLIER & _BITS
    value = (value ^ value >> 47) * _MULTIPLIER & _BITS
    return value ^ value >> 47

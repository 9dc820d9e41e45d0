"""The words of Arabic reporting frames, whatever vowel signs and prefixes they are written with."""

import re
from functools import cache, lru_cache

from annotator.analysis.suggest.frame_words import FrameWords, Use, frame_words, small
from annotator.analysis.suggest.paragraph import Paragraph

PATTERN = re.compile(
    r"\d+(?:[.,٫٬]\d+)+\w*|\w[\w\u064b-\u065f\u0670]*(?:[-'’]\w[\w\u064b-\u065f\u0670]*)*"
    r"|''|``|<<|>>|[^\w\s]"
)
"""One token; vowel signs belong to their word."""

_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670]")
_ALEF = str.maketrans("أإآٱ", "اااا")
_PREFIXES = ("و", "ف")
_OBJECTS = ("ه", "ها", "هم")


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """Return a word without vowel signs, and with one form of alef."""
    return _SIGNS.sub("", word).translate(_ALEF)


class _Forms(frozenset[str]):
    """Words in the plain form, whatever vowel signs they are asked for with."""

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and super().__contains__(plain(word))


def forms() -> frozenset[str]:
    """Return the words that may report, alone and with "and" written to them."""
    verbs = small("ar", "clause") | small("ar", "object") | small("ar", "gerund")
    written = {plain(word) for word in (*verbs, *_suffixed())}
    return _Forms(written | {prefix + word for word in written for prefix in _PREFIXES})


def _suffixed() -> frozenset[str]:
    """Return verbs with the pronoun of their object: "she described it"."""
    verbs = small("ar", "suffixed")
    return frozenset(
        word + end for verb in verbs for word in (verb, plain(verb)) for end in _OBJECTS
    )


class ArabicWords:
    """The Arabic words, in the plain form."""

    def __init__(self, words: FrameWords) -> None:
        self.verbs: dict[str, int] = {}
        for form, use in words.verbs.items():
            self.verbs[plain(form)] = self.verbs.get(plain(form), 0) | use
        for form in _suffixed():
            self.verbs.setdefault(plain(form), Use.CLAUSE)
        self.that = frozenset(map(plain, words.that))
        self.wh = frozenset(map(plain, words.wh))
        self.accord = {
            plain(first): tuple(tuple(map(plain, one)) for one in phrases)
            for first, phrases in words.accord.items()
        }
        firsts = self.accord.keys()
        self.accord_firsts = frozenset((*firsts, *("و" + one for one in firsts)))
        stop = words.stop | words.preposition | words.boundary | words.relative | words.unit
        self.stop = frozenset(map(plain, stop))
        self.cut = frozenset(map(plain, words.cut))
        self.no_verb = frozenset(map(plain, small("ar", "nominal")))
        self.no_source = frozenset(map(plain, small("ar", "nobody")))
        self.pronoun = frozenset(map(plain, words.pronoun))


def reports(paragraph: Paragraph, at: int) -> bool:
    """Tell whether a token that may report is a verb: no preposition and no article before it."""
    before = plain(paragraph.lower[at - 1]) if at else ""
    return before not in arabic_words().no_verb


@cache
def arabic_words() -> ArabicWords:
    """Return the words."""
    return ArabicWords(frame_words("ar"))

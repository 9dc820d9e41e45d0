"""Words in scripts that set no blanks between them: Japanese, Chinese and Thai.

BudouX's models tell where words meet; they are read when the first such word is asked for.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

from annotator.analysis.ranges import Range, covering, merged
from annotator.analysis.segmentation.by_word import per_paragraph, words_in

_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_INNER = "\u200c\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSPACED = re.compile(f"[{_KANA}{_HAN}{_THAI}]")
_STRETCH = re.compile(rf"[\w{_THAI}{_INNER}]*[{_KANA}{_HAN}{_THAI}][\w{_THAI}{_INNER}]*")
_LONGEST = 1_000
"""Stretches without any punctuation that are longer than this are cut in pieces of that length."""
_FEW = 20
"""One kana in so many letters is no sign of Japanese: Chinese texts name things, too."""
_SIMPLIFIED = frozenset("们这说对时会国来为过发后个经没问见长开东车马门无员报")
_TRADITIONAL = frozenset("們這說對時會國來為過發後個經沒問見長開東車馬門無員報")

Cut = Callable[[str], list[str]]
"""Cuts a stretch of text into pieces that make it up."""
_THAI_SIGN, _KANA_SIGN, _HAN_SIGN = (re.compile(f"[{signs}]") for signs in (_THAI, _KANA, _HAN))


@cache
def _cut_with(model: str) -> Cut:
    import budoux  # noqa: PLC0415 - most texts never need it
    from budoux.parser import MODEL_DIR  # noqa: PLC0415

    weights = json.loads((Path(MODEL_DIR) / f"{model}.json").read_text("utf-8"))
    return budoux.Parser(weights).parse


def is_unspaced(text: str) -> bool:
    """Tell whether a text has letters of a script without blanks between words."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def model_for(text: str) -> str:
    """Return the name of the model that fits a text's Chinese characters, as a whole."""
    kana, han = len(_KANA_SIGN.findall(text)), len(_HAN_SIGN.findall(text))
    if kana * _FEW > kana + han:
        return "ja_word"
    simplified = sum(sign in _SIMPLIFIED for sign in text)
    traditional = sum(sign in _TRADITIONAL for sign in text)
    return "zh-hant" if traditional > simplified else "zh-hans"


def words(text: str) -> list[Range]:
    """Return the words of a text: "don't", "30-day", "U.S." and an emoji sequence are one each."""
    model = model_for(text)
    return per_paragraph(text, lambda paragraph: spoken_words_in(paragraph, model))


def spoken_words_in(paragraph: str, model: str) -> list[Range]:
    """Return the words of one paragraph, where they touch as the model has it."""
    found = words_in(paragraph)
    if not is_unspaced(paragraph):
        return found
    stretches = [match.span() for match in _STRETCH.finditer(paragraph)]
    # A number or an abbreviation may begin in a stretch and go on after it, or have one in it.
    stretches = merged([*stretches, *(one for one in found if _meets(stretches, one))])
    cut = [word for stretch in stretches for word in _words(paragraph, *stretch, model)]
    others = [one for one in found if not _meets(stretches, one)]
    return sorted(cut + others)


def _meets(stretches: list[Range], word: Range) -> bool:
    return any(covering(stretches, place) for place in range(*word))


def _words(paragraph: str, start: int, end: int, model: str) -> list[Range]:
    places = [start]
    while places[-1] < end:
        first = places[-1]
        piece = paragraph[first : min(end, first + _LONGEST)]
        for part in _cut_with("th" if _THAI_SIGN.search(piece) else model)(piece):
            places.append(places[-1] + len(part))
    inner = (place for place in places[1:-1] if _may_part(paragraph, place))
    return list(pairwise([start, *inner, end]))


def _may_part(paragraph: str, place: int) -> bool:
    """Tell whether words may meet there: not within a number, a Latin word or a joined letter."""
    before, after = paragraph[place - 1], paragraph[place]
    if re.match(f"[{_INNER}\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", after):
        return False
    return _UNSPACED.match(before) is not None or _UNSPACED.match(after) is not None

"""By which names of its make-up a page’s part is known: furniture, captions, bylines, ….

Web sites name their parts for those who build them. Names are looked at as words: of
"entry-content has-sidebar" they are entry, content, sidebar; what a page merely *has* is no name.
"""

import re
from functools import cache, lru_cache
from itertools import pairwise

from annotator.analysis.furniture import furniture
from annotator.formats.blocks.html import Element, PageBlock
from annotator.resources import word_list

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HAS = re.compile(r"\b(?:has|with|no|without|is|not|hide|show|mit|ohne)[-_]\w+", re.IGNORECASE)
_MOST_NAMES = 400  # characters of an element’s names that are looked at

_NAMING = ("class", "id", "data-component", "data-testid", "data-gu-name", "data-qa", "itemprop")
_IMPRINT = re.compile(
    r"^[（(\[【]?\s*(?:责任编辑|責任編輯|编辑|編輯|责编|校对)\s*[:：]|^(?:copyright|\(c\))\s",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"(?:sign up|subscribe|newsletter|get (?:our|the) .{0,40}newsletter|abonnez|inscrivez-vous"
    r"|jetzt abonnieren|melden sie sich|suscr[ií]bete|iscriviti|assine|订阅|訂閱)\b",
    re.IGNORECASE,
)
_LARGE = 2.5  # of such parts there are but so many on a page
_AUTHOR = frozenset(("author", "autor", "auteur", "autore", "byline", "writer"))
_LINKED = 0.8
_LONGEST_LINK = 200  # code points


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(form for form, given in word_list("page_parts.txt") if given == kind)


@lru_cache(4096)
def _words(names: str) -> tuple[str, ...]:
    plain = _HAS.sub(" ", names[:_MOST_NAMES])
    return tuple(word.lower() for word in _WORDS.findall(plain))


def names_of(element: Element) -> tuple[str, ...]:
    """Return the words by which an element is named (class, id, …), in lower case and order."""
    return _words(" ".join(filter(None, map(element.get, _NAMING))))


def is_furniture_by_tag(element: Element) -> bool:
    """Tell whether an element can’t hold an article’s text by what it is."""
    if element.tag in _named("tag"):
        return True
    return element.tag not in _named("whole") and element.get("role") in _named("role")


def is_furniture(element: Element) -> bool:
    """Tell whether an element is named as what stands around articles."""
    if is_furniture_by_tag(element):
        return True
    if element.tag in _named("whole"):
        return False
    words = names_of(element)
    if not words or is_pull_quote(element):
        return False
    known = _named("furniture")
    is_named = not known.isdisjoint(words) or any(" ".join(two) in known for two in pairwise(words))
    return is_named and not _holds_the_page(element)


def _holds_the_page(element: Element) -> bool:
    """Tell whether an element has the headline and much of the page: then its name misleads."""
    if next(element.iter("h1", "main"), None) is None:
        return False
    page = element.getroottree().getroot()
    return not has_more_than(page, _LARGE * sum(map(len, element.itertext())))


def has_more_than(element: Element, most: float) -> bool:
    """Tell whether an element has more characters than so many; no more of it is looked at."""
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > most:
            return True
    return False


def is_pull_quote(element: Element) -> bool:
    """Tell whether an element is named as a quotation taken out of the text."""
    words = names_of(element)
    return not _named("pull quote").isdisjoint(words) or ("pull" in words and "quote" in words)


def is_caption(element: Element) -> bool:
    """Tell whether an element is named as the words under a picture."""
    return element.tag == "figcaption" or not _named("caption").isdisjoint(names_of(element))


def is_standfirst(element: Element) -> bool:
    """Tell whether an element is named as the lines between headline and text."""
    return not _named("standfirst").isdisjoint(names_of(element))


def is_byline(element: Element) -> bool:
    """Tell whether an element is named as saying who wrote."""
    if element.get("rel") == "author" or "author" in (element.get("itemprop") or ""):
        return True
    return not _named("byline").isdisjoint(names_of(element))


def is_author(element: Element) -> bool:
    """Tell whether an element is named as holding an author’s name alone."""
    if element.get("rel") == "author" or (element.get("itemprop") or "") in {"author", "creator"}:
        return True
    return not _AUTHOR.isdisjoint(names_of(element))


def is_imprint(text: str) -> bool:
    """Tell whether a line says who edited or owns a text."""
    return bool(_IMPRINT.search(text))


def is_offer(heading: str) -> bool:
    """Tell whether a heading asks to sign up for something."""
    return bool(_OFFER.match(heading))


def is_link(block: PageBlock) -> bool:
    """Tell whether a paragraph is but a link to something else."""
    return block.linked >= _LINKED and len(block.text) <= _LONGEST_LINK


def is_notice(text: str) -> bool:
    """Tell whether a paragraph is what no article contains: an advertisement, a call to share."""
    return any(furniture(f"x\n{text}"))

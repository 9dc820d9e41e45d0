"""Where the guideline book goes on on a new page: never between a heading and what it heads.

What is laid out by Qt breaks anywhere between two lines. So the book says where each part begins
that is to be kept together, is laid out once on a page without an end, and is told then which
parts begin a page.
"""

import re
from collections.abc import Collection, Mapping

BEGINS = "<!--begins-->"
"""Stands before what begins a part; nobody can write it into a book, as all text is escaped."""
_OPENED = re.compile(rf'{BEGINS}<(h2|h3|p)( class="([^"]*)")?([^>]*)>')
_NEW = "new"
_PREFIX, _HEADING = "part-", "heading-"
_FLOWS, _LEAST = 0.6, 0.25
"""A part that is higher than the first share of a page may be broken, where the second is left."""
_SPACE = 24.0
"""The dots of the space above a heading: where it begins a page they count to it."""


def numbered(html: str, breaks: Collection[str] | None) -> str:
    """Return the book's HTML with an anchor at each part; those named begin a page.

    Without `breaks` nothing begins a page, as where a page has no end.
    """
    count = 0

    def opened(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        tag, _, classes, rest = match.groups()
        name = f"{_PREFIX}{_HEADING if tag != 'p' else ''}{count}"
        wanted = dict.fromkeys((classes or "").split())
        if breaks is None:
            wanted.pop(_NEW, None)
        elif name in breaks:
            wanted[_NEW] = None
        said = f' class="{" ".join(wanted)}"' if wanted else ""
        return f'<{tag}{said}{rest}><a name="{name}"></a>'

    return _OPENED.sub(opened, html)


def page_breaks(tops: Mapping[str, float], end: float, page: float) -> set[str]:
    """Return the parts that begin a page.

    `tops` says where each anchor stands on a page without an end, from its top, in dots; `end`
    where all ends; `page` is the height of a page. The first part begins a page already.
    """
    parts = [(name, top) for name, top in tops.items() if name.startswith(_PREFIX)]
    bottoms = [*(top for _, top in parts[1:]), end]
    found: set[str] = set()
    used, sure = _SPACE, True
    for (name, top), bottom in zip(parts, bottoms, strict=True):
        height = bottom - top
        is_heading = name.startswith(f"{_PREFIX}{_HEADING}")
        left = page - used
        fits = height <= left
        flows = height > _FLOWS * page and left >= _LEAST * page
        if name != parts[0][0] and ((is_heading and not sure) or not (fits or flows)):
            found.add(name)
            used, sure = _SPACE, True
        if used + height > page:  # what is broken ends somewhere on a page
            sure = False
        used = (used + height) % page
    return found


def is_part(name: str) -> bool:
    """Tell whether an anchor stands for a part that is to be kept together."""
    return name.startswith(_PREFIX)


def without_parts(pages: Mapping[str, int]) -> dict[str, int]:
    """Return the anchors that are codes: those of parts tell nobody anything."""
    return {name: page for name, page in pages.items() if not name.startswith(_PREFIX)}

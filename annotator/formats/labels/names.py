"""Foreign names as ours: ids of codes, fields and choices, and handles of people."""

import re
import unicodedata
from collections.abc import Container
from hashlib import sha256

from annotator.domain.bounds import LONGEST
from annotator.domain.field_types import RESERVED_IDS
from annotator.domain.names import folded, is_hidden
from annotator.domain.people import RESERVED_HANDLES
from annotator.domain.wording import cut

_OTHERS = re.compile(r"[^a-z0-9]+")
_LONGEST = 60  # characters of an id
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "ı": "i"})
_SIGNS = {"+": "plus", "-": "minus", "++": "plus_plus", "--": "minus_minus"}
_HANDLE = LONGEST["handle"]


def slug(name: str) -> str:
    """Return the id that a name becomes: "Direct Quote" direct_quote, "引用" x_5f15_7528."""
    stripped = name.strip()
    low = unicodedata.normalize("NFKD", stripped.casefold().translate(_LETTERS))
    bare = _OTHERS.sub("_", "".join(c for c in low if not unicodedata.combining(c))).strip("_")
    lost = sum(c.isalnum() and not c.isascii() for c in low if not unicodedata.combining(c))
    if stripped in _SIGNS:
        bare = _SIGNS[stripped]
    elif re.fullmatch(r"[-−]\d+", stripped):
        bare = f"minus_{stripped[1:]}"
    elif lost or not bare:
        bare = "x_" + "_".join(f"{ord(c):x}" for c in stripped if not c.isspace())
    if len(bare) > _LONGEST:
        bare = f"{bare[: _LONGEST - 9].strip('_')}_{sha256(name.encode()).hexdigest()[:8]}"
    return f"{bare}_" if bare in RESERVED_IDS else bare


def free_slug(name: str, taken: Container[str]) -> str:
    """Return the id that a name becomes beside others: with a number where it is taken."""
    found, n = slug(name), 2
    while found in taken:
        found, n = f"{slug(name)}_{n}", n + 1
    return found


def handle(name: str, instead: str) -> str:
    """Return the handle of somebody who has this name elsewhere; `instead` where it is empty."""
    seen = "".join(" " if c == "," or is_hidden(c) else c for c in name)
    tidy = cut(" ".join(seen.split()), _HANDLE)
    if not folded(tidy):
        return instead
    return f"{tidy}_" if folded(tidy) in RESERVED_HANDLES else tidy


def key(label: str, part: str) -> str:
    """Return the name under which a mapping knows what is said of a label."""
    return f"{label}.{part}"


def person_key(name: str) -> str:
    """Return the name under which a mapping knows a person."""
    return f"coder:{name}"

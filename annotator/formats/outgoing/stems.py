"""Names of files for articles: safe on every system, telling, and each but once."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from annotator.domain.article import Article

_LONGEST = 48
_OTHER = re.compile(r"[^a-z0-9]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def article_stems(articles: Iterable[Article]) -> Mapping[str, str]:
    """Return a name without ending for each article by id: "00012-ceasefire-talks-resume".

    The number is the place in the order given, so that names sort as the articles do.
    """
    found: dict[str, str] = {}
    for number, article in enumerate(articles, 1):
        words = plain_name(article.title)
        found[article.id] = f"{number:05d}-{words}" if words else f"{number:05d}"
    return found


def plain_name(name: str) -> str:
    """Return a name in letters a to z, digits and hyphens; empty where it has none of these."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain.lower()).strip("-")[:_LONGEST].strip("-")


def is_reserved(name: str) -> bool:
    """Tell whether some systems let no file be called so, be it with an ending."""
    return _RESERVED.fullmatch(name) is not None

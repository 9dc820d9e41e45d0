"""How well names fit what somebody types, whatever the case and the accents."""

import unicodedata

NO_MATCH = 9


def folded(text: str) -> str:
    """Return a text without case, accents and double spaces, to compare it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def match(wanted: str, name: str) -> int:
    """Return how well a folded name fits folded words: 0 is the same, and 9 not at all."""
    if not wanted:
        return 8
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    words = name.replace("-", " ").replace("(", " ").split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    if len(name) > 3 and f" {name} " in f" {wanted} ":
        return 3
    return 4 if wanted in name else NO_MATCH

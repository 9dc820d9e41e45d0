"""What the cards of datasets on the Hugging Face Hub have in their heads, and YAML for it."""

from collections.abc import Iterable

_SIZES = (
    *((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K")),
    *((1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M")),
)
_LARGEST = "10M<n<100M"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def size_category(count: int) -> str:
    """Return in which of the Hub's classes so many rows are."""
    return next((name for most, name in _SIZES if count < most), _LARGEST)


def hub_languages(said: Iterable[str]) -> list[str]:
    """Return languages as the Hub has them: `en` for `en-GB`, each once."""
    return sorted({one.partition("-")[0].lower() for one in said})


def yaml_text(text: str) -> str:
    """Return a text between quotation marks, with escapes for what YAML takes no notice of."""
    return f'"{"".join(map(_character, text))}"'


def _character(one: str) -> str:
    if one in _ESCAPES:
        return _ESCAPES[one]
    if one.isprintable():
        return one
    return f"\\u{ord(one):04X}" if ord(one) < 0x10000 else f"\\U{ord(one):08X}"

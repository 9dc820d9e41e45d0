"""Texts that editors and encoders get wrong."""

from hypothesis import strategies as st

ODD = [
    *"ab \n\r\t\0\v\f",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\ufdd1",
    "\ufffc",
    "\ud83d",
    "\ude00",
    "\u0301",
    "\u200d",
    "\u202e",
    "א",
    "ا",
    "中",
    "😀",
    "𝔘",
    "👨‍👩‍👧",
    "🇩🇪",
    "\U0010ffff",
]
texts = st.lists(st.one_of(st.sampled_from(ODD), st.characters()), max_size=30).map("".join)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, as Python's own encoder has it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

"""The words of rich text (RTF), read in one pass with the tables of striprtf.

striprtf itself goes from character to character, which takes a second for each megabyte.
"""

import codecs
import re
from collections.abc import Mapping
from typing import Any

_TOKENS = re.compile(
    r"\\([a-z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])"
    r"|[\r\n]+|([^\\{}\r\n]+|.)",
    re.IGNORECASE | re.DOTALL,
)
_BINARY = re.compile(rb"\\bin([0-9]{1,9}) ?")
_TOP = 0xFFFF


def without_binaries(data: bytes) -> bytes:
    """Return mark-up without pictures' raw bytes, whose length stands before them."""
    if b"\\bin" not in data:
        return data
    kept: list[bytes] = []
    at = 0
    for found in _BINARY.finditer(data):
        end = found.end() + int(found[1])
        if at <= found.start() and end <= len(data):
            kept.append(data[at : found.start()])
            at = end
    return b"".join([*kept, data[at:]])


def words_of(markup: str, encoding: str) -> str:
    """Return the words of mark-up in ASCII; raise some error where it is damaged."""
    reading = _RtfReading(encoding)
    for token in _TOKENS.finditer(markup):
        word, number, code, sign, brace, text = token.groups()
        if code:
            reading.take_byte(code)
            continue
        if reading.bytes:
            reading.end_bytes()
        if text:
            reading.take_text(text)
        elif word:
            reading.take_word(word, number)
        elif brace:
            if not reading.take_brace(brace):
                break
        elif sign:
            reading.take_sign(sign)
    return "".join(reading.out)


class _RtfReading:
    """What is known at a place of the mark-up; groups end what was said within them."""

    def __init__(self, encoding: str) -> None:
        from striprtf import striprtf  # noqa: PLC0415 - few files need it

        untyped: Any = striprtf
        self.out: list[str] = []
        self.bytes: list[str] = []
        self._destinations: frozenset[str] = untyped.destinations
        self._special: Mapping[str, str] = untyped.specialchars
        self._sections: Mapping[str, str] = untyped.sectionchars
        self._charsets: Mapping[int, str] = untyped.charset_map
        self._encoding = encoding
        self._encodings: dict[str, str] = {}
        self._above: list[tuple[int, bool, bool, str]] = []
        self._began = False
        self._is_left_out = False
        self._is_table = False
        self._in_fonts = False
        self._font = ""
        self._instead = 1  # characters that stand for one that is given by its number
        self._skipped = 0

    def take_byte(self, code: str) -> None:
        """Take a byte of a text in some encoding."""
        if self._skipped:
            self._skipped -= 1
        elif not (self._is_left_out or self._is_table):
            self.bytes.append(code)

    def end_bytes(self) -> None:
        """Take the bytes so far as text, in the encoding of their font."""
        encoding = self._encodings.get(self._font, self._encoding)
        self.out.append(bytes.fromhex("".join(self.bytes)).decode(encoding, "replace"))
        self.bytes.clear()

    def take_text(self, text: str) -> None:
        """Take characters as they stand."""
        if self._skipped:
            skipped = min(self._skipped, len(text))
            self._skipped -= skipped
            text = text[skipped:]
        if text and not (self._is_left_out or self._is_table):
            self.out.append(text)

    def take_brace(self, brace: str) -> bool:
        """Begin or end a group; tell whether the document goes on."""
        self._skipped = 0
        if brace == "{":
            self._began = True
            self._above.append((self._instead, self._is_left_out, self._is_table, self._font))
            return True
        if self._above:
            self._instead, self._is_left_out, self._is_table, self._font = self._above.pop()
            self._in_fonts = self._in_fonts and self._is_table
        else:
            self._instead, self._is_left_out = 0, True
        return bool(self._above) or not self._began

    def take_sign(self, sign: str) -> None:
        """Take a sign that stands for a character, or for what is left out."""
        self._skipped = 0
        if sign == "*":
            self._is_left_out = True
        elif sign in self._special and not self._is_left_out:
            self.out.append(self._special[sign])

    def take_word(self, word: str, number: str | None) -> None:
        """Do what a control word says."""
        self._skipped = 0
        if self._in_fonts and word == "fcharset" and number:
            self._encodings[self._font] = self._charsets.get(int(number), self._encoding)
        if word in self._destinations:
            self._is_left_out = True
            self._in_fonts = self._in_fonts or word == "fonttbl"
            self._is_table = self._is_table or word == "fonttbl"
        elif word == "ansicpg":
            self._encoding = _known(f"cp{number}")
        if self._is_left_out or self._is_table:
            if word == "f":
                self._font = number or ""
        elif word in self._special:
            self.out.append(self._special[word])
        else:
            self._take_setting(word, number)

    def _take_setting(self, word: str, number: str | None) -> None:
        if word == "uc":
            self._instead = max(0, int(number or 1))
        elif word == "u":
            self._skipped = self._instead
            if number:
                point = int(number)
                self.out.append(chr((point + _TOP + 1 if point < 0 else point) & _TOP))
        elif word == "f":
            self._font = number or ""
        elif word == "colortbl":
            self._is_table = True


def _known(code_page: str) -> str:
    try:
        return codecs.lookup(code_page).name
    except LookupError:
        return "utf-8"

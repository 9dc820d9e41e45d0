"""The lines of an article in CoNLL's form: its tokens in units, and where each of them stands."""

from collections.abc import Iterator, Sequence

import msgspec

from annotator.analysis.segmentation import paragraphs, sentences
from annotator.formats.outgoing.tokens import Stretch

HEADING = "# global.columns = ID FORM MISC"
_ESCAPES = {" ": r"\s", "\n": r"\n", "\t": r"\t", "\r": r"\r"}
_UNITS = {"sentence": sentences, "paragraph": paragraphs}


class ArticleTokens(msgspec.Struct, frozen=True):
    """An article's tokens: the beginning of each one's line, and which begin a unit."""

    beginnings: Sequence[str]
    firsts: frozenset[int]

    def lines(self, name: str, coder: str, columns: Sequence[Sequence[str]]) -> Iterator[str]:
        """Yield the article's lines with these columns of tags, without their ends."""
        yield f"# newdoc id = {name}"
        if coder:
            yield f"# coder = {coder}"
        for n, beginning in enumerate(self.beginnings):
            if n and n in self.firsts:
                yield ""
            yield "\t".join((beginning, *(tags[n] for tags in columns)))
        yield ""


def article_tokens(
    text: str, tokens: Sequence[Stretch], unit: str, *, places: bool
) -> ArticleTokens:
    """Return the tokens of a text (code points), without `places` as words alone."""
    firsts = _firsts(text, tokens, unit)
    beginnings: list[str] = []
    number = 0
    for n, (start, end) in enumerate(tokens):
        number = 1 if n in firsts else number + 1
        word = text[start:end]
        beginnings.append(f"{number}\t{word}\t{_misc(text, tokens, n)}" if places else word)
    return ArticleTokens(beginnings, firsts)


def _firsts(text: str, tokens: Sequence[Stretch], unit: str) -> frozenset[int]:
    """Return the tokens with which units begin: those at or after the beginning of each."""
    cut = _UNITS.get(unit)
    starts = [start for start, _ in cut(text)] if cut is not None else []
    found = {0}
    at = 0
    for n, (start, _) in enumerate(tokens):
        while at < len(starts) and starts[at] <= start:
            found.add(n)
            at += 1
    return frozenset(found)


def _misc(text: str, tokens: Sequence[Stretch], n: int) -> str:
    """Return where a token stands, and which blanks are around it if they aren't the usual one."""
    start, end = tokens[n]
    after = text[end : tokens[n + 1][0] if n + 1 < len(tokens) else len(text)]
    said = [f"TokenRange={start}:{end}"]
    if not n and start:
        said.append(f"SpacesBefore={_escaped(text[:start])}")
    if not after:
        said.append("SpaceAfter=No")
    elif after != " ":
        said.append(f"SpacesAfter={_escaped(after)}")
    return "|".join(said)


def _escaped(blanks: str) -> str:
    return "".join(_ESCAPES.get(one) or f"\\u{ord(one):04x}" for one in blanks)

"""What the learner sees of each token: words around it, marks, verbs, and what the rules say."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import QuoteReading

Features = list[list[str]]
"""The features of each token of a paragraph."""

_AROUND = -3, -2, -1, 1, 2, 3
"""Which neighbours of a token count, by their distance."""
_NEXT = -2, -1, 1, 2
"""Of which of them the shape counts, too."""
_PLAIN = 3 + len(_AROUND) + len(_NEXT)
"""So many features come first in each row: the token and its neighbours, each by itself."""
_FARTHEST = 6
_NEAR = 12
"""So many tokens around a quote its cue and source are looked for, if by nothing else."""
_PADDING = "PAD"
_WORDS_KEPT = 1 << 14


def features(
    reading: QuoteReading, quotes: Sequence[Quote], *, everywhere: bool = True
) -> list[Features]:
    """Return the features of each paragraph's tokens; `quotes` are what the rules say.

    Unless they are wanted `everywhere`, paragraphs in which nothing reports have none.
    """
    rows = [
        _of_paragraph(paragraph) if everywhere or reports(paragraph) else []
        for paragraph in reading.paragraphs
    ]
    for number, place, paragraph, tokens in reading.tokens_of([one.place for one in quotes]):
        if not rows[place]:
            rows[place] = _of_paragraph(paragraph)
        quote = quotes[number]
        cue = reading.text[slice(*quote.cue)].casefold() if quote.cue else ""
        _hint(rows[place], "con", tokens, quote.rule, cue)
    for name, stretches in (
        ("src", [one.source for one in quotes if one.source]),
        ("cue", [one.cue for one in quotes if one.cue]),
    ):
        for _, place, _, tokens in reading.tokens_of(stretches):
            if rows[place]:
                _hint(rows[place], name, tokens)
    return rows


def reports(paragraph: Paragraph) -> bool:
    """Tell whether there is a verb that reports, or a quotation."""
    return bool(paragraph.cues or paragraph.quotations)


def end_features(
    reading: QuoteReading, rows: Sequence[Features], quotes: Sequence[Quote]
) -> list[Features]:
    """Return the features by which cues and sources are found, where the quotes are known.

    `rows` are what `features` returned; rows of paragraphs without a quote are empty.
    """
    result: list[Features] = [[] for _ in rows]
    for number, place, paragraph, (first, after) in reading.tokens_of(
        [one.place for one in quotes]
    ):
        if not rows[place]:
            continue
        if not result[place]:
            result[place] = [row[:_PLAIN] for row in rows[place]]
        there, kind = result[place], quotes[number].type
        for token in range(first, after):
            there[token].append("within")
        for token in range(max(0, first - _NEAR), first):
            there[token].append(f"before {_distance(first - token)} {kind}")
            there[token] += _of_ends(rows[place][token])
        for token in range(after, min(len(paragraph), after + _NEAR)):
            there[token].append(f"behind {_distance(token - after)} {kind}")
            there[token] += _of_ends(rows[place][token])
    return result


def _of_ends(row: list[str]) -> list[str]:
    return [name for name in row[_PLAIN:] if name.startswith(("R=src", "R=cue", "pv", "nv", "say"))]


def _distance(tokens: int) -> int:
    return min(_FARTHEST, (tokens + 1) // 2)


def _hint(rows: Features, name: str, tokens: Range, rule: str = "", cue: str = "") -> None:
    """Note on the rows of a stretch, and on those beside it, that the rules have it."""
    first, after = tokens
    begins, inner = ([f"R={name}{edge}"] for edge in "BI")
    if rule:
        begins.append(f"{begins[0]}{rule}")
        inner.append(f"{inner[0]}{rule}")
        rows[first] += (f"C=B{cue}", f"C=B{rule} {cue}")
        within = f"C=I{cue}", f"C=I{rule} {cue}"
        for token in range(first + 1, after):
            rows[token] += within
    last = f"R={name}E"
    before = ["+" + hint for hint in inner]
    behind = ["-" + hint for hint in inner]
    for token in range(first + 1, after):
        rows[token] += inner
        rows[token - 1] += before
        if token + 1 < len(rows):
            rows[token + 1] += behind
    rows[first] += begins
    rows[after - 1].append(last)
    if first:
        rows[first - 1] += ["+" + hint for hint in begins]
    if first + 1 < len(rows):
        rows[first + 1] += ["-" + hint for hint in begins]
    if after > 1:
        rows[after - 2].append("+" + last)
    if after < len(rows):
        rows[after].append("-" + last)


def shape(word: str) -> str:
    """Return what kind of token a word is."""
    if len(word) > 1 and word.isupper():
        return "X"
    if word[0].isupper():
        return "Xx"
    if word[0].isdigit():
        return "d"
    return "x" if word.isalpha() else word


@lru_cache(maxsize=_WORDS_KEPT)
def _named(word: str) -> tuple[str, ...]:
    """Return what a word is called by itself, then at each distance; then the same of its shape."""
    lower, form = word.lower(), shape(word)
    words = [f"w={lower}", *(f"{by}w={lower}" for by in _AROUND)]
    return (*words, f"s={form}", *(f"{by}s={form}" for by in _NEXT))


def _of_paragraph(p: Paragraph) -> Features:
    reach = _AROUND[-1]
    padding = [_named(_PADDING)] * reach
    named = [*padding, *map(_named, p.words), *padding]
    names = [(0, number) for number in (0, len(_AROUND) + 1)]
    names += [(by, number) for number, by in enumerate(_AROUND, 1)]
    names += [(by, number) for number, by in enumerate(_NEXT, len(_AROUND) + 2)]
    columns = [["q" if quotation >= 0 else "nq" for quotation in p.quotation]]
    for by, number in names:
        columns.append([one[number] for one in named[reach + by : len(named) - reach + by]])
    pairs = [f"{one}|{other}" for one, other in pairwise([_PADDING, *p.lower, _PADDING])]
    columns += [["p2=" + pair for pair in pairs[:-1]], ["n2=" + pair for pair in pairs[1:]]]
    rows = list(map(list, zip(*columns, strict=True)))
    _add_verbs(p, rows)
    for token, (one, other) in enumerate(pairwise(p.quotation), 1):
        if (one >= 0) != (other >= 0):
            rows[token].append("qedge")
    return rows


def _add_verbs(p: Paragraph, rows: Features) -> None:
    """Note where in its sentence each token stands, and the nearest verbs that report."""
    cues = p.cues
    following = 0
    for begin, end in p.sentences:
        rows[begin].append("bosent" if begin else "bos")
        before = ["pvo"] if following else []
        verb, ahead = -1, None
        there = cues[following : bisect_left(cues, end)]
        frames = {cue: _frame(p, cue, begin, end) for cue in there}
        for token in range(begin, end):
            row = rows[token]
            row += before
            if verb >= 0:
                row.append(f"pvd={_distance(token - verb)}")
            if token in frames:
                row.append("say")
                verb = token
                before = ["pv" + name for name in frames[verb]]
                following += 1
                ahead = None
            if following < len(cues) and cues[following] < end:
                if ahead is None:
                    ahead = ["nv" + name for name in frames[cues[following]]]
                row += ahead
                row.append(f"nvd={_distance(cues[following] - token)}")


def _frame(p: Paragraph, cue: int, begin: int, end: int) -> list[str]:
    """Return what stands around a verb: the words beside it, and the shapes of both."""
    first, last = cue == begin, cue + 1 == end
    one = "" if first else p.lower[cue - 1]
    other = "" if last else p.lower[cue + 1]
    forms = "|".join(
        ("" if first else shape(p.words[cue - 1]), "" if last else shape(p.words[cue + 1]))
    )
    return [f"={p.lower[cue]}", f"n={other}", f"p={one}", f"s={forms}"]

"""What the learner sees of each token: the words around it, marks, verbs, and what the rules say."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import Reading

Features = list[list[str]]
"""The features of each token of a paragraph."""

_AROUND = -2, -1, 1, 2
"""Which neighbours of a token count, by their distance."""
_PLAIN = 3 + 2 * len(_AROUND)
"""So many features come first in each row: the token and its neighbours, each by itself."""
_FARTHEST = 6
_NEAR = 12
"""So many tokens around a quote its cue and source are looked for, if by nothing else."""
_PADDING = "PAD"
_WORDS_KEPT = 1 << 15


def features(reading: Reading, quotes: Sequence[Quote]) -> list[Features]:
    """Return the features of each paragraph's tokens; `quotes` are what the rules say."""
    rows = [_of_paragraph(paragraph) for paragraph in reading.paragraphs]
    for name, stretches, rules in _parts(quotes):
        for number, place, _, tokens in reading.tokens_of(stretches):
            _hint(rows[place], name, rules[number], tokens)
    return rows


def end_features(
    reading: Reading, rows: Sequence[Features], quotes: Sequence[Quote]
) -> list[Features]:
    """Return the features by which cues and sources are found, where the quotes are known.

    `rows` are what `features` returned; rows of paragraphs without a quote are empty.
    """
    result: list[Features] = [[] for _ in rows]
    for number, place, paragraph, (first, after) in reading.tokens_of(_places(quotes)):
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


def _places(quotes: Iterable[Quote]) -> list[Range]:
    return [(one.start, one.end) for one in quotes]


def _parts(quotes: Sequence[Quote]) -> Iterable[tuple[str, list[Range], list[str]]]:
    yield "con", _places(quotes), [one.rule for one in quotes]
    for name, stretches in (
        ("src", [one.source for one in quotes if one.source]),
        ("cue", [one.cue for one in quotes if one.cue]),
    ):
        yield name, stretches, [""] * len(stretches)


def _hint(rows: Features, name: str, rule: str, tokens: Range) -> None:
    """Note on the rows of a stretch, and on those beside it, that the rules have it."""
    first, after = tokens
    begins = [f"R={name}B", f"R={name}B{rule}"] if rule else [f"R={name}B"]
    inner = [f"R={name}I", f"R={name}I{rule}"] if rule else [f"R={name}I"]
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
    """Return what a word is called at each distance: by itself, and by its shape."""
    names: list[str] = []
    for value, letter in ((word.lower(), "w"), (shape(word), "s")):
        names += [f"{letter}={value}", *(f"{by}{letter}={value}" for by in _AROUND)]
    return tuple(names)


def _of_paragraph(p: Paragraph) -> Features:
    padding = _named(_PADDING)
    named = [padding, padding, *map(_named, p.words), padding, padding]
    reach = len(_AROUND) // 2
    columns = [[one[0] for one in named[reach:-reach]], [one[5] for one in named[reach:-reach]]]
    columns.append(["q" if quotation >= 0 else "nq" for quotation in p.quotation])
    for number, by in enumerate(_AROUND, 1):
        there = named[reach + by : len(named) - reach + by]
        columns += [[one[number] for one in there], [one[5 + number] for one in there]]
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
    lower, cues = p.lower, p.cues
    follows = [*lower[1:], ""]
    following = 0
    for begin, end in p.sentences:
        rows[begin].append("bosent" if begin else "bos")
        before = [] if not following else ["pvo"]
        verb = -1
        for token in range(begin, end):
            row = rows[token]
            if verb >= 0:
                row += before
                row.append(f"pvd={_distance(token - verb)}")
            else:
                row += before
            if following < len(cues) and cues[following] == token:
                row.append("say")
                verb = token
                before = [f"pv={lower[verb]}", f"pvn={follows[verb]}"]
                following += 1
            if following < len(cues) and cues[following] < end:
                row += (f"nv={lower[cues[following]]}", f"nvd={_distance(cues[following] - token)}")

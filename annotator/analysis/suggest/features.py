"""What the learner sees of each token: the words around it, marks, verbs, and what the rules say."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.reading import Reading

Features = list[list[str]]
"""The features of each token of a paragraph."""

_BEFORE, _AFTER = (-3, -2, -1), (1, 2, 3)
_FARTHEST = 6
_PADDING = "PAD"


def features(reading: Reading, quotes: Sequence[Quote]) -> list[Features]:
    """Return the features of each paragraph's tokens; `quotes` are what the rules say."""
    hints = [[()] * len(paragraph) for paragraph in reading.paragraphs]
    given: list[list[list[str] | tuple[()]]] = [list(each) for each in hints]
    for name, stretches, rules in _parts(quotes):
        for number, place, _, (first, after) in reading.tokens_of(stretches):
            rule = rules[number]
            for token in range(first, after):
                edge = "B" if token == first else "I"
                tags = given[place][token] or []
                given[place][token] = tags = [*tags, f"R={name}{edge}"]
                if rule:
                    tags.append(f"R={name}{edge}{rule}")
                if token == after - 1:
                    tags.append(f"R={name}E")
    return [
        _of_paragraph(paragraph, hint)
        for paragraph, hint in zip(reading.paragraphs, given, strict=True)
    ]


def _parts(quotes: Sequence[Quote]) -> Iterable[tuple[str, list[Range], list[str]]]:
    yield "con", [(one.start, one.end) for one in quotes], [one.rule for one in quotes]
    for name, stretches in (
        ("src", [one.source for one in quotes if one.source]),
        ("cue", [one.cue for one in quotes if one.cue]),
    ):
        yield name, stretches, [""] * len(stretches)


def shape(word: str) -> str:
    """Return what kind of token a word is."""
    if len(word) > 1 and word.isupper():
        return "X"
    if word[0].isupper():
        return "Xx"
    if word[0].isdigit():
        return "d"
    return "x" if word.isalpha() else word


def _of_paragraph(p: Paragraph, hints: Sequence[Sequence[str]]) -> Features:
    length, lower = len(p), p.lower
    pad = [_PADDING] * 3
    words = [*pad, *lower, *pad]
    shapes = [*pad, *map(shape, p.words), *pad]
    around = {by: [f"{by}w={word}" for word in words] for by in (*_BEFORE, *_AFTER)}
    formed = {by: [f"{by}s={form}" for form in shapes] for by in (*_BEFORE, *_AFTER)}
    result: Features = []
    for token, place in enumerate(_verbs(p)):
        at = token + 3
        quoted = p.quotation[token] >= 0
        word = lower[token]
        row = ["w=" + word, "s=" + shapes[at], "x=" + word[-3:], "q" if quoted else "nq", *place]
        for by in (*_BEFORE, *_AFTER):
            row += (around[by][at + by], formed[by][at + by])
        row.append(f"p2={words[at - 1]}|{word}")
        row.append(f"n2={word}|{words[at + 1]}")
        if token and quoted != (p.quotation[token - 1] >= 0):
            row.append("qedge")
        row += hints[token]
        if token:
            row += ["-" + hint for hint in hints[token - 1]]
        if token + 1 < length:
            row += ["+" + hint for hint in hints[token + 1]]
        result.append(row)
    return result


def _verbs(p: Paragraph) -> Iterable[list[str]]:
    """Return for each token where in its sentence it stands, and its nearest reporting verbs."""
    cues, lower = p.cues, p.lower
    for begin, end in p.sentences:
        for token in range(begin, end):
            row = ["bos" if token == 0 else "bosent"] if token == begin else []
            next_ = bisect_left(cues, token)
            if next_:
                verb = cues[next_ - 1]
                if verb >= begin:
                    far = min(_FARTHEST, (token - verb + 1) // 2)
                    follows = lower[verb + 1] if verb + 1 < len(lower) else ""
                    row += [f"pv={lower[verb]}", f"pvd={far}", f"pvn={follows}"]
                else:
                    row.append("pvo")
            if next_ < len(cues) and cues[next_] == token:
                row.append("say")
                next_ += 1
            if next_ < len(cues) and cues[next_] < end:
                verb = cues[next_]
                row += [f"nv={lower[verb]}", f"nvd={min(_FARTHEST, (verb - token + 1) // 2)}"]
            yield row

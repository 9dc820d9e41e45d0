"""What differs, in a few words for a list: plain text of one line."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from annotator.analysis.comparing.likeness import outside
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import JOINT, Annotation
from annotator.domain.codebook import Code, Codebook, value_words
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.wording import shortened

LONGEST = 80
"""The most code points that a description has."""
_LONGEST_PART = 28
NOTHING = "–"
"""What stands where a side has no answer."""
_QUOTES = '"“”„«»'

EndsOf = Callable[[Annotation, str], Sequence[str]]
"""Returns the names of what an annotation's links of a type lead to."""


def describe(
    match: Match,
    codebook: Codebook,
    handle_of: Callable[[str], str],
    ends_of: EndsOf = lambda _annotation, _type: (),
) -> str:
    """Say what differs and how, layer a's before layer b's: "Type: Direct / Indirect".

    `handle_of` names a coder by id; without `ends_of` other links are named by their type only.
    """
    if match.agrees:
        return "No difference"
    names = [GOLD if layer == GOLD else handle_of(layer) for layer in match.layers]
    a, b = match.a, match.b
    if a is None or b is None:
        return shortened(f"Only {names[0] if b is None else names[1]}", LONGEST)
    parts: list[str] = []
    if Kind.OTHER_CODE in match.kinds:
        parts.append(_either("Code", _code_name(codebook, a), _code_name(codebook, b)))
    if Kind.OTHER_BOUNDARY in match.kinds:
        parts.append(_boundary(a, b, names))
    code = codebook.code(a.code)
    parts += [_field(code, field, a, b) for field in match.fields]
    parts += [_link(code, link, ends_of(a, link), ends_of(b, link)) for link in match.links]
    return shortened("; ".join(parts), LONGEST)


def ends_in(article: ArticleLayers, actor_name: Callable[[str], str]) -> EndsOf:
    """Return how to name the ends of links on an article: actors by name, annotations by text."""
    texts = {one.id: one.text for one in article.annotations}
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for link in article.links:
        actor, target = link.target_actor, link.target_annotation or ""
        end = actor_name(actor) if actor else texts.get(target, "")
        found[link.annotation, link.type].append(end)
    return lambda annotation, link_type: found.get((annotation.id, link_type), ())


def _code_name(codebook: Codebook, annotation: Annotation) -> str:
    code = codebook.code(annotation.code)
    return code.name if code else annotation.code


def _boundary(a: Annotation, b: Annotation, names: Sequence[str]) -> str:
    more = ((names[0], _words_of(a, b)), (names[1], _words_of(b, a)))
    said = [f"{name} also {_quoted(words)}" for name, words in more if words]
    return "; ".join(said) or "Boundary: blanks only"


def _quoted(words: str) -> str:
    """Put words into quotation marks in place of their own; marks alone stand as they are."""
    inner = words.strip(_QUOTES)
    return f"“{inner}”" if inner.strip(JOINT) else words


def _words_of(one: Annotation, other: Annotation) -> str:
    """Return the words that the first covers and the other doesn't, cut in their middle."""
    pieces: list[str] = []
    for fragment, text in zip(one.fragments, one.texts, strict=False):
        for start, end in outside((fragment,), other.fragments):
            pieces.append(_on_one_line(text[start - fragment.start : end - fragment.start]))
    words = JOINT.join(piece for piece in pieces if piece)
    if len(words) <= _LONGEST_PART:
        return words
    return f"{words[: _LONGEST_PART // 2].rstrip()}…{words[1 - _LONGEST_PART // 2 :].lstrip()}"


def _field(code: Code | None, field_id: str, a: Annotation, b: Annotation) -> str:
    field = code.field(field_id) if code else None
    name = field.name if field else field_id
    return _either(name, *(value_words(field, one.values.get(field_id)) for one in (a, b)))


def _link(code: Code | None, link_type: str, a: Iterable[str], b: Iterable[str]) -> str:
    rule = code.link_rule(link_type) if code else None
    name = rule.name if rule else link_type
    ends = [", ".join(sorted(_on_one_line(end) for end in side)) for side in (a, b)]
    return _either(name, *ends) if ends[0] != ends[1] else f"{name}: differs"


def _either(name: str, a: str, b: str) -> str:
    one, other = (shortened(side, _LONGEST_PART) or NOTHING for side in (a, b))
    return f"{name}: {one} / {other}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())

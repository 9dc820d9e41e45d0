"""Who may change an annotation, and what follows for the decisions when gold is changed."""

from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link, Verdict
from annotator.domain.draft import Draft
from annotator.domain.errors import UserError

Ends = frozenset[tuple[str, str]]
"""What links end at, by type: an actor's id or that of a gold annotation."""


def own(draft: Draft, annotation: str) -> Annotation:
    """Return an annotation of the coder's own layer or of gold: nobody alters a colleague's."""
    found = draft.need(Annotation, annotation)
    if found.layer == GOLD_LAYER:
        draft.at_end(f"gold {annotation}", lambda: _reconsider(draft, annotation))
    elif found.coder != draft.me():
        message = "This annotation is a colleague's."
        raise UserError(message, remedy="Only its coder can change it.")
    return found


def gold_of(draft: Draft, annotation: str) -> str:
    """Return the id of the gold annotation that a coder's annotation was settled as, or ""."""
    decisions = draft.find(Decision, annotation=annotation)
    named = [word for word in decisions if word.gold and draft.get(Annotation, word.gold)]
    return max(named, key=lambda word: (word.at, word.id)).gold if named else ""


def _reconsider(draft: Draft, gold: str) -> None:
    """Let decisions say whether the gold is still what the coder had; without gold they go."""
    settled = draft.get(Annotation, gold)
    for word in draft.find(Decision, gold=gold):
        source = draft.get(Annotation, word.annotation)
        if settled is None or source is None:
            draft.remove(word)
            continue
        same = says_the_same(draft, source, settled)
        verdict = Verdict.ACCEPTED if same else Verdict.CHANGED
        if verdict is not word.verdict:
            draft.put(structs.replace(word, verdict=verdict, at=draft.now))


def says_the_same(draft: Draft, source: Annotation, gold: Annotation) -> bool:
    """Tell whether gold is what a coder had: code, span, answers, links as they were settled."""
    return _content(draft, source) == _content(draft, gold)


def _content(draft: Draft, annotation: Annotation) -> tuple[object, ...]:
    values = sorted((name, str(value)) for name, value in annotation.values.items())
    return annotation.code, annotation.fragments, values, _ends(draft, annotation)


def _ends(draft: Draft, annotation: Annotation) -> Ends:
    """Return the ends of an annotation's links, those of a coder's as they were settled."""
    of_gold = annotation.layer == GOLD_LAYER
    links = draft.find(Link, annotation=annotation.id)
    return frozenset(
        (link.type, end) for link in links if (end := _end(draft, link, of_gold=of_gold))
    )


def _end(draft: Draft, link: Link, *, of_gold: bool) -> str:
    if link.target_annotation is None:
        return link.target_actor or ""
    return link.target_annotation if of_gold else gold_of(draft, link.target_annotation)

"""Which annotation a new one belongs to: S after Q marks the quote's source and links it."""

from annotator.analysis.attribution import attribution
from annotator.analysis.cues import role
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import ACTOR_END, Code, Codebook, LinkRule
from annotator.domain.layers import layer_of
from annotator.workflow.open_article import OpenArticle

_FOUND_BY_RULE = {"said_by": "source", "cue": "cue"}


def linked_from(
    article: OpenArticle, codebook: Codebook, selected: Annotation | None, code: Code
) -> tuple[Annotation, LinkRule] | None:
    """Return the annotation that a new one of this code would be linked from, and the rule.

    That is the selected one, or one that is linked to the selected one, if its code has a link
    that may end at the new code and is not used up.
    """
    if selected is None:
        return None
    owners = [link.annotation for link in article.links if link.target_annotation == selected.id]
    for candidate in (
        selected,
        *(article.annotations[o] for o in owners if o in article.annotations),
    ):
        rule = _open_rule(article, codebook, candidate, code)
        if rule is not None and layer_of(candidate) == layer_of(selected):
            return candidate, rule
    return None


def _open_rule(
    article: OpenArticle, codebook: Codebook, candidate: Annotation, code: Code
) -> LinkRule | None:
    own = codebook.code(candidate.code)
    if own is None or not candidate.fragments:
        return None
    used = [link.type for link in article.links_of(candidate.id)]
    for rule in own.links:
        full = rule.maximum is not None and used.count(rule.type) >= rule.maximum
        if code.id in rule.ends and not full:
            return rule
    return None


def is_near(article: OpenArticle, owner: Annotation, start: int, end: int) -> bool:
    """Tell whether a place is in the paragraph of an annotation or in one beside it."""
    between = min(
        (article.text[min(f.end, end) : max(f.start, start)].count("\n") for f in owner.fragments),
        default=0,
    )
    return between <= 2


def guessed_place(
    article: OpenArticle, owner: Annotation, rule: LinkRule
) -> tuple[int, int] | None:
    """Return where the source or the cue of a quote seems to stand; None when unsure."""
    wanted = _FOUND_BY_RULE.get(rule.type)
    if wanted is None:
        return None
    fragments = [(f.start, f.end) for f in owner.fragments]
    found = attribution(article.text, fragments, article.language)
    return found.source if wanted == "source" else found.cue


def next_link(article: OpenArticle, code: Code, annotation: Annotation) -> tuple[str, str] | None:
    """Return the type of the link to ask for next, and what to suggest: the first one missing.

    An actor is suggested by the annotation's own words where the code says who somebody is.
    """
    used = {link.type for link in article.links_of(annotation.id)}
    rules = [rule for rule in code.links if ACTOR_END in rule.ends] or list(code.links)
    rule = next((rule for rule in rules if rule.type not in used), next(iter(rules), None))
    if rule is None:
        return None
    names_itself = rule.ends == (ACTOR_END,) and rule.maximum == 1
    pronoun = annotation.text.casefold() in role(article.language or "en", "pronoun")
    return rule.type, annotation.text if names_itself and not pronoun else ""

"""Which annotation a new one belongs to: S after Q marks the quote's source and links it."""

import msgspec

from annotator.analysis.attribution import attribution
from annotator.analysis.cues import LANGUAGES, list_language, role
from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, LinkRule
from annotator.domain.layers import layer_of
from annotator.workflow.open_article import OpenArticle

_FOUND_BY_RULE = {"said_by": "source", "cue": "cue"}


class Owner(msgspec.Struct, frozen=True):
    """The annotation that a new one is linked from, and the rule by which.

    `held` is what the link ends at already, where the rule allows no further one.
    """

    annotation: Annotation
    rule: LinkRule
    held: str = ""


def linked_from(
    article: OpenArticle,
    codebook: Codebook,
    selected: Annotation | None,
    code: Code,
    recent: str = "",
) -> Owner | None:
    """Return what a new annotation of this code would be linked from.

    That is the selected one, or one that is linked to the selected one (first the one by the id
    `recent`), if its code has a link that may end at the new code: one that is not used up goes
    before one that is.
    """
    if selected is None:
        return None
    ids = [link.annotation for link in article.links if link.target_annotation == selected.id]
    ids.sort(key=lambda one: one != recent)
    owners = [article.annotations[one] for one in ids if one in article.annotations]
    found = [_owner(article, codebook, one, code) for one in (selected, *owners)]
    known = [one for one in found if one and layer_of(one.annotation) == layer_of(selected)]
    return next((one for one in known if not one.held), next(iter(known), None))


def _owner(
    article: OpenArticle, codebook: Codebook, candidate: Annotation, code: Code
) -> Owner | None:
    own = codebook.code(candidate.code)
    if own is None or not candidate.fragments:
        return None
    links, full = article.links_of(candidate.id), None
    for rule in own.links:
        if code.id not in rule.ends:
            continue
        ends = [link.target_annotation or "" for link in links if link.type == rule.type]
        if rule.maximum is None or len(ends) < rule.maximum:
            return Owner(candidate, rule)
        full = full or Owner(candidate, rule, held=ends[-1])
    return full


def is_linked(article: OpenArticle, owner: Owner, annotation: str) -> bool:
    """Tell whether an annotation is linked already from its owner by the owner's rule."""
    links = article.links_of(owner.annotation.id)
    return any(
        link.type == owner.rule.type and link.target_annotation == annotation for link in links
    )


def is_near(article: OpenArticle, owner: Annotation, start: int, end: int) -> bool:
    """Tell whether a place is in the paragraph of an annotation or in one beside it."""
    between = min(
        (article.text[min(f.end, end) : max(f.start, start)].count("\n") for f in owner.fragments),
        default=0,
    )
    return between <= 2


def is_within(annotation: AnyPlaced, position: int) -> bool:
    """Tell whether a place is in an annotation, at its ends or between its parts."""
    start, end = annotation.start, annotation.end
    return start is not None and end is not None and start <= position <= end


def has_left(article: OpenArticle, annotation: AnyPlaced, position: int) -> bool:
    """Tell whether letters stand between an annotation and a place outside it."""
    start, end = annotation.start or 0, annotation.end or 0
    between = article.text[position:start] or article.text[end:position]
    return any(letter.isalnum() for letter in between)


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


def reports(code: Code) -> bool:
    """Tell whether a code is for what somebody says: its source or its cue can be tagged."""
    return any(
        rule.type in _FOUND_BY_RULE and any(end not in (ACTOR_END, ANY_CODE) for end in rule.ends)
        for rule in code.links
    )


def next_link(article: OpenArticle, code: Code, annotation: Annotation) -> tuple[str, str] | None:
    """Return the type of the link to ask for next, and what to suggest: the first one missing.

    An actor is suggested by the annotation's own words where the code says who somebody is.
    """
    used = {link.type for link in article.links_of(annotation.id)}
    rules = [rule for rule in code.links if ACTOR_END in rule.ends] or list(code.links)
    rule = next((rule for rule in rules if rule.type not in used), next(iter(rules), None))
    if rule is None:
        return None
    return rule.type, words_for(article, rule, annotation)


def words_for(article: OpenArticle, rule: LinkRule, annotation: Annotation) -> str:
    """Return an annotation's words where its code says by them who somebody is; else nothing."""
    names_itself = rule.ends == (ACTOR_END,) and rule.maximum == 1
    is_name = names_itself and not _is_pronoun(annotation.text, article.language)
    return annotation.text if is_name else ""


def _is_pronoun(words: str, language: str) -> bool:
    known = list_language(language)
    return any(
        words.casefold() in role(one, "pronoun") for one in ((known,) if known else LANGUAGES)
    )

"""How this project has coded passages like one, for whoever chooses an answer."""

from operator import itemgetter

from annotator.analysis.cues import list_language, role
from annotator.analysis.segmentation.by_word import word_pattern
from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.codebook import Code
from annotator.domain.study import Inclusion
from annotator.domain.visibility import Visibility
from annotator.store.readable import ReadableProject
from annotator.workflow.actor_words import may_see
from annotator.workflow.prefilling import Offer, offer_of, open_answers

MOST = 3
_LOOKED_AT = 20
_WORDS = 40
"""By so many of a passage's words others are found."""
_SHORTEST = 3
_SMALL = ("determiner", "pronoun", "adverb", "preposition", "stop", "boundary", "relative")
_SMALLER = ("and", "auxiliary", "passive")


def telling_words(text: str, language: str) -> list[str]:
    """Return the words of a passage that tell it from others, each once, as they come."""
    known = list_language(language) or "en"
    small = frozenset[str]().union(*(role(known, name) for name in (*_SMALL, *_SMALLER)))
    words = (match.group().casefold() for match in word_pattern().finditer(text))
    telling = (one for one in words if len(one) >= _SHORTEST and one not in small)
    return list(dict.fromkeys(telling))[:_WORDS]


def precedents_of(
    project: ReadableProject,
    visibility: Visibility,
    code: Code,
    annotation: Annotation,
    language: str,
) -> list[Offer]:
    """Return how the passages most like an annotation's were answered, the newest first.

    Those are of the same code, and may be seen; each has an answer to a field that is open here.
    """
    words = telling_words(annotation.text, language)
    repeated = _repeated(project, annotation.article)

    def seen(other: AnyPlaced, article: str) -> bool:
        own = other.id == annotation.id or article in repeated
        return not own and may_see(visibility, other, article)

    ranked = project.precedents(code.id, words, seen, _LOOKED_AT)
    known = project.get_all(Annotation, [ident for _, ident in ranked])
    offers: list[tuple[int, Offer]] = []
    for age, ident in ranked:
        other = known.get(ident)
        values = open_answers(code, annotation.values, other.values) if other else {}
        if other is not None and values and len(offers) < MOST:
            offers.append((age, offer_of(project, other, values)))
    return [offer for _, offer in sorted(offers, key=itemgetter(0))]


def _repeated(project: ReadableProject, article: str) -> frozenset[str]:
    """Return what an article repeats: whoever codes it again is blind to what they said of it."""
    return frozenset(one.stratum for one in project.find(Inclusion, article=article))

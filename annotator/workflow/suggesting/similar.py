"""Labels of a project that are like what is suggested: what a coder compares it with."""

import msgspec

from annotator.domain.annotation import Annotation, AnyPlaced
from annotator.domain.article import Article
from annotator.domain.codebook import Code
from annotator.domain.visibility import Visibility
from annotator.store.readable import ReadableProject
from annotator.workflow.actor_words import may_see
from annotator.workflow.precedents import telling_words

MOST = 3


class Similar(msgspec.Struct, frozen=True):
    """An annotation that is like what is suggested, and the title of its article."""

    annotation: Annotation
    title: str


def similar_labels(
    project: ReadableProject, visibility: Visibility, code: Code, words: str, language: str
) -> list[Similar]:
    """Return annotations of a code with answers that share most words with some, best first.

    Those are ones that may be seen.
    """

    def seen(other: AnyPlaced, article: str) -> bool:
        return may_see(visibility, other, article)

    ranked = project.precedents(code.id, telling_words(words, language), seen, MOST)
    known = project.get_all(Annotation, [ident for _, ident in ranked])
    return [
        Similar(known[ident], _title(project, known[ident].article))
        for _, ident in ranked
        if ident in known
    ]


def _title(project: ReadableProject, article: str) -> str:
    found = project.get(Article, article)
    return found.title if found is not None else ""

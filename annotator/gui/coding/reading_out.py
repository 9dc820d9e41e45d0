"""What is annotated at the caret, in words: for those who do not see it, or not all of it."""

from collections.abc import Iterable

from annotator.domain.annotation import Annotation
from annotator.domain.wording import counted, quoted
from annotator.gui.session.session import Session
from annotator.gui.wording.annotations import label_of, link_words

_LONGEST = 80  # characters of an annotation's words


def words_on(session: Session, annotations: Iterable[str]) -> str:
    """Return annotations by their ids in words: code, words, answers, whose it is, links."""
    article = session.article
    found = [article.annotations.get(one) for one in annotations] if article else []
    told = [_told(session, one) for one in found if one is not None]
    if not told:
        return "No annotation at the caret"
    return f"{counted(len(told), 'annotation')} here. {'. '.join(told)}"


def _told(session: Session, annotation: Annotation) -> str:
    words = quoted(annotation.text, _LONGEST)
    return " · ".join([label_of(session, annotation), words, *link_words(session, annotation)])

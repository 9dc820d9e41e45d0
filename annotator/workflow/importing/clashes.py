"""Refuses foreign records that would take the place of others because they bear the same id."""

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint
from annotator.domain.errors import UserError
from annotator.domain.state import State
from annotator.formats.incoming import Incoming


class Clashes:
    """The ids in use, in a project and in what was read so far, each with its article's text."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._articles: dict[str, str] = {}
        self._annotations: dict[str, str] = {}

    def refusal(self, incoming: Incoming) -> UserError | None:
        """Return why an article can't come in beside the others, and otherwise remember it."""
        sha256 = fingerprint(incoming.article.text)
        article = incoming.article.id
        if self._of_article(article) not in (None, sha256):
            return _refused(f"Another article has the id {article}", incoming)
        annotations = [one.id for one in incoming.records if isinstance(one, Annotation)]
        for one in annotations:
            if self._of_annotation(one) not in (None, sha256):
                return _refused(f"An annotation of another article has the id {one}", incoming)
        self._articles[article] = sha256
        self._annotations.update(dict.fromkeys(annotations, sha256))
        return None

    def _of_article(self, article: str) -> str | None:
        found = self._state.get(Article, article)
        return found.text_sha256 if found else self._articles.get(article)

    def _of_annotation(self, annotation: str) -> str | None:
        found = self._state.get(Annotation, annotation)
        return self._of_article(found.article) if found else self._annotations.get(annotation)


def _refused(why: str, incoming: Incoming) -> UserError:
    return UserError(f"{why}.", where=incoming.where, remedy="Give it another id, or none.")

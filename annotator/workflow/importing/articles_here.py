"""The articles that a project has, for files of labels whose texts are not in them."""

from functools import cached_property

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.shells import Mark, address_mark, title_mark
from annotator.domain.state import State
from annotator.formats.incoming import ArticleHere


class ArticlesOf:
    """A project's articles by their ids, titles and addresses."""

    def __init__(self, state: State) -> None:
        self._state = state

    def by_id(self, article: str) -> ArticleHere | None:
        """Return the article with this id, if there is one."""
        found = self._state.get(Article, article)
        return None if found is None else self._with_text(found)

    def by_title(self, title: str) -> list[ArticleHere]:
        """Return the articles with this title, whatever its case and blanks."""
        return [self._with_text(one) for one in self._known_by(title_mark(title))]

    def by_url(self, url: str) -> list[ArticleHere]:
        """Return the articles that are said to come from an address."""
        found = self._known_by(address_mark(url))
        return [self._with_text(one) for one in found if _address(one) == url.strip()]

    def has_annotation(self, annotation: str) -> bool:
        """Tell whether there is an annotation with this id."""
        return self._state.get(Annotation, annotation) is not None

    def actor(self, name: str) -> Actor | None:
        """Return the actor of this name, the first of several."""
        return self._actors.get(folded(name))

    def _with_text(self, article: Article) -> ArticleHere:
        text = self._state.text(article.text_sha256)
        return ArticleHere(id=article.id, title=article.title, text=text)

    def _known_by(self, mark: Mark) -> list[Article]:
        ids = self._state.known_by((mark,)).get(mark, ())
        found = self._state.get_all(Article, ids)
        return [found[one] for one in ids if one in found]

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {folded(one.name): one for one in reversed(self._state.find(Actor))}


def _address(article: Article) -> str:
    return str(article.meta.get("url", "")).strip()

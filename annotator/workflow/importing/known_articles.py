"""The project's articles as files of labels name them: by id, URL, title or file."""

from pathlib import PurePath

from annotator.domain.article import Article
from annotator.domain.names import folded
from annotator.domain.state import State
from annotator.formats.incoming import KnownArticle

_META = ("document_number", "document", "id")


class KnownArticles:
    """Looks articles up: by id one by one; for any other name all of them are read, once."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._others: dict[tuple[str, str], Article | None] | None = None

    def __call__(self, kind: str, name: str) -> KnownArticle | None:
        """Return the one article that is known so; None where there is none, or more than one."""
        found = self._found(kind, name.strip()) if name.strip() else None
        if found is None:
            return None
        text = self._state.text(found.text_sha256)
        return KnownArticle(id=found.id, title=found.title, text=text)

    def _found(self, kind: str, name: str) -> Article | None:
        if kind == "id":
            by_id = self._state.get(Article, name)
            if by_id is not None:
                return by_id
        if self._others is None:
            self._others = self._read()
        found = self._others.get((kind, folded(name)))
        return found or (
            self._others.get((kind, folded(PurePath(name).stem))) if kind == "file" else None
        )

    def _read(self) -> dict[tuple[str, str], Article | None]:
        found: dict[tuple[str, str], Article | None] = {}
        for one in self._state.find(Article):
            names = [("title", one.title), ("id", one.title), ("url", one.meta.get("url"))]
            names += [("id", one.meta.get(key)) for key in _META]
            names += [("file", one.meta.get("file")), ("file", one.title)]
            for kind, said in names:
                if said is None or not str(said).strip():
                    continue
                mark = kind, folded(str(said))
                known = found.setdefault(mark, one)
                if known is not one:
                    found[mark] = None
        return found

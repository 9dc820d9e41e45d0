"""Where in a folder an article of a layer goes: the one place that decides it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.formats.dataset import Dataset
from annotator.formats.outgoing.stems import article_stems, is_reserved, plain_name

_NOBODY = "unlabelled"


class LayerPlaces:
    """The places of articles in a folder, by layer: `ana/00001-ferry-late` (without an ending).

    Articles that no layer has are in `unlabelled`. Where the dataset is divided, `part` gives the
    folder for the part that an article (id) belongs to, in which all this stands; else nothing.
    """

    def __init__(self, dataset: Dataset, part: Callable[[str], str] = lambda _: "") -> None:
        self._part = part
        self._stems = article_stems(dataset.articles)
        self._names: dict[str, str] = {"": _NOBODY}

    @property
    def layers(self) -> Mapping[str, str]:
        """The layers that were asked about, with the names of their folders."""
        return {layer: name for layer, name in self._names.items() if layer}

    def stem(self, article: Article) -> str:
        """Return the name of an article's own files, without an ending."""
        return self._stems[article.id]

    def document(self, article: Article, layer: str) -> Path:
        """Return where an article's own files go, without an ending."""
        return self._layer(article, layer) / self._stems[article.id]

    def collected(self, article: Article, layer: str) -> Path:
        """Return the file, without an ending, that an article shares with others of a layer."""
        return self._layer(article, layer)

    def _layer(self, article: Article, layer: str) -> Path:
        return Path(self._part(article.id), self._name(layer))

    def _name(self, layer: str) -> str:
        known = self._names.get(layer)
        if known is not None:
            return known
        plain = plain_name(layer) or "coder"
        plain = f"{plain}-1" if is_reserved(plain) else plain
        name, n = plain, 2
        while name in self._names.values():
            name, n = f"{plain}-{n}", n + 1
        self._names[layer] = name
        return name

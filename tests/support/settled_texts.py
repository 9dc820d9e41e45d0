"""Generated projects whose texts are as an import leaves them, so that they can come back."""

from msgspec import structs
from projects import Material

from annotator.domain.annotation import Annotation, Link, anchored
from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.record import Record


def settled(material: Material) -> Material:
    """Return the material with LF as its only line end.

    Articles that are blank are left out, and links that end where they start.
    """
    texts = {one.id: _settled(one.text) for one in material.articles}
    articles: list[NewArticle] = [
        structs.replace(one, text=texts[one.id])
        for one in material.articles
        if texts[one.id].strip()
    ]
    gone = {one.id for one in material.articles} - {one.id for one in articles}
    without = {one.id for one in material.records if getattr(one, "article", "") in gone}
    records: list[Record] = [
        structs.replace(one, **anchored(texts[one.article], one.fragments))
        if isinstance(one, Annotation)
        else one
        for one in material.records
        if one.id not in without and getattr(one, "annotation", "") not in without
        if not (isinstance(one, Link) and one.annotation == one.target_annotation)
    ]
    return Material(tuple(articles), tuple(records))


def _settled(text: str) -> str:
    """Replace what an import would, by as many characters: annotations keep their places."""
    found = text.replace("\r", "\n")
    found = f"x{found[1:]}" if found.startswith("\ufeff") else found
    assert found == normalised(found)
    return found

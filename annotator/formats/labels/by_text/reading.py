"""Labels by text as a format: how its files are known, and how they come in."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ArticleHere, ArticlesHere, Found, ReadOptions
from annotator.formats.labels.by_text import keys
from annotator.formats.labels.by_text.documents import document_of
from annotator.formats.labels.by_text.keys import bare
from annotator.formats.labels.by_text.said import SaidArticle
from annotator.formats.labels.by_text.shapes import Shapes, merged
from annotator.formats.labels.by_text.tables import heading, rows
from annotator.formats.labels.foreign import ForeignDocument, ForeignFile
from annotator.formats.labels.incoming import found, taken_labels
from annotator.formats.labels.json_objects import Values, first_objects, objects_of
from annotator.formats.taken_labels import TakenLabel

_TABLES = (".csv", ".tsv")
_JSON = (".json", ".jsonl", ".ndjson")
_INNER = ("code", "label", "quote", "cue", "text")
_MOST_LABELS = 500_000


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file's labels have words and no offsets."""
    if glimpse.suffix in _TABLES:
        return _is_row([one for one in heading(glimpse.text) if one])
    if glimpse.suffix not in _JSON:
        return False
    return any(_is_of_labels(one) for one in first_objects(glimpse)[:5])


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles with their labels where their words stand, and what has no place."""
    try:
        file = _file(path, options)
    except UserError as error:
        yield error
        return
    yield from found(path, file, options)


def labels(path: Path, options: ReadOptions) -> Sequence[TakenLabel]:
    """Return what the names in a file are taken for; raise a `UserError`."""
    return taken_labels(_file(path, options), options)


def _is_row(columns: Sequence[str]) -> bool:
    """Tell whether an object or a row with these keys is a label by its words."""
    names = {bare(one) for one in columns}
    if names & keys.OFFSETS:
        return False
    by_reference = any(names & {*one} for one in keys.ARTICLE_REFERENCES.values())
    if names & {*keys.QUOTES}:
        return by_reference or bool(names & {*keys.ARTICLE_TEXT})
    coded = bool(names & {*keys.CODES}) and bool(names & {*keys.WORDS})
    return coded and bool(names & {*keys.ARTICLE_REFERENCES["id"]} - {"id"})


def _is_of_labels(one: dict[str, str]) -> bool:
    """Tell it by how the values of an object begin."""
    if _is_row([key for key, value in one.items() if value[:1] not in "[{"]):
        return not any(bare(key) in ("spans", "entities", "tokens") for key in one)
    names = {bare(key) for key in one}
    refers = bool(names & {*keys.ARTICLE_REFERENCES["id"]} - {"id"})
    without_text = refers and not names & {*keys.ARTICLE_TEXT}
    for key, value in one.items():
        name = bare(key)
        if without_text and name in keys.LISTS and _has_codes(value):
            return True
        if not value.startswith(("[", "{")):
            continue
        if name in (*keys.LISTS, *keys.WRAPPERS) or name[:-1] in (*keys.QUOTES, "source", "cue"):
            begins = value[1:].lstrip()[:1]
            if name[:-1] in keys.QUOTES and begins == '"':
                return True
            if begins == "{" and _has_words(value):
                return True
    return False


def _has_codes(value: str) -> bool:
    """Tell whether a list is one of coded labels, or of none."""
    seen = {bare(one) for one in value.split('"')[1::2]}
    return value == "[]" or (bool(seen & {*keys.CODES}) and not seen & keys.OFFSETS)


def _has_words(value: str) -> bool:
    """Tell whether objects say words, and nothing of where they stand."""
    seen = {bare(one) for one in value.split('"')[1::2]}
    if seen & keys.OFFSETS or "tokens" in seen:
        return False
    with_code = bool(seen & {*keys.CODES}) and bool(seen & {*keys.WORDS})
    return with_code or bool(seen & {*keys.QUOTES}) or {"cue", "source"} <= seen


def _file(path: Path, options: ReadOptions) -> ForeignFile:
    shapes = Shapes(options.codebook)
    problems: list[UserError] = []
    said: list[SaidArticle] = []
    count = 0
    for place, one in _objects(path, options.encoding):
        if isinstance(one, UserError):
            problems.append(one)
            continue
        for each in shapes.articles(one, place):
            if isinstance(each, UserError):
                problems.append(each)
                continue
            count += len(each.labels)
            if count > _MOST_LABELS:
                raise UserError(f"It has more than {_MOST_LABELS:,} labels.", where=path.name)
            said.append(each)
    documents: list[ForeignDocument] = []
    for one in merged(said):
        ident = _with_text(one, options)
        if one.text.strip():
            documents.append(document_of(one, options.codebook, ident))
        else:
            problems.append(_unknown(one))
    return ForeignFile(tool="Labels by text", documents=documents, problems=problems, asks=True)


def _objects(path: Path, encoding: str | None) -> Iterator[tuple[str, Values | UserError]]:
    if path.suffix.lower() in _TABLES:
        return rows(path, encoding)
    return objects_of(path, encoding)


def _with_text(one: SaidArticle, options: ReadOptions) -> str:
    """Give an article the text that the project knows it by; return its id, if that is known."""
    if options.articles is not None and not one.text.strip():
        known = _known(options.articles, one.reference)
        if known is not None:
            one.text, one.title, one.meta = known.text, known.title, {}
            return known.id
    return one.reference.get("id", "") if one.is_ours else ""


def _known(articles: ArticlesHere, reference: Mapping[str, str]) -> ArticleHere | None:
    """Return the one article of the project that is named so; None for none, and for several."""
    name = reference.get("id", "")
    found = articles.by_id(name) if name else None
    if found is not None:
        return found
    url, file = reference.get("url", ""), reference.get("file", "")
    for every in (
        articles.by_url(url) if url else [],
        *(articles.by_title(one) for one in (reference.get("title", ""), name) if one),
        *(articles.by_title(one) for one in (file, PurePath(file).stem) if one),
    ):
        if len(every) == 1:
            return every[0]
    return None


def _unknown(one: SaidArticle) -> UserError:
    named_so = next((f"“{one.reference[kind]}”" for kind in one.reference), "")
    message = f"The project has no article {named_so}." if named_so else "It names no article."
    lost = f"{counted(len(one.labels), 'label')} on it can’t come in."
    remedy = "Import the article first, or give its text with the labels."
    return UserError(f"{message} {lost}", where=one.place, remedy=remedy)

"""Guesses from its name what a column of a table holds."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

from annotator.domain.article import STANDARD_META
from annotator.domain.errors import UserError
from annotator.domain.wording import cut

TITLE = "title"
TEXT = "text"
FILE = "file"
_NAMED, _LONGEST = 60, 80  # columns that a refusal names, characters of each
DATES = frozenset({"published", "retrieved"})

# Per target the names that mean it, the surest first; without case, accents, spaces and signs.
_NAMES: dict[str, tuple[str, ...]] = {
    TEXT: (
        *("text", "fulltext", "articletext", "body", "bodytext", "articlebody", "content"),
        *("contents", "maintext", "volltext", "inhalt", "artikeltext", "texte", "contenu"),
        *("texto", "cuerpo", "contenido", "testo", "corpo", "conteudo", "tekst", "tresc", "текст"),
        *("النص", "نص", "正文", "内容", "本文", "article", "story", "artikel"),
    ),
    TITLE: (
        *("title", "headline", "articletitle", "heading", "hl", "titel", "uberschrift"),
        *("schlagzeile", "titre", "titulo", "titular", "titolo", "tytul", "rubrik", "заголовок"),
        *("webtitle", "العنوان", "عنوان", "标题", "タイトル", "見出し"),
    ),
    FILE: ("file", "filename", "textfile", "path", "datei", "dateiname", "fichier", "archivo"),
    "outlet": (
        *(
            "outlet",
            "containertitle",
            "publicationtitle",
            "medianame",
            "source",
            "publication",
            "publisher",
            "newspaper",
            "medium",
            "media",
        ),
        *("sourcename", "mediaoutlet", "journal", "quelle", "zeitung", "publikation", "editeur"),
        *("fuente", "medio", "periodico", "fonte", "testata", "bron", "krant", "источник"),
        *("sourcecommonname", "sitename", "المصدر", "来源", "媒体"),
    ),
    "outlet_type": ("outlettype", "mediatype", "mediumtype", "sourcetype", "medientyp"),
    "author": (
        *("author", "authors", "byline", "writer", "journalist", "reporter", "creator"),
        *("autor", "autorin", "autoren", "verfasser", "auteur", "auteurs", "autore", "autores"),
        *("автор", "الكاتب", "作者", "記者"),
    ),
    "published": (
        *("published", "date", "publicationdate", "pubdate", "publishdate", "datepublished"),
        *("publishedat", "publisheddate", "publishedon", "datetime", "timestamp", "datum"),
        *("veroffentlicht", "erscheinungsdatum", "datepublication", "datedepublication"),
        *(
            "webpublicationdate",
            "issued",
            "firstpublished",
            "fecha",
            "fechapublicacion",
            "data",
            "datapubblicazione",
            "дата",
            "التاريخ",
            "日期",
        ),
    ),
    "url": (
        *("url", "link", "uri", "href", "weburl", "articleurl", "canonicalurl", "permalink"),
        *("documentidentifier", "sourceurl", "lien", "enlace"),
    ),
    "language": ("language", "lang", "sprache", "langue", "idioma", "lingua", "taal", "язык"),
    "country": ("country", "land", "pays", "pais", "paese", "sourcecountry", "страна"),
    "section": (
        *(
            "section",
            "sectionname",
            "category",
            "desk",
            "rubric",
            "ressort",
            "rubrique",
            "seccion",
            "sezione",
        ),
    ),
    "page": ("page", "pages", "pagenumber", "seite", "pagina"),
    "genre_hint": ("genrehint", "genre", "articletype", "textsorte"),
    "agency": ("agency", "newsagency", "wire", "agentur", "agence", "agencia", "agenzia"),
    "database": ("database", "datenbank", "archive"),
    "document_number": ("documentnumber", "documentid", "docid", "accessionnumber", "an"),
    "retrieved": (
        "retrieved",
        "accessed",
        "accessdate",
        "dateaccessed",
        "scraped",
        "scrapedat",
        "abgerufen",
    ),
    "query": ("query", "searchterm", "searchquery", "suchbegriff"),
}

_KNOWN = frozenset(name for names in _NAMES.values() for name in names)


def guess_mapping(header: Sequence[str]) -> dict[str, str]:
    """Return what each column holds: "title", "text", "file", a metadata key, or "" for nothing.

    A name that means nothing known becomes a metadata key of its own.
    """
    bare = {column: _bare(column) for column in header}
    mapping: dict[str, str] = {}
    for target, names in _NAMES.items():
        found = [c for name in names for c in header if bare[c] == name and c not in mapping]
        found = found or _by_last_part(header, names, mapping)
        if found:
            mapping[found[0]] = target
    if len(header) == 1 and header[0]:
        mapping[header[0]] = TEXT
    taken = {*mapping.values(), TITLE, TEXT, FILE, *STANDARD_META}
    for column in header:
        if column not in mapping:
            mapping[column] = _own_key(column, taken)
    return {column: mapping[column] for column in header}


def _by_last_part(
    header: Sequence[str], names: Sequence[str], mapping: Mapping[str, str]
) -> list[str]:
    """Return the keys within keys (“fields.bodyText”) whose own name means what is looked for."""
    last = {c: _bare(c.rpartition(".")[2]) for c in header if "." in c.strip(".")}
    return [c for name in names for c in last if last[c] == name and c not in mapping]


def known_names(header: Sequence[str]) -> int:
    """Return how many of the cells are names of columns that mean something known."""
    return sum(_bare(cell) in _KNOWN for cell in header)


def checked_mapping(
    header: Sequence[str],
    given: Mapping[str, str] | None,
    kept: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the guess with what the user said in its place; raise a `UserError` if it can't be.

    Of a `kept` mapping, which is for many tables, counts what is said of the columns here.
    """
    said = set(filter(None, (given or {}).values()))
    wanted = {c: "" if t in said else t for c, t in (kept or {}).items() if c in header}
    wanted |= given or {}
    mapping = guess_mapping(header)
    for column, target in wanted.items():
        if column not in mapping:
            remedy = f"The columns are: {_some(header)}."
            raise UserError(f"There is no column “{column}”.", remedy=remedy)
        for other, guessed in mapping.items():
            if target and guessed == target and other not in wanted:
                mapping[other] = ""
        mapping[column] = target
    targets = [target for target in mapping.values() if target]
    doubled = next((target for target in targets if targets.count(target) > 1), None)
    if doubled:
        raise UserError(
            f"Two columns can't both hold {doubled}.", remedy="Map one to something else."
        )
    return mapping


def check_has_text(mapping: Mapping[str, str]) -> None:
    """Raise a `UserError` when no column holds texts, or names of files with them."""
    if not {TEXT, FILE} & set(mapping.values()):
        remedy = f"Say which of these does: {_some(mapping)}."
        raise UserError("No column holds the articles' text.", remedy=remedy)


def _some(names: Collection[str]) -> str:
    shown = [cut(one, _LONGEST) for one in list(names)[:_NAMED]]
    return ", ".join([*shown, "…"] if len(names) > _NAMED else shown)


def _bare(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if c.isalnum())


def _own_key(column: str, taken: set[str]) -> str:
    slug = re.sub(r"\W+", "_", unicodedata.normalize("NFC", column.casefold())).strip("_")
    if not slug:
        return ""
    key, n = slug, 2
    while key in taken:
        key, n = f"{slug}_{n}", n + 1
    taken.add(key)
    return key

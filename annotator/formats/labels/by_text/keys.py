"""What the keys of labels by text mean: the article, the words and context, or the codebook."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

_OTHERS = re.compile(r"[\W_]+")

ARTICLE_TEXT = ("text", "articletext", "fulltext", "body", "content", "documenttext")
ARTICLE_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "id": ("articleid", "article", "id", "documentid", "docid", "document", "doc", "textid"),
    "url": ("url", "link", "articleurl", "uri"),
    "title": ("title", "articletitle", "headline", "documenttitle"),
    "file": ("file", "filename", "articlefile"),
}
"""By which an article of the project is known: the first of these that knows one."""
LISTS = (
    *("annotations", "labels", "codings", "extractions", "answers", "results", "items"),
    *("entities", "spans", "segments", "findings"),
)
WRAPPERS = ("articles", "documents", "texts", "data", "responses", "outputs", "rows", "records")
CODES = ("code", "label", "tag", "category", "codeid", "codename")
WORDS = (
    *("quote", "text", "words", "excerpt", "quotation", "passage", "phrase", "exact", "span"),
    *("string", "snippet", "segment"),
)
QUOTES = ("quote", "quotation", "quotetext", "zitat", "citation", "cita")
CONTEXT: Mapping[str, tuple[str, ...]] = {
    "before": ("before", "prefix", "contextbefore", "leftcontext", "textbefore"),
    "after": ("after", "suffix", "contextafter", "rightcontext", "textafter"),
    "paragraph": ("paragraph", "paragraphnumber", "para", "paragraphindex", "paragraphtext"),
    "sentence": ("sentence", "sentencetext", "context"),
    "order": ("order", "position", "rank", "sequence"),
    "occurrence": ("occurrence", "nth", "occurrencenumber"),
}
OF_LABEL: Mapping[str, tuple[str, ...]] = {
    "coder": ("coder", "annotator", "codername", "annotatorid", "codedby", "labeler", "layer"),
    "note": ("note", "comment", "remark", "notes", "memo"),
    "reason": ("reason", "rationale", "explanation", "justification", "scorereason"),
    "score": ("score", "confidence", "probability", "certainty"),
    "fields": ("fields", "attributes", "values", "properties"),
    "links": ("links", "relations"),
    "id": ("id", "labelid", "annotationid", "quoteid"),
    "at": ("createdat", "created", "codedat"),
}
OFFSETS = frozenset(
    (
        *("start", "end", "begin", "offset", "offsets", "fragments", "startoffset", "endoffset"),
        *("startchar", "endchar", "startutf16", "endutf16", "charstart", "charend", "startindex"),
    )
)
LEFT_OUT = frozenset(
    (
        *("schema", "origin", "codebookversion", "created", "modified", "decisions", "comments"),
        *("settledfrom", "statuses", "actors", "excluded", "roles", "assigned", "articlestate"),
        *("sentback", "layer"),
    )
)
"""Keys of our own files that are no answers."""
BELONGING: Mapping[str, tuple[str, str]] = {
    "source": ("source", "said_by"),
    "speaker": ("source", "said_by"),
    "saidby": ("source", "said_by"),
    "cue": ("cue", "cue"),
    "reportingverb": ("cue", "cue"),
    "holder": ("source", "holder"),
}
"""Which code and link a key means that the codebook doesn't know."""


@cache
def bare(key: str) -> str:
    """Return a key without case, accents, blanks and signs: "Said By" is "saidby"."""
    low = unicodedata.normalize("NFKD", key.casefold())
    return _OTHERS.sub("", "".join(one for one in low if not unicodedata.combining(one)))


def named(values: Mapping[str, Any], names: Sequence[str]) -> str:
    """Return the key of an object that has one of these names, the first of them; else ""."""
    by_bare: dict[str, str] = {}
    for key in values:
        by_bare.setdefault(bare(key), key)
    return next((by_bare[one] for one in names if one in by_bare), "")


def value_of(values: Mapping[str, Any], names: Sequence[str]) -> Any:
    """Return what an object says under one of these names; None for nothing."""
    key = named(values, names)
    return values[key] if key else None


RUN: Mapping[str, tuple[str, ...]] = {
    "name": ("run", "runname", "name"),
    "model": ("model", "modelname", "llm", "modelid"),
    "version": ("modelversion", "version"),
    "prompt_sha256": ("promptsha256", "prompthash", "promptid"),
    "at": ("runat", "rundate", "ranat", "date", "at"),
    "cost": ("cost", "price"),
    "currency": ("currency",),
    "note": ("note",),
}
"""What a file says of the program that made its labels."""

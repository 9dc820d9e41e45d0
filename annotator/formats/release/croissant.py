"""The description of a release for machines: Croissant 1.1 (MLCommons), as JSON-LD."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from annotator.domain.record import Values
from annotator.formats.release.facts import ReleaseFacts, ReleaseFile
from annotator.formats.release.options import license_url
from annotator.formats.release.tables import ColumnType, ReleaseColumn

_CONTEXT: Values = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        name: f"cr:{name}"
        for name in (
            *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract"),
            *("field", "fileProperty", "fileObject", "fileSet", "format", "includes", "isArray"),
            *("isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
            *("references", "regex", "repeated", "replace", "samplingRate", "separator"),
            *("source", "subField", "transform"),
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "sc": "https://schema.org/",
}
_TYPES = {
    ColumnType.TEXT: "sc:Text",
    ColumnType.INTEGER: "sc:Integer",
    ColumnType.NUMBER: "sc:Float",
    ColumnType.FLAG: "sc:Boolean",
    ColumnType.DATE: "sc:Date",
}


def croissant(facts: ReleaseFacts) -> Values:
    """Return the description as JSON values."""
    wishes = facts.wishes
    # Its reader guesses the type of an id anew for each table, and can't join what differs.
    references = {} if facts.counts.guessed_ids else {"article_id": "articles/article_id"}
    licenses = [url for one in _licenses(facts) if (url := license_url(one) or one)]
    said: Values = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": facts.title,
        "description": facts.about,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "citeAs": facts.citation,
        "creator": [
            {
                "@type": "sc:Person",
                "name": one.name,
                **({"sameAs": f"https://orcid.org/{one.orcid}"} if one.orcid else {}),
            }
            for one in wishes.authors
        ],
        "datePublished": facts.date,
        "license": licenses,
        "url": wishes.url or facts.doi_url,
        "version": wishes.version,
        "inLanguage": sorted(facts.counts.languages),
        "isLiveDataset": False,
        "distribution": [_file_object(one) for one in facts.files],
        "recordSet": [
            _records("articles", "data/articles.csv", facts.article_columns, "article_id"),
            _records(
                "annotations",
                "data/annotations.csv",
                facts.annotation_columns,
                "annotation_id",
                **references,
            ),
        ],
    }
    if wishes.doi:
        said["identifier"] = facts.doi_url
    return {key: value for key, value in said.items() if value not in ("", [])}


def _licenses(facts: ReleaseFacts) -> list[str]:
    texts = facts.wishes.text_license if facts.wishes.texts else ""
    return list(dict.fromkeys(filter(None, (facts.wishes.label_license, texts))))


def _file_object(file: ReleaseFile) -> Values:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": PurePosixPath(file.path).name,
        "description": file.about,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": file.media_type,
        "sha256": file.sha256,
    }


def _records(
    name: str, file: str, columns: Sequence[ReleaseColumn], key: str, **references: str
) -> Any:
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "key": {"@id": f"{name}/{key}"},
        "field": [_field(name, file, one, references.get(one.name, "")) for one in columns],
    }


def _field(records: str, file: str, column: ReleaseColumn, references: str) -> Values:
    found: Values = {
        "@type": "cr:Field",
        "@id": f"{records}/{column.name}",
        "name": column.name,
        "description": column.about or column.name,
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
    }
    if references:
        found["references"] = {"field": {"@id": references}}
    return found

"""Small files of labels on an invented text, as the programs write them."""

import json
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.formats.incoming import Found, Incoming, ReadOptions
from annotator.formats.labels.spacy_strings import hashed
from annotator.formats.table import import_format_for

TEXT = "Ferry 🚢 late\n\n“No boats today,” Ida Holm said. The pier — old — is “closed”.\n"
QUOTE, PERSON, CUE = "“No boats today,”", "Ida Holm", "said"
WORDS = ("Ferry", "late", "Ida", "Holm", "said", ".")


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return where words stand, in code points."""
    start = text.index(words)
    return start, start + len(words)


def found_in(path: Path, **options: Any) -> list[Found]:
    """Read a file as an import does that extends the codebook."""
    one = import_format_for(path)
    assert one is not None, path.name
    return list(one.importer.read(path, ReadOptions(extend_codebook=True, **options)))


def articles(every: Iterable[Found]) -> list[Incoming]:
    """Return the articles, and fail for what was refused."""
    refused = [str(one) for one in every if isinstance(one, UserError)]
    assert refused == []
    return [one for one in every if isinstance(one, Incoming)]


def labels(one: Incoming) -> set[tuple[str, str, str]]:
    """Return code, words and coder of each label."""
    handles = {each.id: each.handle for each in one.records if isinstance(each, Coder)}
    return {
        (each.code, each.text, handles[each.coder])
        for each in one.records
        if isinstance(each, Annotation)
    }


def links(one: Incoming) -> set[tuple[str, str, str]]:
    """Return words, type and the words at the end of each link."""
    words = {each.id: each.text for each in one.records if isinstance(each, Annotation)}
    return {
        (words[each.annotation], each.type, words[each.target_annotation or ""])
        for each in one.records
        if isinstance(each, Link)
    }


def web_annotations(folder: Path) -> Path:
    """Write a text and annotations on it, one of them a link."""
    (folder / "ferry.txt").write_text(TEXT, encoding="utf-8", newline="\r\n")
    raw = TEXT.replace("\n", "\r\n")

    def one(ident: str, tag: str, words: str, **more: object) -> dict[str, object]:
        start, end = at(words, raw)
        selectors = [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {"type": "TextQuoteSelector", "exact": words},
        ]
        return {
            "id": ident,
            "type": "Annotation",
            "creator": {"nickname": "ana"},
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag}],
            "target": {"source": "ferry.txt", "selector": selectors},
            **more,
        }

    link = {
        "id": "urn:l",
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "source": "urn:b"},
            {"type": "TextualBody", "purpose": "tagging", "value": "said_by"},
        ],
        "target": "urn:a",
    }
    items = [one("urn:a", "Quote", QUOTE), one("urn:b", "Source", PERSON), link]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "items": items,
    }
    path = folder / "marks.jsonld"
    path.write_text(json.dumps(page), encoding="utf-8")
    return path


def tagged(folder: Path) -> Path:
    """Write tokens with tags."""
    path = folder / "news.conll"
    path.write_text(
        "-DOCSTART- O\n\nFerry O\nlate O\n\nIda B-Source\nHolm I-Source\nsaid B-Cue\n. O\n",
        encoding="utf-8",
    )
    return path


def doc_bin(folder: Path, **changes: object) -> Path:
    """Write a DocBin of one document with an entity and a list of two spans."""
    numbers = [hashed(one) for one in WORDS]
    person, cue = hashed("Source"), 383  # ORG has a number of its own
    rows = [(number, 2, 0) for number in numbers]
    rows[2], rows[3] = (numbers[2], 3, person), (numbers[3], 1, person)
    pack = struct.Struct(">QQQllll").pack
    spans = [pack(0, 0, person, 2, 4, 11, 19), pack(0, 0, cue, 4, 5, 20, 24)]
    group = msgspec.msgpack.encode({"name": "sc", "attrs": {}, "spans": spans})
    values = {
        "version": "0.1",
        "attrs": [65, 77, 78],
        "tokens": b"".join(struct.pack("<QQQ", *row) for row in rows),
        "spaces": bytes([1, 1, 1, 1, 0, 0]),
        "lengths": struct.pack("<i", len(rows)),
        "strings": ["", "Source", *WORDS],
        "cats": [{"Calm": 0.2, "Local": 0.9}],
        "flags": [{"has_unknown_spaces": False}],
        "span_groups": [msgspec.msgpack.encode({group: ["sc"]})],
        "user_data": [msgspec.msgpack.encode({"title": "Ferry late"})],
        **changes,
    }
    path = folder / "corpus.spacy"
    path.write_bytes(zlib.compress(msgspec.msgpack.encode(values)))
    return path


def brat(folder: Path) -> Path:
    """Write a text and the labels beside it."""
    (folder / "ferry.txt").write_text(TEXT, encoding="utf-8")
    start, end = at(QUOTE)
    first, last = at(PERSON)
    path = folder / "ferry.ann"
    path.write_text(
        f"T1\tQuote {start} {end}\t{QUOTE}\nT2\tSource {first} {last}\t{PERSON}\n"
        "R1\tsaid_by Arg1:T1 Arg2:T2\nA1\tKind T1 direct\n#1\tAnnotatorNotes T1\tsure?\n",
        encoding="utf-8",
    )
    return path


def doccano(folder: Path) -> Path:
    """Write a text whose labels count UTF-16 units."""

    def utf16(words: str) -> list[int]:
        return [len(TEXT[:point].encode("utf-16-le")) // 2 for point in at(words)]

    spans = [
        {"id": 1, "label": "Quote", "start_offset": utf16(QUOTE)[0], "end_offset": utf16(QUOTE)[1]},
        {
            "id": 2,
            "label": "Source",
            "start_offset": utf16(PERSON)[0],
            "end_offset": utf16(PERSON)[1],
        },
    ]
    relations = [{"id": 3, "from_id": 1, "to_id": 2, "type": "said_by"}]
    line = {"id": 7, "text": TEXT, "entities": spans, "relations": relations, "Comments": []}
    path = folder / "project.jsonl"
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    return path


def label_studio(folder: Path) -> Path:
    """Write a task with an annotation of one person and a prediction."""

    def result(ident: str, tag: str, words: str) -> dict[str, object]:
        start, end = at(words)
        value = {"start": start, "end": end, "text": words, "labels": [tag]}
        return {
            "id": ident,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": value,
        }

    relation = {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["said_by"]}
    made = [result("a", "Quote", QUOTE), result("b", "Source", PERSON), relation]
    task = {
        "id": 1,
        "data": {"text": TEXT},
        "annotations": [{"id": 5, "completed_by": {"email": "ana@news.example"}, "result": made}],
        "predictions": [
            {"model_version": "rules-1", "score": 0.5, "result": [result("c", "Cue", CUE)]}
        ],
    }
    path = folder / "tasks.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    return path


def prodigy(folder: Path) -> Path:
    """Write what one person accepted and another rejected."""

    def line(who: str, answer: str, *spans: tuple[str, str]) -> str:
        listed = [
            {"start": at(words)[0], "end": at(words)[1], "label": tag} for tag, words in spans
        ]
        head = {"start": at(PERSON)[0], "end": at(PERSON)[1], "label": "Source"}
        child = {"start": at(QUOTE)[0], "end": at(QUOTE)[1], "label": "Quote"}
        relations = [{"label": "said_by", "head_span": head, "child_span": child}]
        return json.dumps(
            {
                "text": TEXT,
                "_input_hash": 1,
                "_task_hash": 2,
                "spans": listed,
                "relations": relations if len(listed) > 1 else [],
                "answer": answer,
                "_annotator_id": f"news-{who}",
            }
        )

    path = folder / "answers.jsonl"
    accepted = line("ana", "accept", ("Quote", QUOTE), ("Source", PERSON))
    path.write_text(f"{accepted}\n{line('ben', 'reject', ('Cue', CUE))}\n", encoding="utf-8")
    return path


def own_table(folder: Path) -> Path:
    """Write rows of the program's own table."""
    start, end = at(QUOTE)
    first, last = at(PERSON)
    rows = [
        "article_id,article_title,annotation_id,code,coder,start,end,text,said_by_text",
        f"a1,Ferry,q1,quote,ana,{start},{end},“No boats today,”,Ida Holm",
        f"a1,Ferry,s1,source,ana,{first},{last},Ida Holm,",
    ]
    path = folder / "marks.csv"
    quoted = rows[1].replace("“No boats today,”", '"“No boats today,”"')
    path.write_text("\n".join([rows[0], quoted, rows[2]]), encoding="utf-8")
    return path


FILES: dict[str, Callable[[Path], Path]] = {
    "brat": brat,
    "doccano": doccano,
    "label-studio": label_studio,
    "prodigy": prodigy,
    "web-annotations": web_annotations,
    "conll": tagged,
    "spacy": doc_bin,
    "annotations-csv": own_table,
}
"""What writes a file of each format."""

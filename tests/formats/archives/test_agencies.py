"""Files of news agencies: NITF, NewsML-G2 and ninjs."""

import json
from pathlib import Path

from agency_files import HTML, INNER, ITEM, MESSAGE, NINJS, NITF, PICTURE, PLAIN
from archive_files import Read, written


def test_nitf(tmp_path: Path) -> None:
    found = Read(written(tmp_path, "a.xml", NITF))
    assert found.format == "nitf"
    (article,) = found.articles
    assert found.paragraphs(0) == [
        *("Ferry stays in dock", "Crews wait", "Crews wait for pay.", "SOUTHMERE, March 10"),
        *("The ferry waits.", "The crews", "“So do we”, they said & left.", "The quay."),
        *("Nobody else waits.", "One", "Two", "She writes on ports."),
    ]
    assert found.roles(0) == [
        ("standfirst", "Crews wait"),
        ("standfirst", "Crews wait for pay."),
        ("dateline", "SOUTHMERE, March 10"),
        ("subhead", "The crews"),
        ("caption", "The quay."),
    ]
    assert article.meta == {
        "outlet": "Southmere Post",
        "published": "2030-03-11",
        "section": "B",
        "page": "4",
        "edition": "National",
        "author": "DELPHINE MARSH",
        "words": "88",
        "document_number": "990001",
        "url": "https://post.example/990001",
    }


def test_nitf_without_a_text_is_named(tmp_path: Path) -> None:
    start, _, rest = NITF.partition("<body.content>")
    empty = start + "<body.content/></body></nitf>" + rest[:0]
    found = Read(written(tmp_path, "a.xml", empty))
    assert found.refusals == ["a.xml, entry 1: “Ferry stays in dock”: it has no text."]


def test_newsml(tmp_path: Path) -> None:
    items = "".join(
        ITEM.format(kind=kind, title=title, content=content)
        for kind, title, content in (
            ("text", "Ferry", HTML),
            ("text", "Wrapped", INNER),
            ("text", "Plain", PLAIN),
            ("picture", "A quay", PICTURE),
        )
    )
    found = Read(written(tmp_path, "a.xml", MESSAGE.format(items=items)))
    assert found.format == "newsml"
    assert [one.text for one in found.articles] == [
        "Ferry\n\nThe ferryman waits.\n\nCrews\n\nSo do they.\n\nThe quay.",
        "Wrapped\n\nFrom NITF.",
        "Plain\n\nOne line.\n\nTwo.",
    ]
    assert found.roles(0) == [("subhead", "Crews"), ("caption", "The quay.")]
    assert found.articles[0].meta == {
        "outlet": "Agency",
        "agency": "Agency",
        "published": "2030-03-11T08:00:00+01:00",
        "author": "Delphine Marsh",
        "section": "Transport",
        "language": "en-GB",
        "document_number": "tag:agency.example,2030:1",
        "words": "12",
    }
    assert found.refusals == ["a.xml, entry 4: “A quay”: it is no text but of the kind “picture”."]


def test_ninjs_items_lists_and_lines(tmp_path: Path) -> None:
    picture = NINJS | {"type": "picture", "body_xhtml": "", "body_text": "", "headline": "A quay"}
    newer = {
        "uri": "urn:2",
        "contentcreated": "2030-03-12T09:05:00Z",
        "versioncreated": "2030-03-12T09:05:00Z",
        "headlines": [{"role": "main", "value": "Quay sold"}],
        "by": "Tunde Okoro",
        "bodies": [{"contenttype": "text/plain", "value": "It was sold.\nSo it is."}],
    }
    whole = json.dumps([NINJS, picture, newer])
    lines = "\n".join(json.dumps(one) for one in (NINJS, picture, newer)) + "\n"
    for name, content in (("a.json", whole), ("a.jsonl", lines)):
        found = Read(written(tmp_path, name, content))
        assert found.format == "ninjs"
        first, second = found.articles
        assert found.paragraphs(0) == [
            *("Ferry stays in dock", "Crews wait for pay.", "The ferryman waits.", "Crews"),
            "They & we.",
        ]
        assert found.roles(0) == [("standfirst", "Crews wait for pay."), ("subhead", "Crews")]
        assert first.meta == {
            "outlet": "Agency",
            "published": "2030-03-11T09:05:00Z",
            "author": "Delphine Marsh",
            "section": "Transport; Labour",
            "language": "en",
            "url": "http://agency.example/1",
            "document_number": "http://agency.example/1",
        }
        assert second.text == "Quay sold\n\nIt was sold.\n\nSo it is."
        assert second.meta["author"] == "Tunde Okoro"
        (refusal,) = found.refusals
        assert refusal.endswith("“A quay”: it is no text but of the kind “picture”.")


def test_a_broken_line_of_ninjs_costs_only_itself(tmp_path: Path) -> None:
    content = json.dumps(NINJS) + '\n{"broken\n' + json.dumps(NINJS) + "\n"
    found = Read(written(tmp_path, "a.jsonl", content))
    assert len(found.articles) == 2
    (refusal,) = found.refusals
    assert "line 2" in refusal

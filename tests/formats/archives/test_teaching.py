"""Archives that the program is taught by one marked article."""

from pathlib import Path

import pytest
from lexis_files import PAGE, Read, docx

from annotator.domain.errors import UserError
from annotator.formats.archives import kept, teaching
from annotator.formats.archives.profile import Profile, profile_in
from annotator.formats.archives.sources import Source, opened_bytes
from annotator.formats.archives.teaching import Marking, taught
from annotator.formats.table import import_format_for

NUMBERED = """Search of 3 March 2021

Document 1 of 3

Bridge opens
The Daily Lamp, 12 March 2020
By Ann Ow

The bridge is open.
It is long.

Document 2 of 3

Ferry stops: a story
The Evening Bell, 13 March 2020
By Ben Oh

It stops.

Document 3 of 3

Rain
The Evening Bell, 14 March 2020
By Cem Uh

It rains.
Date: this is a line of the text.
"""

LABELLED = """Title: Bridge opens
Source: Lamp
Date: 12.03.2020
Text: The bridge is open.
It is long.
--------
Title: Ferry stops
Source: Bell
Date: 13.03.2020
Text: It stops.
--------
Title: Nothing
Source: Bell
Date: 14.03.2020
Text:
--------
"""

COUNTED = """1. Bridge opens
Lamp | 12 March 2020

The bridge is open.

It is long.



2. Ferry stops
Bell | 13 March 2020

It stops.



3. Rain, and more of it
Bell | 14 March 2020

It rains.
"""

RULED = """The Lamp
12 March 2020
Bridge opens
The bridge is open.
Copyright 2020 The Lamp
==========
The Bell
13 March 2021
Ferry stops
It stops.
It has stopped.
Copyright 2021 The Bell
==========
The Bell
14 March 2021
Rain
It rains.
Copyright 2021 The Bell
"""

BLANK = """BRIDGE OPENS
12 March 2020
Lamp

The bridge is open.



FERRY STOPS
FOR GOOD
13 March 2020
Bell

It stops.



RAIN
14 March 2020
Bell

It rains.
"""

WORD = (
    *("**Bridge opens", "Lamp", "4 May 2020", "The bridge is open.", PAGE),
    *("**Ferry stops", "Bell", "5 May 2020", "It stops.", "For good.", PAGE),
    *("**Rain", "Bell", "6 May 2020", "It rains."),
)


def source_of(text: str | bytes) -> Source:
    return opened_bytes(text.encode() if isinstance(text, str) else text, "a.txt")


def marking(source: Source, body: str, body_end: str, **places: str) -> Marking:
    """Return the marks of lines that hold some words."""
    lines = teaching.shown(source)

    def at(words: str) -> int:
        return next(n for n, line in enumerate(lines) if words in line)

    title = (at(places.pop("title")),)
    found = {key: at(words) for key, words in places.items()}
    return Marking(title=title, body=at(body), body_end=at(body_end), **found)


CASES = {
    "numbered": (
        NUMBERED,
        {"title": "Bridge", "date": "12 March", "outlet": "Lamp", "author": "Ann"},
        ("The bridge", "It is long"),
        ["Bridge opens", "Ferry stops: a story", "Rain"],
    ),
    "counted": (
        COUNTED,
        {"title": "Bridge", "date": "12 March", "outlet": "Lamp"},
        ("The bridge", "It is long"),
        ["Bridge opens", "Ferry stops", "Rain, and more of it"],
    ),
    "ruled": (
        RULED,
        {"title": "Bridge", "date": "12 March", "outlet": "The Lamp"},
        ("The bridge", "The bridge"),
        ["Bridge opens", "Ferry stops", "Rain"],
    ),
    "blank": (
        BLANK,
        {"title": "BRIDGE", "date": "12 March", "outlet": "Lamp"},
        ("The bridge", "The bridge"),
        ["BRIDGE OPENS", "FERRY STOPS FOR GOOD", "RAIN"],
    ),
    "word": (
        docx(WORD),
        {"title": "Bridge", "date": "4 May", "outlet": "Lamp"},
        ("The bridge", "The bridge"),
        ["Bridge opens", "Ferry stops", "Rain"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_rest_is_read_as_one_article_was_marked(case: str, tmp_path: Path) -> None:
    data, places, body, titles = CASES[case]
    source = source_of(data)
    profile = taught(source, marking(source, *body, **places), "Wire")
    found = teaching.preview(source, profile)
    assert [one.title for one in found.entries] == titles
    assert [one.lacks for one in found.entries] == [(), (), ()]
    assert found.entries[1].outlet.endswith("Bell")
    assert [one.published[5:] for one in found.entries] in (
        ["03-12", "03-13", "03-14"],
        ["05-04", "05-05", "05-06"],
    )
    assert teaching.summary(found).startswith("3 articles found")
    file = kept.save(profile, tmp_path / "wire.json")
    path = tmp_path / ("a.docx" if isinstance(data, bytes) else "a.txt")
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    assert preview_of(file, path) == titles


def preview_of(file: Path, path: Path) -> list[str]:
    profile = kept.load(str(file))
    return [one.title for one in teaching.preview(opened(path), profile).entries]


def opened(path: Path) -> Source:
    return opened_bytes(path.read_bytes(), path.name)


def labelled() -> Profile:
    source = source_of(LABELLED)
    places = {"title": "Bridge", "date": "12.03", "outlet": "Lamp"}
    return taught(source, marking(source, "The bridge", "It is long", **places), "Lamp/Archive")


def test_labels_are_learnt_and_an_entry_without_text_is_named() -> None:
    found = teaching.preview(source_of(LABELLED), labelled())
    assert [(one.title, one.published, one.outlet) for one in found.entries] == [
        ("Bridge opens", "2020-03-12", "Lamp"),
        ("Ferry stops", "2020-03-13", "Bell"),
        ("Nothing", "2020-03-14", "Bell"),
    ]
    assert teaching.summary(found) == "3 articles found. Without a text: 3."


def test_files_of_a_kept_profile_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "later.txt"
    path.write_text(LABELLED.replace("Bridge", "Tunnel"), encoding="utf-8")
    before = import_format_for(path)
    kept.keep(labelled())
    after = import_format_for(path)
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == ("text", "by-profile")
    found = Read(path)
    assert [one.title for one in found.articles] == ["Tunnel opens", "Ferry stops"]
    assert found.articles[0].meta == {
        "outlet": "Lamp",
        "published": "2020-03-12",
        "database": "Lamp/Archive",
    }
    assert found.refusals == ["later.txt: Entry 3, “Nothing”: it has no text."]
    other = tmp_path / "other.txt"
    other.write_text("Title: of a text\n\nSomething else.", encoding="utf-8")
    assert Read(other).format == "text"


def test_a_profile_is_given_to_a_colleague(tmp_path: Path) -> None:
    file = kept.save(labelled(), tmp_path / "for-ben.json")
    assert kept.kept() == []
    kept.adopted(file)
    assert kept.kept() == ["Lamp-Archive"]
    assert kept.load("Lamp-Archive") == labelled_as(file)
    kept.forget("Lamp-Archive")
    assert kept.kept() == []
    with pytest.raises(UserError, match="no profile “Lamp-Archive”"):
        kept.load("Lamp-Archive")


def labelled_as(file: Path) -> Profile:
    return profile_in(file.read_bytes(), file.name)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "no JSON"),
        (b'{"id": "", "name": "x"}', "no name"),
        (b'{"id": "x", "name": "x", "order": ["nonsense"]}', "“nonsense” is nothing"),
        (b'{"id": "x", "name": "x", "begins": [{}]}', "is empty"),
        (b'{"id": "x", "name": "x", "base": "../../x"}', "no profile"),
        (b'{"id": "x", "name": "x", "code": "1"}', "code"),
    ],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    with pytest.raises(UserError, match=why) as refused:
        kept.read(path)
    assert "x.json" in str(refused.value) or "../../x" in str(refused.value)


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        (Marking(title=(), body=3, body_end=4), "No title"),
        (Marking(title=(0,), body=4, body_end=3), "ends before"),
        (Marking(title=(4,), body=3, body_end=5), "outside its text"),
        (Marking(title=(0,), date=99, body=3, body_end=4), "marked as date is blank"),
    ],
)
def test_what_cannot_be_marked_is_said(marks: Marking, why: str) -> None:
    with pytest.raises(UserError, match=why):
        taught(source_of(LABELLED), marks)


def test_the_rest_of_an_article_is_proposed() -> None:
    long = "The bridge is open, and everybody who was there said that it was worth the wait. " * 2
    source = source_of(f"x\n\n\nBridge opens\n4 May 2020\n\n{long}\n\nEnd.\n\n\n\nFerry\n")
    assert teaching.guessed(source, 3) == Marking(title=(3,), date=4, body=6, body_end=8)
    assert teaching.guessed(source, 1) is None

"""Ten news articles that two people labelled, where the labels lie beside the project."""

import json
from collections import Counter

import pytest
from places import SHARED

from annotator.analysis.comparing.describing import LONGEST, describe, ends_in
from annotator.analysis.comparing.differences import agreements, compare, differences, unanimous
from annotator.analysis.comparing.match import Kind, Match
from annotator.domain.annotation import Annotation, Link, anchored, make_link
from annotator.domain.article import Article, WorkStatus, fingerprint
from annotator.domain.codebook import Codebook
from annotator.domain.layers import ArticleLayers

FOLDER = SHARED / "agreement"
FILES = [FOLDER / f"two-coders-{coder}.jsonl" for coder in ("ana", "cleo")]
BOOK = Codebook()

pytestmark = pytest.mark.skipif(
    not all(file.exists() for file in FILES), reason="the real labels are not there"
)


def annotations(record: dict[str, object]) -> list[tuple[Annotation, list[Link]]]:
    return [
        (
            Annotation(
                id=one["id"],
                article=record["id"],
                code=one["code"],
                coder=one["coder"],
                values=one["fields"],
                **anchored(record["text"], map(tuple, one["fragments"])),
            ),
            [make_link(one["id"], link["type"], to=link["annotation"]) for link in one["links"]],
        )
        for one in record["annotations"]
    ]


@pytest.fixture(scope="module")
def real() -> list[ArticleLayers]:
    """Return the articles with both coders' layers."""
    found: dict[str, list[dict[str, object]]] = {}
    for file in FILES:
        for line in file.read_text("utf-8").splitlines():
            record = json.loads(line)
            found.setdefault(record["text"], []).append(record)
    return [merged(text, records) for text, records in found.items()]


def merged(text: str, records: list[dict[str, object]]) -> ArticleLayers:
    labelled = [pair for record in records for pair in annotations(record)]
    sha = fingerprint(text)
    return ArticleLayers(
        article=Article(id=records[0]["id"], title="", text_sha256=sha, length=len(text)),
        text=text,
        annotations=tuple(annotation for annotation, _ in labelled),
        links=tuple(link for _, links in labelled for link in links),
        statuses=dict.fromkeys(("ana", "cleo"), WorkStatus.DONE),
    )


@pytest.fixture(scope="module")
def matches(real: list[ArticleLayers]) -> list[tuple[ArticleLayers, list[Match]]]:
    return [(article, compare(article, "ana", "cleo", BOOK)) for article in real]


def test_each_label_is_in_one_match_and_agreements_and_differences_add_up(
    matches: list[tuple[ArticleLayers, list[Match]]],
) -> None:
    assert len(matches) == 10
    for article, found in matches:
        counted = Counter(one.id for match in found for one in match.annotations)
        assert counted == Counter(one.id for one in article.annotations)
        assert len(agreements(found)) + len(differences(found)) == len(found)
        groups = unanimous(article, ("ana", "cleo"), BOOK)
        assert groups == [(match.a, match.b) for match in agreements(found)]


def test_two_trained_people_agree_on_most_and_differ_in_every_way(
    matches: list[tuple[ArticleLayers, list[Match]]],
) -> None:
    everything = [match for _, found in matches for match in found]
    kinds = {kind for match in everything for kind in match.kinds}
    assert kinds >= {Kind.ONLY_ONE, Kind.OTHER_BOUNDARY, Kind.OTHER_VALUE, Kind.OTHER_LINK}
    paired = [match for match in everything if Kind.ONLY_ONE not in match.kinds]
    assert len(paired) > len(everything) / 2
    assert len(agreements(everything)) > len(paired) / 2


def test_every_difference_can_be_told_in_a_line(
    matches: list[tuple[ArticleLayers, list[Match]]],
) -> None:
    for article, found in matches:
        ends = ends_in(article, str)
        for match in differences(found):
            words = describe(match, BOOK, str, ends)
            assert 0 < len(words) <= LONGEST
            assert len(words.splitlines()) == 1

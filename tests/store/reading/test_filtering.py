"""Filtering articles by words and conditions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.domain.errors import UserError
from annotator.domain.layout import RoleStretch, StretchRole
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.store.reading.filtering import filtered, parse
from annotator.store.reading.listing import OfTexts

ARTICLES = (
    ("budget", "Council passes budget", "Three libraries close.", "The Herald", "2025-05-19"),
    ("reef", "Reef found", "A coral reef, says the council.", "Morning Post", "2025-06-01T10:00"),
    ("cafe", "Café opens", "No date here.", "", ""),
)

ROLES = {
    "reef": (RoleStretch(0, 7, StretchRole.CAPTION), RoleStretch(8, 9, StretchRole.PULL_QUOTE)),
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codebook = Codebook(
        codes=(
            Code(id="quote", name="Quote"),
            Code(id="tone_1", name="Tön overall"),
            Code(id="tone_2", name="Ton Overall"),
        )
    )
    with Project.create(tmp_path / "p.annotator", codebook=codebook) as made:
        made.coder = "ana"
        articles = tuple(
            NewArticle(
                id=i,
                title=t,
                text=x,
                meta={"outlet": o, "published": p},
                stretches=ROLES.get(i, ()),
            )
            for i, t, x, o, p in ARTICLES
        )
        made.apply(ImportRecords(articles=articles))
        made.apply(Tag(id="a1", article="reef", code="quote", fragments=((2, 7),)))
        made.apply(Tag(id="a2", article="cafe", code="tone_1", fragments=((0, 2),)))
        made.apply(SetStatus("budget", WorkStatus.DONE))
        yield made


def found(project: Project, words: str, coder: str = "ana") -> list[str]:
    return [row.id for row in filtered(project, words, coder)]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("", ["budget", "reef", "cafe"]),
        ("council", ["budget", "reef"]),
        ("libr", ["budget"]),
        ("libr ", []),
        ("libr status:done", []),
        ("cafe", ["cafe"]),
        ("has:caption", ["reef"]),
        ("has:pull-quote", ["reef"]),
        ("-has:Caption", ["budget", "cafe"]),
        ("has:capt", []),
        ('"coral reef"', ["reef"]),
        ("council -reef", ["budget"]),
        ('-"coral reef"', ["budget", "cafe"]),
        ("outlet:herald", ["budget"]),
        ('outlet:"the herald"', ["budget"]),
        ("outlet:herald outlet:post", ["budget", "reef"]),
        ("-outlet:herald", ["reef", "cafe"]),
        ("OUTLET:Post council", ["reef"]),
        ("status:done", ["budget"]),
        ("status:in-progress", ["reef", "cafe"]),
        ("status:started", ["reef", "cafe"]),
        ("-status:done -status:new", ["reef", "cafe"]),
        ("code:quote", ["reef"]),
        ("code:quo", []),
        ("code:QUOTE", ["reef"]),
        ("code:tone_1", ["cafe"]),
        ("code:tone_2", []),
        ('code:"ton overall"', ["cafe"]),
        ('code:"TÖN OVERALL" code:quote', ["reef", "cafe"]),
        ('-code:"ton overall"', ["budget", "reef"]),
        ("coder:ana", ["budget", "reef", "cafe"]),
        ("coder:Ana -code:quote", ["budget", "cafe"]),
        ("coder:ben", []),
        ("from:2025-06", ["reef"]),
        ("to:2025-05", ["budget"]),
        ("from:2025-05-19 to:2025-06-01", ["budget", "reef"]),
        ("from:2026", []),
        ('"unknown:thing"', []),
    ],
)
def test_words_and_conditions_find_the_articles_that_fulfil_them(
    project: Project, words: str, ids: list[str]
) -> None:
    assert found(project, words) == ids


@pytest.mark.parametrize(
    ("published", "words", "fits"),
    [
        ("2025-05", "from:2025-05-01", True),
        ("2025", "from:2025-05-31", True),
        ("2025-04", "from:2025-05-01", False),
        ("2025-05", "to:2025-05-01", True),
        ("2025-06", "to:2025-05-31", False),
        ("2025-05-19T10:00", "from:2025-05-19 to:2025-05-19", True),
        ("2025-05-19", "from:2025-05-20", False),
    ],
)
def test_a_date_that_says_less_is_compared_as_far_as_it_goes(
    tmp_path: Path, published: str, words: str, fits: bool
) -> None:
    with Project.create(tmp_path / "dates.annotator") as made:
        article = NewArticle(id="a", title="A", text="A", meta={"published": published})
        made.apply(ImportRecords(articles=(article,)))
        assert bool(found(made, words)) is fits


def test_a_status_is_that_of_the_coder_who_asks(project: Project) -> None:
    assert found(project, "status:new", "ben") == ["budget", "reef", "cafe"]


@pytest.mark.parametrize("words", ["outlet:", "outlet: ", "-", "from:", '"', "-outlet:", "code:  "])
def test_a_condition_that_is_only_half_typed_hides_nothing(project: Project, words: str) -> None:
    assert len(found(project, words)) == len(ARTICLES)


@pytest.mark.parametrize(
    "words",
    [
        "https://a.example/x:y",
        "10:30",
        "mailto:ana@example.org",
        '"quoted:words"',
        '"Note: of it"',
        "3:2",
        ":)",
        r"C:\\news",
    ],
)
def test_what_only_looks_like_a_condition_is_part_of_the_words(words: str) -> None:
    query = parse(words)
    assert query.words == words
    assert not query.unknown


@pytest.mark.parametrize(
    "words", ["foo:", "foo:bar", "council foo:bar", '-Foo:"two words"', "écrit:x"]
)
def test_an_unknown_condition_is_refused_with_the_known_ones_named(
    project: Project, words: str
) -> None:
    with pytest.raises(UserError, match="no condition") as refused:
        filtered(project, words)
    assert "outlet:, status:, code:" in refused.value.remedy
    query = parse(words)
    assert [one.casefold() for one in query.unknown] in (["foo"], ["écrit"])
    assert project.listing.found(query, Visibility(), OfTexts) == []


@pytest.mark.parametrize("words", ["version:abc", "-version:abc", "Version:<", 'version:"<x"'])
def test_what_names_no_version_is_refused_and_finds_nothing(project: Project, words: str) -> None:
    with pytest.raises(UserError, match="names no version of the codebook") as refused:
        filtered(project, words)
    assert "version:<4" in refused.value.remedy
    assert project.listing.found(parse(words), Visibility(), OfTexts) == []


@given(st.text(max_size=40))
def test_any_words_are_a_query(words: str) -> None:
    query = parse(words)
    assert all(term.value for term in query.terms)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("assigned:ana", ["budget", "reef"]),
        ("assigned:BEN", ["reef"]),
        ("assigned:*", ["budget", "reef"]),
        ("-assigned:*", ["cafe"]),
        ("assigned:ana -assigned:ben", ["budget"]),
        ("assigned:an", []),
    ],
)
def test_articles_are_found_by_who_they_are_assigned_to(
    project: Project, words: str, ids: list[str]
) -> None:
    project.apply(Assign((("budget", "ana"), ("reef", "ana"), ("reef", "ben"))))
    assert found(project, words) == ids

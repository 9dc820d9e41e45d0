"""Labels by their words come in from JSON, JSONL and tables, in the shapes that people use."""

import csv
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import Annotation, Link, Origin
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.runs import Run, Score
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.formats.files.codebook import read_codebook
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import ArticleHere, Found, Incoming, ReadOptions, Told
from annotator.formats.labels.by_text.reading import labels, read, recognises
from annotator.formats.table import import_format_for
from annotator.resources import resource

TEXT = (
    "Mill to close\n\n"
    "“The mill is finished,” Jo Field said. The union called it a shame.\n\n"
    "Jo Field left early. Critics said the plan was cruel."
)
QUOTE = {"quote": "The mill is finished", "source": "Jo Field", "cue": "said"}
KNOWN = ArticleHere(id="a-1", title="Mill to close", text=TEXT)


class Here:
    """The articles that a project has."""

    def __init__(self, *articles: ArticleHere) -> None:
        self._articles = articles

    def by_id(self, article: str) -> ArticleHere | None:
        return next((one for one in self._articles if one.id == article), None)

    def by_title(self, title: str) -> list[ArticleHere]:
        return [one for one in self._articles if one.title == title]

    def by_url(self, _url: str) -> list[ArticleHere]:
        return []

    def has_annotation(self, _annotation: str) -> bool:
        return False

    def actor(self, _name: str) -> Actor | None:
        return None


def options(**more: Any) -> ReadOptions:
    return ReadOptions(
        codebook=read_codebook(resource("codebooks/default.json")),
        articles=Here(KNOWN),
        **{"coder": "ana", **more},
    )


def written(folder: Path, name: str, content: Any) -> Path:
    path = folder / name
    if path.suffix == ".jsonl":
        path.write_text("\n".join(json.dumps(one) for one in content), encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps(content), encoding="utf-8")
    else:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(content[0]), delimiter=";")
            writer.writeheader()
            writer.writerows(content)
    return path


def came(path: Path, **more: Any) -> tuple[Incoming, list[UserError]]:
    chosen = import_format_for(path)
    assert chosen is not None
    assert chosen.id == "labels-by-text"
    found = list(chosen.importer.read(path, options(**more)))
    articles = [one for one in found if isinstance(one, Incoming)]
    assert len(articles) == 1
    return articles[0], [one for one in found if isinstance(one, UserError)]


def marks(one: Incoming) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in one.records:
        if isinstance(each, Annotation):
            found.setdefault(each.code, []).append(" … ".join(each.texts))
    return found


SHAPES: dict[str, tuple[str, Any]] = {
    "articles with labels": ("a.jsonl", [{"text": TEXT, "labels": [QUOTE]}]),
    "quotes of known articles": ("a.json", [{"article_id": "a-1", "quotes": [QUOTE]}]),
    "wrapped": ("a.json", {"articles": [{"id": "a-1", "labels": [QUOTE]}]}),
    "by article": ("a.json", {"results": [{"article": "a-1", "quotes": [QUOTE]}]}),
    "a line per label": ("a.jsonl", [{"article_id": "a-1", **QUOTE}]),
    "a row per label": ("a.csv", [{"article": "Mill to close", **QUOTE}]),
    "rows with the text": ("a.csv", [{"text": TEXT, **QUOTE}]),
    "parts as objects": (
        "a.json",
        [{"text": TEXT, "labels": [{**QUOTE, "source": {"text": "Jo Field"}}]}],
    ),
    "codes and links": (
        "a.jsonl",
        [
            {
                "text": TEXT,
                "annotations": [
                    {
                        "code": "quote",
                        "text": "The mill is finished",
                        "links": [
                            {"type": "said_by", "annotation": "2"},
                            {"type": "cue", "annotation": "3"},
                        ],
                    },
                    {"id": "2", "code": "source", "text": "Jo Field"},
                    {"id": "3", "code": "cue", "text": "said"},
                ],
            }
        ],
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_gives_the_same_labels_and_links(shape: str, tmp_path: Path) -> None:
    one, errors = came(written(tmp_path, *SHAPES[shape]))
    assert errors == []
    assert one.article.text == TEXT
    assert marks(one) == {
        "quote": ["The mill is finished"],
        "source": ["Jo Field"],
        "cue": ["said"],
    }
    starts = {each.code: each.start for each in one.records if isinstance(each, Annotation)}
    assert starts["source"] == TEXT.index("Jo Field")
    assert starts["cue"] == TEXT.index("said")
    assert {each.type for each in one.records if isinstance(each, Link)} == {"said_by", "cue"}
    assert not [each for each in one.records if isinstance(each, Comment | Remark)]


def test_answers_actors_notes_scores_and_coders_come_with_labels(tmp_path: Path) -> None:
    label = {
        **QUOTE,
        "quote_type": "direct",
        "source.naming": "named",
        "target": "The Mill Company",
        "coder": "ben",
        "confidence": "0.7",
        "rationale": "It stands in marks.",
        "note": "Nice",
    }
    one, errors = came(written(tmp_path, "a.json", [{"text": TEXT, "labels": [label]}]))
    assert errors == []
    by_code = {each.code: each for each in one.records if isinstance(each, Annotation)}
    assert by_code["quote"].values == {"quote_type": "direct"}
    assert by_code["quote"].note == "Nice"
    assert by_code["source"].values == {"naming": "named"}
    assert [each.name for each in one.records if isinstance(each, Actor)] == ["The Mill Company"]
    assert "ben" in [each.handle for each in one.records if isinstance(each, Coder)]


def test_what_is_said_of_the_whole_article_needs_no_words(tmp_path: Path) -> None:
    said = [{"code": "tone", "fields": {"tone": -1}}, {"code": "quote", "text": "a shame"}]
    one, errors = came(written(tmp_path, "a.json", [{"text": TEXT, "labels": said[::-1]}]))
    assert errors == []
    assert marks(one) == {"tone": [""], "quote": ["a shame"]}


def test_a_model_that_is_named_makes_a_run_of_its_labels(tmp_path: Path) -> None:
    said = [{**QUOTE, "score": 0.4, "reason": "Marks"}]
    run = {"model": "m-7b", "version": "2", "date": "2026-01-31", "cost": 0.1, "currency": "EUR"}
    line = {"text": TEXT, "run": {"name": "First try", **run}, "quotes": said}
    one, errors = came(written(tmp_path, "a.jsonl", [line]))
    assert errors == []
    runs = [each for each in one.records if isinstance(each, Run)]
    assert [(each.name, each.model, each.cost, each.at) for each in runs] == [
        ("First try", "m-7b", 0.1, "2026-01-31")
    ]
    quote = next(each for each in one.records if isinstance(each, Annotation))
    assert quote.origin is Origin.SUGGESTION
    assert [each.score for each in one.records if isinstance(each, Score)] == [0.4]


def test_what_fits_in_two_places_is_a_question_and_what_fits_nowhere_a_note(
    tmp_path: Path,
) -> None:
    said = [{"quote": "Jo Field"}, {"quote": "Nobody said that at all", "quote_type": "direct"}]
    path = written(tmp_path, "a.json", [{"text": TEXT, "quotes": said}])
    one, errors = came(path)
    assert ["could not be placed" in each.message for each in errors] == [True]
    (asked,) = (each for each in one.records if isinstance(each, Comment))
    assert "2 places" in asked.text
    (note,) = (each for each in one.records if isinstance(each, Remark))
    assert "Nobody said that at all" in note.text
    assert "direct" in note.text
    told = [each for each in read(path, options()) if isinstance(each, Told)]
    assert [each.message for each in told] == [
        "“quote” on “Jo Field” may stand elsewhere: its words fit in 2 places.",
        "1 label may stand elsewhere: each waits among the labels to place.",
    ]
    # Reading the file again asks nothing anew.
    again, _ = came(path)
    assert again.records == one.records


def test_the_same_label_twice_is_one(tmp_path: Path) -> None:
    other = {**QUOTE, "quote": "The union called it a shame", "cue": "called"}
    one, _ = came(written(tmp_path, "a.json", [{"text": TEXT, "quotes": [QUOTE, QUOTE, other]}]))
    assert marks(one)["quote"] == ["The mill is finished", "The union called it a shame"]
    assert marks(one)["source"] == ["Jo Field"]


def test_articles_that_the_project_lacks_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", [{"article_id": "nowhere", **QUOTE}])
    (error,) = read(path, options())
    assert isinstance(error, UserError)
    assert "no article “nowhere”" in error.message


def test_names_are_shown_with_what_they_are_taken_for(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", [{"text": TEXT, "quotes": [{**QUOTE, "mood": "sad"}]}])
    rows = {one.name: one for one in labels(path, options())}
    assert rows["quote"].target == "quote"
    assert rows["source"].target == "source"
    assert rows["quote.mood"].problem
    mapped = {one.name: one for one in labels(path, options(mapping={"quote": "frame"}))}
    assert mapped["quote"].target == "frame"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", [{"text": TEXT, "label": [[0, 4, "X"]]}]),
        ("a.jsonl", [{"text": TEXT, "quotes": 3, "title": "T"}]),
        ("a.jsonl", [{"text": TEXT, "annotations": [{"code": "quote", "start": 0, "end": 4}]}]),
        ("a.json", [{"text": TEXT, "annotations": [{"code": "x", "text": "m", "offset": 1}]}]),
        ("a.csv", [{"title": "T", "text": TEXT, "source": "AFP"}]),
        ("a.csv", [{"quote": "Q", "start": "1", "article_id": "3"}]),
    ],
)
def test_other_files_are_left_to_others(name: str, content: Any, tmp_path: Path) -> None:
    assert not recognises(Glimpse(written(tmp_path, name, content)))


def broken(data: bytes, seed: int) -> Iterable[bytes]:
    chance = random.Random(seed)
    for _ in range(40):
        some = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(some))
            some[at : at + chance.randint(0, 4)] = chance.choice(
                [b"", b"\x00", b'"', b"{", b"[", b"]", b"\xff", b"null", b"1e999", b",", b"\n"]
            )
        yield bytes(some)


@pytest.mark.parametrize("name", ["articles with labels", "wrapped", "a row per label"])
def test_broken_files_are_refused_by_name_or_come_in(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, *SHAPES[name])
    for data in broken(path.read_bytes(), seed=len(name)):
        path.write_bytes(data)
        recognises(Glimpse(path))
        found: list[Found] = list(read(path, options()))
        assert all(path.name in one.where for one in found if isinstance(one, UserError))

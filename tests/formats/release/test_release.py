"""A release: what is in it, and what must not be."""

import csv
import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_project
from sample import TEXT, sample

from annotator.analysis.wordless.words import PlainWords
from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.people import Coder
from annotator.domain.runs import scored
from annotator.domain.settings import EXPORTS_SETTING
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export, first_rows, read_options

ROW = export_format("release")
AUTHORS = "Berg, Maja (0000-0002-1825-0097); Otto von Test"


def chosen(**said: str) -> Selection:
    return Selection(options=read_options(ROW, said))


def lines(folder: Path) -> list[Any]:
    data = (folder / "data" / "articles.jsonl").read_text(encoding="utf-8")
    return [json.loads(one) for one in data.splitlines()]


def everything(folder: Path) -> str:
    files = (one for one in sorted(folder.rglob("*")) if one.is_file())
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make three releases of one project: with texts, without, and with handles."""
    folder = tmp_path_factory.mktemp("release")
    with sample(folder) as project:
        papers = {"authors": AUTHORS, "label-licence": "cc-by-4.0", "doi": "10.5281/zenodo.1"}
        full = {**papers, "key": str(folder / "key.csv"), "text-licence": "LicenseRef-Press"}
        export(project, folder / "full", ROW.id, chosen(**full))
        export(project, folder / "again.zip", ROW.id, chosen(**full))
        export(project, folder / "once-more.zip", ROW.id, chosen(**full))
        export(project, folder / "free", ROW.id, chosen(texts="no", **papers))
        export(project, folder / "handles", ROW.id, chosen(coders="handles"))
    return folder


def test_checksums_are_those_of_the_files(made: Path) -> None:
    sums = (made / "full" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    names = {line.partition("  ")[2] for line in sums}
    papers = {"README.md", "DATASHEET.md", "CODEBOOK.md", "LICENSES.md", "CITATION.cff"}
    assert names >= papers | {"croissant.json", ".zenodo.json", "data/annotations.csv"}
    for line in sums:
        wanted, _, name = line.partition("  ")
        assert hashlib.sha256((made / "full" / name).read_bytes()).hexdigest() == wanted


def test_the_same_project_gives_the_same_bytes(made: Path) -> None:
    assert _parts(made / "again.zip") == _parts(made / "once-more.zip")


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {one.partition("/")[2]: archive.read(one) for one in archive.namelist()}


def test_coders_are_numbered_everywhere_and_gold_stays_gold(made: Path) -> None:
    text = everything(made / "full")
    for name in ('"ana"', '"ben"', "ana,", "ben,", "Núñez", "c-ana", "c-ben"):
        assert name not in text
    article = lines(made / "full")[0]
    layers = {one["layer"] for one in article["annotations"]}
    assert layers == {"A1", "A2", "gold"}
    assert article["statuses"] == {"A1": "done", "A2": "new"}
    assert {one["coder"] for one in article["assigned"]} == {"A1"}


def test_the_key_is_apart(made: Path) -> None:
    with (made / "key.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["in_release", "handle", "name"],
        ["A1", "ana", "Ana Núñez"],
        ["A2", "ben", ""],
    ]


def test_a_key_within_the_release_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "out"
    selection = chosen(key=str(target / "key.csv"))
    with sample(tmp_path) as project, pytest.raises(UserError, match="in the release"):
        export(project, target, ROW.id, selection)
    assert not target.exists()


def test_a_key_that_can_not_be_written_is_refused_before_the_release_is(tmp_path: Path) -> None:
    selection = chosen(key=str(tmp_path / "nowhere" / "key.csv"))
    with sample(tmp_path) as project, pytest.raises(UserError, match=r"key\.csv"):
        export(project, tmp_path / "out", ROW.id, selection)
    assert not (tmp_path / "out").exists()


def test_handles_are_kept_where_they_are_wished_for(made: Path) -> None:
    article = lines(made / "handles")[0]
    assert {one["coder"] for one in article["annotations"]} == {"ana", "ben"}


def test_who_made_it_is_in_the_papers_alone(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        said = {"release": {"authors": "Quirke, Zoe"}}
        project.apply(SetSetting(EXPORTS_SETTING, said))
        for coders in ("numbered", "handles"):
            export(project, tmp_path / coders, ROW.id, chosen(coders=coders))
            assert "Quirke" not in everything(tmp_path / coders)


def test_without_texts_no_word_of_a_text_is_there_but_titles_and_names(made: Path) -> None:
    article = lines(made / "free")[0]
    assert "text" not in article
    text = everything(made / "free")
    for words in ("We win", "the mayor", "stay.", "Others, too", "said, "):
        assert words in TEXT
        assert words not in text
    assert "In office" not in text
    assert "-2, I think" not in text
    assert article["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert article["length"] == len(TEXT)
    assert {one["text"] for one in article["annotations"]} == {None}


def test_what_is_told_instead_of_words_has_one_place_for_each_fragment(made: Path) -> None:
    article = lines(made / "free")[0]
    for one in article["annotations"]:
        assert len(article["places"].get(one["id"], ())) == len(one["fragments"])
    assert article["words"] == len(PlainWords(TEXT))


def test_the_tables_have_the_same_annotations_as_the_lines(made: Path) -> None:
    for name in ("full", "free"):
        with (made / name / "data" / "annotations.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        wanted = [
            (article["id"], one["id"], one["layer"])
            for article in lines(made / name)
            for one in article["annotations"]
        ]
        found = [(one["article_id"], one["annotation_id"], one["layer"]) for one in rows]
        assert found == wanted
        assert ("text" in rows[0]) == (name == "full")
        with (made / name / "data" / "articles.csv").open(encoding="utf-8", newline="") as file:
            articles = list(csv.DictReader(file))
        assert [one["article_id"] for one in articles] == [one["id"] for one in lines(made / name)]
        assert ("text" in articles[0]) == (name == "full")


def test_the_papers_say_who_made_it_and_under_which_licences(made: Path) -> None:
    croissant = json.loads((made / "full" / "croissant.json").read_text(encoding="utf-8"))
    assert [one["name"] for one in croissant["creator"]] == ["Maja Berg", "Otto von Test"]
    by, press = "https://creativecommons.org/licenses/by/4.0/", "LicenseRef-Press"
    assert croissant["license"] == [by, press]
    assert {one["name"] for one in croissant["recordSet"]} == {"articles", "annotations"}
    free = json.loads((made / "free" / "croissant.json").read_text(encoding="utf-8"))
    assert free["license"] == [by]
    licences = (made / "free" / "LICENSES.md").read_text(encoding="utf-8")
    assert "not part of the release" in licences
    assert by in licences
    zenodo = json.loads((made / "full" / ".zenodo.json").read_text(encoding="utf-8"))
    assert zenodo["creators"][0] == {"name": "Berg, Maja", "orcid": "0000-0002-1825-0097"}
    assert zenodo["license"] == "cc-by-4.0"
    cff = (made / "full" / "CITATION.cff").read_text(encoding="utf-8")
    assert 'doi: "10.5281/zenodo.1"' in cff
    assert "date-released: 2025-05-19" in cff


def test_a_description_for_machines_has_a_field_for_each_column_with_its_type(made: Path) -> None:
    croissant = json.loads((made / "full" / "croissant.json").read_text(encoding="utf-8"))
    records = next(one for one in croissant["recordSet"] if one["name"] == "annotations")
    with (made / "full" / "data" / "annotations.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [one["name"] for one in records["field"]] == header
    types = {one["name"]: one["dataType"] for one in records["field"]}
    assert types["start"] == "sc:Integer"
    assert types["quote.negated"] == "sc:Boolean"
    assert types["sentiment.day"] == "sc:Date"
    assert types["text"] == "sc:Text"


def test_what_only_people_know_is_marked_as_blank(made: Path) -> None:
    sheet = (made / "handles" / "DATASHEET.md").read_text(encoding="utf-8")
    assert sheet.count("(to be filled in)") > 10
    assert "2 articles with" in sheet


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("doi", "zenodo.1"),
        ("date", "May 2025"),
        ("date", "2025-02-31"),
        ("url", "example.org"),
        ("label-licence", "free for all"),
        ("authors", "Berg, Maja; ,"),
    ],
)
def test_what_is_none_of_what_was_asked_is_refused_before_writing(
    option: str, said: str, tmp_path: Path
) -> None:
    with sample(tmp_path) as project:
        with pytest.raises(UserError) as refused:
            losses(ROW, project, chosen(**{option: said}))
        assert refused.value.where == option
        with pytest.raises(UserError):
            export(project, tmp_path / "out", ROW.id, chosen(**{option: said}))
    assert not (tmp_path / "out").exists()


def test_losses_are_told_with_counts(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        project.apply(ImportRecords(records=tuple(scored("q1", 0.5, "It says: “We win.”"))))
        told = losses(ROW, project, chosen(texts="no"))
        assert "1 program’s reason will be left out." in told
        assert "1 other name of actors will be left out." in told
        assert "1 note on articles will be left out." in told
        assert "2 comments will be left out." in told
        assert "1 answer in words will be left out." in told
        assert any("words of the texts" in one for one in told)
        assert any("2 coders will have numbers" in one for one in told)
        full = losses(
            ROW, project, chosen(coders="handles", authors="A", **{"label-licence": "MIT"})
        )
        assert full == ["The papers of the release won’t say under which licence the texts are."]


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        if done == total:
            raise CancelledError

    with sample(tmp_path) as project:
        before = set(tmp_path.iterdir())
        for name in ("out", "out.zip"):
            with pytest.raises(CancelledError):
                export(project, tmp_path / name, ROW.id, chosen(), cancel)
        assert set(tmp_path.iterdir()) == before


def test_guidelines_and_metadata_that_quote_the_texts_stay_behind(tmp_path: Path) -> None:
    text = "The mayor said that they would all stay in the old town hall this year."
    quote = Code(
        id="quote",
        name="Quote",
        definition="What somebody says.",
        positive_example="They would all stay in the old town hall.",
    )
    meta = {"teaser": "“… would ALL stay in the old town …”", "desk": "the old town"}
    with Project.create(tmp_path / "p.annotator", codebook=Codebook(codes=(quote,))) as project:
        new = NewArticle(id="a", title="Mayor", text=text, meta=meta)
        project.apply(ImportRecords(articles=(new,)))
        export(project, tmp_path / "out", ROW.id, chosen(texts="no"))
    assert lines(tmp_path / "out")[0]["meta"] == {"desk": "the old town"}
    told = everything(tmp_path / "out")
    assert "What somebody says." in told
    assert "all stay" not in told.lower()


def test_the_address_stays_though_it_has_the_words_of_the_headline(tmp_path: Path) -> None:
    title = "Council will not pay for the new ferry"
    url = "https://post.example/2025/council-will-not-pay-for-the-new-ferry-1234"
    with Project.create(tmp_path / "p.annotator") as project:
        new = NewArticle(id="a", title=title, text=f"{title}\n\nMore.", meta={"url": url})
        project.apply(ImportRecords(articles=(new,)))
        export(project, tmp_path / "out", ROW.id, chosen(texts="no"))
    assert lines(tmp_path / "out")[0]["meta"] == {"url": url}


def test_a_preview_shows_the_first_lines_as_they_are_written(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        shown = first_rows(ROW, project, chosen(texts="no"), 1)
        assert shown.files[0].rows[0][0].startswith('{"schema":"annotator-release/1"')
        assert len(project.find(Coder)) == 2


def test_ids_that_look_like_numbers_are_told_and_not_joined(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        told = losses(ROW, project, chosen(texts="yes"))
        export(project, tmp_path / "out", ROW.id, chosen(texts="yes"))
    assert "3 articles have ids that readers of Croissant take for a number or for nothing." in told
    assert '"references": {' not in (tmp_path / "out" / "croissant.json").read_text(
        encoding="utf-8"
    )

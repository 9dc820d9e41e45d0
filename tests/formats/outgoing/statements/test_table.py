"""The table of statements has a row for each, whatever the codebook calls things."""

import csv
import importlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from debates import ACTORS, bundled, debate, dna_debate, label, made_debate
from python_calamine import CalamineWorkbook

from annotator.domain.annotation import make_link
from annotator.domain.edits.articles import EditArticle
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, Coder
from annotator.domain.visibility import Visibility
from annotator.formats.export_options import OptionValue
from annotator.formats.files.codebook import default_codebook
from annotator.formats.losses import losses
from annotator.formats.outgoing.statements.roles import SpokenCode, statement_reading
from annotator.formats.outgoing.statements.taking import Party
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.insights.reading import FactReader

TABLE = export_format("statement-table")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with debate(tmp_path / "debate.annotator") as opened:
        yield opened


def rows(project: Project, folder: Path, **options: OptionValue) -> dict[str, dict[str, str]]:
    path = folder / "said.csv"
    export(project, path, TABLE.id, Selection(options=options))
    with path.open(encoding="utf-8", newline="") as file:
        return {one["annotation_id"]: one for one in csv.DictReader(file)}


def test_a_quote_has_who_says_it_of_whom_how_and_in_which_frame(
    project: Project, tmp_path: Path
) -> None:
    one = rows(project, tmp_path)["x1"]
    assert (one["text"], one["cue_text"], one["place"]) == ("Tax 😀 it now", "said", "lead")
    assert one["source_actor"] == "Ana Orth"
    assert (one["source_kind"], one["source_role"]) == ("person", "government")
    assert (one["stance"], one["stance_name"]) == ("2", "clearly for")
    assert (one["target_actor"], one["target_kind"]) == ("The <state> & co", "organisation")
    assert (one["frame.policy_frame"], one["frame_names"]) == ("economic", "Economic")
    assert (one["outlet"], one["quote.quote_type"]) == ("Post", "direct")
    assert (one["coder"], one["layer"]) == ("eva", "eva")


def test_sources_are_told_by_actor_or_by_their_words(project: Project, tmp_path: Path) -> None:
    found = rows(project, tmp_path)
    assert (found["x2"]["source_text"], found["x2"]["source_actor"]) == ("Ben Kim", "Ben Kim")
    assert (found["x3"]["source_text"], found["x3"]["source_actor"]) == ("others", "")
    assert found["x3"]["source_role"] == "citizen"
    assert found["y2"]["stance"] == ""
    assert found["x3"]["stance"] == "0"


def test_other_coders_frames_are_not_those_of_a_statement(project: Project, tmp_path: Path) -> None:
    assert rows(project, tmp_path)["y1"]["frame.policy_frame"] == "economic"


def test_the_affiliation_is_that_of_the_day() -> None:
    actor = Actor(id="a", name="A", affiliation="Now")
    assert Party(actor).affiliation("2020-01-01") == "Now"
    timed = ACTORS[0]
    found = [Party(timed).affiliation(day) for day in ("2009", "2010", "2025-01-31", "2025-02-01")]
    assert found == ["Greens", "Reds", "Reds", "Greens"]
    assert Party(timed).affiliation("") == "Greens"
    assert Party(None, "words").affiliation("2020") == ""


def test_all_metadata_of_articles_has_a_column(project: Project, tmp_path: Path) -> None:
    found = rows(project, tmp_path)
    assert found["z1"]["genre_hint"] == "news"
    assert found["y1"]["section"] == "Home"


def test_other_codes_can_be_statements_and_other_frames_be_asked_for(
    project: Project, tmp_path: Path
) -> None:
    found = rows(project, tmp_path, statements="sentiment, quote", concepts="frame.frame_function")
    assert {"zt", "x1"} <= found.keys()
    assert (found["zt"]["sentiment.polarity"], found["zt"]["quote.stance"]) == ("1", "")
    assert "frame.frame_function" in found["zt"]


@pytest.mark.parametrize(
    ("option", "words", "message"),
    [
        ("statements", "nope", "no code nope"),
        ("speaker", "nope", "no link nope"),
        ("stance", "nope", "no scale and no yes or no"),
        ("concepts", "frame.nope", "no field nope"),
        ("concepts", "nope", "no code nope"),
    ],
)
def test_what_the_codebook_lacks_is_refused(
    option: str, words: str, message: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=message):
        rows(project, tmp_path, **{option: words})


def test_losses_are_told_in_numbers(project: Project) -> None:
    told = losses(TABLE, project, Selection())
    assert not any("nobody who says it" in one for one in told)
    assert (
        "Rows are annotations of quote: 15 others will only be there as what statements lead to, "
        "or are over."
    ) in told
    told = losses(TABLE, project, Selection(options={"speaker": "target"}))
    assert "4 statements will have nobody who says it." in told


def test_a_spreadsheet_has_the_same_rows_typed(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "said.xlsx"
    export(project, path, "statement-workbook")
    book = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    assert book.sheet_names == ["quote"]
    heading, *found = book.get_sheet_by_name("quote").to_python()
    by_id = {row[heading.index("annotation_id")]: row for row in found}
    wanted = rows(project, tmp_path)
    assert list(by_id) == list(wanted)
    assert by_id["x1"][heading.index("stance")] == 2.0
    assert by_id["x1"][heading.index("text")] == wanted["x1"]["text"]


def test_the_preview_is_how_the_file_begins(project: Project, tmp_path: Path) -> None:
    shown = TABLE.exporter.preview(project, Selection(), 2)
    found = list(rows(project, tmp_path).values())[:2]
    assert list(shown[0]) == list(found[0])
    assert [list(row) for row in shown[1]] == [list(row.values()) for row in found]


def test_a_codebook_of_discourse_networks_has_its_own_concept_and_stance(tmp_path: Path) -> None:
    with dna_debate(tmp_path / "dna.annotator") as project:
        one = rows(project, tmp_path)["x1"]
    assert (one["source_actor"], one["stance"], one["stance_name"]) == ("Ana Orth", "1", "yes")
    assert one["statement.concept"] == "Carbon tax; now"


def spoken(name: str) -> tuple[SpokenCode, list[str]]:
    codebook = default_codebook() if name == "default" else bundled(name)
    reading = statement_reading(codebook, Selection())
    return reading.spoken[0], [one.name for one in reading.concepts]


@pytest.mark.parametrize(
    ("name", "code", "speakers", "targets", "stance", "concepts"),
    [
        ("default", "quote", ("said_by",), ("target",), "stance", ["frame.policy_frame"]),
        ("dna-statements", "statement", ("person",), (), "agreement", ["statement.concept"]),
        ("political-claims", "claim", ("by",), ("to",), "position", ["claim.issue"]),
        ("minimal", "quote", ("said_by",), (), None, []),
        ("hero-villain-victim", "hero", ("told_by",), ("is",), None, []),
        ("source-audit-gmmp", "person", (), (), "family_role", []),
    ],
)
def test_every_codebook_is_read_by_how_it_is_made(
    name: str,
    code: str,
    speakers: tuple[str, ...],
    targets: tuple[str, ...],
    stance: str | None,
    concepts: list[str],
) -> None:
    found, named = spoken(name)
    assert (found.code.id, found.speakers, found.targets) == (code, speakers, targets)
    assert (found.stance.id if found.stance else None) == stance
    assert named == concepts


def test_a_project_without_codes_has_an_empty_table(tmp_path: Path) -> None:
    with made_debate(tmp_path / "b.annotator", bundled("blank"), ()) as project:
        assert rows(project, tmp_path) == {}
        assert "The codebook has no code whose annotations could be statements." in losses(
            TABLE, project, Selection()
        )


def test_several_speakers_stand_in_one_row_side_by_side(tmp_path: Path) -> None:
    records = (
        *(Coder(id="c1", handle="eva"), Actor(id="a", name="A", role="r"), Actor(id="b", name="B")),
        *(label("x1", "quote", "Never"), label("xs", "source", "others")),
        make_link("x1", "said_by", actor="a"),
        make_link("x1", "said_by", to="xs"),
        make_link("x1", "said_by", actor="b"),
    )
    with made_debate(tmp_path / "s.annotator", default_codebook(), records) as project:
        one = rows(project, tmp_path)["x1"]
    assert sorted(one["source_actor"].split(" | ")) == ["", "A", "B"]
    places = [one[f"source_{x}"].split(" | ") for x in ("text", "actor")]
    assert {*zip(*places, strict=True)} == {("", "A"), ("", "B"), ("others", "")}


def test_where_nobody_is_linked_as_speaking_words_speak_that_name_somebody(tmp_path: Path) -> None:
    actor = Actor(id="a", name="Ana Orth", role="government")
    named = label("x1", "person", "Ana Orth")
    is_ana = make_link("x1", "is", actor="a")
    records = (Coder(id="c1", handle="eva"), actor, named, is_ana)
    codebook = bundled("source-audit-gmmp")
    with made_debate(tmp_path / "g.annotator", codebook, records) as project:
        one = rows(project, tmp_path)["x1"]
        facts = FactReader(project, Visibility(open_labels=True)).facts(project)
        other = rows(project, tmp_path, speaker="is")["x1"]
    assert (one["source_text"], one["source_actor"]) == ("Ana Orth", "Ana Orth")
    (speaker,) = facts.labels[0].speakers
    assert (speaker.words, speaker.actor, speaker.role) == ("Ana Orth", "a", "government")
    assert other["source_actor"] == "Ana Orth"


def test_the_recipe_for_pandas_reads_it(project: Project, tmp_path: Path) -> None:
    pandas: Any = importlib.import_module("pandas")
    chosen = Selection(options={"separator": "semicolon"})
    export(project, tmp_path / "said.csv", TABLE.id, chosen)
    found = pandas.read_csv(
        tmp_path / "said.csv", sep=";", decimal=",", dtype=str, keep_default_na=False
    )
    assert len(found) == 7


def test_what_a_spreadsheet_would_run_is_disarmed_and_metadata_stays_as_it_is(
    tmp_path: Path,
) -> None:
    records = (Coder(id="c1", handle="eva"), label("x1", "quote", "Never"))
    with made_debate(tmp_path / "s.annotator", default_codebook(), records) as project:
        meta = {
            "author": "Lee",
            "outlet": "=1+1",
            "page": "00123",
            "section": "1.50",
            "weight": 0.5,
        }
        project.apply(EditArticle(article="x", meta=meta))
        chosen = {"separator": "semicolon", "quoted": True}
        path = tmp_path / "said.csv"
        export(project, path, TABLE.id, Selection(options={**chosen}, for_spreadsheet=True))
    heading, row = path.read_bytes().decode("utf-8-sig").splitlines()
    cells = dict(zip(heading.split(";"), row.split(";"), strict=True))
    assert (cells['"outlet"'], cells['"page"']) == ('"\'=1+1"', '"00123"')
    assert (cells['"section"'], cells['"weight"']) == ('"1.50"', "0,5")

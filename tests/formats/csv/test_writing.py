"""The CSV: one row per annotation."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from projects import Material, make_project, materials
from sample import ARTICLES, GOLD, TEXT, TITLE, annotation, sample
from suggested import KEEP, place, study

from annotator.domain.annotation import (
    Annotation,
    Decision,
    Verdict,
    decision_id,
    gold_id,
    make_link,
)
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import RemoveArticles
from annotator.domain.edits.base import Together
from annotator.domain.edits.drawing import DrawNext
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.settings import NextOrder
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export

Rows = list[dict[str, str]]


def table(project: Project, folder: Path, **selection: object) -> Rows:
    export(project, folder / "out.csv", selection=Selection(**selection))  # type: ignore[arg-type]
    return parsed((folder / "out.csv").read_bytes())


def parsed(data: bytes) -> Rows:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def row(rows: Rows, annotation: str) -> dict[str, str]:
    return next(row for row in rows if row["annotation_id"] == annotation)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def test_the_columns_stand_in_the_order_that_is_promised(project: Project, tmp_path: Path) -> None:
    heading = list(table(project, tmp_path)[0])
    assert heading == [
        *("article_id", "article_title", "outlet", "author", "published", "url", "language"),
        *("annotation_id", "code", "layer", "coder", "start", "end", "start_utf16", "end_utf16"),
        *("fragments", "text", "quote.stance", "quote.negated", "source.role", "sentiment.basis"),
        *("sentiment.remark", "sentiment.day", "sentiment.times", "tone.tone", "said_by_text"),
        *("said_by_actor", "said_by_role", "cue_text", "target_text", "target_actor"),
        *("holder_actor", "prominence", "note", "decision", "reviewer", "reason", "origin"),
        *("created", "modified", "codebook_version", "settled_from", "probability"),
        *("article_state", "role", "score", "score_reason", "suggested_by"),
        *("suggested_rule", "drawn_by", "draw", "draw_probability"),
    ]


def test_a_quote_has_its_places_answers_links_and_latest_decision_in_one_row(
    project: Project, tmp_path: Path
) -> None:
    quote = row(table(project, tmp_path), "q1")
    start, end = TEXT.index("“We"), TEXT.index("stay.”") + len("stay.”")
    middle = TEXT.index("“and")
    filled = {name: cell for name, cell in quote.items() if cell}
    assert filled == {
        "article_id": "a1",
        "article_title": TITLE,
        "outlet": "AFP",
        "published": "2025-05-19",
        "language": "en",
        "annotation_id": "q1",
        "code": "quote",
        "layer": "ana",
        "coder": "ana",
        "start": str(start),
        "end": str(end),
        "start_utf16": str(start + 1),
        "end_utf16": str(end + 1),
        "fragments": f"{start}-{start + 9} {middle}-{end}",
        "text": "“We win,” … “and\u00a0stay.”",
        "quote.stance": "-1",
        "quote.negated": "false",
        "said_by_text": "the mayor | Others",
        "said_by_actor": "Maja Berg | ",
        "said_by_role": "government | unclear",
        "cue_text": "said",
        "target_actor": "The | party",
        "prominence": "lead",
        "decision": "accepted",
        "reviewer": "ben",
        "reason": "Fine\nnow",
        "origin": "human",
        "created": "2025-05-19T09:30:00Z",
        "modified": "2025-05-19T09:30:00Z",
        "codebook_version": quote["codebook_version"],
        "role": "body",
    }
    assert "".join(TEXT[slice(*map(int, f.split("-")))] for f in quote["fragments"].split()) == (
        "“We win,”“and\u00a0stay.”"
    )


def test_what_holds_for_the_whole_article_has_no_place(project: Project, tmp_path: Path) -> None:
    tone = row(table(project, tmp_path), "n1")
    places = ("start", "end", "start_utf16", "end_utf16", "fragments", "text", "prominence")
    assert [tone[name] for name in places] == [""] * 7
    assert (tone["tone.tone"], tone["target_text"], tone["coder"]) == ("-2", "=1+1", "ben")


def test_several_choices_share_a_cell_and_the_holder_is_who_the_source_is(
    project: Project, tmp_path: Path
) -> None:
    sentiment = row(table(project, tmp_path), "t1")
    assert sentiment["sentiment.basis"] == "policy|person"
    assert sentiment["holder_actor"] == "Maja Berg"


def test_gold_says_from_whom_it_is_who_settled_it_and_why(project: Project, tmp_path: Path) -> None:
    (gold,) = table(project, tmp_path, layers=("gold",))
    filled = ("annotation_id", "layer", "coder", "source.role", "decision", "reviewer", "reason")
    assert [gold[name] for name in filled] == [
        *(GOLD.id, "gold", "ben", "government", "changed", "ben", "In office"),
    ]
    assert gold["settled_from"] == "ana"
    assert row(table(project, tmp_path), "s1")["decision"] == "changed"
    assert row(table(project, tmp_path), "s1")["settled_from"] == ""


def test_what_was_accepted_as_it_is_stands_first_in_golds_provenance(
    project: Project, tmp_path: Path
) -> None:
    def decided(one: str, reviewer: str, verdict: Verdict, reason: str) -> Decision:
        return Decision(
            id=decision_id(one, reviewer),
            annotation=one,
            reviewer=reviewer,
            verdict=verdict,
            reason=reason,
            at="2025-05-23T10:00:00Z",
            gold=gold_id("s5"),
        )

    taken = annotation("s5", "source", "More", by="ben", role="expert")
    records = (
        taken,
        replace(taken, id=gold_id("s5"), layer="gold", coder="c-ana"),
        replace(taken, id="s6", coder="c-ana"),
        replace(taken, id="s7", coder="c-ana"),
        decided("s6", "c-ana", Verdict.CHANGED, "Wrong role"),
        decided("s7", "c-ana", Verdict.ACCEPTED, "The same"),
        decided("s5", "c-ana", Verdict.ACCEPTED, "Right"),
    )
    project.apply(ImportRecords(records=records))
    gold = row(table(project, tmp_path), gold_id("s5"))
    assert (gold["settled_from"], gold["coder"]) == ("ben|ana", "ana")
    assert (gold["decision"], gold["reviewer"], gold["reason"]) == ("accepted", "ana", "Right")


def test_rows_come_by_article_and_place(project: Project, tmp_path: Path) -> None:
    ids = [row["annotation_id"] for row in table(project, tmp_path)]
    assert ids == ["n1", "q1", *sorted(["s1", GOLD.id]), "k1", "s2", "t1"]


def test_lines_end_as_the_standard_says_and_text_is_verbatim(
    project: Project, tmp_path: Path
) -> None:
    table(project, tmp_path)
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"article_id,")
    assert data.count(b"\r\n") == 8
    assert "“and\u00a0stay.”".encode() in data


def test_for_a_spreadsheet_formulas_are_made_text_and_numbers_stay(
    project: Project, tmp_path: Path
) -> None:
    rows = table(project, tmp_path, for_spreadsheet=True)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    sentiment = row(rows, "t1")
    assert (sentiment["text"], sentiment["sentiment.remark"]) == ("'=1+1", "'-2, I think")
    assert (row(rows, "q1")["quote.stance"], row(rows, "n1")["tone.tone"]) == ("-1", "-2")
    assert row(rows, "n1")["target_text"] == "'=1+1"


def test_for_a_spreadsheet_offsets_are_not_taken_for_dates(
    project: Project, tmp_path: Path
) -> None:
    cue = row(table(project, tmp_path, for_spreadsheet=True), "k1")
    assert cue["fragments"] == f"'{cue['start']}-{cue['end']}"
    assert row(table(project, tmp_path, for_spreadsheet=True), "n1")["fragments"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(
    start: str, project: Project, tmp_path: Path
) -> None:
    note = f"{start}SUM(A1)"
    known = project.get(Annotation, "k1")
    assert known is not None
    project.apply(ImportRecords(records=(replace(known, note=note),)))
    assert row(table(project, tmp_path, for_spreadsheet=True), "k1")["note"] == f"'{note}"
    assert row(table(project, tmp_path), "k1")["note"] == note


def test_chosen_columns_come_in_the_order_asked_for(project: Project, tmp_path: Path) -> None:
    rows = table(project, tmp_path, columns=("text", "code"), layers=("ben",))
    assert rows == [{"text": "", "code": "tone"}]


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(columns=("colour",)), "colour"),
        (Selection(layers=("zoe",)), "zoe"),
        (Selection(articles=("a9",)), "a9"),
    ],
)
def test_what_the_project_lacks_is_refused_by_name(
    selection: Selection, said: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=said):
        export(project, tmp_path / "out.csv", selection=selection)
    assert not (tmp_path / "out.csv").exists()


def test_layers_are_found_whatever_their_case(project: Project, tmp_path: Path) -> None:
    assert len(table(project, tmp_path, layers=("Ana",))) == 5
    assert [one["layer"] for one in table(project, tmp_path, layers=("GOLD",))] == ["gold"]


def test_the_loss_report_names_what_a_table_cannot_hold(project: Project) -> None:
    project.apply(ImportRecords(records=(make_link("t1", "holder", to="s2"),)))
    report = "\n".join(losses(export_format("csv"), project, Selection()))
    for words in (
        "1 article without annotations",
        "full texts",
        "excluded",
        "section",
        "by its id",
    ):
        assert words in report
    assert "1 link to a holder" in report
    assert "1 earlier decision will" in report
    assert "2 comments on annotations will be left out." in report
    assert "2 assignments of articles to coders will be left out." in report
    assert "Gold will name the coders it was settled from" in report


def test_the_loss_report_is_silent_on_teamwork_where_there_is_none(project: Project) -> None:
    project.apply(Together([RemoveArticles(("a1", "a2")), ImportRecords(articles=ARTICLES)]))
    report = "\n".join(losses(export_format("csv"), project, Selection()))
    assert not any(word in report for word in ("comment", "assignment", "Gold"))


def test_the_loss_report_names_who_sources_are_that_nothing_points_to(project: Project) -> None:
    csv = export_format("csv")
    assert not any("Nobody yet" in sentence for sentence in losses(csv, project, Selection()))
    project.apply(
        ImportRecords(
            records=(
                make_link("s2", "is", actor="p3"),
                annotation("s3", "source", "mayor", role="expert"),
                make_link("s3", "is", actor="p3"),
                annotation("s4", "source", "More", role="expert"),
                make_link("s4", "is", actor="p2"),
            )
        )
    )
    report = losses(csv, project, Selection())
    assert (
        "2 actors of sources that nothing points to will be left out: "
        "mayor → Nobody yet, More → The | party."
    ) in report


def test_links_into_layers_that_stay_behind_are_left_out_and_reported(
    project: Project, tmp_path: Path
) -> None:
    only_ben = Selection(layers=("ben",))
    report = losses(export_format("csv"), project, only_ben)
    assert any("1 link to layers" in sentence for sentence in report)
    assert row(table(project, tmp_path, layers=("ben",)), "n1")["target_text"] == ""


def test_the_preview_shows_the_first_rows_as_they_will_be(project: Project, tmp_path: Path) -> None:
    selection = Selection(columns=("annotation_id", "start"))
    heading, rows = export_format("csv").exporter.preview(project, selection, 2)
    assert heading == ["annotation_id", "start"]
    assert rows == [["n1", ""], ["q1", str(TEXT.index("“We"))]]


@settings(max_examples=40)
@given(materials())
def test_any_text_comes_out_of_the_table_verbatim(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as project:
            rows = {row["annotation_id"]: row for row in table(project, folder)}
            titles = {article.id: article for article in material.articles}
            found = {one.id: one for one in project.find(Annotation)}
            assert rows.keys() == found.keys()
            for record, annotation in found.items():
                cells, article = rows[record], titles[annotation.article]
                assert cells["text"] == annotation.text
                assert cells["note"] == annotation.note
                assert (cells["article_title"], cells["outlet"]) == (
                    article.title,
                    article.meta["outlet"],
                )
                units = article.text.encode("utf-16-le")
                for fragment, text in zip(
                    cells["fragments"].split(), annotation.texts, strict=True
                ):
                    assert article.text[slice(*map(int, fragment.split("-")))] == text
                if annotation.fragments:
                    start, end = int(cells["start_utf16"]), int(cells["end_utf16"])
                    spanned = article.text[annotation.start : annotation.end]
                    assert units[2 * start : 2 * end].decode("utf-16-le") == spanned


def test_what_was_drawn_to_be_coded_next_has_its_chance(tmp_path: Path) -> None:
    with study(tmp_path) as made:
        made.apply(Tag(id="q", article="a0", code="quote", fragments=(place(KEEP),)))
        made.apply(DrawNext(chances={"a0": 0.125}, by=NextOrder.NOVEL, batch=2))
        found = row(table(made, tmp_path), "q")
    assert (found["drawn_by"], found["draw"]) == ("novel", "2")
    assert found["draw_probability"] == "0.125"

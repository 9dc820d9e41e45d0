"""What a report says of the labels: chosen, counted as the exports have it, and safe to show."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hostile import hostile_project
from led_project import CODES, led_project
from once import copy_of
from report_page import FoundPage
from wire_copies import wire_copies

from annotator.analysis.insights.views import VIEWS
from annotator.domain.annotation import Annotation
from annotator.domain.draft import no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.copies.carrying import plan_carrying
from annotator.workflow.copies.when_wanted import CopiesWhenWanted
from annotator.workflow.exporting import export
from annotator.workflow.report.choice import ReportChoice
from annotator.workflow.report.choosing import (
    offered_questions,
    question_of,
    usual_questions,
    written,
)
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.page import report_page
from annotator.workflow.report.sentences import summary
from annotator.workflow.sample import make_sample
from annotator.workflow.visibility import visibility_of

Cells = dict[tuple[str, str], tuple[int, str]]


def _made(path: Path) -> Project:
    make_sample(path)
    return Project.open(path)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    path = copy_of("sample study", _made, tmp_path / "s.annotator")
    with Project.open(path) as project:
        yield project


def facts_of(project: Project, *views: str, **rest: object) -> ReportFacts:
    choice = ReportChoice(views=views, **rest)  # pyright: ignore[reportArgumentType] - as given
    return report_facts(project, made="2026-01-31", choice=choice)


def exported(project: Project) -> list[dict[str, str]]:
    out = project.path.with_name("all.csv")
    export(project, out, "csv", Selection())
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells_of(found: FoundPage, caption: str) -> Cells:
    """Return the cells of a table by row and column: a number, and what is in brackets."""
    (rows,) = [rows for name, rows in found.tables.items() if name.startswith(caption)]
    heads, *lines = rows
    read: Cells = {}
    for line in lines:
        for head, cell in zip(heads[1:], line[1:], strict=True):
            number, _, rest = cell.partition(" (")
            if cell:
                read[line[0], head] = int(number.replace(",", "")), rest.removesuffix(")")
    return read


def names_of(project: Project, code: str, field: str) -> dict[str, str]:
    of_code = project.codebook().code(code)
    of_field = of_code.field(field) if of_code else None
    assert of_field is not None
    return {one.id: one.name for one in of_field.choices}


def percent(part: int, whole: int) -> str:
    share = 100 * part / whole
    return f"{share:.{int(0 < share < 1)}f} %"


def test_who_is_heard_is_counted_as_the_export_has_it(sample: Project) -> None:
    found = FoundPage(report_page(facts_of(sample, "voice", "voice:rows=month")))
    roles = names_of(sample, "source", "role")
    quotes = [one for one in exported(sample) if one["code"] == "quote" and one["said_by_role"]]
    for caption, key in (("Outlet by", "outlet"), ("Month by", "published")):
        wanted = Counter(
            (one[key][:7] if key == "published" else one[key], roles[one["said_by_role"]])
            for one in quotes
        )
        of = Counter[str]()
        for (row, _), count in wanted.items():
            of[row] += count
        cells = cells_of(found, caption)
        assert {row for row, _ in cells} == set(of)
        for (row, column), (count, share) in cells.items():
            if column == "All":
                assert count == of[row]
            else:
                assert (count, share) == (wanted[row, column], percent(count, of[row]))
        shown = {column for _, column in cells}
        assert len(shown) == 6, "five roles, and all"
    leading = max(wanted.values())
    assert f": {leading} of " in facts_of(sample, "voice:rows=month").said.chapters[0].leading


def test_tones_are_those_of_the_export(sample: Project) -> None:
    facts = facts_of(sample, "tones")
    tones: dict[str, list[int]] = defaultdict(list)
    for one in exported(sample):
        if one["code"] == "tone":
            tones[one["outlet"]].append(int(one["tone.tone"]))
    table = facts.said.chapters[0].table
    read = {str(row[0]): dict(zip(table.headings, row, strict=True)) for row in table.rows}
    assert read.keys() == tones.keys()
    for outlet, said in tones.items():
        mean = str(read[outlet]["Mean"]).replace("−", "-").partition(" ")[0]
        assert float(mean) == pytest.approx(sum(said) / len(said), abs=0.005)
        counted = Counter(f"{one:+d}".replace("-", "−").replace("+0", "0") for one in said)
        for step, count in counted.items():
            assert str(read[outlet][step]) == f"{count} ({percent(count, len(said))})"


def test_the_summary_says_whose_labels_count_and_names_no_largest_where_several_are(
    sample: Project,
) -> None:
    facts = facts_of(sample, "sentiment", "network")
    sentences = list(summary(facts))
    assert any("what two of them have coded counts for each" in one for one in sentences)
    targets, ties = facts.said.chapters
    assert "· Mean" not in targets.leading
    assert "share" not in targets.leading
    assert ties.leading == "No one figure is the largest: 12 have 1 statement each."


def test_the_summary_and_the_material_are_those_of_the_export(sample: Project) -> None:
    text = report_page(facts_of(sample))
    found = FoundPage(text)
    labels = exported(sample)
    coders = Counter(one["coder"] for one in labels)
    outlets = Counter(one["outlet"] for one in labels)
    assert f"2 coders have made {len(labels)} annotations" in text
    by_outlet = {row[0]: row[2] for row in found.tables["By outlet"][1:]}
    assert {one: int(count) for one, count in by_outlet.items() if count != "0"} == outlets
    people = {row[0]: int(row[5]) for row in found.tables["Coders and progress"][1:]}
    assert people == coders
    assert "Nothing is settled as gold." in text


def test_each_chapter_has_its_question_its_figure_its_table_and_what_it_is_silent_on(
    sample: Project,
) -> None:
    facts = facts_of(sample)
    text = report_page(facts)
    found = FoundPage(text)
    chapters = facts.said.chapters
    assert len(chapters) >= 6
    titles = [name for level, name in found.headings if level == 3]
    assert titles == [one.title for one in chapters]
    assert len(set(titles)) == len(titles)
    pictures = [one for one in found.figures if one.get("role") == "img"]
    assert len(pictures) == len(chapters) + 2, "and progress, and agreement"
    assert all(one.get("aria-label") for one in pictures)
    assert len(found.captions) == len(pictures)
    for one in chapters:
        assert one.question in text
        assert one.counts in text
        assert one.table.rows
    assert text.count("It does not say: ") == len(chapters)
    assert "Counted are the labels of ana and ben" in text


def test_headings_nest_and_tables_say_what_heads_what(sample: Project) -> None:
    found = FoundPage(report_page(facts_of(sample, full=True)))
    levels = [level for level, _ in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert found.cells_without_head == 0
    assert len(set(found.ids)) == len(found.ids)
    assert {"main", "nav", "figure", "figcaption", "caption"} <= set(found.tags)


def test_views_layers_and_words_are_chosen(sample: Project) -> None:
    facts = facts_of(sample, "frames", layers=("ana",), words="code:frame")
    (chapter,) = facts.said.chapters
    frames = [one for one in exported(sample) if one["code"] == "frame" and one["coder"] == "ana"]
    assert chapter.counts.startswith(f"{len(frames)} labels in ")
    text = report_page(facts)
    assert "Counted are the labels of ana. Only those that the filter “code:frame” finds." in text
    assert [one.title for one in facts.said.chapters] == ["Frames"]


def test_gold_is_counted_where_anything_is_settled(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        text = report_page(facts_of(project, "voice"))
        everybody = facts_of(project, "voice", layers=("all",)).said
    assert "Counted are the settled labels (gold)." in text
    assert "gold" not in everybody.of


def test_labels_count_that_coders_may_not_see_of_one_another(tmp_path: Path) -> None:
    with led_project(tmp_path) as project:
        quotes = project.find(Annotation, code="quote")
        (chapter,) = facts_of(project, "voice:rows=layer,columns=code").said.chapters
    assert chapter.counts.startswith(f"{len(quotes)} labels")


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        (ReportChoice(views=("choir",)), "no view choir"),
        (ReportChoice(views=("voice:row=month",)), "is no option of a view"),
        (ReportChoice(views=("voice:by=shouts",)), "voice:by=shouts: There is no shouts of by"),
        (ReportChoice(views=("voice:rows=weather",)), "nothing to count by"),
        (ReportChoice(layers=("nobody",)), "no layer nobody"),
        (ReportChoice(words="codes:frame"), "no condition codes"),
    ],
)
def test_what_there_is_none_of_is_refused(tmp_path: Path, choice: ReportChoice, says: str) -> None:
    with led_project(tmp_path) as project, pytest.raises(UserError, match=says):
        report_facts(project, choice=choice)


def test_where_articles_are_a_sample_figures_have_intervals_unless_it_is_said_otherwise(
    sample: Project,
) -> None:
    sample.apply(KeepSample(dict.fromkeys(sample.article_ids(), 0.5), seed=1))

    def notes(*views: str) -> list[bool]:
        chapters = facts_of(sample, *views, layers=("all",)).said.chapters
        return [any("Intervals are of 95 %" in note for note in one.notes) for one in chapters]

    asked = ("voice", "voice:sampled=false", "voice:by=words", "network")
    assert notes(*asked) == [True, False, True, False]
    assert [one.title for one in facts_of(sample, *asked, layers=("all",)).said.chapters] == [
        "Share of voice",
        "Share of voice (sampled=false)",
        "Share of voice (by=words)",
        "Network",
    ]
    assert notes()[:4] == [True] * 4


def test_near_copies_count_once_where_it_is_asked_for(tmp_path: Path) -> None:
    with wire_copies(tmp_path) as project:
        plan = plan_carrying(
            project,
            "w0",
            CopiesWhenWanted().look(project, no_progress).copies_of("w0"),
            coder_id("ana"),
            visibility_of(project, coder_id("ana")),
            no_progress,
        )
        project.apply(plan.edit(plan.proposed))
        each, once = (
            facts_of(project, f"voice:columns=all{rest}").said.chapters[0]
            for rest in ("", ",copies=once")
        )
    assert each.counts != once.counts
    assert any("are not counted" in note for note in once.notes)


def test_a_view_asked_as_usual_after_all_is_offered_once() -> None:
    titles = [
        title for _, title in offered_questions(["sentiment:copies=each", "topics:by=labels"])
    ]
    assert titles == [title for _, title in offered_questions()]


def test_questions_are_read_as_they_are_written() -> None:
    said = "voice:rows=month,by=words,codes=quote+source,sampled=true,most=5"
    question = question_of(said)
    assert (question.rows, question.most, question.codes) == ("month", 5, ("quote", "source"))
    assert question_of(written(question)) == question
    assert [question_of(written(one)) for one in usual_questions()] == usual_questions()
    offered = offered_questions([said, "gone:rows=month"])
    assert {one.view for one, _ in offered} == {one.id for one in VIEWS}
    assert (question, "Share of voice by month (words, quote and source)") in offered
    assert len({written(one) for one, _ in offered}) == len(offered)


def test_without_views_there_is_no_chapter_of_them(tmp_path: Path) -> None:
    with led_project(tmp_path) as project:
        text = report_page(facts_of(project, asked=True))
    assert "What the labels say" not in text


def test_what_has_nothing_to_say_is_named_in_a_sentence(tmp_path: Path) -> None:
    with led_project(tmp_path) as project:
        facts = facts_of(project)
        text = report_page(facts)
    assert "Frames" in facts.said.silent
    assert "Nothing was found for: " in text
    assert FoundPage(text).headings


def test_one_article_without_outlet_and_day_has_a_report(tmp_path: Path) -> None:
    with Project.create(tmp_path / "o.annotator", codebook=CODES) as project:
        one = NewArticle(id="a", title="Alone", text="Nobody said anything.")
        project.apply(ImportRecords(articles=(one,), records=()))
        text = report_page(report_facts(project))
    assert "1 article has 21 characters." in text
    assert "Nobody has coded yet." in text
    assert "Limits" in [name for _, name in FoundPage(text).headings]


def test_names_are_text_in_pictures_and_tables_too(tmp_path: Path) -> None:
    with hostile_project(tmp_path / "h.annotator") as project:
        views = tuple(f"{one.id}:rows=outlet,columns=code" for one in VIEWS if one.id == "voice")
        facts = facts_of(project, *views, layers=("all",))
        text = report_page(facts)
    found = FoundPage(text)
    assert "script" not in found.tags
    assert not re.search("[\u202a-\u202e\u2028\u2029\x00-\x08]", text)
    assert "Die „Zeit“, =1+1" in text


def test_a_study_is_no_book_unless_the_whole_is_asked_for(sample: Project) -> None:
    short, whole = (report_page(facts_of(sample, full=full)) for full in (False, True))
    code = sample.codebook().code("quote")
    assert code is not None
    assert code.fields[0].name not in FoundPage(short).tables["Codebook"][1]
    assert len(whole) > len(short) + 5_000
    assert any(row[0] == code.fields[0].name for row in FoundPage(whole).tables["Quote"])


def test_the_same_state_and_choice_give_the_same_bytes(sample: Project) -> None:
    first, again = (report_page(facts_of(sample)).encode() for _ in range(2))
    assert first == again


def test_two_chapters_of_one_view_have_names_that_tell_them_apart(sample: Project) -> None:
    asked = ("voice", "voice:by=words", "network:network=co-occurrence", "network", "topics:most=3")
    said = facts_of(sample, *asked).said
    assert [one.title for one in said.chapters] == [
        "Share of voice",
        "Share of voice (by=words)",
        "Network (network=co-occurrence)",
        "Network",
        "Who is quoted on what",
    ]

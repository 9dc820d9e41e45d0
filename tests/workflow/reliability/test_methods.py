"""The methods section of a project that three have coded, in each of its forms."""

import csv
import html
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from compared import BOOK, TEXT
from msgspec import structs
from once import copy_of
from reviewed import code_as, tag

from annotator.analysis.agreement import (
    MEASURES,
    TABLE,
    Options,
    StudyFacts,
    cited_in,
    krippendorff_alpha,
    report,
)
from annotator.domain.annotation import Annotation, Origin
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.practice import KeepPracticeResult, Practised
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.sampling import KeepSample
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.edits.suggestions import KeepScore, Refuse
from annotator.domain.edits.team import SetSetting
from annotator.domain.errors import UserError
from annotator.domain.record import Fragment
from annotator.domain.refusals import Refused
from annotator.domain.study import ArticleState, Round, RoundKind
from annotator.store.project import Project
from annotator.workflow.reliability.by_origin import Came, labels_that
from annotator.workflow.reliability.figures import study
from annotator.workflow.reliability.methods import Methods, methods_section, study_facts
from annotator.workflow.reliability.methods_files import METHODS_FORMATS, write_methods

IDS = tuple(f"a{n:02}" for n in range(12))
KINDS = ("direct", "indirect", "mixed")
CODERS = ("ana", "ben", "cid")


def kind_of(place: int, n: int) -> str:
    return KINDS[(n + (place if n % 4 == 0 else 0)) % 2]


def _coded(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    found = (*IDS, "unread")
    articles = tuple(NewArticle(id=one, title=one, text=TEXT) for one in found)
    project.apply(ImportRecords(articles=articles))
    for place, coder in enumerate(CODERS):
        edits = [
            tag(f"{coder}-q{n}", "quote", "We win,", one, type=kind_of(place, n))
            for n, one in enumerate(IDS)
        ]
        frames = [
            Tag(id=f"{coder}-f{n}", article=one, code="frame", fragments=())
            for n, one in enumerate(IDS)
            if (n + place) % 3
        ]
        code_as(project, coder, *edits, *frames, done=IDS[: 12 - 3 * (coder == "cid")])
    project.coder = "lea"
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    path = copy_of("methods of three", _coded, tmp_path / "p.annotator")
    with Project.open(path, "lea") as project:
        yield project


def section(project: Project, *, measures: Any = None, **facts: str) -> Methods:
    found = study(project)
    options = Options(resamples=200, seed=7)
    figures = report(found.articles, found.codebook, found.coders, options)
    chosen = {} if measures is None else {"measures": measures}
    return methods_section(found, figures, options, study_facts(found, **facts), **chosen)


def cell(found: Methods, variable: str, heading: str) -> str:
    line = next(one for one in found.lines if one[0] == variable)
    return line[next(n for n, one in enumerate(found.headings) if one.startswith(heading))]


def test_the_table_has_a_line_for_each_variable_and_what_is_pooled_last(project: Project) -> None:
    found = section(project)
    assert [line[0] for line in found.lines] == [
        "Quote",
        "Quote · Type",
        "Frame",
        "All codes, pooled",
    ]
    assert found.headings[:2] == ["Variable", "n"]
    assert "articles read by 2 or more" in cell(found, "Frame", "n")


def test_percentage_and_alpha_are_those_of_all_coders_together(
    project: Project, tmp_path: Path
) -> None:
    write_methods(tmp_path / "m.csv", section(project))
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["variable"]: row for row in csv.DictReader(file)}
    read = {coder: 12 - 3 * (coder == "cid") for coder in CODERS}
    kinds = [
        [kind_of(place, n) if n < read[coder] else None for place, coder in enumerate(CODERS)]
        for n in range(12)
    ]
    frames = [
        [bool((n + place) % 3) if n < read[coder] else None for place, coder in enumerate(CODERS)]
        for n in range(12)
    ]
    for variable, units in (("Quote · Type", kinds), ("Frame", frames)):
        pairs = [
            pair for unit in units for pair in combinations([x for x in unit if x is not None], 2)
        ]
        share = sum(a == b for a, b in pairs) / len(pairs)
        assert float(rows[variable]["percent"]) == pytest.approx(share)
        assert int(rows[variable]["percent_n"]) == len(pairs)
        alpha = krippendorff_alpha(units, level="nominal")
        assert float(rows[variable]["alpha"]) == pytest.approx(alpha)
        low, high = (float(rows[variable][f"alpha_{end}"]) for end in ("low", "high"))
        assert low <= float(rows[variable]["alpha"]) <= high
        assert rows[variable]["alpha_counts"].endswith("by 2 or more")
    assert rows["Quote"]["alpha"] == ""


def test_the_paragraph_says_how_the_study_was_done(project: Project) -> None:
    project.apply(Settle(take=("ana-q0",), over=("ben-q0", "cid-q0")))
    assert "Disagreements are being settled by lea" in section(project).paragraph
    project.apply(SetArticleState(("a00",), ArticleState.SETTLED))
    words = section(
        project, training="They trained  on five articles", sampling="Drawn at random (seed 3)."
    ).paragraph
    for said in (
        "12 articles were coded independently by at least two of ana, ben and cid.",
        "Of 13 articles, 12 had been coded by at least one coder, and 12 of these (100 %) by two",
        "They trained on five articles. Drawn at random (seed 3).",
        "with version 1 of the codebook",
        "settled by lea in a gold layer of 1 article, by 3 decisions on labels (1 accepted, 2 ",
        "200 resamples (seed 7; Efron & Tibshirani 1993)",
        "Media Annotator ",
    ):
        assert said in words


def test_what_the_project_knows_of_training_and_sampling_is_told(project: Project) -> None:
    project.apply(PutRound(Round(id="t", name="T", kind=RoundKind.TRAINING, pass_mark=0.8)))
    project.apply(Include(round="t", articles=("a00", "a01")))
    result = Practised(score=0.9, passed=True, counts={})
    project.coder = "ana"
    project.apply(KeepPracticeResult("a00", result))
    project.apply(KeepSample({"a02": 0.5}, seed=7, by="month"))
    words = section(project).paragraph
    trained = (
        "Coders were trained on 2 practice articles, with a pass mark of 80%; ana passed 1 of 1."
    )
    assert trained in words
    assert "1 article was drawn at random, stratified by month (seed 7)." in words


def test_what_the_project_does_not_know_is_left_to_be_filled_in(project: Project) -> None:
    words = section(project).paragraph
    assert "[Say how the coders were trained" in words
    assert "[Say how the articles were sampled" in words
    assert "the project holds no decisions" in words


def test_versions_of_the_codebook_are_told(project: Project) -> None:
    code = project.codebook().codes[0]
    project.apply(PutCode(structs.replace(code, definition="Said by others")))
    project.coder = "ana"
    project.apply(tag("late", "quote", "Others", "a00"))
    assert "with versions 1 and 2 of the codebook" in section(project).paragraph


def test_independently_only_where_nobody_could_look(project: Project) -> None:
    assert "independently" in section(project).paragraph
    project.apply(SetSetting("open_labels", True))
    project.apply(SetSetting("open_labels", False))
    words = section(project).paragraph
    assert "independently" not in words
    assert "allowed to see each other's labels" in words


def test_imported_labels_are_not_called_independent(project: Project) -> None:
    found = study(project)
    one = found.articles[0]
    imported = tuple(structs.replace(a, origin=Origin.IMPORT) for a in one.annotations)
    articles = [structs.replace(one, annotations=imported), *found.articles[1:]]
    facts = study_facts(structs.replace(found, articles=articles))
    assert not facts.blind
    assert not facts.open


def test_the_paragraph_speaks_of_no_measure_that_the_table_lacks(project: Project) -> None:
    for measures in (("percent", "holsti"), ("u_alpha",), ("cohen_kappa", "gwet_ac1"), MEASURES):
        found = section(project, measures=measures)
        for one in TABLE.values():
            if one.id not in found.measures and one.words not in ("F1 by overlap", "u-alpha"):
                assert one.words not in found.paragraph.replace("linearly weighted", "")
        sources = " ".join(TABLE[one].source for one in found.measures)
        papers = {one.key for one in found.papers} - {"efron1993", "hripcsak2005"}
        assert papers <= {one.key for one in cited_in(sources)}
    assert "cohen_kappa" not in found.measures  # a measure of two is none of three together


def test_every_citation_in_latex_is_in_the_bib(project: Project) -> None:
    found = section(project, measures=MEASURES)
    tex, bib = (METHODS_FORMATS[one].write(found) for one in (".tex", ".bib"))
    cited = {key for keys in re.findall(r"\\cite\{([^}]*)\}", tex) for key in keys.split(",")}
    there = set(re.findall(r"@\w+\{(\w+),", bib))
    assert cited
    assert cited == there - {"mediaannotator"}
    assert bib.count("{") == bib.count("}")
    assert {"krippendorff2019", "gwet2008", "holsti1969", "fleiss1971"} <= cited


def test_a_web_page_shows_names_as_they_are(project: Project, tmp_path: Path) -> None:
    code = project.codebook().codes[0]
    project.apply(PutCode(structs.replace(code, name="<b>Q</b> & | _x")))
    found = section(project)
    for suffix in METHODS_FORMATS:
        write_methods(tmp_path / f"m{suffix}", found)
    page = (tmp_path / "m.html").read_text(encoding="utf-8")
    assert "<td>&lt;b&gt;Q&lt;/b&gt; &amp; | _x</td>" in page
    assert html.escape(found.references[0]) in page
    tex = (tmp_path / "m.tex").read_text(encoding="utf-8")
    assert r"$<$b$>$Q$<$/b$>$ \& $|$ \_x & " in tex
    rows = [one for one in tex.splitlines() if one.endswith(r"\\")]
    assert {len(re.findall(r"(?<!\\)&", one)) for one in rows} == {len(found.headings) - 1}
    marked = (tmp_path / "m.md").read_text(encoding="utf-8")
    assert r"| \<b\>Q\</b\> & \| \_x |" in marked


def test_too_few_articles_are_told_below_the_table(project: Project) -> None:
    found = study(project)
    few = structs.replace(found, articles=found.articles[:4])
    options = Options(resamples=100)
    figures = report(few.articles, few.codebook, few.coders, options)
    made = methods_section(few, figures, options, StudyFacts())
    assert made.notes[0] == "Without an interval: too few articles (10 needed)."
    assert "There are no intervals, which take 10 articles and" in made.paragraph
    assert "reliable" not in made.paragraph


def test_other_endings_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"not written as \.doc"):
        write_methods(tmp_path / "m.doc", section(project))
    assert project.find(Annotation)


def decide(project: Project) -> None:
    """Let ana accept, mend and refuse what rules and a model have suggested."""
    place, again, home = ((0, 4),), ((5, 9),), (Fragment(10, 14),)
    said = [("rules 1", Origin.ACCEPTED, place), ("model 1", Origin.MENDED, again)]
    edits: list[Edit] = []
    for by, origin, fragments in said:
        made = Tag(id=by, article="a00", code="quote", fragments=fragments, origin=origin)
        edits += [made, KeepScore(annotation=by, score=0.9, reason="", by=by)]
    edits.append(Refuse((Refused(article="a00", code="quote", fragments=home, by="rules 1"),)))
    code_as(project, "ana", *edits)
    project.coder = "lea"


def test_the_section_says_nothing_of_suggestions_where_there_were_none(project: Project) -> None:
    assert "suggest" not in section(project).paragraph


def test_the_section_says_what_became_of_suggestions(project: Project) -> None:
    decide(project)
    words = section(project).paragraph
    assert (
        "Labels were suggested to the coders: of 3 suggestions that they decided on, "
        "they accepted 1 (33 %) unchanged, mended 1 (33 %) and refused 1 (33 %) "
        "(rules 1: 1, 0 and 1; models learned from the coders’ finished articles: 0, 1 and 0). "
        "2 of the coders' 62 labels (3 %) came of suggestions."
    ) in words


def test_suggestions_in_articles_that_do_not_count_are_not_told(project: Project) -> None:
    decide(project)
    found = study(project, query="a05")
    assert found.suggested == ()


def test_labels_made_by_hand_and_suggested_ones_are_told_apart(project: Project) -> None:
    decide(project)
    found = study(project)
    labels = [one for article in found.articles for one in article.annotations]
    parts = [
        [one for article in labels_that(found, came).articles for one in article.annotations]
        for came in Came
    ]
    assert sorted(one.id for part in parts for one in part) == sorted(one.id for one in labels)
    assert {one.id for one in parts[list(Came).index(Came.ACCEPTED)]} == {"rules 1", "model 1"}
    for came in Came:
        for before, after in zip(found.articles, labels_that(found, came).articles, strict=True):
            assert before.readers() == after.readers()

"""The printable report: it says what is there, needs nothing else, and runs nothing."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from led_project import CODES, do, led_project
from msgspec.structs import replace

from annotator.analysis.agreement import krippendorff_alpha
from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.codebook import Code, Scope
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.codebook import PutCode, SetProjectTitle
from annotator.domain.edits.records import PutCoder
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.errors import UserError
from annotator.domain.people import Coder, coder_id
from annotator.domain.study import ArticleState, Settlement
from annotator.store.project import Project
from annotator.workflow.freezing.making import freeze_project
from annotator.workflow.report.choice import USUAL_CHOICE, ReportChoice
from annotator.workflow.report.facts import report_facts
from annotator.workflow.report.page import report_page
from annotator.workflow.report.writing import write_report
from annotator.workflow.visibility import visibility_of

ODD = '<script>alert("1")</script> & “x”'


class Page(HTMLParser):
    """What a browser finds: tags, whether they close, texts, and the rows of tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1][-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as made:
        do(made, "ben", SetStatus("a1", WorkStatus.DONE))
        ana = coder_id("ana")
        own = [one.id for one in made.find(Annotation, coder=ana) if one.code == "quote"]
        made.apply(Settle(take=tuple(own)))
        articles = tuple(one.article for one in made.find(Settlement))
        made.apply(SetArticleState(articles, ArticleState.SETTLED))
        yield made


def page(project: Project, choice: ReportChoice = USUAL_CHOICE) -> Page:
    path = project.path.with_name("report.html")
    write_report(project, path, choice=choice)
    return Page(path.read_text(encoding="utf-8"))


def test_it_says_who_has_done_what_and_what_is_settled(project: Project) -> None:
    found = page(project)
    assert found.open == []
    assert {"Coders and progress", "Gold", "Reliability", "Methods", "Codebook"} <= set(found.said)
    gold = len(project.find(Annotation, layer=GOLD_LAYER))
    assert ["Quote", str(gold)] in found.rows
    labels = {
        handle: len(project.find(Annotation, coder=coder_id(handle))) for handle in ("ana", "ben")
    }
    rows = {row[0]: row for row in found.rows if len(row) == 6}
    assert int(rows["ana"][5]) == labels["ana"]
    assert rows["ana"][3] == "1"
    assert ["Articles", "2"] in found.rows
    assert f"{gold} accepted" in found.text


def test_its_figures_are_those_of_the_labels(project: Project) -> None:
    code = CODES.codes[0]
    tone = replace(code, id="tone", name="Tone", key="", scope=Scope.ARTICLE, links=(), position=5)
    project.apply(PutCode(tone))
    for handle, answers in (("ana", ("direct", "indirect")), ("ben", ("direct", "direct"))):
        for article, answer in zip(("a1", "a2"), answers, strict=True):
            made = Tag(
                id=f"{handle}{article}tone", article=article, code="tone", values={"kind": answer}
            )
            do(project, handle, made, SetStatus(article, WorkStatus.DONE))
    expected = krippendorff_alpha([["direct", "direct"], ["indirect", "direct"]])
    facts = report_facts(project)
    tone_kind = next(one for one in facts.table if one.variable == "Tone · Type")
    assert tone_kind.plain is not None
    assert tone_kind.beyond is not None
    assert (tone_kind.plain.value, tone_kind.beyond.value) == (0.5, pytest.approx(expected))
    found = page(project)
    row = next(row for row in found.rows if row[0] == "Tone · Type")
    assert row[1:3] == ["50 %", f"α {expected:.2f}".replace("-", "−")]
    assert "too few articles" in found.text


def test_the_codebook_is_in_it_with_definitions_and_answers(project: Project) -> None:
    code = replace(CODES.codes[0], definition="What somebody said.\nWord for word.", include="All.")
    project.apply(PutCode(code))
    found = page(project, ReportChoice(full=True))
    assert "What somebody said. Word for word." in found.text
    assert "br" in found.tags
    assert ["Type", "choice", "Direct, Indirect", ""] in found.rows


def test_nothing_that_people_wrote_is_markup(project: Project) -> None:
    project.apply(SetProjectTitle(ODD))
    project.apply(PutCode(Code(id="odd", name=ODD, definition=ODD, source=ODD, position=9)))
    project.apply(PutCoder(Coder(id=coder_id("ana"), handle="ana", name=ODD)))
    found = page(project)
    assert "script" not in found.tags
    assert found.text.count(ODD) >= 4
    named = {name for name, _ in found.attributes}
    assert not named & {"src", "onload", "onclick"}
    leads = [value or "" for name, value in found.attributes if name == "href"]
    there = {value for name, value in found.attributes if name == "id"}
    assert leads
    assert {one.removeprefix("#") for one in leads} <= there, "within the page alone"


def test_it_needs_nothing_from_elsewhere_and_says_so_to_browsers(project: Project) -> None:
    path = project.path.with_name("report.html")
    write_report(project, path)
    text = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    without = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|url\(|@import", without)


def test_its_plots_are_whole_pictures(project: Project) -> None:
    project.apply(PutCode(replace(CODES.codes[0], name=ODD)))
    text = report_page(report_facts(project))
    plots = re.findall(r"<svg.*?</svg>", text)
    assert len(plots) == 2
    for plot in plots:
        root = ET.fromstring(plot)  # noqa: S314 - written by ourselves
        assert root.tag.endswith("svg")
        assert any(child.tag.endswith("text") for child in root)


def test_the_same_state_gives_the_same_page(project: Project) -> None:
    first, again = (report_page(report_facts(project, made="2026-01-31")) for _ in range(2))
    assert first == again
    assert "Report of 2026-01-31" in first


def test_of_a_freeze_it_says_which_one(project: Project) -> None:
    frozen = freeze_project(project, "Main")
    with Project.open(frozen.path) as then:
        text = page(then).text
    assert f"This is the freeze “Main” of {frozen.freeze.at[:10]}." in text


def test_an_empty_project_has_a_report_too(tmp_path: Path) -> None:
    with Project.create(tmp_path / "e.annotator", codebook=CODES) as empty:
        found = page(empty)
    assert "Nobody has coded yet." in found.text
    assert "Nothing is settled yet." in found.text
    assert "No article has been finished by two coders." in found.text


def test_who_may_not_see_all_labels_gets_none(project: Project) -> None:
    do(project, "ben", SetStatus("a2", WorkStatus.IN_PROGRESS))
    seen_by = visibility_of(project, coder_id("ben"), reviewing=True)
    out = project.path.with_name("report.html")
    with pytest.raises(UserError, match="some are hidden from you"):
        write_report(project, out, seen_by)
    assert not out.exists()

"""The list of differences, its filters, and what the text shows of the layers."""

from compared import TEXT
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from reviewed import code_as, shown, tag

from annotator.analysis.comparing.filtering import Filter
from annotator.analysis.comparing.match import Kind
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetFragments, SetValue
from annotator.domain.edits.articles import NewArticle, SetStatus
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.rounds import Include, PutRound, RemoveRound
from annotator.domain.edits.team import Assign, SetSetting
from annotator.domain.layers import GOLD
from annotator.domain.settings import OPEN_SETTING, THRESHOLD_SETTING
from annotator.domain.study import Round, RoundKind
from annotator.gui.review import ReviewPage
from annotator.gui.review.difference_rows import Heading
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import SPLITTERS, Settings
from annotator.gui.widgets.basic import tool_tip
from annotator.store.project import Project
from annotator.workflow.review.comparison import ALL, Chosen, DifferenceRow

Key = Qt.Key


def lines(page: ReviewPage) -> list[str]:
    """Return the list as one reads it: headings with their counts, and rows in words."""
    model = page.differences.model
    found: list[str] = []
    for place in range(model.rowCount()):
        line = model.line(model.index(place))
        if isinstance(line, Heading):
            found.append(f"# {line.text} {line.count}")
        elif isinstance(line, DifferenceRow):
            found.append(f"{line.text}: {line.words}")
    return found


def by(project: Project, coder: str, *edits: object) -> None:
    code_as(project, coder, *edits)  # type: ignore[arg-type] - edits
    project.coder = "lea"


def offered(combo: QComboBox) -> list[str]:
    return [combo.itemText(n) for n in range(combo.count())]


def test_differences_stand_under_their_kinds_with_words(page: ReviewPage) -> None:
    assert lines(page) == [
        "# Not all have it 1",
        "Monday: Only ana",
        "# Same span, other code 1",
        "Others: Code: Quote / Source",
        "# Same code, other boundary 1",
        "We win,: ben also “ … ”",
        "# Other field value 1",
        "and stay.: Type: Direct / Indirect",
        "# Other link 1",
        "We win,: Said by: the mayor / –",
    ]
    assert page.differences.count.text() == "5 open of 5"


def test_n_and_p_and_the_arrows_walk_the_list_and_open_articles(
    page: ReviewPage, qtbot: QtBot
) -> None:
    view = page.differences.view
    place = page.differences.place
    assert place() == (1, 5)
    qtbot.keyClick(view, Key.Key_N)
    assert place() == (2, 5)
    qtbot.keyClick(view, Key.Key_P)
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Down)
    assert place() == (3, 5)
    for _ in range(5):
        qtbot.keyClick(page.pane.view, Key.Key_N)
    assert place() == (5, 5)
    assert page.session.article is not None
    assert page.session.article.article.id == "a2"
    assert page.pane.view.text == TEXT


def test_both_versions_are_outlined_and_told_side_by_side(page: ReviewPage) -> None:
    page.show_differences(Filter(kinds=frozenset((Kind.OTHER_VALUE,))))
    scene = page.pane.view.scene
    assert {scene.focus, *scene.companions} == {"a-value", "b-value"}
    assert page.panel.title.text() == "Other field value\nType: Direct / Indirect"
    versions = page.panel.versions
    assert versions is not None
    differing = [
        label.text()
        for label in versions.findChildren(type(page.panel.title))
        if label.property("role") == "differs"
    ]
    assert differing == ["Direct", "Indirect"]


def test_layers_have_lanes_of_their_own_and_agreement_is_quiet(page: ReviewPage) -> None:
    marks = page.pane.view.scene.layer.marks
    assert {marks["a-same"].side, marks["a-edge"].side} == {1}
    assert {marks["b-same"].side, marks["b-edge"].side} == {2}
    assert marks["a-same"].quiet
    assert marks["b-same"].quiet
    assert not marks["a-edge"].quiet
    lanes = {s.owner: s.lane % 2 for s in page.pane.view.scene.layer.index.query(0, len(TEXT))}
    assert {lanes[one] for one in lanes if one.startswith("a-")} == {0}
    assert {lanes[one] for one in lanes if one.startswith("b-")} == {1}
    assert page.pane.legend.text == "A: ana (upper lanes, left)  B: ben (lower lanes, right)"


def test_filters_narrow_the_list(page: ReviewPage) -> None:
    filters = page.differences.filters
    filters.code.choose_data(frozenset(("source",)))
    filters.code.currentIndexChanged.emit(1)
    assert lines(page)[1::2] == ["Monday: Only ana", "Others: Code: Quote / Source"]
    filters.want(Filter(field="type"))
    assert lines(page) == ["# Other field value 1", "and stay.: Type: Direct / Indirect"]
    filters.want(Filter(article="a2"))
    assert lines(page)[1:] == ["We win,: Said by: the mayor / –"]
    filters.want(Filter(settled=True))
    assert lines(page) == []
    assert "Nothing to list" in page.differences.empty.text


def test_articles_that_have_differences_can_be_chosen_by_title(
    page: ReviewPage, qtbot: QtBot
) -> None:
    combo = page.differences.filters.article
    assert offered(combo) == ["All articles", "This article", "Others leave"]
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_End)
    assert lines(page)[1:] == ["We win,: Said by: the mayor / –"]
    assert combo.currentText() == "Others leave"
    page.session.open_article("a2")
    assert offered(combo) == ["All articles", "Others leave", "The mayor stays"]
    assert combo.currentText() == "Others leave"
    qtbot.keyClick(combo, Key.Key_Home)
    assert page.differences.count.text() == "5 open of 5"
    assert combo.toolTip() == tool_tip("Article")


def test_an_article_chosen_through_a_door_is_shown_by_its_title(page: ReviewPage) -> None:
    title = "Nobody has coded <b>this</b> one, " + "which has a very long title, " * 3
    page.session.apply(ImportRecords(articles=(NewArticle(id="a3", title=title, text=TEXT),)))
    page.show_differences(Filter(article="a3"))
    combo = page.differences.filters.article
    assert combo.currentText().startswith("Nobody has coded <b>this</b> one,")
    assert combo.currentText().endswith("…")
    whole = tool_tip(title.strip())
    assert combo.toolTip() == combo.currentData(Qt.ItemDataRole.ToolTipRole) == whole
    page.session.open_article("a3")
    assert combo.currentText().startswith("Nobody")


def test_a_door_to_a_pair_of_coders_compares_them(page: ReviewPage) -> None:
    by(page.session.project, "cleo", tag("c", "source", "Monday"), SetStatus("a1", WorkStatus.DONE))
    page.enter()
    ids = {page.session.handle_of(one): one for one in page.comparison.coders}
    page.show_differences(Filter(layers=frozenset((ids["ben"], ids["cleo"]))))
    assert set(page.comparison.chosen.pairs(())[0]) == {ids["ben"], ids["cleo"]}
    assert page.match is not None


def test_a_door_to_many_coders_compares_each_pair_of_them(page: ReviewPage) -> None:
    by(page.session.project, "cleo", tag("c", "source", "Monday"), SetStatus("a1", WorkStatus.DONE))
    page.enter()
    page.show_differences(Filter(layers=frozenset(page.comparison.coders)))
    assert page.comparison.chosen == Chosen(ALL, ALL)
    assert len(page.comparison.chosen.pairs(page.comparison.coders)) == 3
    page.comparison.choose(Chosen(page.comparison.coders[0], GOLD))
    assert page.differences.filters.wanted.layers == frozenset()


def test_an_edit_is_seen_at_once(page: ReviewPage) -> None:
    project = page.session.project
    project.coder = "ben"
    page.session.apply(SetValue("b-value", "type", "direct"))
    start = TEXT.index("We win,")
    page.session.apply(SetFragments("b-edge", ((start, start + 7),)))
    assert page.differences.count.text() == "3 open of 3"
    page.session.undo()
    assert page.differences.count.text() == "4 open of 4"


def test_only_the_touched_article_is_compared_again(page: ReviewPage) -> None:
    before = page.comparison.on("a2")
    page.session.project.coder = "ben"
    page.session.apply(SetValue("b-value", "type", "direct"))
    assert page.comparison.on("a2") is before


def test_all_coders_are_compared_with_gold(page: ReviewPage) -> None:
    page.comparison.choose(Chosen(ALL, GOLD))
    assert page.differences.count.text() == "13 open of 13"
    page.bulk.take_agreements(here=False)
    assert "open of" in page.differences.count.text()
    assert page.chooser.b.currentText() == "gold"


def test_the_threshold_is_kept_with_the_project(page: ReviewPage, qtbot: QtBot) -> None:
    spin = page.chooser.threshold
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClicks(spin, "90")
    qtbot.keyClick(spin, Key.Key_Return)
    assert page.session.project.info().settings[THRESHOLD_SETTING] == 0.9
    assert "Only ben" in " ".join(lines(page))
    page.session.undo()
    assert page.comparison.threshold == 0.25
    assert spin.value() == 25


def test_digits_typed_into_the_threshold_decide_nothing(page: ReviewPage, qtbot: QtBot) -> None:
    page.chooser.threshold.setFocus()
    qtbot.keyClicks(page.chooser.threshold, "10")
    assert page.differences.count.text() == "5 open of 5"


def test_who_codes_an_article_sees_no_labels_on_it(page: ReviewPage) -> None:
    session = page.session
    session.apply(Assign((("a1", "lea"),)))
    assert lines(page) == ["# Other link 1", "We win,: Said by: the mayor / –"]
    assert page.differences.hidden.isVisible()
    assert "1 article is hidden" in page.differences.hidden.text()
    assert not page.pane.view.scene.layer.marks
    assert page.match is None
    session.apply(SetSetting(OPEN_SETTING, value=True))
    assert page.differences.count.text() == "5 open of 5"
    assert page.pane.view.scene.layer.marks


def test_without_a_second_coder_the_page_says_how_to_get_one(
    empty_project: Project, qtbot: QtBot
) -> None:
    by(empty_project, "ana", tag("a", "quote", "We win,"), SetStatus("a1", WorkStatus.DONE))
    session = Session(empty_project)
    session.open_article("a1")
    page = shown(ReviewPage(session, Settings()), qtbot)
    said = page.differences.empty.text
    assert "No second coder yet" in said
    assert "Ctrl+Shift+H" in said


def test_a_project_without_labels_has_nothing_to_choose(
    empty_project: Project, qtbot: QtBot
) -> None:
    page = shown(ReviewPage(Session(empty_project), Settings()), qtbot)
    assert "No second coder yet" in page.differences.empty.text
    before = empty_project.undo_label()
    assert page.chooser.a.currentText() == ""
    assert page.pane.empty.isVisible()
    qtbot.keyClick(page, Key.Key_1)
    qtbot.keyClick(page, Key.Key_N)
    page.bulk.take_agreements(here=False)
    page.bulk.take_layer(second=False)
    for command in ("undecide", "reason", "thread", "edit_a"):
        page.perform(command)
    assert empty_project.undo_label() == before


def test_where_nothing_differs_the_page_says_so(empty_project: Project, qtbot: QtBot) -> None:
    for coder in ("ana", "ben"):
        by(
            empty_project,
            coder,
            tag(coder, "quote", "We win,"),
            SetStatus("a1", WorkStatus.DONE),
        )
    page = shown(ReviewPage(Session(empty_project), Settings()), qtbot)
    assert "Nothing differs" in page.differences.empty.text


def test_a_hidden_page_leaves_edits_alone_and_catches_up(page: ReviewPage) -> None:
    page.hide()
    page.session.project.coder = "ben"
    page.session.apply(SetValue("b-value", "type", "direct"))
    page.session.project.coder = "lea"
    assert page.differences.count.text() == "5 open of 5"
    page.show()
    page.enter()
    assert page.differences.count.text() == "4 open of 4"


def test_sizes_come_back(page: ReviewPage, qtbot: QtBot) -> None:
    page.resize(1000, 600)
    page.remember()
    again = ReviewPage(page.session, Settings())
    qtbot.addWidget(again)
    assert again.settings.get(SPLITTERS)["review"] == page.settings.get(SPLITTERS)["review"]
    assert len(again.settings.get(SPLITTERS)["review_right"]) == 2


def test_every_list_can_be_shown(page: ReviewPage) -> None:
    for name in ("queue", "mine", "questions", "differences"):
        page.show_list(name)
        assert page.lists.name == name
        assert page.panel.isVisible() is (name == "differences")


def test_an_annotation_of_another_list_is_shown_in_the_text(page: ReviewPage) -> None:
    page.show_list("queue")
    page.lists.queue.go_to.emit("b-link")
    assert page.session.article is not None
    assert page.session.article.article.id == "a2"
    assert page.pane.view.scene.focus == "b-link"
    assert page.pane.view.hasFocus()


def test_with_ones_own_layer_alone_nothing_can_be_compared_or_taken(
    empty_project: Project, qtbot: QtBot
) -> None:
    code_as(empty_project, "ana", tag("a", "quote", "We win,"), done=("a1",))
    page = shown(ReviewPage(Session(empty_project), Settings()), qtbot)
    chooser = page.chooser
    for widget in (chooser.b, chooser.threshold, chooser.agreements, chooser.layer):
        assert not widget.isEnabled()
        assert "no layer but your own" in widget.toolTip()
    code_as(empty_project, "ben", tag("b", "quote", "We win,"), done=("a1",))
    empty_project.coder = "ana"
    page.comparison.refresh()
    for widget in (chooser.b, chooser.threshold, chooser.agreements, chooser.layer):
        assert widget.isEnabled()
        assert "no layer but your own" not in widget.toolTip()


def test_practice_is_listed_and_offered_by_itself(page: ReviewPage) -> None:
    project, filters = page.session.project, page.differences.filters
    page.session.apply(PutRound(Round(id="t", name="Training", kind=RoundKind.TRAINING)))
    page.session.apply(Include(round="t", articles=("a1",)))

    def listed() -> set[str]:
        rows = map(page.comparison.row, page.differences.model.refs())
        return {row.match.article for row in rows if row is not None}

    def offered() -> list[str]:
        return [filters.article.itemText(n) for n in range(filters.article.count())]

    def choose(text: str) -> None:
        filters.article.setCurrentIndex(offered().index(text))

    assert project.article_ids() == ["a1", "a2"]
    assert listed() == {"a2"}
    assert offered()[0] == "All articles"
    assert "The mayor stays" not in offered()
    choose("Practice and repetitions…")
    assert listed() == {"a1"}
    assert offered()[0] == "All practice and repetitions"
    assert "Others leave" not in offered()
    choose("Articles of the study…")
    assert listed() == {"a2"}
    choose("This article")  # a1, which is open
    assert listed() == {"a1"}
    choose("Articles of the study…")
    page.session.apply(RemoveRound("t"))
    assert listed() == {"a1", "a2"}
    assert "Practice and repetitions…" not in offered()

"""What the inspector says of decisions and gold."""

import re

from annotator.domain.annotation import gold_id
from annotator.domain.edits.annotations import SetValue
from annotator.domain.edits.review import Settle
from annotator.domain.edits.team import SetSetting
from annotator.domain.teamwork import OPEN_SETTING
from annotator.gui.inspector import Inspector
from annotator.gui.session.session import Session
from annotator.gui.wording.annotations import mark_of
from annotator.workflow.review.gold import HIDDEN


def settle(session: Session) -> None:
    """Let ben change ana's quote and reject her source."""
    session.coder = "ben"
    session.apply(Settle(take=("q1",), reason="Wrong answer to a field"))
    session.apply(SetValue(gold_id("q1"), "kind", "mixed"))
    session.apply(Settle(over=("s1",), reason="<b>No</b>"))
    session.coder = "ana"


def test_ones_own_annotation_says_who_changed_it_and_why(
    session: Session, inspector: Inspector
) -> None:
    settle(session)
    session.select("q1")
    said = inspector.decisions.said.text()
    assert re.fullmatch(r"ben changed this: “Wrong answer to a field” · .*\d{4}", said)
    assert inspector.decisions.gold.text() == "Type: – / Mixed"
    session.select("s1")
    assert "ben rejected this: “<b>No</b>”" in inspector.decisions.said.text()
    assert inspector.decisions.gold.text() == "Not in gold"
    session.select("e1")
    assert inspector.decisions.isHidden()


def test_a_decision_shows_before_one_has_finished_and_gold_does_not(
    session: Session, inspector: Inspector
) -> None:
    settle(session)
    session.apply(SetSetting(OPEN_SETTING, value=None))
    session.select("q1")
    assert "ben changed this" in inspector.decisions.said.text()
    assert inspector.decisions.gold.text() == HIDDEN
    selected = session.selected_annotation()
    assert selected is not None
    assert "ben changed this" in mark_of(session, selected).label


def test_gold_says_where_it_comes_from_and_is_changed_in_review_only(
    session: Session, inspector: Inspector
) -> None:
    settle(session)
    session.select(gold_id("q1"))
    assert inspector.decisions.said.text().startswith("From ana, settled by ben")
    assert "Review" in inspector.header.owner.text()
    assert not inspector.focus_note()
    session.set_reviewing(True)
    assert inspector.header.owner.isHidden()
    assert inspector.focus_note()

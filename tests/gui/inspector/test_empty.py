"""What the inspector teaches while nothing is selected."""

from PySide6.QtWidgets import QLabel

from annotator.gui.inspector import Inspector
from annotator.gui.session.session import Session


def taught(inspector: Inspector) -> list[str]:
    return [one.text() for one in inspector.empty.findChildren(QLabel) if not one.isHidden()]


def test_while_coding_it_teaches_the_codes_keys(inspector: Inspector) -> None:
    assert {"Q", "Quote", "link an actor, a source or a target"} <= set(taught(inspector))


def test_in_review_it_teaches_the_reviews_keys_and_no_others(
    session: Session, inspector: Inspector
) -> None:
    session.set_reviewing(True)
    said = taught(inspector)
    assert {"take A’s or B’s into gold", "the next and the previous difference"} <= set(said)
    assert not {"Q", "A", "M"} & set(said)
    session.set_reviewing(False)
    assert "Quote" in taught(inspector)

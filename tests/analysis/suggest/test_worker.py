"""Learning in a process of its own gives the same model, can be cancelled, and never hangs."""

import sys
from itertools import count

import msgspec
import pytest
from coded_quotes import made

from annotator.analysis.suggest import worker
from annotator.analysis.suggest.learned import train
from annotator.analysis.suggest.worker import LearningError, answer, train_elsewhere
from annotator.domain.errors import CancelledError

DOCUMENTS = [made(number, "<WHO> [SAY] that {WORDS}.") for number in range(4)]


def test_the_child_gives_the_same_model() -> None:
    assert train_elsewhere(DOCUMENTS, seed=3) == train(DOCUMENTS, seed=3).to_bytes()


def test_cancelling_ends_the_child() -> None:
    asked = count()
    with pytest.raises(CancelledError):
        train_elsewhere(DOCUMENTS * 40, cancelled=lambda: next(asked) > 1)


def test_a_child_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "import time\nwhile True: time.sleep(60)"
    monkeypatch.setattr(worker, "_command", lambda: [sys.executable, "-c", endless])
    with pytest.raises(LearningError, match="it took more than"):
        train_elsewhere(DOCUMENTS, patience=0.3)


def test_a_child_that_dies_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    dying = "import sys\nsys.exit('no memory left')"
    monkeypatch.setattr(worker, "_command", lambda: [sys.executable, "-c", dying])
    with pytest.raises(LearningError, match="ended with 1, no memory left"):
        train_elsewhere(DOCUMENTS)


def test_an_error_in_the_child_is_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    told = msgspec.msgpack.decode(answer(b"\xc1"))
    assert told["error"].startswith("DecodeError: ")
    assert "Traceback" in capfd.readouterr().err

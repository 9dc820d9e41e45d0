"""A frozen program is the child that learns, however it was started."""

import sys

import pytest
from coded_quotes import made

from annotator.analysis.suggest import worker
from annotator.analysis.suggest.learned import train
from annotator.analysis.suggest.worker import COMMAND, train_elsewhere

DOCUMENTS = [made(number, "<WHO> [SAY] that {WORDS}.") for number in range(3)]


@pytest.mark.parametrize("entry", ["annotator.cli.main", "annotator.cli.open"])
def test_both_programs_learn_when_they_start_themselves(
    entry: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = [sys.executable, "-c", f"from {entry} import main; main()", COMMAND]
    monkeypatch.setattr(worker, "_command", lambda: started)
    assert train_elsewhere(DOCUMENTS) == train(DOCUMENTS).to_bytes()

"""No bytes that a project file may hold make the library read where it should not."""

import struct
import subprocess
import sys
from random import Random

import pytest

from annotator.analysis.suggest.features import Features
from annotator.analysis.suggest.model_bytes import check_model
from annotator.analysis.suggest.sequences import Tagger, Trainer, labelled

LABELS = ("O", "B-con", "I-con", "B-src", "I-src", "B-cue", "I-cue")
READS = """
import sys
from contextlib import suppress

import pycrfsuite

for row in sys.stdin.buffer.read().split(b"\\n"):
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(bytes.fromhex(row.decode()))
    tagger.tag([["w=1", "w=2"], ["w=3"], ["nowhere"]])
    for label in tagger.labels():
        with suppress(RuntimeError):
            tagger.marginal(label, 1)
"""


@pytest.fixture(scope="module")
def model() -> bytes:
    trainer = Trainer()
    for number in range(20):
        rows: Features = [[f"w={(number + at) % 7}", f"s={at % 3}"] for at in range(8)]
        trainer.add([(rows, labelled(8, [("con", (number % 7, number % 7 + 2))]))])
    return trainer.train(30)


def _with(data: bytes, at: int, *numbers: int) -> bytes:
    new = struct.pack(f"<{len(numbers)}I", *numbers)
    return data[:at] + new + data[at + len(new) :]


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def test_what_was_learned_is_read(model: bytes) -> None:
    check_model(model, LABELS)
    assert Tagger(model).spans([["w=1"], ["w=2"]], [(0, 1)]).chances


@pytest.mark.parametrize("field", range(20, 48, 4))
def test_a_head_that_points_elsewhere_is_refused(model: bytes, field: int) -> None:
    for number in (0xFFFFFFF0, len(model) - 1, 1 << 20):
        with pytest.raises(ValueError, match="no model of sequences"):
            check_model(_with(model, field, number), LABELS)


def test_a_feature_for_a_label_that_is_not_there_is_refused(model: bytes) -> None:
    first = _number(model, 28) + 12
    with pytest.raises(ValueError, match="their features"):
        check_model(_with(model, first + 8, 0x7FFFFFFF), LABELS)
    for weight in (float("nan"), float("inf"), -1e300):
        forged = model[: first + 12] + struct.pack("<d", weight) + model[first + 20 :]
        with pytest.raises(ValueError, match="their features"):
            check_model(forged, LABELS)


def test_a_reference_to_no_feature_is_refused(model: bytes) -> None:
    row = _number(model, _number(model, 44) + 12)
    for at, number in ((row, 0x3FFFFFFF), (row + 4, 0x7FFFFFFF)):
        with pytest.raises(ValueError, match="their references"):
            check_model(_with(model, at, number), LABELS)


def test_a_full_table_in_which_a_search_would_not_end_is_refused(model: bytes) -> None:
    names = _number(model, 36)
    heads = [(names + _number(model, at), _number(model, at + 4)) for at in _heads(names)]
    table, wide = next((table, wide) for table, wide in heads if wide)
    taken = next(number for at in range(wide) if (number := _number(model, table + 8 * at + 4)))
    forged = model
    for at in range(wide):
        forged = _with(forged, table + 8 * at + 4, taken)
    with pytest.raises(ValueError, match="a table of names"):
        check_model(forged, LABELS)


def _heads(names: int) -> range:
    return range(names + 24, names + 24 + 256 * 8, 8)


def test_labels_that_the_program_does_not_know_are_refused(model: bytes) -> None:
    with pytest.raises(ValueError, match="their labels"):
        check_model(model.replace(b"B-con\0", b"X-con\0"), LABELS)


def test_labels_that_can_not_be_looked_up_are_refused(model: bytes) -> None:
    names = _number(model, 32)
    moved = model
    for at in _heads(names):
        if _number(model, at + 4):
            table = names + _number(model, at)
            for bucket in range(table, table + 8 * _number(model, at + 4), 8):
                moved = _with(moved, bucket, 1)  # the hash that a search goes by
    with pytest.raises(ValueError, match="label"):
        Tagger(moved)


def test_whatever_passes_is_read_to_the_end(model: bytes) -> None:
    random = Random(0)
    passed: list[str] = []
    refused = 0
    for _ in range(1500):
        at = random.randrange(len(model) - 4)
        forged = _with(model, at, random.choice((0, 1, 255, len(model), 0xFFFFFFFF)))
        try:
            check_model(forged, LABELS)
        except ValueError:
            refused += 1
        else:
            passed.append(forged.hex())
    assert passed
    assert refused
    done = subprocess.run(
        [sys.executable, "-c", READS], input="\n".join(passed).encode(), check=False
    )
    assert done.returncode == 0

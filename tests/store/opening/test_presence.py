"""Who has a project open, as far as it can be told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store.opening.presence import OpenMark

_STAY = """
import sys
from pathlib import Path
from annotator.store.opening.presence import OpenMark
presence = OpenMark(Path(sys.argv[1]), "ben")
print("there", flush=True)
sys.stdin.read()
"""


def test_others_are_told_until_they_leave(closed: Path) -> None:
    one = OpenMark(closed, "ana")
    assert (one.company(), one.left_behind) == ([], [])
    two = OpenMark(closed, "ben")
    assert [one.coder for one in two.company()] == ["ana"]
    assert [one.coder for one in one.company()] == ["ben"], "who comes later is seen, too"
    one.leave()
    one.leave()
    three = OpenMark(closed, "cem")
    assert [one.coder for one in three.company()] == ["ben"]
    two.leave()
    three.leave()
    assert list(closed.parent.iterdir()) == [closed]


def test_a_program_that_was_killed_is_told_once(closed: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STAY, str(closed)], stdin=-1, stdout=-1, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        before = OpenMark(closed, "ana")
        assert [one.coder for one in before.company()] == ["ben"]
        before.leave()
        child.kill()
    after = OpenMark(closed, "ana")
    assert [one.coder for one in after.left_behind] == ["ben"]
    assert after.company() == []
    after.leave()
    again = OpenMark(closed, "ana")
    assert again.left_behind == []
    again.leave()


def test_what_was_saved_last_is_known_after_a_bad_end(closed: Path) -> None:
    stay = _STAY.replace('print("there"', 'presence.note("an edit"); print("there"')
    with subprocess.Popen(
        [sys.executable, "-c", stay, str(closed)], stdin=-1, stdout=-1, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "there\n"
        child.kill()
    after = OpenMark(closed, "ana")
    assert [(one.coder, one.edit) for one in after.left_behind] == [("ben", "an edit")]
    after.leave()


@pytest.mark.skipif(os.name == "nt", reason="Windows renames no folder with an open file")
def test_who_left_is_not_taken_for_ended_badly_where_the_folder_has_another_name(
    closed: Path,
) -> None:
    mark = OpenMark(closed, "ana")
    renamed = closed.parent.rename(closed.parent.with_name("renamed"))
    mark.leave()
    after = OpenMark(renamed / closed.name, "ana")
    assert after.left_behind == []
    after.leave()
    assert list(renamed.iterdir()) == [renamed / closed.name]


def test_what_strangers_put_there_is_neither_believed_nor_followed(closed: Path) -> None:
    victim = closed.with_name("victim")
    victim.write_text('{"coder": "x", "machine": "y", "since": "z"}')
    closed.with_name(".p.annotator.link.open").symlink_to(victim)
    rubbish = closed.with_name(".p.annotator.1.open")
    rubbish.write_bytes(b"\xff" * 100_000)
    presence = OpenMark(closed, "ana")
    assert (presence.company(), presence.left_behind) == ([], [])
    presence.leave()
    assert victim.exists()


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    presence = OpenMark(tmp_path / "gone" / "p.annotator", "ana")
    assert (presence.company(), presence.left_behind) == ([], [])
    presence.leave()

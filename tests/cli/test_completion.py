"""Shell completion."""

import os
import subprocess
import sys

import pytest

from annotator.formats.files.codebook import shipped

PROGRAM = (sys.executable, "-c", "from annotator.cli.main import main; main()")


def run(**environment: str) -> str:
    """Run the program as a shell does, and return what it prints."""
    done = subprocess.run(
        PROGRAM, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def proposals(*words: str) -> set[str]:
    """Return what bash would propose for the last of the words."""
    line = " ".join(("annotator", *words))
    out = run(_ANNOTATOR_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words)))
    return {one.partition(",")[2] for one in out.splitlines() if one.startswith("plain,")}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_there_is_a_script_for_the_shell(shell: str) -> None:
    assert f"_ANNOTATOR_COMPLETE={shell}_complete" in run(_ANNOTATOR_COMPLETE=f"{shell}_source")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no bash to ask for its version")
def test_there_is_a_script_for_bash() -> None:
    assert "_ANNOTATOR_COMPLETE=bash_complete" in run(_ANNOTATOR_COMPLETE="bash_source")


def test_commands_are_completed() -> None:
    assert proposals("m") == {"merge"}
    assert proposals("codebook", "") == {"export", "import"}


def test_options_are_completed() -> None:
    assert proposals("export", "p.annotator", "--for") == {"--for-spreadsheet", "--format"}


def test_names_of_codebooks_are_completed() -> None:
    assert proposals("new", "p.annotator", "--codebook", "") == {name for name, *_ in shipped()}
    assert proposals("new", "p.annotator", "--codebook", "prop") == {"propaganda"}

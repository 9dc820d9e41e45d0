"""Shell completion."""

import sys
from collections.abc import Callable

import pytest
from program import Program

from annotator.formats.files.codebook import shipped

Told = Callable[..., str]
Proposals = Callable[..., set[str]]


@pytest.fixture
def shell(program: Program) -> Told:
    """Run the program as a shell does, and return what it prints."""

    def run(**environment: str) -> str:
        done = program.run(environment=environment)
        assert (done.status, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def proposals(shell: Told) -> Proposals:
    """Return what bash would propose for the last of the words."""

    def propose(*words: str) -> set[str]:
        line = " ".join(("annotator", *words))
        out = shell(
            _ANNOTATOR_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(len(words))
        )
        return {one.partition(",")[2] for one in out.splitlines() if one.startswith("plain,")}

    return propose


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_there_is_a_script_for_the_shell(shell: Told, name: str) -> None:
    assert f"_ANNOTATOR_COMPLETE={name}_complete" in shell(_ANNOTATOR_COMPLETE=f"{name}_source")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no bash to ask for its version")
def test_there_is_a_script_for_bash(shell: Told) -> None:
    assert "_ANNOTATOR_COMPLETE=bash_complete" in shell(_ANNOTATOR_COMPLETE="bash_source")


def test_commands_are_completed(proposals: Proposals) -> None:
    assert proposals("m") == {"merge"}
    assert proposals("codebook", "") == {
        *("add", "book", "diff", "export", "import", "proposals", "shelf", "versions")
    }


def test_options_are_completed(proposals: Proposals) -> None:
    assert proposals("export", "p.annotator", "--for") == {"--for-spreadsheet", "--format"}


def test_names_of_codebooks_are_completed(proposals: Proposals) -> None:
    assert proposals("new", "p.annotator", "--codebook", "") == {name for name, *_ in shipped()}
    assert proposals("new", "p.annotator", "--codebook", "prop") == {"propaganda"}

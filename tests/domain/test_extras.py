"""How what is not installed can be had."""

import sys

import pytest

from annotator.domain.extras import installing


def test_an_extra_is_installed_with_pip() -> None:
    assert installing("parquet") == 'Install it: pip install "media-annotator[parquet]"'


def test_a_frozen_program_says_that_it_takes_nothing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "comes without it" in installing("parquet")
    assert 'pipx install "media-annotator[parquet]"' in installing("parquet")

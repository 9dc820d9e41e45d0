"""How samples are told that a file keeps, of whatever kind what stands there is."""

import pytest

from annotator.domain.kept_samples import kept_samples, samples_told


@pytest.mark.parametrize("kept", [7, "drawn", [1], None])
def test_what_is_no_sample_is_passed_over(kept: object) -> None:
    assert kept_samples({"sample:2026": kept}) == []


def test_numbers_that_are_none_count_as_nothing() -> None:
    kept = {"drawn": "many", "seed": 1, "frame": {"in_frame": [3], "articles": 5, "copies": "x"}}
    told = "0 articles were drawn at random (seed 1) from 0 articles in an archive of 5."
    assert samples_told({"sample:2026": kept}) == told
    assert samples_told({"sample:2026": {"drawn": 2, "seed": 3, "frame": "x"}}) == (
        "2 articles were drawn at random (seed 3)."
    )

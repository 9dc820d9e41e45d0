"""Two worker processes find the same copies and draw the same sample as one process by itself."""

import json
from pathlib import Path
from random import Random

import pytest

from annotator.domain.draft import no_progress
from annotator.workflow.corpus.cluster import cluster
from annotator.workflow.corpus.clustering import CLUSTERS
from annotator.workflow.corpus.executor import Executor, InProcess
from annotator.workflow.corpus.fetching import TEXTS
from annotator.workflow.corpus.sample_wish import SampleWish
from annotator.workflow.corpus.sampling import COPIES_FOLDER, FRAME_COUNTS, draw_sample

pytestmark = pytest.mark.xdist_group("workers on archives")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file()}


def test_two_workers_draw_what_one_process_draws(tmp_path: Path) -> None:
    rng, folder = Random(1), tmp_path / "archive"
    folder.mkdir()
    stories = [" ".join(rng.choices([f"w{n}" for n in range(300)], k=40)) for _ in range(30)]
    for name in "ab":
        rows = (
            {"id": f"{name}{n}", "text": rng.choice(stories), "outlet": rng.choice(("AFP", "dpa"))}
            for n in range(30)
        )
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows))
    wish = SampleWish(size=9, by="outlet", seed=3)

    def drawn(executor: Executor, out: Path) -> list[dict[str, bytes]]:
        draw_sample(wish, [folder], out, executor, lambda _: no_progress, at_most=2_000)
        clusters = (out / COPIES_FOLDER / CLUSTERS).read_bytes()
        counts = (out / FRAME_COUNTS).read_bytes()
        return [_bytes(out / TEXTS), {CLUSTERS: clusters, FRAME_COUNTS: counts}]

    alone = drawn(InProcess(), tmp_path / "alone")
    with cluster(workers=2) as two:
        assert drawn(two, tmp_path / "two") == alone
    assert len(alone[0]) > 2

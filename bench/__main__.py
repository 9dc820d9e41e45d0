"""Measures every benchmark and prints each ratio to its baseline beside the target: `make bench`.

A benchmark is a module of this folder with `run()`, which returns rows of what was measured, its
ratio to a baseline timed in the same run, and the ratio to stay under.
"""

import importlib
from collections.abc import Iterator

MODULES = ("bench.agreement", "bench.open_article", "bench.open_in_window", "bench.save_edit")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Yield the table's rows as they are measured."""
    for name in MODULES:
        for label, ratio, target in importlib.import_module(name).run():
            verdict = "" if ratio <= target else "above target"
            yield label, f"{ratio:.2f}", f"{target:.2f}", verdict


def main() -> None:
    """Print the table; a ratio above its target is marked, not an error."""
    print(f"{'measured against its baseline':<52} {'ratio':>7} {'target':>7}")
    for label, ratio, target, verdict in rows():
        print(f"{label:<52} {ratio:>7} {target:>7}  {verdict}".rstrip(), flush=True)


if __name__ == "__main__":
    main()

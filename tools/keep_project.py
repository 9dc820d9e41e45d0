"""Keeps a small project of the present schema in `tests/formats/projects`, for ever.

`python tools/keep_project.py` writes the file that the newest step of the schema lacks; it is the
same project in each of them, with a record of every kind. Nothing that is kept is ever replaced.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "formats"), str(ROOT / "tests" / "support")]

from test_kept_projects import FOLDER, make  # noqa: E402 - found by the line above

from annotator.store.file.schema import STEPS  # noqa: E402


def main() -> int:
    """Write the file of the newest step."""
    path = FOLDER / f"{list(STEPS)[-1].replace('_', '-')}.annotator"
    if path.exists():
        print(f"{path.name} is kept already: what was released never changes.")
        return 1
    make(path)
    size = path.stat().st_size // 1024
    print(f"Kept {path.relative_to(ROOT)} ({size} KB).")
    print("Say in EDITS of tests/formats/test_kept_projects.py how many edits can be undone in it.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Prints what the program needs at run time, a line each, for pip."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
print("\n".join(project["dependencies"]))

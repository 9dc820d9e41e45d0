"""Makes what is given out of a version: packages, the frozen program, and their sums.

python tools/release.py            of the version as it is
python tools/release.py 1.2.0      of a new one, which the changelog is dated with first
python tools/release.py sums       the sums anew, once packages of other systems lie in dist/

Nothing is committed, tagged or sent: the lines to type for that are printed.
"""

import datetime as dt
import hashlib
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
CHANGELOG = ROOT / "CHANGELOG.md"
PLACES = {
    ROOT / "pyproject.toml": re.compile(r'^version = "(.+)"$', re.MULTILINE),
    ROOT / "annotator" / "__init__.py": re.compile(r'^__version__ = "(.+)"$', re.MULTILINE),
}
"""Where the version stands."""
_NUMBER = re.compile(r"\d+\.\d+\.\d+")
_UNRELEASED = "## [Unreleased]\n"


def now() -> str:
    """Return the version as it is; exit where the places of it differ."""
    found = {
        match[1] for path, line in PLACES.items() if (match := line.search(path.read_text("utf-8")))
    }
    if len(found) != 1:
        sys.exit(f"The version differs: {', '.join(sorted(found))}")
    return found.pop()


def refuse(version: str) -> str:
    """Return why a version can't be given out; nothing where it can."""
    if not _NUMBER.fullmatch(version):
        return f"“{version}” is no version: three numbers with dots between them are one."
    if _parts(version) <= _parts(now()):
        return f"The version is {now()} already: {version} is no later one."
    notes = CHANGELOG.read_text("utf-8").partition(_UNRELEASED)[2].partition("\n## [")[0]
    if not notes.strip():
        return "CHANGELOG.md says of nothing that it is unreleased."
    changed = _said("git", "status", "--porcelain", "--untracked-files=no")
    return f"Commit or put away first:\n{changed}" if changed else ""


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def name(version: str, today: dt.date) -> None:
    """Write a version wherever it stands, and date what was unreleased with it."""
    for path, line in PLACES.items():
        text = path.read_text("utf-8")
        path.write_text(line.sub(lambda m: m[0].replace(m[1], version), text, count=1), "utf-8")
    dated = f"{_UNRELEASED}\n## [{version}] - {today.isoformat()}\n"
    text = CHANGELOG.read_text("utf-8")
    CHANGELOG.write_text(text.replace(_UNRELEASED, dated, 1), "utf-8")


def build() -> None:
    """Build the packages for pip, and the frozen program with its packages."""
    packages = ["build", "--no-isolation", "--outdir", str(DIST), str(ROOT)]
    subprocess.run([sys.executable, "-m", *packages], check=True)  # noqa: S603 - fixed
    subprocess.run([str(ROOT / "tools" / "bundle" / "build.sh")], check=True)  # noqa: S603 - fixed


def sums() -> str:
    """Return the sums of what was built, as `sha256sum --check` takes them."""
    files = sorted(path for path in DIST.iterdir() if path.is_file() and path.name != "SHA256SUMS")
    return "".join(f"{_sum(path)}  {path.name}\n" for path in files)


def write_sums() -> None:
    """Write the sums beside what was built, and print them."""
    text = sums()
    (DIST / "SHA256SUMS").write_text(text, "utf-8")
    print(text, end="")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _said(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - fixed
    return done.stdout.rstrip()


def main() -> None:
    """Make a release, or say why none can be made."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted == "sums":
        write_sums()
        return
    if wanted:
        if why := refuse(wanted):
            sys.exit(why)
        name(wanted, dt.datetime.now(dt.UTC).date())
    for path in DIST.glob("media[-_]annotator[-_]*.*"):
        path.unlink()
    build()
    write_sums()
    print(f"Type: git commit -am 'Release {now()}' && git tag -a v{now()} -m {now()}")


if __name__ == "__main__":
    main()

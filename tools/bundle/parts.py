"""What the frozen program is made of, the same on every system; `linux.spec` and its kin use it.

A spec runs inside PyInstaller, which gives it `Analysis`, `EXE` and the rest by name.
"""

import tomllib
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from PyInstaller.depend import bindepend
from PyInstaller.utils.hooks import collect_data_files, collect_submodules

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
NAME = "media-annotator"
IDENTIFIER = "org.media-annotator"
PROGRAMS = ("annotator", "media-annotator")
"""The command line and the window: one program that acts by its name."""

Row = tuple[str, str, str]
"""A file of the bundle: where it goes, where it is from, and of what kind it is."""

_LEFT_OUT = [
    # What the libraries could use and the program never asks them for.
    *("IPython", "lib2to3", "matplotlib", "pip", "pydoc_data", "pytest", "setuptools", "tkinter"),
    *("unittest.mock", "numpy.f2py", "numpy.testing", "qtpy", "lxml.isoschematron"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtTest", "PySide6.QtXml"),
]
_PLUGINS_LEFT_OUT = (
    # Screens without a desktop, one desktop's dialogs, pictures that no article has.
    *("egldeviceintegrations/*", "generic/*", "networkinformation/*", "tls/*"),
    *(
        f"platforms/*q{name}.*"
        for name in ("eglfs", "linuxfb", "minimalegl", "vkkhrdisplay", "vnc")
    ),
    "platformthemes/*qgtk3.*",
    *(f"imageformats/*q{name}.*" for name in ("icns", "pdf", "tga", "tiff", "wbmp")),
)
_ICONS = "materialdesignicons6-*"
"""The one font of icons that the program draws with, and the letters of it."""
_FONTS = ROOT / "build" / "bundle" / "fonts"
"""Where the build puts a font for systems that have none, with its licence."""


def analysis(make: Callable[..., Any]) -> Any:
    """Return what the program needs: the whole package, since commands are imported by name."""
    return make(
        [str(ROOT / "tools" / "bundle" / "launch.py")],
        pathex=[str(ROOT)],
        hiddenimports=[*collect_submodules("annotator"), "qtawesome"],
        datas=[
            (str(RESOURCES), "resources"),
            (str(ROOT / "seeds"), "seeds"),
            *([(str(_FONTS), "resources/fonts")] if _FONTS.is_dir() else []),
            *collect_data_files("budoux"),
            *collect_data_files("qtawesome", includes=[f"fonts/{_ICONS}"]),
        ],
        excludes=_LEFT_OUT,
    )


def wanted_data(rows: Iterable[Row]) -> list[Row]:
    """Return the files without the words and icons that nobody reads or sees."""
    return [row for row in rows if row[2] != "SYMLINK" and not _is_left_out(row[0])]


def wanted_binaries(rows: Iterable[Row]) -> list[Row]:
    """Return the libraries without the plugins that nobody misses, and what only those needed."""
    kept = [row for row in rows if not _is_left_out(row[0])]
    libraries = {Path(row[0]).name: row for row in kept if _is_library(row)}
    reached = [row for row in kept if not _is_library(row)]
    for row in reached:  # it grows while it is gone through
        needed = {Path(name).name for name, _ in bindepend.get_imports(row[1])}
        reached += [libraries.pop(name) for name in sorted(needed & libraries.keys())]
    return reached


def _is_library(row: Row) -> bool:
    """Tell whether a file is there for others that load it, and not for Python or by name."""
    path = Path(row[0])
    by_name = path.name.startswith(("libpython", "python3")) or "pypdfium2_raw" in path.parts
    return row[2] != "EXTENSION" and "plugins" not in path.parts and not by_name


def _is_left_out(place: str) -> bool:
    parts = Path(place).parts
    within = "/".join(parts[parts.index("plugins") + 1 :]) if "plugins" in parts else ""
    if within:
        return any(fnmatch(within, pattern) for pattern in _PLUGINS_LEFT_OUT)
    if parts[0] == "qtawesome":
        return not fnmatch(parts[-1], _ICONS)
    return parts[0] == "PySide6" and "translations" in parts


def icon(kind: str) -> str:
    """Return the program's icon as a file of a kind that a system asks for: ico or icns."""
    import icons  # noqa: PLC0415 - it loads Qt, which only some systems need to be frozen for

    drawing = RESOURCES / "icons" / f"{NAME}.svg"
    return _written(f"{NAME}.{kind}", {"ico": icons.ico, "icns": icons.icns}[kind](drawing))


def version_info(program: str) -> str:
    """Return the file with what Windows tells of a program: as PyInstaller reads it."""
    numbers = (*map(int, version().split(".")), 0)
    words = {
        "CompanyName": "The Media Annotator authors",
        "FileDescription": "Media Annotator",
        "FileVersion": version(),
        "InternalName": program,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Media Annotator",
        "ProductVersion": version(),
    }
    rows = ", ".join(f"StringStruct({key!r}, {word!r})" for key, word in words.items())
    said = (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )
    return _written(f"{program}.version.txt", said.encode())


def put_association(folder: str) -> None:
    """Put the script beside the programs that makes a double click open projects on Windows."""
    script = Path(__file__).with_name("associate.cmd").read_text(encoding="ascii")
    Path(folder, NAME, "associate.cmd").write_text(script, encoding="ascii", newline="\r\n")


def _written(name: str, content: bytes) -> str:
    target = ROOT / "build" / "bundle" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return str(target)


def version() -> str:
    """Return the program's version."""
    return _project()["version"]


def document_types() -> dict[str, Any]:
    """Return what macOS has to know: that a project opens by a double click."""
    kind = f"{IDENTIFIER}.project"
    return {
        "CFBundleExecutable": PROGRAMS[1],
        "NSHighResolutionCapable": True,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Media Annotator project",
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": f"{NAME}.icns",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [kind],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind,
                "UTTypeDescription": "Media Annotator project",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeIconFile": f"{NAME}.icns",
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["annotator"],
                    "public.mime-type": "application/x-media-annotator",
                },
            }
        ],
    }


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

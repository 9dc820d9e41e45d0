"""What the program is frozen by on each system: the files are there, and say what they have to.

No PyInstaller runs here: the specs are read as it reads them, and what they ask for is noted.
"""

import importlib
import plistlib
import re
import struct
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from places import CHECKOUT
from PySide6.QtGui import QImage

TOOLS = CHECKOUT / "tools" / "bundle"
SPECS = sorted(TOOLS.glob("*.spec"))
HOOKS = {
    "PyInstaller.depend": {"bindepend": SimpleNamespace(get_imports=lambda _: [])},
    "PyInstaller.utils.hooks": {
        "collect_data_files": lambda *_, **__: [],
        "collect_submodules": lambda name: [name],
    },
}


class Asked(dict[str, list[dict[str, Any]]]):
    """What a spec asked of PyInstaller, by the name it is called by there."""

    def note(self, name: str) -> Any:
        def called(*args: Any, **named: Any) -> SimpleNamespace:
            self.setdefault(name, []).append({"args": args, **named})
            return SimpleNamespace(pure=[], scripts=[], binaries=[], datas=[])

        return called


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Return `parts`, which writes what it makes elsewhere."""
    for name, values in HOOKS.items():
        module = ModuleType(name)
        vars(module).update(values)
        monkeypatch.setitem(sys.modules, name, module)
        monkeypatch.setitem(sys.modules, name.rpartition(".")[0], ModuleType("above"))
    monkeypatch.setitem(sys.modules, "PyInstaller", ModuleType("PyInstaller"))
    monkeypatch.syspath_prepend(str(TOOLS))
    for name in ("parts", "icons"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = importlib.import_module("parts")

    def written(name: str, content: bytes) -> str:
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    monkeypatch.setattr(module, "_written", written)
    return module


def asked_by(spec: Path, folder: Path) -> Asked:
    """Read a spec as PyInstaller does."""
    asked = Asked()
    (folder / "media-annotator").mkdir()  # COLLECT has made it when the spec goes on
    names = {name: asked.note(name) for name in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
    given = {"SPECPATH": str(spec.parent), "DISTPATH": str(folder), **names}
    exec(compile(spec.read_text(encoding="utf-8"), str(spec), "exec"), given)  # noqa: S102 - as there
    return asked


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_a_spec_asks_for_files_that_are_there(
    spec: Path, parts: ModuleType, tmp_path: Path
) -> None:
    asked = asked_by(spec, tmp_path)
    (made,) = asked["Analysis"]
    sources = [source for source, _ in made["datas"]]
    icons = [each["icon"] for each in asked["EXE"] + asked.get("BUNDLE", []) if "icon" in each]
    assert all(Path(path).exists() for path in [*made["args"][0], *sources, *icons])
    assert {Path(source).name for source in sources} >= {"resources", "seeds"}
    assert made["hiddenimports"][0] == "annotator"


def test_windows_gets_a_program_with_a_console_and_one_without(
    parts: ModuleType, tmp_path: Path
) -> None:
    programs = asked_by(TOOLS / "windows.spec", tmp_path)["EXE"]
    assert {each["name"]: each["console"] for each in programs} == {
        "annotator": True,
        "media-annotator": False,
    }
    for each in programs:
        told = Path(each["version"]).read_text(encoding="utf-8")
        assert f"StringStruct('FileVersion', '{parts.version()}')" in told
        assert f"'{each['name']}.exe'" in told
        compile(told, "version", "eval")


def test_windows_gets_the_script_for_double_clicks_with_its_own_line_ends(
    parts: ModuleType, tmp_path: Path
) -> None:
    asked_by(TOOLS / "windows.spec", tmp_path)
    lines = (tmp_path / "media-annotator" / "associate.cmd").read_bytes().split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    text = b"\n".join(lines).decode()
    jumps = set(re.findall(r"goto (\w+)", text))
    assert jumps == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    assert r'"%classes%\.annotator" /ve /d "%kind%"' in text
    assert r'shell\open\command" /ve /d "\"%program%\" \"%%1\""' in text
    added = set(re.findall(r'reg add "(%classes%\\[^\\"]+)', text))
    assert added == set(re.findall(r'reg delete "(%classes%\\[^\\"]+)', text))


def test_macos_is_told_that_projects_open_with_it(parts: ModuleType, tmp_path: Path) -> None:
    asked = asked_by(TOOLS / "macos.spec", tmp_path)
    (app,) = asked["BUNDLE"]
    plist = plistlib.loads(plistlib.dumps(app["info_plist"]))
    (document,) = plist["CFBundleDocumentTypes"]
    (kind,) = plist["UTExportedTypeDeclarations"]
    assert document["LSItemContentTypes"] == [kind["UTTypeIdentifier"]]
    assert (document["CFBundleTypeRole"], document["LSHandlerRank"]) == ("Editor", "Owner")
    tags = kind["UTTypeTagSpecification"]
    assert tags["public.filename-extension"] == ["annotator"]
    linux = (CHECKOUT / "resources" / "media-annotator-mime.xml").read_text(encoding="utf-8")
    assert tags["public.mime-type"] in linux
    assert document["CFBundleTypeIconFile"] == Path(app["icon"]).name
    assert plist["CFBundleExecutable"] in {
        each["name"] for each in asked["EXE"] if not each["console"]
    }
    assert app["version"] == parts.version()


def test_an_icon_for_windows_holds_the_drawing_in_every_size(parts: ModuleType) -> None:
    content = Path(parts.icon("ico")).read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind) == (0, 1)
    for row in range(count):
        width, height, *_, size, place = struct.unpack_from("<BBBBHHII", content, 6 + 16 * row)
        picture = QImage.fromData(content[place : place + size], "PNG")
        assert (picture.width() % 256, picture.height() % 256) == (width, height)
        assert has_colours(picture)


def test_an_icon_for_macos_holds_the_drawing_in_every_size(parts: ModuleType) -> None:
    content = Path(parts.icon("icns")).read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack_from(">I", content, 4) == (len(content),)
    place, widths = 8, set[int]()
    while place < len(content):
        (size,) = struct.unpack_from(">I", content, place + 4)
        picture = QImage.fromData(content[place + 8 : place + size], "PNG")
        assert has_colours(picture)
        widths.add(picture.width())
        place += size
    assert widths == {16, 32, 64, 128, 256, 512, 1024}


def has_colours(picture: QImage) -> bool:
    """Tell whether anything is drawn in a picture."""
    width = picture.width()
    return len({picture.pixel(x, width // 2) for x in range(width)}) > 1

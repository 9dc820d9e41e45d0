"""What the program remembers on this machine: one table of settings, and where they are kept."""

from copy import copy
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import msgspec
from PySide6.QtCore import QObject, QSettings, Signal

from annotator.gui.settings.insights import INSIGHTS
from annotator.gui.settings.places import Place, RecentProject
from annotator.gui.settings.setting import Setting, SettingKind
from annotator.gui.settings.written import decoded, encoded, settings_file
from annotator.store.backups.places import DEFAULT_BYTES, BackupPlace
from annotator.workflow.article_order import SORT_LABELS, SortKey
from annotator.workflow.report.choice import ReportChoice

T = TypeVar("T")
_Pixels = Annotated[int, msgspec.Meta(ge=1, le=2**15)]


class ThemeName(StrEnum):
    """Light, dark, in high contrast, or as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


CODER = Setting("coder/handle", str, "", "Coder", "The handle of who codes on this machine.")
CODER_NAME = Setting("coder/name", str, "", "Name", "The coder's full name, if they gave it.")
THEME = Setting(
    "view/theme",
    ThemeName,
    ThemeName.SYSTEM,
    "Theme",
    "Whether the window is `light`, `dark`, in high `contrast`, or as the `system` is.",
    SettingKind.CHOICE,
    {ThemeName.CONTRAST: "High contrast"},
)
ZOOM = Setting(
    "view/zoom",
    Annotated[int, msgspec.Meta(ge=-6, le=14)],
    0,
    "Zoom",
    "Size of the article's text in steps of a tenth, −6 to 14; 0 is the usual size.",
    SettingKind.RANGE,
)
INTERFACE = Setting(
    "view/interface",
    Annotated[int, msgspec.Meta(ge=11, le=16)],
    13,
    "Text of the window",
    "Size of the text in lists, panels, menus and dialogs in pixels, 11 to 16.",
    SettingKind.RANGE,
    unit=" px",
)
READING_FONT = Setting(
    "reading/font",
    str,
    "",
    "Font",
    "The font of the article's text; empty for that of the window.",
    SettingKind.FONT,
)
READING_SIZE = Setting(
    "reading/size",
    Annotated[int, msgspec.Meta(ge=11, le=32)],
    15,
    "Size",
    "Size of the article's text in pixels, 11 to 32, before it is zoomed.",
    SettingKind.RANGE,
    unit=" px",
)
READING_MEASURE = Setting(
    "reading/measure",
    Annotated[int, msgspec.Meta(ge=40, le=120)],
    68,
    "Measure",
    "How many characters a line of the article has where there is room, 40 to 120.",
    SettingKind.RANGE,
    unit=" characters",
)
READING_LEADING = Setting(
    "reading/leading",
    Annotated[int, msgspec.Meta(ge=140, le=260)],
    140,
    "Leading",
    "From line to line, in percent of the letters' height, 140 to 260; annotations one below the "
    "other have what they need.",
    SettingKind.RANGE,
    unit=" %",
)
TYPEWRITER = Setting(
    "view/typewriter",
    bool,
    default=False,
    label="Typewriter scrolling",
    help="Whether the caret's line stays in the middle of the view while keys move it.",
    kind=SettingKind.FLAG,
)
SHOW_COLLEAGUES = Setting(
    "view/show_colleagues",
    bool,
    default=True,
    label="Show colleagues",
    help="Whether colleagues' layers are shown beside one's own.",
    kind=SettingKind.FLAG,
)
SHOW_SUGGESTIONS = Setting(
    "view/suggestions",
    bool,
    default=True,
    label="Show suggestions",
    help="Whether it is shown in the text what the program suggests to label.",
    kind=SettingKind.FLAG,
)
SHOW_UNSURE = Setting(
    "view/unsure_suggestions",
    bool,
    default=False,
    label="Show unsure suggestions",
    help="Whether suggestions are shown, too, that are wrong more often than right.",
    kind=SettingKind.FLAG,
)
ARTICLE_SORT = Setting(
    "articles/sort",
    SortKey,
    SortKey.ARRIVAL,
    "Order of articles",
    "What articles are sorted by.",
    SettingKind.CHOICE,
    SORT_LABELS,
)
ARTICLE_SORT_DESCENDING = Setting(
    "articles/sort_descending",
    bool,
    default=False,
    label="Descending",
    help="Whether that order is turned round.",
    kind=SettingKind.FLAG,
)
ARTICLES_ASSIGNED = Setting(
    "articles/assigned",
    bool,
    default=True,
    label="Assigned to me",
    help="Whether only the articles assigned to the coder are listed, where there are others.",
    kind=SettingKind.FLAG,
)
ARTICLES_COPIES = Setting(
    "articles/copies",
    bool,
    default=False,
    label="Mark near copies",
    help="Whether the list says how many articles print the same text.",
)
WINDOW_GEOMETRY = Setting(
    "window/geometry", bytes, b"", "Window", "The window's size and place, as Qt writes it."
)
SHOW_CODEBOOK = Setting(
    "window/codebook",
    bool,
    default=False,
    label="Codebook panel",
    help="Whether the panel with the codebook is shown.",
    kind=SettingKind.FLAG,
)
SHOW_LEFT = Setting(
    "window/left",
    bool,
    default=True,
    label="Articles at the left",
    help="Whether the panels at the left of the text are shown.",
    kind=SettingKind.FLAG,
)
SHOW_RIGHT = Setting(
    "window/right",
    bool,
    default=True,
    label="Inspector at the right",
    help="Whether the panels at the right of the text are shown.",
    kind=SettingKind.FLAG,
)
FIRST_STEPS = Setting(
    "window/first_steps",
    bool,
    default=False,
    label="First steps",
    help="Whether a line above the text leads through the first steps.",
    kind=SettingKind.FLAG,
)
FIRST_STEPS_DONE = Setting(
    "window/first_steps_done",
    list[str],
    list[str](),
    "First steps done",
    "The first steps that were done.",
)
ANNOTATIONS_HEADER = Setting(
    "window/annotations",
    bytes,
    b"",
    "Annotations table",
    "How the table of annotations is sorted and how wide its columns are, as Qt writes it.",
)
SPLITTERS = Setting(
    "window/splitters",
    dict[str, list[int]],
    dict[str, list[int]](),
    "Panels",
    "Sizes in pixels of each splitter's parts, by the splitter's name.",
)
DIALOG_SIZES = Setting(
    "window/dialog_sizes",
    dict[str, tuple[_Pixels, _Pixels]],
    dict[str, tuple[int, int]](),
    "Dialogs",
    "Width and height in pixels in which each dialog was left, by the dialog's name.",
)
CHANGED_KEYS = Setting(
    "keys/changed",
    dict[str, list[str]],
    dict[str, list[str]](),
    "Changed keys",
    "The keys of each command that has others than it comes with, by its name; see "
    "[By keyboard](keyboard.md#other-keys).",
)
RECENT = Setting(
    "projects/recent",
    list[RecentProject],
    list[RecentProject](),
    "Recent projects",
    "The projects opened last, newest first, and when.",
)
PLACES = Setting(
    "projects/places",
    dict[str, Place],
    dict[str, Place](),
    "Places",
    "For each project's path the open article, caret and scroll in it and in those opened before.",
)
LAST_FOLDER = Setting(
    "projects/last_folder", str, "", "Last folder", "Where the last file was chosen."
)
FOLLOW_SECONDS = Setting(
    "projects/follow_seconds",
    Annotated[int, msgspec.Meta(ge=5, le=3600)],
    20,
    "Look into a followed folder every",
    "How often a followed folder is looked into, in seconds, 5 to 3,600.",
    SettingKind.RANGE,
    unit=" s",
)
BACKUP_PLACE = Setting(
    "backups/place",
    BackupPlace,
    BackupPlace.BESIDE,
    "Place of backups",
    "Whether backups are kept in a folder beside the project, or in the user's own data.",
    SettingKind.CHOICE,
    {
        BackupPlace.BESIDE: "In a folder beside the project",
        BackupPlace.APART: "In my own data on this computer",
    },
)
BACKUP_MEGABYTES = Setting(
    "backups/megabytes",
    Annotated[int, msgspec.Meta(ge=100, le=100_000)],
    DEFAULT_BYTES // 1_000_000,
    "Room for backups, in MB",
    "How much room the backups of one project take at most, 100 to 100,000; the newest stays.",
    SettingKind.RANGE,
)
EXPORT_FORMAT = Setting("export/format", str, "", "Format", "The format of the last export.")
EXPORT_LAYERS = Setting(
    "export/layers",
    list[str],
    ["all"],
    "Layers",
    "The layers of the last export: `all`, `gold` or coders' handles.",
)
EXPORT_COLUMNS = Setting(
    "export/columns",
    dict[str, list[str]],
    dict[str, list[str]](),
    "Columns",
    "For each project's path those of the last CSV export; empty for all.",
)
EXPORT_FOR_SPREADSHEET = Setting(
    "export/for_spreadsheet",
    bool,
    default=False,
    label="For a spreadsheet",
    help="Whether a CSV file is made safe to open in a spreadsheet.",
    kind=SettingKind.FLAG,
)
_Said = dict[str, dict[str, str]]
EXPORT_OPTIONS = Setting(
    "export/options", _Said, _Said(), "Options", "What was last chosen of how formats are written."
)
EXPORT_FOLDER = Setting("export/folder", str, "", "Folder", "Where the last export was written.")
REPORT = Setting(
    "export/report",
    dict[str, ReportChoice],
    dict[str, ReportChoice](),
    "Report",
    "For each project's path what its last one showed.",
)
LAST_REASON = Setting(
    "review/reason", str, "", "Reason", "The reason that was last given for a decision."
)
UNIT_BY_UNIT = Setting(
    "view/unit_by_unit", bool, default=False, label="Unit by unit", help="A unit’s codes first."
)

SETTINGS: tuple[Setting[Any], ...] = tuple(
    cast("Setting[Any]", value)
    for value in [*(one for one in globals().values() if one is not INSIGHTS), INSIGHTS]
    if isinstance(value, Setting)
)
"""Every setting, in the order of this table."""


class Settings(QObject):
    """Reads and writes settings; a stored value that makes no sense counts as none.

    They are kept in the user's configuration folder, or in the folder that the environment
    variable `ANNOTATOR_HOME` names.
    """

    changed = Signal(str)
    """Another value is remembered for the setting with this key."""

    def __init__(self) -> None:
        super().__init__()
        self._store = settings_file()
        self.problem = self._put_aside_if_unreadable()
        """Why what was remembered could not be read, in a sentence, or an empty text."""
        self._shown: dict[str, str] = {}
        """What was read first or told last, encoded: another window may write to the file since."""

    @property
    def path(self) -> Path:
        """The file in which settings are kept."""
        return Path(self._store.fileName())

    def _put_aside_if_unreadable(self) -> str:
        """Keep a broken file under another name: what is set from now on must not replace it."""
        if self._store.status() == QSettings.Status.NoError:
            return ""
        path = self.path
        aside = path.with_name(f"{path.name}.broken")
        told = f"The settings in {path} can't be read; the usual ones are used."
        try:
            path.replace(aside)
        except OSError:
            return told
        self._store = settings_file()
        return f"{told} The file was kept as {aside.name}."

    def get(self, setting: Setting[T]) -> T:
        """Return what is remembered, or else the setting's default."""
        value = self._stored(setting)
        self._shown.setdefault(setting.key, encoded(value))
        return value

    def _stored(self, setting: Setting[T]) -> T:
        stored = self._store.value(setting.key)
        if not isinstance(stored, str):
            return copy(setting.default)
        try:
            return decoded(stored, setting.type)
        except msgspec.MsgspecError:
            return copy(setting.default)

    def set(self, setting: Setting[T], value: T) -> None:
        """Remember a value, and tell those who show it."""
        stored, wanted = encoded(self._stored(setting)), encoded(value)
        shown = self._shown.get(setting.key, stored)
        self._shown[setting.key] = wanted
        self._store.setValue(setting.key, wanted)
        if not shown == stored == wanted:
            self.changed.emit(setting.key)

    def sync(self) -> None:
        """Write to the file what is not there yet."""
        self._store.sync()

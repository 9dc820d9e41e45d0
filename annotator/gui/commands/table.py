"""The table of commands: what can be done in the text, with which keys, in words."""

import msgspec


class Command(msgspec.Struct, frozen=True):
    """One thing that a key does. `keys` are alternatives, the first one is shown."""

    id: str
    title: str
    keys: tuple[str, ...]
    group: str

    @property
    def key(self) -> str:
        """The key that menus show."""
        return self.keys[0] if self.keys else ""


MOVING = "Moving"
SELECTING = "Selecting"
TAGGING = "Tagging"
CHANGING = "Changing"
ARTICLE = "The article"
PROJECT = "The project"
REVIEW = "Reviewing"
RELIABILITY = "Reliability"
WINDOW = "The window"

TEXT_COMMANDS = (
    Command("next_sentence", "Next sentence", ("J", "Alt+Right"), MOVING),
    Command("previous_sentence", "Previous sentence", ("K", "Alt+Left"), MOVING),
    Command("next_paragraph", "Next paragraph", ("Ctrl+Down",), MOVING),
    Command("previous_paragraph", "Previous paragraph", ("Ctrl+Up",), MOVING),
    Command("next_quotation", "Next quotation", ("G",), MOVING),
    Command("previous_quotation", "Previous quotation", ("B",), MOVING),
    Command("next_annotation", "Next annotation", ("N",), MOVING),
    Command("previous_annotation", "Previous annotation", ("P",), MOVING),
    Command("other_annotation", "Another annotation at the caret", ("O",), MOVING),
    Command("extend_sentence", "Extend by a sentence", ("Shift+J", "Alt+Shift+Right"), SELECTING),
    Command(
        "extend_sentence_back",
        "Extend back by a sentence",
        ("Shift+K", "Alt+Shift+Left"),
        SELECTING,
    ),
    Command("extend_paragraph", "Extend by a paragraph", ("Ctrl+Shift+Down",), SELECTING),
    Command("extend_paragraph_back", "Extend back by a paragraph", ("Ctrl+Shift+Up",), SELECTING),
    Command("extend_quotation", "Extend to the next quotation", ("Shift+G",), SELECTING),
    Command("extend_quotation_back", "Extend back to the last quotation", ("Shift+B",), SELECTING),
    Command("grow", "Grow: word, clause, sentence, quotation, paragraph", ("W",), SELECTING),
    Command("shrink", "Shrink again", ("Shift+W",), SELECTING),
    Command("step_back", "One step back", ("Esc",), SELECTING),
    Command("fields", "Fill in the fields", ("Enter",), TAGGING),
    Command("link", "Link: actor, source or target", ("A",), TAGGING),
    Command("note", "Write a note", ("M",), TAGGING),
    Command("ask", "Ask or answer about the annotation", ("?",), TAGGING),
    Command("repeat", "Repeat the last tagging here", (".",), TAGGING),
    Command("add_fragment", "Add a fragment", ("+", "="), TAGGING),
    Command("end_right", "Move the end right", ("]", "Alt+Shift+]"), CHANGING),
    Command("end_left", "Move the end left", ("[", "Alt+Shift+["), CHANGING),
    Command("end_right_word", "Move the end right by a word", ("}",), CHANGING),
    Command("end_left_word", "Move the end left by a word", ("{",), CHANGING),
    Command("start_right", "Move the start right", ("Ctrl+]",), CHANGING),
    Command("start_left", "Move the start left", ("Ctrl+[",), CHANGING),
    Command("start_right_word", "Move the start right by a word", ("Ctrl+}",), CHANGING),
    Command("start_left_word", "Move the start left by a word", ("Ctrl+{",), CHANGING),
    Command("recode", "Change the code: then the new code's key", ("R",), CHANGING),
    Command("delete", "Delete the annotation", ("Del", "Backspace"), CHANGING),
    Command("guideline", "Guideline of the code at hand", ("H",), TAGGING),
    Command("exclude", "Leave out, or take in again", ("X",), ARTICLE),
)
"""What the text takes as bare keys; the codes' own keys come on top and go first."""

REVIEW_COMMANDS = (
    Command("take_a", "Take A into gold", ("1",), REVIEW),
    Command("take_b", "Take B into gold", ("2",), REVIEW),
    Command("take_both", "Take both into gold", ("3",), REVIEW),
    Command("take_neither", "Take neither: reject", ("0",), REVIEW),
    Command("edit_a", "Take A into gold and change it", ("E",), REVIEW),
    Command("edit_b", "Take B into gold and change it", ("Shift+E",), REVIEW),
    Command("reason", "Say why: a number or words", ("R",), REVIEW),
    Command("undecide", "Take the decision back", ("U",), REVIEW),
    Command("next_difference", "Next difference", ("N",), REVIEW),
    Command("previous_difference", "Previous difference", ("P",), REVIEW),
    Command("thread", "Ask or answer about it", ("C", "?"), REVIEW),
    Command("thread_b", "Ask or answer about B's", ("Shift+C",), REVIEW),
)
"""What the review takes as bare keys; boundaries of gold move as in the text."""

RELIABILITY_COMMANDS = (
    Command("compute_again", "Compute the figures again", ("F5", "Ctrl+R"), RELIABILITY),
    Command("copy_methods", "Copy the methods paragraph", ("Ctrl+Shift+C",), RELIABILITY),
    Command("export_figures", "Export the figures…", ("Ctrl+Shift+E",), RELIABILITY),
)
"""What works on the page of figures, wherever the focus is there."""

WINDOW_COMMANDS = (
    Command("undo", "Undo", ("Ctrl+Z",), CHANGING),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), CHANGING),
    Command("done", "Done, next article", ("Ctrl+Return", "Ctrl+Enter"), ARTICLE),
    Command(
        "nothing",
        "Nothing to code here, next article",
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        ARTICLE,
    ),
    Command("next_article", "Next article", ("Ctrl+PgDown",), ARTICLE),
    Command("previous_article", "Previous article", ("Ctrl+PgUp",), ARTICLE),
    Command("properties", "Title and metadata…", ("Ctrl+P",), ARTICLE),
    Command("remove_articles", "Remove from the project", (), ARTICLE),
    Command("find", "Find in the article", ("Ctrl+F",), ARTICLE),
    Command("new", "New project…", ("Ctrl+N",), PROJECT),
    Command("open", "Open project…", ("Ctrl+O",), PROJECT),
    Command("import", "Import articles…", ("Ctrl+I",), PROJECT),
    Command("paste", "Paste as article…", ("Ctrl+Shift+V",), PROJECT),
    Command("export", "Export…", ("Ctrl+E",), PROJECT),
    Command("actors", "Actors…", ("Ctrl+Shift+A",), PROJECT),
    Command("project", "Project's title and variables…", (), PROJECT),
    Command("hand_out", "Hand out…", ("Ctrl+Shift+H",), PROJECT),
    Command("bring_in", "Bring in…", ("Ctrl+Shift+I",), PROJECT),
    Command("codebook_load", "Load a codebook…", (), PROJECT),
    Command("codebook_save", "Save the codebook…", (), PROJECT),
    Command("copy", "Save a copy…", (), PROJECT),
    Command("check", "Check the project", (), PROJECT),
    Command("settings", "Settings…", ("Ctrl+,",), PROJECT),
    Command("identity", "Who is coding? Change the coder…", (), PROJECT),
    Command("close", "Close project", ("Ctrl+W",), PROJECT),
    Command("quit", "Quit", ("Ctrl+Q",), PROJECT),
    Command("mode_code", "Code", ("Alt+1",), WINDOW),
    Command("mode_review", "Review", ("Alt+2",), WINDOW),
    Command("mode_reliability", "Reliability", ("Alt+3",), WINDOW),
    Command("list_differences", "Differences between coders", (), REVIEW),
    Command("list_queue", "Queue of a colleague's annotations", (), REVIEW),
    Command("list_mine", "What was changed of mine, and why", (), REVIEW),
    Command("list_questions", "Open questions", ("Ctrl+Shift+Q",), REVIEW),
    Command("conflicts", "Conflicts of bringing in…", (), REVIEW),
    Command("take_agreements", "Take all agreements into gold", ("Ctrl+G",), REVIEW),
    Command(
        "take_agreements_here",
        "Take this article's agreements into gold",
        ("Ctrl+Shift+G",),
        REVIEW,
    ),
    Command("take_layer", "Take layer A of this article into gold", ("Ctrl+T",), REVIEW),
    Command("take_layer_b", "Take layer B of this article into gold", ("Ctrl+Shift+T",), REVIEW),
    Command("palette", "Search actions and articles", ("Ctrl+K",), WINDOW),
    Command("filter", "Filter articles", ("Ctrl+Shift+F",), WINDOW),
    Command("next_panel", "Next panel", ("F6",), WINDOW),
    Command("previous_panel", "Previous panel", ("Shift+F6",), WINDOW),
    Command("codebook", "Codebook panel", ("Ctrl+B",), WINDOW),
    Command("colleagues", "Show colleagues' annotations", ("Ctrl+Shift+L",), WINDOW),
    Command("zoom_in", "Larger text", ("Ctrl++", "Ctrl+="), WINDOW),
    Command("zoom_out", "Smaller text", ("Ctrl+-",), WINDOW),
    Command("zoom_reset", "Normal text size", ("Ctrl+0",), WINDOW),
    Command("full_screen", "Full screen", ("F11",), WINDOW),
    Command("keys", "All keys", ("F1",), WINDOW),
)
"""What works wherever the focus is. Ctrl+1 to Ctrl+9 apply the article-level codes."""

RESERVED_KEYS = frozenset(key for command in TEXT_COMMANDS for key in command.keys if len(key) == 1)
"""Keys that a code should not take, since the code would hide the command."""

_BY_KEY = {key: command for command in TEXT_COMMANDS for key in command.keys}
_OF_REVIEW = {key: command for command in REVIEW_COMMANDS for key in command.keys}


def text_command(key: str) -> Command | None:
    """Return what a key does in the text, codes aside."""
    return _BY_KEY.get(key)


def review_command(key: str) -> Command | None:
    """Return what a key does in the review."""
    return _OF_REVIEW.get(key)

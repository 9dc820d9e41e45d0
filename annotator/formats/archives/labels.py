"""What a profile's labels, headings and other fixed words make of a line."""

import re

import msgspec

from annotator.formats.archives.profile import FieldLabel, Profile, names_of

_LABEL = re.compile(r"([^\s:：][^:：]{0,39}?) ?[:：](?!//) ?(.*)", re.DOTALL)
_CAPITALS = re.compile(r"[A-ZÄÖÜÉÈÀ][A-ZÄÖÜÉÈÀ -]{2,30}")
_RIGHTS = FieldLabel(role="skip", names=(), tail=True)
_UNKNOWN = FieldLabel(role="skip", names=("?",))


class LabelledField(msgspec.Struct, frozen=True):
    """A line that begins a field: the label, the value in its own line, and whether it is known."""

    label: FieldLabel
    value: str
    known: bool = True
    heading: bool = False


class Labels:
    """Looks lines up in a profile; one is made for each file."""

    def __init__(self, profile: Profile) -> None:
        self._labels = names_of(profile.labels)
        self._sections = names_of(profile.sections)
        self._caps = profile.caps
        self._rights = tuple(one.lower() for one in profile.rights)
        self._furniture = profile.furniture
        self._notes = frozenset(profile.notes)

    def field(self, text: str) -> LabelledField | None:
        """Return the field that a line begins; of unknown ones only those all in capitals."""
        found = _LABEL.match(text) if ":" in text[:44] or "：" in text[:44] else None
        if found is None:
            return None
        label = self._labels.get(found[1])
        if label is not None:
            return LabelledField(label, found[2].strip())
        if self._caps and _CAPITALS.fullmatch(found[1]):
            return LabelledField(_UNKNOWN, found[2].strip(), known=False)
        return None

    def section(self, text: str) -> LabelledField | None:
        """Return the heading that a line is, of those that stand below a text."""
        label = self._sections.get(text.rstrip(":").rstrip())
        return LabelledField(label, "", heading=True) if label is not None else None

    def rights(self, text: str) -> LabelledField | None:
        """Return the notice of rights that a line begins."""
        return LabelledField(_RIGHTS, "") if text.lower().startswith(self._rights) else None

    def tail(self, text: str) -> LabelledField | None:
        """Return what can stand below a text, of any kind."""
        found = self.section(text) or self.rights(text) or self.field(text)
        return found if found and (found.label.tail or not found.known) else None

    def ends_body(self, text: str) -> bool:
        """Tell whether a line surely stands below a text; notices of rights also stand above."""
        found = self.tail(text)
        return found is not None and found.known and found.label is not _RIGHTS

    def in_head(self, text: str) -> bool:
        """Tell whether a line is a field of an article's head."""
        found = self.field(text)
        return found is not None and found.known and not found.label.tail

    def found(self, text: str) -> bool:
        """Tell whether a line is anything but one of the bare ones of a head."""
        if self.is_note(text) or self.rights(text):
            return True
        field = self.field(text)
        return field is not None and field.known

    def is_note(self, text: str) -> bool:
        """Tell whether a line of the head only says something of the article."""
        return text in self._notes

    def is_furniture(self, text: str) -> bool:
        """Tell whether a line belongs to a cover page or a page's margin."""
        return text.startswith(self._furniture) if self._furniture else False

"""Bookmarks of a PDF, which Qt can't write: added behind what it has written, as PDF allows.

An incremental update after ISO 32000-1, 7.5.6: what was written stays as it is, and behind it come
the catalogue with an outline (12.3.3), the outline's items, and where in the file they stand.
"""

import re
from collections.abc import Sequence

import msgspec

_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_ROOT, _SIZE = re.compile(rb"/Root\s+(\d+)\s+0\s+R"), re.compile(rb"/Size\s+(\d+)")
_PAGES, _KIDS = re.compile(rb"/Pages\s+(\d+)\s+0\s+R"), re.compile(rb"/Kids\s*\[(.*?)\]", re.DOTALL)
_REFERENCE = re.compile(rb"(\d+)\s+0\s+R")


class Bookmark(msgspec.Struct, frozen=True):
    """A name that leads to a page, from 1."""

    title: str
    page: int


def with_outline(pdf: bytes, bookmarks: Sequence[Bookmark]) -> bytes:
    """Return a PDF with bookmarks; as it is where it is not made as Qt makes it."""
    found = _TRAILER.search(pdf)
    root, size = (one.search(found[1]) if found else None for one in (_ROOT, _SIZE))
    if not bookmarks or found is None or root is None or size is None:
        return pdf
    catalogue = _object(pdf, int(root[1]))
    pages = _pages(pdf, catalogue)
    if not pages or max(one.page for one in bookmarks) > len(pages):
        return pdf
    first = int(size[1])
    objects = {
        int(root[1]): _with_entry(catalogue, f"/Outlines {first} 0 R /PageMode /UseOutlines")
    }
    last = first + len(bookmarks)
    objects[first] = (
        f"<< /Type /Outlines /First {first + 1} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>"
    ).encode()
    for n, one in enumerate(bookmarks, first + 1):
        before = f" /Prev {n - 1} 0 R" if n > first + 1 else ""
        after = f" /Next {n + 1} 0 R" if n < last else ""
        title = one.title.encode("utf-16-be").hex().upper()
        place = f"[{pages[one.page - 1]} 0 R /Fit]"
        objects[n] = (
            f"<< /Title <FEFF{title}> /Parent {first} 0 R{before}{after} /Dest {place} >>"
        ).encode()
    return _updated(pdf, found, objects, last + 1)


def _object(pdf: bytes, number: int) -> bytes:
    """Return what an object's number stands for; nothing where there is none."""
    found = re.search(rb"(?:^|[\r\n])%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)
    return found[1] if found else b""


def _pages(pdf: bytes, catalogue: bytes) -> list[int]:
    """Return the numbers of the objects that are pages, in their order."""
    root = _PAGES.search(catalogue)
    kids = _KIDS.search(_object(pdf, int(root[1]))) if root else None
    return [int(one) for one in _REFERENCE.findall(kids[1])] if kids else []


def _with_entry(dictionary: bytes, entry: str) -> bytes:
    inner = dictionary.rstrip().removesuffix(b">>").rstrip()
    return b"%s\n%s\n>>" % (inner, entry.encode())


def _updated(pdf: bytes, trailer: re.Match[bytes], objects: dict[int, bytes], size: int) -> bytes:
    """Return a PDF with objects added behind it, and where they stand."""
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = bytearray()
    for number in sorted(objects):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    entries = _SIZE.sub(b"/Size %d" % size, trailer[1])
    out += b"xref\n%strailer\n<<%s/Prev %d\n>>\n" % (table, entries, int(trailer[2]))
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)

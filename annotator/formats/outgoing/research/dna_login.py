"""The password of a coder as DNA keeps it: salted, and hashed with SHA-256 100,000 times."""

import unicodedata
from base64 import b64encode
from hashlib import sha256

_TIMES = 100_000
_SALT = 16  # bytes


def kept_secret(password: str) -> str:
    """Return what stands in the database for a password; the same one gives the same.

    It hides nothing: who hands out the database says what it is.
    """
    words = unicodedata.normalize("NFC", password).encode()
    salt = sha256(words).digest()[:_SALT]
    digest = salt + words
    for _ in range(_TIMES):
        digest = sha256(digest).digest()
    return b64encode(salt + digest).decode("ascii")

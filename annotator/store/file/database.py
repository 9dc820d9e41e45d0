"""An open database, as all of the store hands it on."""

import sqlite3


class Database:
    """A connection to a project file, or to what is read like one.

    Where sqlite-utils is needed it is put around the connection: loading it takes longer than
    reading a small project.
    """

    __slots__ = ("__weakref__", "conn")

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

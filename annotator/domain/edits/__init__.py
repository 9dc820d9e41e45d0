"""Everything a user can do to a project: one class for each kind of edit."""

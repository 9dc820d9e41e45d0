"""The only SQL: schema, migrations, reading, applying an edit."""

"""The window: its pages, menus, palette and status bar."""

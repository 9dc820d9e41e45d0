"""What can be done, with which keys and in which menus: one table, gathered from the rooms."""

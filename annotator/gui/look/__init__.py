"""How the program looks: colours, style sheet, icons, fonts."""

"""Finding words anywhere in a project, and labelling what was found."""

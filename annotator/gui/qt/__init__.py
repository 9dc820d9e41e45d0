"""What Qt needs before anything of it is used."""

"""`python -m annotator`: the command line."""

from annotator.cli.main import main

if __name__ == "__main__":
    main()

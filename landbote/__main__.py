"""`python -m landbote` and the `landbote` command."""

from landbote.cli import main

if __name__ == "__main__":
    main()

"""Lets `python -m claimlight` do what the `claimlight` command does."""

from .cli import main

if __name__ == "__main__":
    main()

"""`python -m twosource`."""

from twosource.cli import main

if __name__ == "__main__":  # a process that reads pages for us imports this too
    main()

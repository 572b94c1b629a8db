"""TwoSource: reports of one event side by side, and who says so, line by line."""

__version__ = "0.1.0"

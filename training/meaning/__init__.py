"""How the table of meaning is made: `python -m training.meaning`."""

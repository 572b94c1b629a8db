"""How the weights of the wide measure of likeness are made: `python -m training.alignment`."""

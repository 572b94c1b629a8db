"""How the weights of the voices tagger are made: `python -m training.voices`."""

"""Reports → Stories. Pure. Precision before recall: when in doubt, apart."""

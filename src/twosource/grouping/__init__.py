"""Reports → Stories. Pure. Precision before recall: when in doubt, apart."""

from twosource.grouping.stories import group

__all__ = ["group"]

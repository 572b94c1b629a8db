"""Report → Attributions: who says what.

    text ─quotes─▶ quotations ─tagging─▶ content, cue and source spans ─speakers─▶ who ─attributions─▶ chains, kinds

`tagging.tag` is the one function that a trained model replaces; all else stays.
"""

from twosource.voices.attributions import attributions
from twosource.voices.reconcile import reconcile

__all__ = ["attributions", "reconcile"]

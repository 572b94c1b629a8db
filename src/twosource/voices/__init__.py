"""Report → Attributions: who says what.

    text ─quotes─▶ quotations ─tagging─▶ content, cue and source spans ─speakers─▶ who ─attributions─▶ chains, kinds

`tagging.tag` finds spans by rule. A trained tagger (`twosource.models.voices`) is handed in to take its place, `joined`
with the rules; all else stays.
"""

from twosource.voices.attributions import attributions
from twosource.voices.joined import joined
from twosource.voices.reconcile import reconcile
from twosource.voices.tagging import Tag, Tagged, tag

__all__ = ["Tag", "Tagged", "attributions", "joined", "reconcile", "tag"]

"""Report → Attributions: who says what.

    text ─quotes─▶ quotations ─tagging─▶ content, cue and source spans ─speakers─▶ who ─attributions─▶ chains, kinds

`tagging.tag` finds spans by rule. A trained tagger (`twosource.models.voices`) is handed in to take its place, `joined`
with the rules; all else stays.

Where what is:

    quotation marks  `quotes`, `signed`
    who says what    `tagging`, on `tokens`: `cues`, `passive`, then `contents`; by `clauses`, `phrases`, `lexicon`;
                     `joined`: two as one, less what is `misheard`
    who that is      `speakers`, in a `scene`: `people`, `bodies`, `roles`, `holders`, `pronouns`, `relatives`, `glued`,
                     `given`, `unnamed`
    what kind        `kinds`, `sources`; `anonymity`: why no name
    chains, media    `attributions` of all; `citing`, `retold`, `media`
    over reports     `reconcile`, `elsewhere`
"""

from twosource.voices.attributions import attributions
from twosource.voices.joined import joined
from twosource.voices.reconcile import reconcile
from twosource.voices.tagging import Tag, Tagged, tag

__all__ = ["Tag", "Tagged", "attributions", "joined", "reconcile", "tag"]

"""Story → Dossier: what is shared, by how many independent origins, and where reports differ. Pure.

Where what is:

    the whole      `dossier`, which begins with the texts `sidebyside`; `amendments`: what an editor says
    repeated       `copies`, `rewrites`, `twins`, `debts`
    the same       `align`, of `units` that `proposals` finds by `standing` and `likeness` weighs; `clashes`,
                   `synonyms`: what forbids it
    by whom        `origins`, by `bearings`, `citations`, `families`, `unseen`; `mouths`: two people, two sayings; then
                   `verdicts`, and `turns`: what became of it
    quoted         `quotes`, of what is `quoted`, its `versions` marked by `worddiff`; speakers: `identity`,
                   `spokespeople`; `halves`: where speech that is shared begins and ends
    differing      `differences`, on `slots` of `values`: `figures` (`tallies`, `sides`, `rivals`, `questions`), `days`,
                   `spellings`, `wording`, `denials`; `relations` between the values
    over time      `timeline`, `figurelines`
    of use to all  `words`, `spans`
"""

"""The path as a service: news as it comes, from feeds into stories, for years.

    feeds ─▶ entries, written down ─▶ pages ─▶ reports, kept ─▶ stories, kept
            (store/gathered.py)      (gathering/visits.py)     (storylines.py)

`gatherer` does the work and alone talks to the store; `workers` do what takes time; `turns` says whose turn it is;
`subscriptions` are the feeds; `figures` are what came of it all.

Where what is:

    what comes  `gatherer`, `jobs`, `ledger`, `turns`, `workers`, `subscriptions`; into stories: `storylines`
    behind it   `follower` has stories told by `telling`; `entries` for apps
    editors     `editors`; `webhooks`: who is told
    mail        `mailroom`, `sending`, `issues`, `occasions`, `post`, `mailing`, `tidings`; `trials` of rules
    for all     `beside`, `figures`
"""

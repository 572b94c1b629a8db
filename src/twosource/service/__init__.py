"""The path as a service: news as it comes, from feeds into stories, for years.

    feeds ─▶ entries, written down ─▶ pages ─▶ reports, kept ─▶ stories, kept
            (store/gathered.py)      (gathering/visits.py)     (storylines.py)

`gatherer` does the work and alone talks to the store; `workers` do what takes time; `turns` says whose turn it is;
`subscriptions` are the feeds; `figures` are what came of it all.
"""

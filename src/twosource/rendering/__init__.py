"""Dossier, Brief → HTML, text, JSON. Pure: values in, strings out, everything escaped.

Where what is:

    stories, briefs  `story`, `brief`, `mail`, `terminal`, `json`, `feeds`, `brief_feeds`, `entry`, `archive`;
                     `exports`, `pages`
    parts of them    `lines`, `marks`, `sides`, `steps`, `ties`, `pictures`, `mastheads`, `places`
    in our words     `words` (the catalogue), `labels`, `news`; pages of ours alone: `doorstep`, `subscribing`, `notes`
    how              `templating`, `assets`, `addresses`
"""

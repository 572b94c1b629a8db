"""Bytes → Reports, and what can be read off a text without judging it: sentences, dates, names, credits. Pure.

Where what is:

    what came  `pages` tells forms apart, for `decode`, `article`, `plain`, `feed`, `records`; `refusals`: what is no
               article
    a page     `markup`, `prose`: its tree and paragraphs; `heads`, `clutter`, `clutterforms`, `labels`: what is not the
               story
    about it   `metadata`, `machinedata`, `authors`, `bylines`, `published`, `subjects`, `outletnames`; `fuller`: page
               or feed
    a feed     `feedxml` (by `feedtree`), `feedjson` → `feedvalues`, whose fields `feedfields` reads; `feedlinks`,
               `feedlists`
    any text   `languages`, `sentences`, `credits`; `names` (by `nameruns`, `lexicon`); `numbers` (by `numerals`,
               `counted`); `remembered`
    dates      `dates`; its rules `daterules`, `datespans`, `datetold` of `daterule`, `dateforms`, `dateplace`; their
               values `timex`
"""

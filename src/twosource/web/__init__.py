"""EDGE: pages, JSON, and the protocols of other apps, of what the store holds.

Where what is:

    the site        `app` of `routes`, on a socket by `serving`; `site`: what each handler may ask for; `pool` and
                    `larder` beneath
    before it       `shield`, `limiting`, `forgery`; who asks: `readers`; `faults`, `refusals`: what is answered
                    otherwise
    accounts        `login`, `passwords`, `accounts`; an identity provider: `oidc`, `provider`
    pages           `pages`, in the reader's `framing` and `wording`, given out as `answers`; `static`, `device`
    other programs  `api`, `greader`, `feeds`, `webhooks`
    work on it      `notes`, `editing`, `subscribing`, `admin`, `following` of feeds
    watched by      `health`, `metrics`
"""

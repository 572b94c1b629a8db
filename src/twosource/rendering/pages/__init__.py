"""The reader's pages: values of one page → its HTML.

Strategy: a module a page. It takes what the page shows as frozen values and a `Frame`, and returns text; where the
values come from is the web's business. A page needs no script and fetches nothing but our own style, script and icons.
"""

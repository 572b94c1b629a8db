"""A dossier in the forms that others' programs read: ninjs, JSON-LD, Web Annotations, and tables as CSV and Parquet.

Strategy: a module a form, each from a dossier to values of that form, and nothing said that the dossier does not say.
Words of the news stand in every form as they stand in their report, at offsets in Unicode code points. What a form has
no place for is left out: the whole is `rendering.json`.
"""

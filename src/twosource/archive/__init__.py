"""An archive of the news → tables, by the same judgement as on a laptop, on as many machines as there are.

    inputs ─sources─▶ pages ─extract─▶ reports ─states─▶ reports, one each ─windows, grouping─▶ stories
                                                                  └─telling─▶ attributions, dossiers ─tables─▶ Parquet

Spark moves columns about (shuffles, joins, counts); what judges are the pure parts, called over Arrow batches. Nothing
here judges but what belongs together across partitions: `states` and `windows`, which are pure.
"""

"""A simulated week: the sample corpus, grown, as the sites of its outlets, and TwoSource as it lives with them.

    plan.toml ─▶ corpus ─▶ sites ◀─(net)─ gathering, telling, sending, the site ─▶ mails, pages
                                            ▲
                                   cast: an editor, a reader, subscribers

`python -m examples.week` runs it; docs/week.md tells what is to be seen. Nothing outside this machine is asked.
"""

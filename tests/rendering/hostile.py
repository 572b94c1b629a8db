"""The sample story with names and titles that would break a page that trusts them."""

from __future__ import annotations

from dataclasses import replace

from tests.rendering import sample

from twosource.model import Dossier, Report, Speaker, SpeakerKind, Topic, TopicKind

SCRIPT = "<script>alert(1)</script>"
QUOTES = "\"'><img src=x onerror=alert(1)>"
BACKWARDS = "\u202eevil\u202c"


def _report(report: Report) -> Report:
    return replace(
        report,
        outlet=f"{report.outlet} {QUOTES}",
        title=f"{SCRIPT} {report.title} {BACKWARDS}",
        byline=QUOTES,
        credit=SCRIPT,
        url="https://a.example/?\"'><script>",
    )


REPORTS = tuple(map(_report, sample.REPORTS))
WHO = Speaker(f"ada {QUOTES}", SCRIPT, SpeakerKind.PERSON, roles=(QUOTES,))
DOSSIER: Dossier = replace(
    sample.DOSSIER,
    id=f"s/../{QUOTES}",
    title=f"{SCRIPT} {sample.DOSSIER.title} {BACKWARDS}",
    reports=REPORTS,
    attributions=tuple(
        said._replace(attribution=replace(said.attribution, speaker=WHO, medium=SCRIPT)) for said in sample.ATTRIBUTIONS
    ),
    utterances=tuple(replace(one, speaker=WHO, medium=SCRIPT) for one in sample.UTTERANCES),
    topics=(Topic(QUOTES, SCRIPT, TopicKind.NAME),),
)

"""Two events of invented news: three reports of a grounded ferry, one of a fire."""

from __future__ import annotations

from datetime import UTC, datetime

from twosource.model import Report

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
FERRY = [
    Report(
        "ferry-1",
        "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board. The coastguard sent "
        "four lifeboats from Tarbet. Nobody was hurt, the harbour master said.",
        title="Ferry Maribel aground off Corran Head",
    ),
    Report(
        "ferry-2",
        "More than 200 passengers were taken off the Maribel by lifeboats after the ferry struck rocks near Corran "
        "Head. A coastguard spokeswoman said that nobody was hurt.",
        title="Passengers taken off grounded ferry Maribel",
    ),
    Report(
        "ferry-3",
        "Lifeboats from Tarbet brought passengers ashore after the Maribel grounded at Corran Head. The ferry's owner "
        "said that a rudder had failed.",
        title="Rudder failed on ferry that hit Corran Head, owner says",
    ),
]
MILL = Report(
    "mill-1",
    "A fire destroyed the flour mill in Lower Sarn overnight. Three workers are missing, the fire chief said.",
    title="Fire destroys flour mill in Lower Sarn",
)

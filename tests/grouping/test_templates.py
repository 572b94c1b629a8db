# ruff: noqa: E501 - a telling a line
"""News told in one mould, and events that are near misses of each other: apart, in three scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from twosource.grouping import group
from twosource.grouping.stream import Stories, apply, decide
from twosource.model import Report

Telling = tuple[str, str]
"""A headline and a text."""
DAY = date(2026, 3, 3)

# Each case: events of one mould, each told by two outlets, and how many days each is after the one before.
CASES: dict[str, tuple[int, list[list[Telling]]]] = {
    "results, Latin": (
        0,
        [
            [
                (f"Vale wins {state}", f"Senator Mara Vale has won the party vote in {state}, with most of its districts counted. {people}"),
                (f"Mara Vale takes {state} in party vote", f"Mara Vale won in {state} on Tuesday, the third vote of the season. {people}"),
            ]
            for state, people in (
                ("Orland", "In Port Ander she led by nine points over Lucan Brode, who thanked dockers and left at once."),
                ("Estmark", "Farmers around Karsh gave her the lead; Ines Dahl, the governor of Estmark, had backed her."),
            )
        ],
    ),
    "results, Greek": (
        0,
        [
            [
                (f"Η Βάλε κερδίζει στην {state}", f"Η γερουσιαστής Μάρα Βάλε κέρδισε την ψηφοφορία στην {state}. {people}"),
                (f"Νίκη της Μάρα Βάλε στην {state}", f"Η Μάρα Βάλε κέρδισε στην {state} την Τρίτη. {people}"),
            ]
            for state, people in (
                ("Ορλανδία", "Στο Πορτ Άντερ προηγήθηκε του Λουκάν Μπρόντε, που ευχαρίστησε τους λιμενεργάτες."),
                ("Εστμάρκη", "Οι αγρότες γύρω από το Καρς τη στήριξαν· την είχε στηρίξει και η κυβερνήτης Ίνες Νταλ."),
            )
        ],
    ),
    "results, Cyrillic": (
        0,
        [
            [
                (f"Вале побеждает в {state}", f"Сенатор Мара Вале победила на голосовании партии в {state}. {people}"),
                (f"Победа Мары Вале в {state}", f"Мара Вале победила в {state} во вторник. {people}"),
            ]
            for state, people in (
                ("Орландии", "В Порт-Андере она опередила Лукана Броде, который поблагодарил докеров и уехал."),
                ("Эстмарке", "Фермеры вокруг Карша поддержали её; её поддержала и губернатор Инес Даль."),
            )
        ],
    ),
    "prices, Latin": (
        7,
        [
            [
                (f"Corran market: wheat {move}", f"Wheat {move} on the Corran market on {day}, closing at {price} crowns a sack. Barley was unchanged, brokers said."),
                (f"Wheat {move} at Corran on {day}", f"A sack of wheat cost {price} crowns in Corran when the market closed on {day}; barley was unchanged."),
            ]
            for day, price, move in (("Tuesday", "214", "falls"), ("Monday", "231", "rises"))
        ],
    ),
    "prices, Greek": (
        7,
        [
            [
                (f"Αγορά της Κόρρας: {move} το σιτάρι", f"Το σιτάρι έκλεισε στις {price} κορώνες το σακί στην αγορά της Κόρρας."),
                (f"Το σιτάρι {move} στην Κόρρα", f"Στην αγορά της Κόρρας ένα σακί σιτάρι κόστιζε {price} κορώνες."),
            ]
            for price, move in (("214", "πέφτει"), ("231", "ανεβαίνει"))
        ],
    ),
    "prices, Cyrillic": (
        7,
        [
            [
                (f"Рынок Коррана: пшеница {move}", f"Мешок пшеницы стоил {price} крон к закрытию рынка в Корране."),
                (f"Пшеница {move} в Корране", f"К закрытию рынка в Корране за мешок пшеницы давали {price} крон."),
            ]
            for price, move in (("214", "дешевеет"), ("231", "дорожает"))
        ],
    ),
    "weather, Latin": (
        9,
        [
            [
                (f"Weather: {what} over the Corran coast", f"Forecasters expect {what} over the Corran coast with winds of {wind} knots. Ferries to Tarbet may be late."),
                (f"Corran coast to see {what}", f"The Corran coast will see {what}, forecasters said, and winds of {wind} knots. Ferries to Tarbet may be late."),
            ]
            for what, wind in (("heavy rain", "30"), ("thick fog", "4"))
        ],
    ),
    "weather, Greek": (
        9,
        [
            [
                (f"Καιρός: {what} στις ακτές της Κόρρας", f"Οι μετεωρολόγοι περιμένουν {what} στις ακτές της Κόρρας, με ανέμους {wind} κόμβων."),
                (f"Έρχεται {what} στην Κόρρα", f"Στις ακτές της Κόρρας έρχεται {what}, με ανέμους {wind} κόμβων."),
            ]
            for what, wind in (("δυνατή βροχή", "30"), ("πυκνή ομίχλη", "4"))
        ],
    ),
    "weather, Cyrillic": (
        9,
        [
            [
                (f"Погода: {what} на побережье Коррана", f"Синоптики ждут: {what} на побережье Коррана, ветер {wind} узлов."),
                (f"На Корран идёт {what}", f"На побережье Коррана идёт {what}, ветер {wind} узлов, говорят синоптики."),
            ]
            for what, wind in (("сильный дождь", "30"), ("густой туман", "4"))
        ],
    ),
    "near miss, Latin": (
        0,
        [
            [
                ("Fire in Sarn bakery kills two", "Two bakers died when an oven set fire to a bakery in Lower Sarn. Fire chief Odo Pell said the door had been locked."),
                ("Bakers die in Lower Sarn fire", "A locked door kept two bakers inside when the bakery in Lower Sarn burned, said Odo Pell, the fire chief."),
            ],
            [
                ("Fire at Tarbet boatyard kills two", "Two welders died in a fire at the boatyard of Tarbet. Sparks had lit varnish, said the yard's owner, Gwen Marr."),
                ("Welders die in Tarbet yard blaze", "Gwen Marr, who owns the Tarbet boatyard, said that varnish had caught sparks and two welders could not be saved."),
            ],
        ],
    ),
    "near miss, Greek": (
        0,
        [
            [
                ("Δύο νεκροί από φωτιά σε φούρνο στο Σαρν", "Δύο αρτοποιοί πέθαναν όταν κάηκε φούρνος στο Κάτω Σαρν. Η πόρτα ήταν κλειδωμένη, είπε ο Όντο Πελλ."),
                ("Αρτοποιοί νεκροί στο Κάτω Σαρν", "Η πόρτα του φούρνου στο Κάτω Σαρν ήταν κλειδωμένη και δύο αρτοποιοί πέθαναν, είπε ο Όντο Πελλ."),
            ],
            [
                ("Δύο νεκροί από φωτιά σε ναυπηγείο", "Δύο συγκολλητές πέθαναν στο ναυπηγείο του Τάρμπετ. Το βερνίκι άρπαξε, είπε η Γκουέν Μαρ."),
                ("Συγκολλητές νεκροί στο Τάρμπετ", "Η Γκουέν Μαρ είπε ότι το βερνίκι άρπαξε στο ναυπηγείο του Τάρμπετ και δύο συγκολλητές πέθαναν."),
            ],
        ],
    ),
    "near miss, Cyrillic": (
        0,
        [
            [
                ("Двое погибли при пожаре в пекарне", "Два пекаря погибли, когда сгорела пекарня в Нижнем Сарне. Дверь была заперта, сказал Одо Пелл."),
                ("Пекаря погибли в Нижнем Сарне", "Дверь пекарни в Нижнем Сарне была заперта, и два пекаря погибли, сказал Одо Пелл."),
            ],
            [
                ("Двое погибли при пожаре на верфи", "Два сварщика погибли на верфи в Тарбете. Загорелся лак, сказала хозяйка верфи Гвен Марр."),
                ("Сварщики погибли в Тарбете", "Гвен Марр сказала, что на верфи в Тарбете загорелся лак и два сварщика погибли."),
            ],
        ],
    ),
}  # fmt: skip


def reports(name: str) -> list[Report]:
    days, events = CASES[name]
    return [
        Report(f"{name} {event} {n}", text, title=title, published=DAY + timedelta(days=days * event))
        for event, tellings in enumerate(events)
        for n, (title, text) in enumerate(tellings)
    ]


def window(name: str) -> list[Report]:
    """The reports of a case, and before them all others in its script: what is common in it is known then."""
    script = name.split(", ")[1]
    return [one for other in sorted(CASES, key=name.__eq__) if other.endswith(script) for one in reports(other)]


def event(report: str) -> str:
    return report.rpartition(" ")[0]


@pytest.mark.parametrize("name", CASES)
def test_no_two_events_of_a_mould_are_one_story(name: str) -> None:
    for news in (reports(name), window(name)):
        assert all(len({event(report.id) for report in story.reports}) == 1 for story in group(news))


@pytest.mark.parametrize("name", CASES)
def test_nor_in_a_stream(name: str) -> None:
    stories = Stories()
    for report in window(name):
        apply(stories, decide(stories, report, datetime.combine(report.published or DAY, time(), UTC)))
    homes = [{stories.story_of(f"{name} {n} {told}") for told in range(2)} for n in range(2)]
    assert not homes[0] & homes[1]


@pytest.mark.parametrize("name", CASES)
def test_two_tellings_of_one_event_are_one_story(name: str) -> None:
    found = {frozenset(report.id for report in story.reports) for story in group(window(name))}
    assert {frozenset({f"{name} {n} 0", f"{name} {n} 1"}) for n in range(2)} <= found

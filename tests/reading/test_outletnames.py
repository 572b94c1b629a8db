from __future__ import annotations

import pytest

from twosource.reading.outletnames import copyright_holder, host_of


@pytest.mark.parametrize(
    ("line", "holder"),
    [
        ("© 2024 Coastal Press. All rights reserved.", "Coastal Press"),
        ("Copyright 2024 The Coastal Press. All rights reserved. No copying.", "The Coastal Press"),
        ("Copyright © 2019-2024 by Coastal Press", "Coastal Press"),
        ("(c) Coastal Press, 2024", "Coastal Press"),
        ("© 2024 Harbour Gazette", None),
        ("The copyright office in Port Ellery is closed.", None),
    ],
)
def test_a_copyright_line_tells_whose_words_they_are(line: str, holder: str | None) -> None:
    assert copyright_holder(["Text.", line], "Harbour Gazette") == holder


def test_hosts_lose_their_www_and_keep_the_rest() -> None:
    assert host_of("https://www.harbour.example/x") == "harbour.example"
    assert host_of("https://m.example") == "m.example"
    assert host_of("ftp://harbour.example") is None
    assert host_of("http://[bad") is None

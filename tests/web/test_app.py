"""The site as a whole: it lives, says when it can answer, and says what is wrong in words of its own."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "alive"
    assert client.get("/ready").json()["status"] == "ready"


def test_figures_name_routes_never_addresses(client: TestClient) -> None:
    client.get("/health")
    client.get("/nothing/of/that/name")
    told = client.get("/metrics").text
    assert 'twosource_requests_total{method="GET",route="/health",status="200"} 1.0' in told
    assert 'route="none",status="404"' in told
    assert "of/that" not in told


def test_what_is_not_there_is_told_in_our_words(client: TestClient) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from quality.basil import Judged, fingerprint, judge, judgements, misplaced, score_statements, spoken
from quality.pairs import Place

from quality import basil
from twosource.model import Status

A, B, C = Place("a", 0, 100), Place("b", 0, 100), Place("c", 0, 100)
A_FIRST, B_FIRST = Place("a", 0, 40), Place("b", 0, 40)
A_LATER, B_LATER = Place("a", 200, 300), Place("b", 200, 300)


def line(kind: str, label: str, places: Sequence[Place], by: str = "reader", **more: Any) -> dict[str, Any]:
    passages = [{"report": p.report, "start": p.start, "end": p.end, "sha256": "", "form": "quoted"} for p in places]
    return {"story": "s", "kind": kind, "label": label, "found_by": by, "passages": passages, **more}


def statement(*places: Place, by: str = "reader", status: str = "independent") -> dict[str, Any]:
    return line("statement", "same", places, by, status=status)


# --- what is known of a pair ------------------------------------------------------------------------------------------


def test_a_pair_is_judged_by_the_annotation_nearest_to_it() -> None:
    known = judgements([statement(A_FIRST, B_FIRST), line("pair", "different", (A, B))])
    assert [judge(pair, known) for pair in ((A_FIRST, B_FIRST), (A, B))] == list(known)


def test_of_two_annotations_as_near_the_harsher_holds() -> None:
    known = judgements([line("pair", "different", (A, B)), statement(A, B)])
    assert judge((A, B), known) == Judged((A, B), "different", None)


def test_sentences_that_hold_clauses_which_say_the_same_agree_in_part() -> None:
    [found] = [judge((A, B), judgements([statement(A_FIRST, B_FIRST)]))]
    assert found == Judged((A_FIRST, B_FIRST), "part", "independent")


def test_what_no_annotation_is_near_to_is_unjudged() -> None:
    assert judge((A, B_LATER), judgements([statement(A, B)])) is None


# --- quotations -------------------------------------------------------------------------------------------------------


def test_a_quotation_and_a_sentence_that_holds_it_are_scored_as_an_utterance() -> None:
    assert spoken((A_FIRST, B), [(A_FIRST, B_FIRST)])


def test_a_few_words_quoted_in_two_sentences_do_not_make_them_quotations() -> None:
    assert not spoken((A, B), [(A_FIRST, B_FIRST)])


def test_what_waits_to_be_read_is_told_from_what_was() -> None:
    gold = [statement(A, B), line("utterance", "same", (A_LATER, B_LATER))]
    read = basil.readings(gold, [(A, B), (A, C), (A_LATER, B_LATER)])
    assert [(pair, known and known.label) for pair, known in read] == [((A, B), "same"), ((A, C), None)]


# --- figures ----------------------------------------------------------------------------------------------------------


def test_precision_counts_what_was_judged_and_tells_how_much_that_is() -> None:
    gold = [statement(A, B), line("pair", "part", (A, C)), line("pair", "different", (B, C))]
    figures = score_statements(gold, [(A, B, C), (A_LATER, B_LATER)])
    assert figures == {"pairs.p": 2 / 3, "pairs.strict.p": 1 / 3, "pairs.r": 1.0, "judged.share": 3 / 4}


def test_recall_is_of_what_a_reader_found_before_the_product_ran() -> None:
    gold = [statement(A, B), statement(A_LATER, B_LATER, by="product")]
    assert score_statements(gold, [(A_LATER, B_LATER)])["pairs.r"] == 0.0


def test_quotations_count_neither_as_said_nor_as_there() -> None:
    gold = [statement(A, B), line("utterance", "same", (A, B))]
    assert score_statements(gold, [(A, B)]) == {"pairs.p": 1, "pairs.strict.p": 1, "pairs.r": 1, "judged.share": 1}


@pytest.mark.parametrize(
    ("told", "right"), [(Status.INDEPENDENT, 1.0), (Status.SAME_ORIGIN, 0.0)], ids=["as the editor", "otherwise"]
)
def test_a_verdict_is_right_where_an_editor_gives_it(told: Status, right: float) -> None:
    figures = basil.score_verdicts([statement(A, B)], [((A, B), told)])
    assert figures[f"{told}.p"] == right
    assert figures["told.share"] == 1.0


def test_what_does_not_say_the_same_is_not_corroborated() -> None:
    gold = [line("pair", "different", (A, B))]
    assert basil.score_verdicts(gold, [((A, B), Status.INDEPENDENT)])["independent.p"] == 0.0


def test_nor_is_a_statement_of_which_one_passage_says_another_thing() -> None:
    gold = [statement(A, B), line("pair", "different", (A, C))]
    assert basil.score_verdicts(gold, [((A, B, C), Status.INDEPENDENT)])["independent.p"] == 0.0


def test_what_one_person_said_is_of_one_origin() -> None:
    gold = [line("utterance", "same", (A, B))]
    assert basil.score_verdicts(gold, [((A, B), Status.INDEPENDENT)])["independent.p"] == 0.0
    assert basil.score_verdicts(gold, [((A, B), Status.SAME_ORIGIN)])["same-origin.p"] == 1.0


def test_verdicts_on_what_nobody_judged_are_not_counted() -> None:
    assert basil.score_verdicts([], [((A, B), Status.INDEPENDENT)]) == {"told.share": 1.0}


def test_utterances_are_right_where_one_holds_both_and_wrong_only_where_somebody_said_so() -> None:
    gold = [line("utterance", "same", (A, B)), line("utterance", "different", (A_LATER, B_LATER), "product")]
    figures = basil.score_utterances(gold, [(A, B), (A_LATER, B_LATER), (A, C)])
    assert figures == {"pairs.p": 1 / 2, "pairs.r": 1.0, "judged.share": 2 / 3}


def test_differences_are_found_where_two_of_their_slots_stand_side_by_side() -> None:
    gold = [line("difference", "number", (A, B, C)), line("difference", "date", (A_LATER, B_LATER))]
    assert basil.score_differences(gold, [(B, C)]) == {"shown.r": 1 / 2}


# --- the data ---------------------------------------------------------------------------------------------------------


def test_words_other_than_were_annotated_are_found_out() -> None:
    gold = [statement(Place("a", 0, 3), Place("b", 0, 3))]
    for passage in gold[0]["passages"]:
        passage["sha256"] = fingerprint("one")
    assert misplaced(gold, {"a": "one two", "b": "two one"}) == ["b 0-3"]
    assert misplaced(gold, {"a": "one two"}) == ["b 0-3"]


def test_a_measure_without_its_texts_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(basil, "TEXTS", tmp_path / "texts.jsonl")
    assert all(measure.result().skipped for measure in basil.MEASURES)


WORDS = "The ferry Calla Bright struck the North Pier at Port Ellery on Monday morning."


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A story of two reports that say one thing, and its gold."""
    place = Place("a", 0, len(WORDS)), Place("b", 0, len(WORDS))
    gold = statement(*place)
    for passage in gold["passages"]:
        passage["sha256"] = fingerprint(WORDS)
    told = [{"id": i, "outlet": i, "published": "2026-03-09", "text": f"{WORDS}\n\n{i} saw it."} for i in ("a", "b")]
    (tmp_path / "texts.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf8")
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf8")
    monkeypatch.setattr(basil, "TEXTS", tmp_path / "texts.jsonl")
    monkeypatch.setattr(basil, "file_of", lambda _: tmp_path / "gold.jsonl")
    cached = (basil.lines, basil.reports, basil.dossiers)
    for function in cached:
        function.cache_clear()
    yield tmp_path
    for function in cached:
        function.cache_clear()


def test_what_the_product_says_is_measured(small: Path) -> None:
    found = {measure.name: measure.result() for measure in basil.MEASURES}
    assert found["statements basil train"].figures["pairs.strict.p"] == 1.0
    assert found["statements basil train"].figures["pairs.r"] == 1.0
    assert all(result.digest and not result.skipped for result in found.values())


def test_texts_that_changed_are_not_measured(small: Path) -> None:
    texts = small / "texts.jsonl"
    texts.write_text(texts.read_text(encoding="utf8").replace("North", "South"), encoding="utf8")
    with pytest.raises(ValueError, match="not what was annotated: 2 passages"):
        basil.statements("train")


@pytest.mark.parametrize("split", basil.SPLITS)
def test_the_gold_holds_no_text_and_is_whole(split: str) -> None:
    gold = basil.lines(split)
    assert {line["kind"] for line in gold} == {"statement", "utterance", "difference", "pair"}
    for one in gold:
        assert all(set(p) <= {"report", "start", "end", "sha256", "form"} for p in one["passages"])
        assert all(len(p["sha256"]) == basil.HASH and p["start"] < p["end"] for p in one["passages"])
        assert len({p["report"] for p in one["passages"]}) > 1
        assert one["found_by"] in {"reader", "product", "search"}


def test_no_story_is_in_both_splits() -> None:
    train, report = ({line["story"] for line in basil.lines(split)} for split in basil.SPLITS)
    assert (len(train), len(report)) == (9, 5)
    assert train.isdisjoint(report)

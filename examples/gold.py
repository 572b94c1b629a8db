"""Gold annotations from a story's source. GUIDELINES.md says what they mean.

Pure: a SourceStory with the final texts of its reports in, JSON-ready records out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from markup import Mark, SourceError, SourceReport, SourceStory, quoted

Record = dict[str, Any]
LEAST_QUOTED_WORDS = 4  # a shorter quotation is a phrase, not an utterance (GUIDELINES.md)
AGREEMENTS = ("units", "approximate", "subset")  # other terms, or a part: to report that they differ is an error
DIRECT_SHARE = 0.9  # as tools that score attributions count it: above is direct, any is mixed, none is indirect
WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
DURATION = re.compile(r"P[T\dX]")
TIME = re.compile(r"(^|\d)T")
ORIGIN_OF_SPEAKER = {
    "person": "person",
    "organisation": "person",
    "document": "document",
    "outlet": "outlet",
    "anonymous": "unnamed",
    "unknown": "unknown",
}


class StoryGold:
    """The gold of one story. `texts` are the final texts of its reports, `outlets` the table of outlets."""

    def __init__(self, source: SourceStory, texts: dict[str, str], outlets: dict[str, Record]) -> None:
        self.plan = source.plan
        self.key: str = source.plan["story"]
        self.reports = sorted(source.reports, key=lambda r: (str(r.published), r.id))
        self.texts = texts
        self.outlets = outlets
        self.quoted = {r.id: quoted(r.plain) for r in self.reports}

    # --- attributions -------------------------------------------------------------------------------------------------

    def attributions(self, report: SourceReport) -> list[Record]:
        """The attributions of a report in order of their first character; `parent` is an index into the list."""
        numbers = self._numbers(report)
        return [self._attribution(report, number, numbers) for number in numbers]

    def _numbers(self, report: SourceReport) -> list[str]:
        first: dict[str, int] = {}
        for mark in report.of("s", "c", "t"):
            first[mark.number] = min(first.get(mark.number, mark.start), mark.start)
        return sorted(first, key=lambda n: (first[n], int(n)))

    def _attribution(self, report: SourceReport, number: str, numbers: list[str]) -> Record:
        marks = [m for m in report.of("s", "c", "t") if m.number == number]
        spans = {role: [[m.start, m.end] for m in marks if m.role == role] for role in "sct"}
        where = f"{report.id}, attribution {number}"
        if not spans["t"]:
            raise SourceError(f"{where}: no content")
        if any(s < e2 and s2 < e for s, e in spans["t"] for s2, e2 in spans["c"]):
            raise SourceError(f"{where}: content and cue overlap")
        speaker = _only([m.value for m in marks if m.role in "sc"], where, "speaker")
        parent = _only([m.parent for m in marks], where, "parent", needed=False)
        medium = _only([m.medium for m in marks], where, "medium", needed=False)
        if parent is not None and parent not in numbers:
            raise SourceError(f"{where}: no parent {parent}")
        return {
            "source": spans["s"],
            "cue": spans["c"],
            "content": spans["t"],
            "kind": self._directness(report, spans["t"]),
            "speaker": self.speaker(speaker or "unknown"),
            "parent": None if parent is None else numbers.index(parent),
            "medium": medium and medium.replace("_", " "),
        }

    def speaker(self, key: str) -> Record:
        known: Record = {key: {"name": given["name"], "kind": "outlet"} for key, given in self.outlets.items()}
        known |= {"unknown": {"name": "", "kind": "unknown"}} | self.plan["speakers"]
        if key not in known:
            raise SourceError(f"{self.key}: no speaker {key}")
        given = known[key]
        return {"key": key, "name": given["name"], "kind": given["kind"], "many": given.get("many", False)}

    def _directness(self, report: SourceReport, content: list[list[int]]) -> str:
        mask = [self.quoted[report.id][i] for s, e in content for i in range(s, e) if report.plain[i].isalnum()]
        share = sum(mask) / len(mask)
        return "direct" if share > DIRECT_SHARE else "mixed" if share else "indirect"

    # --- statements ---------------------------------------------------------------------------------------------------

    def statements(self) -> list[Record]:
        given: dict[str, list[tuple[SourceReport, Mark]]] = {}
        for report in self.reports:
            for mark in report.of("m"):
                given.setdefault(mark.number, []).append((report, mark))
        return [self._statement(number, given[number]) for number in sorted(given, key=int)]

    def _statement(self, number: str, given: list[tuple[SourceReport, Mark]]) -> Record:
        passages = [{**self.passage(r, m), **self.origin(r, m.value)} for r, m in given]
        return {
            "id": f"{self.key}/m{number}",
            "story": self.key,
            "gist": self.plan.get("statements", {}).get(f"m{number}", ""),
            "status": status(passages),
            "passages": passages,
        }

    def passage(self, report: SourceReport, mark: Mark) -> Record:
        text = self.texts[report.id][mark.start : mark.end]
        return {"report": report.id, "start": mark.start, "end": mark.end, "text": text}

    def origin(self, report: SourceReport, given: str | None) -> Record:
        """From `root<teller<teller`: where the information comes from, and by whom it came; else what the head says."""
        root, *via = (given or report.head["origin"]).split("<")
        if not via and report.head["origin"] == "npa" != report.outlet and root not in ("npa", "own"):
            via = ["npa"]  # what stands in wire copy came by the wire
        via = [key for key in via if key != "own"]  # `root<own`: the outlet's own addition to wire copy
        return {"origin": self._origin(report, root), "via": [self._origin(report, key) for key in via]}

    def _origin(self, report: SourceReport, key: str) -> Record:
        if key == "own":
            return {"kind": "own", "name": self.outlets[report.outlet]["owner"]}
        if key == "npa":
            return {"kind": "wire", "name": self.outlets["npa"]["name"]}
        if key in self.outlets:
            return {"kind": "outlet", "name": self.outlets[key]["name"], "of": self.outlets[key]["owner"]}
        speaker = self.speaker(key)
        kind = "post" if self.plan["speakers"].get(key, {}).get("post") else ORIGIN_OF_SPEAKER[speaker["kind"]]
        member = self.plan["speakers"].get(key, {}).get("of")
        whole = {"of": self.speaker(member)["name"]} if member else {}
        return {"kind": kind, "name": speaker["name"], **whole}

    # --- utterances ---------------------------------------------------------------------------------------------------

    def utterances(self) -> list[Record]:
        """Those that the plan names, with all their versions; then every other quotation of four words or more."""
        given: dict[str, list[tuple[SourceReport, Mark]]] = {}
        for report in self.reports:
            for mark in report.of("u"):
                given.setdefault(mark.number, []).append((report, self._trimmed(report, mark)))
        named = [self._utterance(number, given[number]) for number in sorted(given, key=int)]
        return [*named, *self._alone(given)]

    def _utterance(self, number: str, given: list[tuple[SourceReport, Mark]]) -> Record:
        if f"u{number}" not in self.plan["utterances"]:
            raise SourceError(f"{self.key}: u{number} is not in the plan")
        plan = self.plan["utterances"][f"u{number}"]
        said = [self._words(r, m.start, m.end) for r, m in given]
        fullest = max(said, key=len)
        versions = [
            {
                **self.passage(r, m),
                "form": "quoted" if words else "reported",
                "change": m.value or change(words, fullest),
            }
            for (r, m), words in zip(given, said, strict=True)
        ]
        return {
            "id": f"{self.key}/u{number}",
            "story": self.key,
            "speaker": self.speaker(plan["speaker"]),
            "medium": plan.get("medium"),
            "versions": versions,
        }

    def _trimmed(self, report: SourceReport, mark: Mark) -> Mark:
        """From the first word to the last: of the quoted ones where any is quoted, with the point that ends them."""
        inside = [i for i in range(mark.start, mark.end) if self.quoted[report.id][i]] or list(
            range(mark.start, mark.end)
        )
        start = next(i for i in inside if report.plain[i].isalnum())
        end = next(i for i in reversed(inside) if report.plain[i].isalnum() or report.plain[i] in ".?!")
        return replace(mark, start=start, end=end + 1)

    def _words(self, report: SourceReport, start: int, end: int) -> list[str]:
        mask, plain = self.quoted[report.id], report.plain
        kept = "".join(plain[i] if mask[i] or plain[i].isspace() else " " for i in range(start, end))
        return [w.casefold() for w in WORD.findall(kept)]

    def _alone(self, given: dict[str, list[tuple[SourceReport, Mark]]]) -> list[Record]:
        taken = {(r.id, i) for marks in given.values() for r, m in marks for i in range(m.start, m.end)}
        out: dict[tuple[str, ...], Record] = {}
        for report in self.reports:
            attributions = self.attributions(report)
            for index, said in enumerate(attributions):
                inner = [a for a in attributions if a["parent"] == index]
                span = self._quoted_span(report, said, inner, taken)
                if span is not None:
                    version = {**self.passage(report, span), "form": "quoted", "change": "same"}
                    words = (said["speaker"]["key"], *self._words(report, span.start, span.end))
                    new = {"speaker": said["speaker"], "medium": said["medium"], "versions": []}
                    out.setdefault(words, new)["versions"].append(version)
        return [{"id": f"{self.key}/q{n}", "story": self.key, **u} for n, u in enumerate(out.values(), 1)]

    def _quoted_span(
        self, report: SourceReport, said: Record, inner: list[Record], taken: set[tuple[str, int]]
    ) -> Mark | None:
        mask, plain = self.quoted[report.id], report.plain
        theirs = {i for a in inner for s, e in a["content"] for i in range(s, e)}
        ours = [i for s, e in said["content"] for i in range(s, e) if mask[i] and i not in theirs]
        kept = {i for i in ours if (report.id, i) not in taken}
        words = WORD.findall("".join(c if i in kept else " " for i, c in enumerate(plain)))
        if len(words) < LEAST_QUOTED_WORDS:
            return None
        return self._trimmed(report, Mark("u", "", None, None, None, min(kept), max(kept) + 1))

    # --- the rest -----------------------------------------------------------------------------------------------------

    def differences(self) -> list[Record]:
        out = []
        for key, plan in sorted(self.plan.get("differences", {}).items(), key=lambda item: int(item[0][1:])):
            values = [
                {**self.passage(r, m), "value": (m.value or self.texts[r.id][m.start : m.end]).replace("_", " ")}
                for r in self.reports
                for m in r.of("x")
                if f"x{m.number}" == key
            ]
            differs = plan["relation"] not in AGREEMENTS
            out.append({"id": f"{self.key}/{key}", "story": self.key, **plan, "differs": differs, "values": values})
        stray = {f"x{m.number}" for r in self.reports for m in r.of("x")} - set(self.plan.get("differences", {}))
        if stray:
            raise SourceError(f"{self.key}: differences that are not in the plan: {sorted(stray)}")
        return out

    def dates(self, report: SourceReport) -> list[Record]:
        return [self._date(m) for m in report.of("d")]

    def _date(self, mark: Mark) -> Record:
        given = mark.value or ""
        kind, slash, value = given.partition("/")
        if not slash:
            value = given
            kind = "DURATION" if DURATION.match(value) else "TIME" if TIME.search(value) else "DATE"
        return {"start": mark.start, "end": mark.end, "type": kind, "value": value}

    def copies(self) -> list[Record]:
        return [{"story": self.key, **given} for given in self.plan.get("copies", [])]

    def origins(self, report: SourceReport) -> Record:
        rest = report.head.get("rests", report.head["origin"]).split()
        return {"id": report.id, "origins": [self.origin(report, key)["origin"] for key in rest]}


def status(passages: list[Record]) -> str:
    """What the origins allow us to say: GUIDELINES.md, "Status"."""
    if len({p["report"] for p in passages}) == 1:
        return "single"
    origins = {_witness(p["origin"]) for p in passages}
    if len(origins) == 1 and ("unknown", "") not in origins:
        return "same-origin"
    return "independent" if sum(kind not in ("unnamed", "unknown") for kind, _ in origins) > 1 else "unknown"


def _witness(origin: Record) -> tuple[str, str]:
    """What an origin counts as: an outlet as its owner, a member as the body that it speaks for."""
    if "of" not in origin:
        return origin["kind"], origin["name"]
    return "own" if origin["kind"] == "outlet" else "person", origin["of"]


def change(words: list[str], fullest: list[str]) -> str:
    """What a version did to the fullest: the same words, some of them in their order, or other words."""
    if words == fullest:
        return "same"
    rest = iter(fullest)
    return "shortened" if words and all(w in rest for w in words) else "altered"


def _only(values: list[str | None], where: str, what: str, *, needed: bool = True) -> str | None:
    found = sorted({v for v in values if v is not None})
    if len(found) > 1 or (needed and not found):
        raise SourceError(f"{where}: {what} is {' and '.join(found) or 'missing'}")
    return found[0] if found else None

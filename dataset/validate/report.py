"""What a check found, for people, programs and CI: text, JSON, JUnit XML."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from xml.etree import ElementTree as ET

from dataset.validate.problem import Problem, blocking
from dataset.validate.rules import QUALITY, STRUCTURE

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Report:
    """The problems of one package; ``strict`` refuses it for quality too."""

    package: str
    problems: Sequence[Problem]
    strict: bool = False

    @property
    def wrong(self) -> list[Problem]:
        """What the package is refused for."""
        return list(self.problems) if self.strict else blocking(self.problems)

    @property
    def n_structure(self) -> int:
        return len(blocking(self.problems))

    @property
    def n_quality(self) -> int:
        return len(self.problems) - self.n_structure


def as_text(report: Report) -> str:
    """The lines of all causes, and the verdict."""
    verdict = "refused" if report.wrong else "accepted"
    found = f"{report.n_structure} structure problems, {report.n_quality} quality findings"
    return "\n".join([*lines(report.problems), f"{report.package}: {verdict}, {found}"])


def lines(problems: Sequence[Problem]) -> list[str]:
    """A line for each cause, structure first."""
    # a descriptor may name half a character, which JSON has and UTF-8 has not
    ordered = sorted(problems, key=lambda problem: problem.severity != "structure")
    return [str(problem).encode("utf-8", "backslashreplace").decode() for problem in ordered]


def as_json(report: Report) -> str:
    """One object; ``of`` is the number of rows that were looked at, null where a problem is no rate."""
    said = {"package": report.package, "accepted": not report.wrong, "strict": report.strict}
    counts = {"structure": report.n_structure, "quality": report.n_quality}
    problems = [asdict(problem) for problem in report.problems]
    return json.dumps({**said, **counts, "problems": problems}, indent=2)


def as_junit(report: Report) -> str:
    """JUnit XML, a test case for each rule: what refuses the package fails, what is only reported is in system-out."""
    suite = ET.Element("testsuite", name=_clean(report.package), tests=str(len(STRUCTURE) + len(QUALITY)))
    suite.set("failures", str(len({problem.rule for problem in report.wrong})))
    suite.set("errors", "0")
    for severity, rules in (("structure", STRUCTURE), ("quality", QUALITY)):
        for rule, asks in rules.items():
            case = ET.SubElement(suite, "testcase", classname=severity, name=f"{rule}: {asks}")
            _tell(case, rule, [p for p in report.problems if p.rule == rule], report.wrong)
    suites = ET.Element("testsuites")
    suites.append(suite)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def _tell(case: ET.Element, rule: str, found: Sequence[Problem], wrong: Sequence[Problem]) -> None:
    failing, reported = ([p for p in found if (p in wrong) == fails] for fails in (True, False))
    if failing:
        failure = ET.SubElement(case, "failure", type=rule, message=_clean(failing[0].message))
        failure.text = _lines(failing)
    if reported:
        ET.SubElement(case, "system-out").text = _lines(reported)


def _lines(problems: Sequence[Problem]) -> str:
    return _clean("\n".join(map(str, problems)))


def _clean(text: str) -> str:
    """XML has no control characters, not even escaped."""
    return NO_XML.sub("\ufffd", text)

"""The global filters: ONE object that gives the SQL condition, its parameters, the address (URL) and the sentence in words."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Condition = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Field:
    """One filter: its name (in the address too), where it acts (report, file, task or system), its column and its list of codes."""

    name: str
    level: str
    column: str
    domain: str = ""


FIELDS = (
    Field("municipality", "report", "municipality_key"),
    Field("prefecture", "report", "prefecture"),
    Field("kind", "report", "kind", "kind"),
    Field("affair", "report", "affair", "affair"),
    Field("year", "report", "published_year"),
    Field("assessed", "report", "assessed_year"),
    Field("file", "file", "file_name"),
    Field("vendor", "task", "vendor"),
    Field("system_type", "system", "system_type", "system_type"),
    Field("system", "system", "name"),
)
VERSIONS = "versions"  # address parameter: "all" shows superseded versions of a report too
LABEL = Callable[[str, str], str]  # (filter name, value) → the value in words


@dataclass(frozen=True)
class Filters:
    """What is chosen: values per filter name; nothing chosen means everything. Only current versions unless `all_versions`."""

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()
    all_versions: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Iterable[str]], all_versions: bool = False) -> Filters:
        """Filters from values by name; unknown names and empty lists are left out."""
        chosen = tuple((field.name, tuple(values[field.name])) for field in FIELDS if tuple(values.get(field.name, ())))
        return cls(chosen, all_versions)

    def __bool__(self) -> bool:
        return bool(self.chosen) or self.all_versions

    def values(self, name: str) -> tuple[str, ...]:
        """The chosen values of one filter."""
        return dict(self.chosen).get(name, ())

    def address(self) -> dict[str, list[str]]:
        """The filters as parameters of an address."""
        return {name: list(values) for name, values in self.chosen} | ({VERSIONS: ["all"]} if self.all_versions else {})

    def everything(self) -> Filters:
        """The same question without any choice: the denominator."""
        return Filters((), self.all_versions)

    def without(self, level: str) -> Filters:
        """The filters but those that act on this level."""
        return Filters(tuple((field.name, self.values(field.name)) for field in FIELDS if field.level != level and self.values(field.name)), self.all_versions)

    def where(self, grain: str) -> Condition:
        """The SQL condition on a view and its parameters.

        Every view has the columns of report_heads. grain: what a row of the view is beside that: report, file (has file_no), part
        (part_no), field (file_no and part_no, 0 for rows that are not of one), task (file_no and vendor) or system (name and system_type).
        A file or a contractor chooses the parts and files it belongs to; on rows of whole reports it chooses the reports that have it, and
        so does a system everywhere but on systems.
        """
        report = _all([self._report(), *([] if grain == "system" else [self._has_system()])])
        return _all([*self._place(grain, report), *self._own(grain)]), self._parameters()

    def sentence(self, label: LABEL, name: Callable[[str], str], joiner: str, separator: str) -> str:
        """The choice in words: "Contractor 日本電気, Affair Resident tax"; empty when nothing is chosen."""
        return separator.join(f"{name(field)} {joiner.join(label(field, value) for value in values)}" for field, values in self.chosen)

    def reaches(self, grain: str) -> list[str]:
        """Which rows a chosen file, contractor or system leaves of a view where these aren't the rows' own: those of whole reports that have it
        ("file.report", "task.report", "system.report"), of whole files that a contractor works for ("task.file"), or beside the files' and parts'
        those that are of the whole report ("whole.report")."""
        levels = [level for level in ("file", "task", "system") if any(self.values(field.name) for field in FIELDS if field.level == level)]
        whole = [f"{level}.report" for level in levels if (grain != "system" if level == "system" else grain in ("report", "system"))]
        beside = grain == "field" and bool({"file", "task"} & set(levels))
        return [*(["task.file"] if grain in ("file", "part", "field") and "task" in levels else []), *(["whole.report"] if beside else []), *whole]

    def _parameters(self) -> dict[str, Any]:
        return {name: list(values) for name, values in self.chosen}

    def _terms(self, level: str, prefix: str = "") -> list[str]:
        return [f"{prefix}{field.column} IN ${field.name}" for field in FIELDS if field.level == level and self.values(field.name)]

    def _report(self) -> str:
        """The condition on columns that every view has from report_heads."""
        return _all(self._terms("report") + ([] if self.all_versions else ["is_current"]))

    def _has_system(self) -> str:
        terms = self._terms("system")
        return f"assessment_id IN (SELECT assessment_id FROM systems WHERE {_all(terms)})" if terms else ""

    def _files(self) -> str:
        """The chosen files, as a query for (assessment_id, file_no); empty when no filter speaks of files."""
        terms = self._terms("file", "f.")
        tasks = self._terms("task", "o.")
        if tasks:
            terms.append(f"(f.assessment_id, f.file_no) IN (SELECT o.assessment_id, o.file_no FROM outsourcing AS o WHERE {_all(tasks)})")
        return f"SELECT f.assessment_id, f.file_no FROM report_files AS f WHERE {_all(terms)}" if terms else ""

    def _place(self, grain: str, report: str) -> list[str]:
        files = self._files()
        if not files:
            return [report]
        having = f"assessment_id IN (SELECT assessment_id FROM ({files}))"
        if grain in ("file", "task"):
            return [report, f"(assessment_id, file_no) IN ({files})"]
        if grain in ("part", "field"):
            parts = f"SELECT p.assessment_id, p.part_no FROM parts AS p WHERE (p.assessment_id, p.file_no) IN ({files})"
            others = having if grain == "part" else f"(file_no = 0 AND {having} OR (assessment_id, file_no) IN ({files}))"
            return [report, f"((assessment_id, part_no) IN ({parts}) OR part_no = 0 AND {others})"]
        return [report, having]

    def _own(self, grain: str) -> list[str]:
        return self._terms("task") if grain == "task" else self._terms("system") if grain == "system" else []


def _all(terms: Iterable[str]) -> str:
    return " AND ".join(term for term in terms if term) or "true"

"""How to cite a package or a table of it: text, BibTeX, RIS or CSL-JSON, from what its descriptor says.

``package`` is everywhere a descriptor or ``schema/package.json``, which has the same properties. A contributor with the
role ``creator`` is an author; one with ``familyName`` is a person. ``id``, where there is one, is the DOI.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from dataset.errors import UnknownNameError

Metadata = dict[str, Any]


def cite_as(package: Metadata, style: str = "text", table: str | None = None) -> str:
    """The citation in a style: ``text``, ``bibtex``, ``ris`` or ``csl-json``; of one table where it is named.

    Raises UnknownNameError for another style, or a table that the package does not list.
    """
    if style not in STYLES:
        raise UnknownNameError(f"no citation style {style!r}", expected="one of " + ", ".join(STYLES), got=style)
    if table is not None:
        _check_table(package, table)
    return STYLES[style](package, table)


def citation(package: Metadata, table: str | None = None) -> str:
    """One paragraph: creators, year, title, version, table, address, licence, rights in the articles' words."""
    creators = ", ".join(contributor["title"] for contributor in creators_of(package))
    work = f"{package['title']}, version {package['version']}" + (f", table {table}" if table else "")
    return (
        f"{creators} ({released(package).year}). {work}. {address(package)}. "
        f"Licence: {licence(package)}. {package['rights']}"
    )


def bibtex(package: Metadata, table: str | None = None) -> str:
    """A ``@misc`` entry, which every BibTeX style knows; special characters are escaped."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" if ", " not in name else _tex(name) for name in names(package)),
        "title": f"{{{_tex(title(package, table))}}}",
        "year": str(released(package).year),
        "month": str(released(package).month),
        "publisher": _tex(publisher(package)),
        "note": _tex(f"Data set, version {package['version']}. Licence: {licence(package)}"),
        "doi": package.get("id", ""),
        "url": address(package),
    }
    lines = [f"  {name:<9} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(package, table)},", *lines, "}"])


def ris(package: Metadata, table: str | None = None) -> str:
    """A record of type DATA."""
    day = released(package)
    fields = [
        ("TY", "DATA"),
        ("ID", _key(package, table)),
        *(("AU", name) for name in names(package)),
        ("TI", title(package, table)),
        ("PY", str(day.year)),
        ("DA", day.strftime("%Y/%m/%d")),
        ("ET", package["version"]),
        ("PB", publisher(package)),
        ("AB", package["description"]),
        *(("KW", word) for word in package["keywords"]),
        ("N1", f"Licence: {licence(package)}. {package['rights']}"),
        *([("DO", package["id"])] if "id" in package else []),
        ("UR", address(package)),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in fields)


def csl_json(package: Metadata, table: str | None = None) -> str:
    """A list with one item of type ``dataset``."""
    day = released(package)
    item = {
        "id": _key(package, table),
        "type": "dataset",
        "title": title(package, table),
        "author": [_csl_name(contributor) for contributor in creators_of(package)],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": package["version"],
        "publisher": publisher(package),
        "abstract": package["description"],
        "keyword": ", ".join(package["keywords"]),
        "note": f"Licence: {licence(package)}. {package['rights']}",
        **({"DOI": package["id"]} if "id" in package else {}),
        "URL": address(package),
    }
    return json.dumps([item], indent=2, ensure_ascii=False)


STYLES: dict[str, Callable[[Metadata, str | None], str]] = {
    "text": citation,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}


def licence(package: Metadata) -> str:
    """SPDX expression of the licences."""
    return " AND ".join(entry["name"] for entry in package["licenses"])


def released(package: Metadata) -> date:
    """The day of the release, from ``created``."""
    return date.fromisoformat(package["created"][:10])


def address(package: Metadata) -> str:
    """Where it is: the DOI's address, else the home page."""
    return f"https://doi.org/{package['id']}" if "id" in package else str(package["homepage"])


def creators_of(package: Metadata) -> list[Metadata]:
    """The contributors who are its authors."""
    return [contributor for contributor in package["contributors"] if "creator" in contributor["roles"]]


def names(package: Metadata) -> list[str]:
    """Authors as catalogues sort them: ``Family, Given``; an organization by its name."""
    return [
        f"{c['familyName']}, {c['givenName']}" if "familyName" in c else str(c["title"]) for c in creators_of(package)
    ]


def publisher(package: Metadata) -> str:
    """The first contributor with that role."""
    return str(next(c["title"] for c in package["contributors"] if "publisher" in c["roles"]))


def title(package: Metadata, table: str | None = None) -> str:
    """The title of the package, or of one table in it."""
    return f"{package['title']}: table {table}" if table else str(package["title"])


def _csl_name(contributor: Metadata) -> Metadata:
    if "familyName" in contributor:
        return {"family": contributor["familyName"], "given": contributor["givenName"]}
    return {"literal": contributor["title"]}


def _key(package: Metadata, table: str | None) -> str:
    return "-".join(filter(None, (package["name"], package["version"], table)))


def _check_table(package: Metadata, table: str) -> None:
    known = [r["name"] if isinstance(r, dict) else r for r in package["resources"]]
    if table not in known:
        raise UnknownNameError(f"no table {table!r}", expected="one of " + ", ".join(known), got=table)


def _tex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(c, f"\\{c}" if c in "&%$#_{}" else c) for c in text)

"""The word lists of the lexicon as sets and tables, read once per process."""

from __future__ import annotations

from functools import lru_cache

from dataset.lexicon import rows


@lru_cache
def words(kind: str) -> frozenset[str]:
    """Function words of a class, in lower case, from ``function_words.csv``."""
    return frozenset(r["word"] for r in rows("function_words") if r["class"] == kind)


def is_adverb(word: str) -> bool:
    """Whether a word in small letters is an adverb: one of the list, or any in -ly but "family"."""
    return word in words("adverb") or (word.endswith("ly") and word not in words("not_adverb"))


def is_person_noun(noun: str) -> bool:
    """Whether a noun in small letters means people: "officials", "sailors", "spokesman"."""
    return noun.removesuffix("s") in roles() or noun in roles() or nominals().get(noun, {}).get("refers_to") == "person"


@lru_cache
def function_words() -> frozenset[str]:
    """All function words, whatever their class."""
    return frozenset(r["word"] for r in rows("function_words"))


@lru_cache
def name_words(kind: str) -> frozenset[str]:
    """Words of a class that occur in names and roles, from ``name_words.csv``."""
    return frozenset(r["word"] for r in rows("name_words") if r["class"] == kind)


@lru_cache
def roles() -> dict[str, dict[str, str]]:
    """Role phrase in small letters -> its row (sector, gender, level)."""
    return {r["role"]: r for r in rows("roles")}


@lru_cache
def titles() -> dict[str, str]:
    """Title before a name -> m, f or nothing."""
    return {r["title"]: r["gender"] for r in rows("titles")}


@lru_cache
def offices_of(title: str) -> frozenset[str]:
    """What the holder of a title may be called later: congressman, lawmaker and so on for "Rep."."""
    return frozenset(o for r in rows("titles") if r["title"] == title for o in r["offices"].split("|") if o)


@lru_cache
def given_names() -> dict[str, str]:
    """Given name -> m, f or nothing."""
    return {r["given_name"]: r["gender"] for r in rows("given_names")}


@lru_cache
def pronouns() -> dict[str, dict[str, str]]:
    """Pronoun in small letters -> its row (person, number, gender, case)."""
    return {r["pronoun"].lower(): r for r in rows("pronouns")}


@lru_cache
def nominals() -> dict[str, dict[str, str]]:
    """Head of a noun phrase that refers back or names an unnamed source -> its row."""
    return {r["nominal"]: r for r in rows("nominals")}

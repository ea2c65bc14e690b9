"""The language of a text."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import Any

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SAMPLE = 1000  # code points that are enough to tell
_SURE = 0.5  # below this probability a text in plain ASCII counts as English, the language of the wire


def identify(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``.

    Capitals and marks do not matter. Where the classifier is not sure (a few words, or little but foreign names),
    text in plain ASCII is ``en`` and any other text gets the best guess.
    """
    sample = " ".join(_WORD.findall(text[: 2 * _SAMPLE]))[:_SAMPLE].lower()
    language, probability = _identifier().classify(sample)
    return "en" if probability < _SURE and sample.isascii() else str(language)


@lru_cache
def _identifier() -> Any:
    """py3langid, loaded on first use (0.7 s) and limited to the languages that have a two-letter code."""
    langid = import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier

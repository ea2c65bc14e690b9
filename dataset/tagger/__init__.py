"""The learned tagger: text -> attributions and names as spans with probabilities. See ``card.md``.

``tag(shipped(), text, [(0, len(text))])`` gives the lines of a text. onnxruntime and tokenizers are loaded by the first
call, on one thread of one process.
"""

from dataset.tagger.calibration import calibrated
from dataset.tagger.model import Model, shipped
from dataset.tagger.tagged import Link, Tagged, TaggedLine, statement_likelihoods, statements, tag, tag_inside

__all__ = [
    "Link",
    "Model",
    "Tagged",
    "TaggedLine",
    "calibrated",
    "shipped",
    "statement_likelihoods",
    "statements",
    "tag",
    "tag_inside",
]

"""The tagger: what it reads, how it decodes, that nothing around a line changes it, and that no text breaks it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.annotate import annotate
from dataset.errors import ModelError
from dataset.records import Article
from dataset.tagger import Model, shipped, statements, tag, tag_inside
from dataset.tagger.chains import Chain
from dataset.tagger.labels import ATTRIBUTION, Labels
from dataset.tagger.model import windows
from dataset.tagger.words import Line, WordPieces

TINY = Labels(("cue",))
SENTENCES = (
    'The port will open in May, Mayor Ana Sousa told reporters on Monday. "It is time," she said.',
    "According to the ministry, three ships wait outside.",
    "Norway denied that its crews had left.",
    "The harbour was quiet.",
    '"We are ready," the union\'s chairman, Rui Lima, added. He refused to name a date.',
)


def spans_of(text: str) -> list[tuple[int, int, str]]:
    return [(s.start, s.end, s.kind) for line in tag(shipped(), text, [(0, len(text))]) for s in line.spans]


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for line in WordPieces().lines(text):
        assert len(line.spans) == len(line.pieces) == len(line.features)
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in line.spans)
        assert line.spans == sorted(line.spans)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('he said "it is" and "all" is well', ["it", "is", "all"]),
        ("he said “it is” and left", ["it", "is"]),
        ("“it goes on", ["it", "goes", "on"]),
        ("no marks", []),
    ],
)
def test_words_know_whether_they_are_quoted(text: str, quoted: list[str]) -> None:
    (line,) = WordPieces().lines(text)
    inside = [text[s:e] for (s, e), feature in zip(line.spans, line.features, strict=True) if feature >= 7]
    assert inside == quoted


def random_spans(n: int) -> st.SearchStrategy[list[tuple[int, int, str]]]:
    cuts = st.lists(st.integers(0, n), max_size=8, unique=True).map(sorted)
    kinds = st.lists(st.sampled_from(ATTRIBUTION.kinds), min_size=8, max_size=8)
    return st.tuples(cuts, kinds).map(
        lambda c: [(a, b, k) for a, b, k in zip(c[0][::2], c[0][1::2], c[1], strict=False)]
    )


@given(random_spans(12))
def test_labels_hold_any_spans_that_do_not_overlap(spans: list[tuple[int, int, str]]) -> None:
    labels = ATTRIBUTION.encode(spans, 12)
    assert ATTRIBUTION.decode(labels) == spans
    assert ATTRIBUTION.first[labels[0]]
    assert ATTRIBUTION.last[labels[-1]]
    assert all(ATTRIBUTION.allowed[a, b] for a, b in pairwise(labels))


def allowed_paths(labels: Labels, n: int) -> list[tuple[int, ...]]:
    return [
        path
        for path in product(range(len(labels)), repeat=n)
        if labels.first[path[0]] and labels.last[path[-1]] and all(labels.allowed[a, b] for a, b in pairwise(path))
    ]


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_a_chain_reads_what_all_paths_together_say(seed: int, lengths: list[int]) -> None:
    draw = np.random.default_rng(seed)
    chain = Chain(TINY, draw.normal(size=(5, 5)).astype(np.float32))
    lines = [draw.normal(size=(n, 5)).astype(np.float32) for n in lengths]
    for line, (best, likely) in zip(lines, chain.read(lines), strict=True):
        paths = allowed_paths(TINY, len(line))
        scores = [
            sum(line[i, label] for i, label in enumerate(path)) + sum(chain.moves[a, b] for a, b in pairwise(path))
            for path in paths
        ]
        assert tuple(best) == paths[int(np.argmax(scores))]
        if not any(best):  # nothing is found, so nothing asks how likely it is
            assert likely.size == 0
            continue
        weights = np.exp(np.array(scores) - max(scores))
        expected = np.zeros_like(likely)
        for path, weight in zip(paths, weights / weights.sum(), strict=True):
            expected[np.arange(len(path)), list(path)] += weight
        assert np.allclose(likely, expected, atol=1e-4)


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 40), min_size=1, max_size=80))
def test_a_line_is_read_alike_to_the_last_bit_whatever_stands_beside_it(seed: int, lengths: list[int]) -> None:
    draw, n = np.random.default_rng(seed), len(ATTRIBUTION)
    chain = Chain(ATTRIBUTION, draw.normal(size=(n, n)).astype(np.float32))
    lines = [4 * draw.normal(size=(length, n)).astype(np.float32) for length in lengths]
    for line, (best, likely) in zip(lines, chain.read(lines), strict=True):
        ((alone, its_likely),) = chain.read([line])
        assert np.array_equal(best, alone)
        assert np.array_equal(likely, its_likely)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=400), st.integers(20, 60), st.integers(0, 18))
def test_windows_keep_every_word_once(lengths: list[int], longest: int, overlap: int) -> None:
    line = Line([(i, i + 1) for i in range(len(lengths))], [(0,) * n for n in lengths], [0] * len(lengths))
    kept: list[int] = []
    for start, end, keep in windows(line, longest, overlap):
        assert sum(lengths[start:end]) <= longest
        kept += range(start, end)[keep]
    assert kept == list(range(len(lengths)))


def test_order_and_company_of_lines_change_nothing() -> None:
    alone = {text: spans_of(text) for text in SENTENCES}
    for order in (SENTENCES, SENTENCES[::-1], SENTENCES[2:] + SENTENCES[:2]):
        text = "\n".join(order)
        expected, at = [], 0
        for sentence in order:
            expected += [(at + s, at + e, kind) for s, e, kind in alone[sentence]]
            at += len(sentence) + 1
        assert spans_of(text) == expected


def test_what_is_said_is_read_as_the_sentence_that_it_would_be() -> None:
    clause, sentence = "he thinks it was no accident", "He thinks it was no accident."
    (inside,), (whole,) = tag_inside(shipped(), clause, [(0, 28)]), tag(shipped(), sentence, [(0, 29)])
    assert [(s.range, s.kind) for s in inside.spans] == [(s.range, s.kind) for s in whole.spans]
    assert [s.kind for s in inside.spans] == ["source", "cue", "content"]


def test_a_sentence_is_read_alike_inside_and_outside_but_for_names() -> None:
    text = SENTENCES[0]
    (whole,) = tag(shipped(), text, [(0, len(text))])
    assert whole.names
    assert list(tag_inside(shipped(), text, [(0, len(text))])) == [replace(whole, names=())]


@pytest.mark.parametrize(
    ("clause", "pieces"),
    [("no one knows", "No one knows ."), ("Is it over?", "Is it over ?"), ("“it is over”", "“ it is over ”")],
)
def test_a_clause_as_a_sentence(clause: str, pieces: str) -> None:
    cutter = WordPieces()
    (line,), (expected,) = cutter.lines(clause), cutter.lines(pieces)
    found = cutter.as_sentence(line)
    assert (found.pieces, found.features) == (expected.pieces, expected.features)
    assert found.spans[: len(line.spans)] == line.spans


def fragments(text: str) -> list[tuple[int, int]]:
    return [(f.char_start, f.char_end) for f in annotate(Article("7", "", text, 0, "en")).fragments]


def test_moving_the_window_changes_nothing() -> None:
    """A paragraph longer than the encoder reads, with more and more before it."""
    tail = " ".join(SENTENCES * 8)
    whole = fragments(tail)
    assert len(whole) > 30
    for n in (1, 2, 3, 5):
        lead = " ".join(SENTENCES[:n]) + " "
        moved = [(s - len(lead), e - len(lead)) for s, e in fragments(lead + tail) if s >= len(lead)]
        assert moved == whole


def test_where_windows_meet_nothing_is_lost() -> None:
    """A quotation longer than the encoder reads is one content, from its first mark to its last."""
    text = f'"{"We will rebuild the port and the town behind it, " * 30}and that is all," Mayor Ana Sousa said.'
    (line,) = tag(shipped(), text, [(0, len(text))])
    assert [(s.kind, s.start, s.end) for s in line.spans] == [
        ("content", 0, text.index(" Mayor")),
        ("source", text.index("Mayor"), text.index(" said")),
        ("cue", text.index("said"), len(text) - 1),
    ]


ODD = ["", " ", "\n \n", "😀 👍🏽 🇳🇴", "Yes", "\u0301", "\u200b", "—", '"', "漢字", "漢字" * 400, "a" * 500]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_read(text: str) -> None:
    assert spans_of(text) == []


def test_capitals_are_read() -> None:
    text = "MAYOR ANA SOUSA SAID THE PORT WOULD OPEN."
    (line,) = tag(shipped(), text, [(0, len(text))])
    ((cue, source, contents),) = statements(line)
    assert text[line.spans[cue].start : line.spans[cue].end] == "SAID"
    assert source is not None
    assert contents


def test_a_line_of_any_length_is_cut_where_sentences_end() -> None:
    text = " ".join(SENTENCES * 60)
    lines = list(WordPieces().lines(text))
    assert [w for line in lines for w in line.spans] == sorted(w for line in lines for w in line.spans)
    assert len(lines) > 1
    assert all(text[line.spans[-1][1] - 1] in '.?!"' for line in lines)


@pytest.mark.parametrize("content", [None, b"", b"no network"])
def test_a_model_that_is_not_there_or_is_none_says_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model.onnx: the tagger cannot be read.*install the package again"):
        Model(path)

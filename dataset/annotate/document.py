"""An article laid out for the rules: tokens, sentences, quotations, and the units in which attributions are made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from dataset.annotate.quotes import Quote, find_quotes
from dataset.annotate.sentences import split_sentences
from dataset.annotate.tokens import Token, tokenize
from dataset.read.dateline import parse_dateline
from dataset.records import Article
from dataset.spans import Span

SentenceSpan = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A token, or a whole quotation that stands in the place of a token. Positions count code points of the text."""

    start: int
    end: int
    lower: str
    text: str
    quote: Quote | None = None


class Document:
    """What is read off an article's text once: positions of tokens, sentences and quotations."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.text = article.text
        self.tokens: list[Token] = tokenize(article.text)
        self.quotes: list[Quote] = find_quotes(article.text)
        dateline = parse_dateline(article.text[article.body_char_start :])
        self.dateline_end: int = article.body_char_start + (dateline.char_end if dateline else 0)
        self.sentences: list[SentenceSpan] = split_sentences(article.text, article.body_char_start, self.dateline_end)

    @cached_property
    def lead_end(self) -> int:
        """Where the first paragraph of the body ends."""
        body = self.article.body_char_start
        return next((end for start, end in self.paragraphs() if start >= body and end - start > 1), body)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [q.start for q in self.quotes]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s[0] for s in self.sentences]

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens that begin inside the range."""
        return self.tokens[bisect_left(self._token_starts, start) : bisect_left(self._token_starts, end)]

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """The outer quotations of the range: those inside it and inside no other quotation of it."""
        found: list[Quote] = []
        for quote in self.quotes[bisect_left(self._quote_starts, start) : bisect_left(self._quote_starts, end)]:
            if quote.end <= end and (not found or quote.start >= found[-1].end):
                found.append(quote)
        return found

    def is_quoted(self, place: int) -> bool:
        """Whether a quotation of its paragraph is open at a place of the text."""
        first = bisect_left(self._quote_starts, self.article.text.rfind("\n", 0, place) + 1)
        last = bisect_left(self._quote_starts, place)
        return any(quote.end > place for quote in self.quotes[first:last])

    def sentences_in(self, start: int, end: int) -> list[SentenceSpan]:
        """The sentences that overlap the range, cut to it."""
        first = max(bisect_left(self._sentence_starts, start + 1) - 1, 0)
        last = bisect_left(self._sentence_starts, end)
        cut = [(max(s, start), min(e, end), p) for s, e, p in self.sentences[first:last]]
        return [s for s in cut if s[0] < s[1]]

    def sentence_number(self, position: int) -> int:
        """Number of the last sentence that begins at or before the position."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    def opening(self, position: int) -> int:
        """Where the sentence of a position begins, or the first of those that a quotation joins to it."""
        start = self.sentences[self.sentence_number(position)][0]
        while quote := next((q for q in self.quotes if q.start < start < q.end), None):
            start = self.sentences[self.sentence_number(quote.start)][0]
        return start

    def items(self, start: int, end: int) -> list[Item]:
        """Tokens of the range, with each outer quotation as one item."""
        quotes = self.quotes_in(start, end)
        found: list[Item] = []
        at = start
        for quote in quotes:
            found += [Item(t.start, t.end, t.lower, t.text) for t in self.tokens_in(at, quote.start)]
            found.append(Item(quote.start, quote.end, "", self.text[quote.start : quote.end], quote))
            at = quote.end
        return found + [Item(t.start, t.end, t.lower, t.text) for t in self.tokens_in(at, end)]

    def paragraphs(self) -> list[Span]:
        """The paragraphs of the body, without the dateline."""
        found: dict[int, Span] = {}
        for start, end, paragraph in self.sentences:
            if paragraph > 0 and start >= self.dateline_end:
                found[paragraph] = (found.get(paragraph, (start, end))[0], end)
        return list(found.values())

    def units(self, start: int, end: int) -> list[Span]:
        """Runs of sentences that no quotation reaches across, in order: an attribution and all of its quotation."""
        merged: list[Span] = []
        quotes = iter(self.quotes_in(start, end))
        quote = next(quotes, None)
        for begin, stop, _ in self.sentences_in(start, end):
            while quote and quote.end <= begin:
                quote = next(quotes, None)
            if quote and merged and quote.start < merged[-1][1] and begin < quote.end:
                merged[-1] = (merged[-1][0], stop)
            else:
                merged.append((begin, stop))
        return merged

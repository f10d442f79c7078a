"""Text with marks laid over it: hits, the place asked for, and measures, which may overlap."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import escape

from indexer.search import Node, Text, texts
from kb.fold import search_folded, search_text

__all__ = ["MAX_HITS", "Layer", "Span", "find_hits", "render"]

MAX_HITS = 1000  # marked in one document; a word that is everywhere need not be marked more often
BODY_SCOPES = ("any", "body")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text in an element. `id` and the focus are given to the first piece only."""

    start: int
    end: int
    tag: str
    attributes: str
    id: str = ""
    after: str = ""  # markup that follows the last piece
    focused: bool = False  # the page opens here


class Layer:
    """Spans by their start, to find those within a block fast. None may hold another's start."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self.spans]
        self._longest = max((span.end - span.start for span in self.spans), default=0)

    def within(self, start: int, end: int) -> list[Span]:
        """The spans that touch `start:end`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [span for span in self.spans[first:last] if span.end > start]


def render(text: str, start: int, end: int, layers: Sequence[Layer]) -> str:
    """`text[start:end]` as HTML; outer layers first."""
    touching = [layer.within(start, end) for layer in layers]
    if not any(touching):
        return str(escape(text[start:end]))
    cuts = {start, end}
    for spans in touching:
        cuts.update(max(start, span.start) for span in spans)
        cuts.update(min(end, span.end) for span in spans)
    places = sorted(cuts)
    return "".join(_piece(text, begin, stop, touching) for begin, stop in pairwise(places))


def _piece(text: str, begin: int, stop: int, layers: Sequence[Sequence[Span]]) -> str:
    html = str(escape(text[begin:stop]))
    after = ""
    for spans in reversed(layers):  # the innermost is wrapped first
        cover = next((span for span in spans if span.start <= begin and span.end >= stop), None)
        if cover is None:
            continue
        own = _of_first_piece(cover) if cover.start == begin else ""
        html = f"<{cover.tag}{own}{cover.attributes}>{html}</{cover.tag}>"
        after += cover.after if cover.end == stop else ""
    return html + after


def _of_first_piece(span: Span) -> str:
    own_id = f' id="{escape(span.id)}"' if span.id else ""
    return own_id + (' tabindex="-1" autofocus' if span.focused else "")


def find_hits(text: str, node: Node | None, typed: str = "") -> list[tuple[int, int]]:
    """Where the texts of a query stand in `text`, in order, overlapping ones joined.

    What was `typed` as one word is looked for as one word where the text has it: 绿色发展 and not
    every 发展, which would hide the places that were meant.
    """
    wanted = [found for found in texts(node) if found.scope in BODY_SCOPES] if node else []
    if not wanted:
        return []
    folded = search_folded(text)
    wanted = _as_typed(wanted, [search_text(word) for word in typed.split()], folded.text)
    spans = sorted(
        folded.clean_span(at, at + len(found.text))
        for found in wanted
        for at in _places(folded.text, found)
    )
    return _joined(spans)[:MAX_HITS]


def _as_typed(wanted: Sequence[Text], typed: Sequence[str], folded: str) -> list[Text]:
    """The texts, with those that make one word of the query and of the text put together."""
    own = [text for text in wanted if not text.implied]
    made = [text for text in wanted if text.implied]
    while own:
        count = next((n for n in range(len(own), 1, -1) if _is_word(own[:n], typed, folded)), 1)
        made.append(replace(own[0], text="".join(text.text for text in own[:count])))
        del own[:count]
    return made


def _is_word(parts: Sequence[Text], typed: Sequence[str], folded: str) -> bool:
    """Whether these stand in the query as one word, which the text has, too."""
    word = "".join(part.text for part in parts)
    plain = all(part.scope == parts[0].scope and not (part.exact or part.prefix) for part in parts)
    return plain and any(word in held for held in typed) and word in folded


def _places(folded: str, wanted: Text) -> list[int]:
    places: list[int] = []
    at = folded.find(wanted.text) if wanted.text else -1
    while at >= 0 and len(places) < MAX_HITS:
        places.append(at)
        at = folded.find(wanted.text, at + len(wanted.text))
    return places


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined

"""From what a user types to an answer: parse, search, and where nothing is found, help.

The engine answers exactly what is asked. Where that is nothing, a slip is put right or the query
is loosened, and the notices say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.search.absent import absent_values, undated
from indexer.search.ast import And, AtLeast, Facet, Node, Or, Text, texts, walk
from indexer.search.loosen import Count, fewer, rarest_kept, taken_apart
from indexer.search.nearly import nearly_too
from indexer.search.numbers import NUMBER, nearly, number_forms
from indexer.search.own_place import own_place_first, place_named
from indexer.search.pinyin import in_characters, is_pinyin
from indexer.search.protocol import SearchEngine, SearchPage, SearchRequest
from indexer.search.query import ParsedQuery, parse_query
from indexer.search.ranking import places_of
from indexer.search.spelling import corrected, falls_apart
from indexer.search.verbatim import figure_first, held_first, verbatim_first
from kb.errors import QueryError

__all__ = ["Answer", "answer", "did_you_mean"]

FEW = 3  # with fewer hits than this a slip is looked for
LONGEST_TO_CORRECT = 60
MOST_NUMBERS, BESIDE = 3, 8  # numbers listed; characters beside one that is what is looked for
EVERYTHING = SearchRequest(None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show: the query as it was understood, the page, and what to tell about it.

    `searched` is what the page answers: `parsed`, or what replaced it (`replaced_by`, a text).
    """

    parsed: ParsedQuery
    searched: ParsedQuery
    page: SearchPage
    notices: tuple[str, ...]
    replaced_by: str | None = None
    loosened: bool = False


def answer(
    engine: SearchEngine,
    text: str,
    *,
    request: SearchRequest = EVERYTHING,
    expand: bool = True,
    literal: bool = False,
) -> Answer:
    """Answer a query. `request` gives filters, order and paging, its `node` is not looked at;
    `literal` switches corrections and loosening off."""
    parsed = parse_query(text, expand=expand)
    asked = replace(request, node=parsed.node)
    page = verbatim_first(engine, text, engine.search(asked), asked)
    page, told = figure_first(engine, page, asked)
    plain = Answer(parsed, parsed, page, (*parsed.notices, *filter(None, (told,))))
    if parsed.node is not None:
        plain = replace(plain, notices=(*plain.notices, *_left_out(engine, parsed.node, page)))
    if literal or parsed.node is None:
        return plain
    if not plain.page.total and (near := _near_numbers(engine, text)):
        return _replaced(engine, plain, near, request, expand=expand, most=0)
    if _is_plain(parsed) and not request.filters:
        plain = _widened(engine, plain, request)
    broken = plain.page.total >= FEW and _is_broken(engine, parsed)
    if plain.page.total >= FEW and not broken:
        return plain
    held = plain.page.total if not request.filters else _count(engine, parsed.node)
    better = did_you_mean(engine, text) if held < FEW or broken else None
    if better:
        most = 0 if broken else plain.page.total
        return _replaced(engine, plain, better, request, expand=expand, most=most)
    if held or not _is_plain(parsed):
        return plain
    if is_pinyin(text):
        return replace(plain, notices=(*plain.notices, f"“{text.strip()}”像是拼音，请输入汉字。"))
    return _loosened(engine, plain, request)


def _left_out(engine: SearchEngine, node: Node, page: SearchPage) -> tuple[str, ...]:
    def count(part: Node) -> int:
        return _count(engine, part)

    told = () if page.total else absent_values(node, count)
    return (*told, *filter(None, (undated(node, count),)))


def _widened(engine: SearchEngine, plain: Answer, request: SearchRequest) -> Answer:
    """With the documents that come near: of the place named, of the title half remembered."""
    asked = replace(request, node=plain.searched.node)
    page, node, told = own_place_first(engine, plain.page, asked)
    if not told and page.total:
        page, node, told = nearly_too(engine, plain.parsed.text, page, asked)
    if not told:
        return plain
    searched = replace(plain.searched, node=node)
    return replace(plain, searched=searched, page=page, notices=(*plain.notices, told))


def _is_broken(engine: SearchEngine, parsed: ParsedQuery) -> bool:
    """Whether a plain query falls into characters that no document has side by side."""
    if not _is_plain(parsed) or not isinstance(parsed.node, And):
        return False
    words = [text.text for text in texts(parsed.node) if not text.implied]
    return falls_apart(parsed.text, words, lambda folded: _count(engine, Text(folded)))


def _is_plain(parsed: ParsedQuery) -> bool:
    """Only words were typed: no operator, quote, bracket or field asks for exactness."""
    node = parsed.node
    return all(_is_word(part) for part in (node.nodes if isinstance(node, And) else (node,)))


def _is_word(node: Node | None) -> bool:
    if isinstance(node, Or):
        return isinstance(node.nodes[0], Text) and all(_implied(part) for part in node.nodes[1:])
    return isinstance(node, Text) and not node.exact and node.scope == "any"


def _implied(node: Node) -> bool:
    return all(text.implied for text in texts(node))


def _near_numbers(engine: SearchEngine, text: str) -> str:
    """The number in a text that finds nothing, without the words beside it; or else the documents'
    numbers that are nearest to it, "" if none is near."""
    found = NUMBER.search(text)
    typed = found[0].strip() if found else ""
    if not typed or len(text) - len(typed) > BESIDE:
        return ""
    for numbers in ((typed,), *nearly(typed)):
        held = [n for n in numbers if _count(engine, Text(number_forms(n)[0], scope="number"))]
        if held:
            return " OR ".join(held[:MOST_NUMBERS])
    return ""


def did_you_mean(engine: SearchEngine, text: str) -> str | None:
    """The query with a slip put right, with two where one is not enough; None if it has none."""
    better = _corrected(engine, text)
    if better and not _count(engine, parse_query(better).node or Text("")):
        return _corrected(engine, better) or better
    return better


def _corrected(engine: SearchEngine, text: str) -> str | None:
    if len(text) > LONGEST_TO_CORRECT or any(mark in text for mark in '"“「:：'):
        return None
    if meant := in_characters(text, lambda folded: _count(engine, Text(folded))):
        return meant
    for piece in sorted(text.split(), key=len, reverse=True):
        better = corrected(piece, lambda folded: _count(engine, Text(folded)))
        if better:
            return text.replace(piece, better)
    return None


def _count(engine: SearchEngine, node: Node) -> int:
    return engine.search(SearchRequest(node, size=0, facets=())).total


def _replaced(
    engine: SearchEngine,
    plain: Answer,
    text: str,
    request: SearchRequest,
    *,
    expand: bool,
    most: int,
) -> Answer:
    """The answer to another text, if that finds more than `most` documents."""
    try:
        parsed = parse_query(text, expand=expand)
    except QueryError:
        return plain
    page = engine.search(replace(request, node=parsed.node))
    if page.total <= most:
        if plain.page.total:
            return plain
        better = Answer(plain.parsed, parsed, page, plain.notices)
        return max((_loosened(engine, found, request) for found in (plain, better)), key=_share)
    told = f"没有文件含有“{plain.parsed.text.strip()}”，已按“{text.strip()}”检索。"
    return Answer(plain.parsed, parsed, page, (*parsed.notices, told), replaced_by=text)


def _loosened(engine: SearchEngine, plain: Answer, request: SearchRequest) -> Answer:
    """The documents that hold the words of long words apart, or else as many parts of the query
    as any document does."""

    def count(node: Node) -> int:
        return _count(engine, node)

    apart, words = taken_apart(plain.searched.node, count)
    if apart is not None and count(apart):
        told = f"没有文件连着写“{'”“'.join(words)}”，已分开检索。"
        return _answered(engine, plain, request, apart, told)
    wanted = apart or plain.searched.node
    fewest = fewer(wanted, count)
    kept = rarest_kept(wanted, fewest, count)
    if kept is not None:
        nodes = (kept.node, fewest) if fewest else (kept.node,)
        told = _given_up(fewest, count, rare=kept.word)
        found = _answered(engine, plain, request, Or(nodes), told)
        return _with_first(engine, found, kept.node, request)
    if fewest is None:
        return plain
    place = place_named(fewest.nodes)
    found = _answered(engine, plain, request, fewest, _given_up(fewest, count))
    if place is None:
        return found
    own = And((Facet("region", places_of(place)[0]), fewest))
    return _with_first(engine, found, own, request)


def _with_first(engine: SearchEngine, found: Answer, first: Node, request: SearchRequest) -> Answer:
    asked = replace(request, node=found.searched.node)
    return replace(found, page=held_first(engine, first, found.page, asked))


def _share(found: Answer) -> float:
    """How much of the query its documents hold."""
    node = found.searched.node
    if node is None or not found.page.total:
        return 0.0
    loose = [part.count / len(part.nodes) for part in walk(node) if isinstance(part, AtLeast)]
    return max(loose, default=1.0)


def _given_up(fewest: AtLeast | None, count: Count, rare: str = "") -> str:
    """How many of the words the documents hold, and which ones none or only some of them do;
    before them stands what holds a rare one."""
    if fewest is None:
        return f"没有文件同时含有全部检索词，以下文件含有少见的“{rare}”和另一个检索词。"
    if fewest.count == len(fewest.nodes):
        return "没有文件同时含有全部检索词，其中的虚词未作为检索词。"
    total = count(fewest)
    held = {_name(part): count(And((fewest, part))) for part in fewest.nodes}
    none = "、".join(f"“{name}”" for name, found in held.items() if not found)
    some = "、".join(f"“{name}”" for name, found in held.items() if 0 < found < total)
    said = (f"都不含{none}" if none else "", f"有的不含{some}" if some else "")
    which = f"先列出含有少见的“{rare}”的，其后的" if rare else "以下"
    return (
        f"没有文件同时含有全部检索词，{which}文件含有 {len(fewest.nodes)} 个检索词中的"
        f" {fewest.count} 个：{'，'.join(filter(None, said))}。"
    )


def _name(part: Node) -> str:
    return next((text.text for text in texts(part)), "")


def _answered(
    engine: SearchEngine, plain: Answer, request: SearchRequest, node: Node, told: str
) -> Answer:
    searched = replace(plain.searched, node=node)
    page = engine.search(replace(request, node=node))
    return Answer(plain.parsed, searched, page, (*plain.notices, told), loosened=True)

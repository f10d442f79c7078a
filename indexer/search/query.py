"""The query language: one parser for all engines. See docs/search.md and the page /help.

    query   = any            any     = all { ("OR" | "或") all }
    all     = near { ["AND"] near }  near = unary { ("NEAR" | "~句") unary }
    unary   = ("-" | "NOT" | "非") unary | field unary | "(" any ")" | "phrase" | number | word

A word is segmented; each of its words must occur (AND). Whatever is no operator is literal.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from indexer.search.amounts import Piece, joined, may_stand_apart, pieces
from indexer.search.ast import And, Everything, Near, Node, Not, Or, Text, texts, walk
from indexer.search.fields import field_names, field_node, known_fields
from indexer.search.left_out import left_out
from indexer.search.lexer import Lexed, Token, is_punctuation, lex
from indexer.search.numbers import number_forms
from indexer.search.synonyms import Synonyms, synonyms
from indexer.search.terms import bare_field, split_words, unknown_field
from kb.errors import QueryError
from kb.fold import search_text

__all__ = ["MAX_QUERY_CHARS", "MAX_QUERY_TERMS", "ParsedQuery", "parse_query"]

MAX_QUERY_CHARS = 2000
MAX_QUERY_TERMS = 256
MAX_DEPTH = 40
NOTHING = "没有可检索的内容，列出的是全部文件。"
SIGN = re.compile(r"(?<=[㐀-鿿])[|｜]+(?=[㐀-鿿])|^[!！](?=[^\W_])")
MOST_AMOUNTS = 3  # amounts, and dates, with other notations: more are of a copied sentence


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What is asked (`node` None: nothing typed, so everything), and what to tell about it.

    `also_searched`: (what was typed, what was searched for besides) pairs.
    """

    text: str
    node: Node | None
    notices: tuple[str, ...] = ()
    also_searched: tuple[tuple[str, tuple[str, ...]], ...] = ()


def parse_query(text: str, *, expand: bool = True) -> ParsedQuery:
    """Parse a query; `expand=False` switches synonyms off. `QueryError` if it is out of bounds."""
    if len(text) > MAX_QUERY_CHARS:
        raise QueryError(f"检索式有 {len(text)} 个字符，最多 {MAX_QUERY_CHARS} 个，请缩短。")
    but = left_out(text)
    lexed = lex(but.rest, field_names())
    if not lexed.tokens:
        return ParsedQuery(text, None, (*lexed.notices, *([NOTHING] if lexed.notices else [])))
    _leave_questions(lexed)
    parser = _Parser(lexed, synonyms() if expand else None)
    node = parser.parse()
    if node is not None and but.nodes:
        node = but.without(node)
        lexed.tell(but.told)
    if node is not None and _only_excludes(node):
        lexed.tell("检索式只有排除项：列出的是其余全部文件。")
    count = sum(isinstance(part, Text) for part in walk(node)) if node else 0
    if count > MAX_QUERY_TERMS:
        raise QueryError(f"检索式含 {count} 个检索词，最多 {MAX_QUERY_TERMS} 个，请缩短。")
    return ParsedQuery(text, node, tuple(lexed.notices), tuple(parser.also.items()))


def _leave_questions(lexed: Lexed) -> None:
    """Takes question words that stand alone out of a query of plain words: 碳达峰 哪年."""
    asking = [t for t in lexed.tokens if search_text(t.text) in synonyms().questions]
    others = [token for token in lexed.tokens if token not in asking]
    if asking and others and all(token.kind == "word" for token in lexed.tokens):
        lexed.tokens = others
        left = "、".join(dict.fromkeys(token.text for token in asking))
        lexed.tell(f"疑问词“{left}”未作为检索词。")


def _only_excludes(node: Node) -> bool:
    return isinstance(node, And) and node.nodes[0] == Everything()


def _joined(nodes: list[Node], kind: type[And] | type[Or]) -> Node:
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, kind) else [node])
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else kind(unique)


class _Parser:
    """Recursive descent over settled tokens (brackets paired, operators with operands)."""

    def __init__(self, lexed: Lexed, table: Synonyms | None) -> None:
        self.lexed, self.table = lexed, table
        self.tokens, self.at, self.depth = lexed.tokens, 0, 0
        self.fields: list[str] = []
        self.also: dict[str, tuple[str, ...]] = {}
        self.stray: list[str] = []
        self.amounts = Counter[bool]()

    def parse(self) -> Node | None:
        node = self._any()
        if node is None and self.stray:
            return self._literal_strays()
        for typed in dict.fromkeys(self.stray):
            self.lexed.tell(f"标点“{typed}”未作为检索词。")
        return node

    def _literal_strays(self) -> Node | None:
        """Punctuation alone is looked for as it stands, but for quotes, which are not indexed."""
        for typed in dict.fromkeys(self.stray):
            how = "按字面检索" if search_text(typed) else "不能检索，已忽略"
            self.lexed.tell(f"“{typed}”{how}。")
        strays: list[Node] = [
            Text(search_text(typed), exact=True) for typed in self.stray if search_text(typed)
        ]
        if not strays:
            self.lexed.tell(NOTHING)
        return _joined(strays, And) if strays else None

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else "end"

    def _any(self) -> Node | None:
        parts = [self._all()]
        while self._kind() == "or":
            self.at += 1
            parts.append(self._all())
        known = [part for part in parts if part is not None]
        return _joined(known, Or) if known else None

    def _all(self) -> Node | None:
        parts: list[Node] = []
        while self._kind() not in ("end", "or", "close"):
            if self._kind() == "and":
                self.at += 1
            part = self._near()
            if part is not None:
                parts.append(part)
        if not parts:
            return None
        node = _joined(parts, And)
        if all(isinstance(part, Not) for part in parts):
            return And((Everything(), *parts))
        return node

    def _near(self) -> Node | None:
        parts = [self._unary()]
        while self._kind() == "near":
            self.at += 1
            parts.append(self._unary())
        known = [part for part in parts if part is not None]
        if len(parts) == 1 or not known:
            return known[0] if known else None
        wanted = [_plain(part) for part in known]
        if any(words is None for words in wanted):
            self.lexed.tell("NEAR（~句）两边只能是词或短语，已改为同时包含。")
            return _joined(known, And)
        within = tuple(dict.fromkeys(word for words in wanted if words for word in words))
        return Near(within) if len(within) > 1 else within[0]

    def _unary(self) -> Node | None:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "not":
            node = self._excluded()
            if isinstance(node, Not):  # twice not is not at all
                return node.node
            return None if node is None else Not(node)
        if token.kind == "field":
            self.fields.append(token.text)
            node = self._unary()
            self.fields.pop()
            return node
        if token.kind == "open":
            return self._group()
        if self.fields and token.kind in ("word", "phrase", "number"):
            return self._field_value(token)
        return self._leaf(token)

    def _group(self) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError(f"括号嵌套超过 {MAX_DEPTH} 层，请简化检索式。")
        node = self._any()
        self.depth -= 1
        self.at += 1  # the closing bracket
        return node

    def _excluded(self) -> Node | None:
        """What follows a NOT; a word is excluded as a whole, not word by word."""
        token = self.tokens[self.at]
        if token.kind == "word" and not self.fields and not is_punctuation(token.text):
            self.at += 1
            return Text(
                search_text(token.text.rstrip("*＊")) or search_text(token.text), exact=True
            )
        return self._unary()

    def _field_value(self, token: Token) -> Node | None:
        node, reason = field_node(self.fields[-1], token.text, quoted=token.kind == "phrase")
        if node is None:
            self.lexed.tell(f"{reason}；已按字面检索。")
            return self._leaf(token)
        if reason:
            self.lexed.tell(reason)
        return node

    def _leaf(self, token: Token) -> Node | None:
        if token.kind == "phrase":
            return Text(search_text(token.text), exact=True)
        if token.kind == "number":
            forms = [Text(form, exact=True) for form in number_forms(token.text)]
            return _joined(list(forms), Or)
        return self._word(token.text + self._unit_behind(token.text))

    def _unit_behind(self, number: str) -> str:
        """The next word, where a number was typed with a blank before its unit."""
        if self._kind() != "word" or not joined(number, self.tokens[self.at].text):
            return ""
        self.at += 1
        return self.tokens[self.at - 1].text

    def _word(self, typed: str) -> Node | None:
        if is_punctuation(typed):
            self.stray.append(typed)
            return None
        named = unknown_field(typed)
        if named:
            known = "、".join(known_fields())
            self.lexed.tell(
                f"没有名为“{named}”的字段，已按字面检索“{typed}”。可用的字段：{known}。"
            )
            return Text(search_text(typed), exact=True)
        if bare_field(typed, field_names()):
            self.lexed.tell(f"“{typed}”后面没有内容，已按字面检索。")
        if sign := SIGN.search(typed):
            self.lexed.tell(
                f"“{sign[0]}”不是运算符，已忽略；任选其一用 OR（或），排除用 NOT（非）。"
            )
        body = typed.rstrip("*＊")
        if body != typed and not is_punctuation(body) and "*" not in search_text(body):
            return Text(search_text(body), exact=True, prefix=True)
        whole = self._expanded(search_text(typed), typed)
        if whole is not None:
            return whole
        found = [self._piece(piece) for piece in (pieces(typed) if self.table else [Piece(typed)])]
        parts = [part for part in found if part is not None]
        return _joined(parts, And) if parts else None

    def _piece(self, piece: Piece) -> Node | None:
        """An amount with its other notations, or the words of any other stretch."""
        if not piece.ways or self.amounts[piece.is_date] >= MOST_AMOUNTS:
            return self._words(piece.text)
        self.amounts[piece.is_date] += 1
        if piece.shown:
            self.also[piece.text] = piece.shown
        ways = dict.fromkeys(piece.ways)
        if may_stand_apart(piece.text):
            ways[tuple(split_words(piece.text, frozenset()).wanted)] = None
        others = [_joined([Text(text, implied=True) for text in way], And) for way in ways]
        return Or((Text(search_text(piece.text)), *others))

    def _words(self, typed: str) -> Node | None:
        words = split_words(typed, synonyms().questions, synonyms().functions)
        if words.notice:
            self.lexed.tell(words.notice)
        parts = [
            self._expanded(word, word) or Text(word, exact=word in words.literal)
            for word in words.wanted
        ]
        return _joined(parts, And) if parts else None

    def _expanded(self, folded: str, typed: str) -> Node | None:
        """The word or its synonyms; None where it has none (or they are switched off)."""
        ways = self.table.of(folded) if self.table else ()
        if not ways or self.table is None:
            return None
        shown = self.table.shown.get(folded, typed)
        self.also[shown] = tuple(self.table.label(way) for way in ways)
        nodes: list[Node] = [Text(folded)]
        for way in ways:
            nodes.append(_joined([Text(text, implied=True) for text in way], And))
        return Or(tuple(nodes))


def _plain(node: Node) -> tuple[Text, ...] | None:
    """The texts of a word or phrase (synonyms left out), None for anything else."""
    if isinstance(node, Text):
        return (node,)
    if isinstance(node, Or) and isinstance(node.nodes[0], Text) and _is_expansion(node):
        return (node.nodes[0],)
    if isinstance(node, And):
        parts = [_plain(part) for part in node.nodes]
        return None if None in parts else tuple(t for part in parts if part for t in part)
    return None


def _is_expansion(node: Or) -> bool:
    first, *others = node.nodes
    implied = [text.implied for other in others for text in texts(other)]
    return isinstance(first, Text) and not first.implied and all(implied)


def without_synonyms(node: Node) -> Node:
    """The node with every implied alternative taken out."""
    if isinstance(node, Or):
        kept = [n for n in node.nodes if not all(t.implied for t in texts(n)) or not texts(n)]
        return _joined([without_synonyms(n) for n in kept], Or)
    if isinstance(node, And):
        return replace(node, nodes=tuple(without_synonyms(n) for n in node.nodes))
    return node

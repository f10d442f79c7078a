"""Takes a query apart into tokens. What is no operator stays literal, and a notice says so."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Literal

from indexer.search.numbers import NUMBER
from kb.fold import search_text

__all__ = ["Lexed", "Token", "is_punctuation", "lex"]

Kind = Literal["word", "phrase", "number", "field", "open", "close", "and", "or", "not", "near"]

_OPERATORS: dict[str, Kind] = {
    "AND": "and",
    "并且": "and",
    "OR": "or",
    "或": "or",
    "或者": "or",
    "NOT": "not",
    "非": "not",
    "不含": "not",
    "不包括": "not",
    "NEAR": "near",
    "~句": "near",
}
_MEANS = {"and": "都要有", "or": "有一个即可", "not": "排除后面的词", "near": "在同一句之中"}
_PLAIN = ("AND", "OR", "NOT", "NEAR", "-", "－", "~句", "或")  # nobody looks for these themselves
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "«": "»", "‘": "’", "〝": "〞"}
_DOUBLE = '"＂“”„‟〝〞'
_FIELD = re.compile(r"([^\W\d_]{1,12})[:：]\s*(?=\S)")
_NEGATIVE = re.compile(r"[-－]\d+(?:[.．]\d+[%％]?|[%％])(?!\S)")  # of a table row that was copied
_WITHIN = re.compile("[~～]句")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_OPENING, _CLOSING = "(（", ")）"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query. `text` is as typed (a phrase without its quotes)."""

    kind: Kind
    text: str
    typed: str = ""  # as typed, for notices


@dataclass(slots=True)
class Lexed:
    """Tokens in order, and what is to be told about the reading."""

    tokens: list[Token] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def tell(self, notice: str) -> None:
        """Add a notice once."""
        if notice not in self.notices:
            self.notices.append(notice)


def is_punctuation(text: str) -> bool:
    """Nothing in it that a reader would call a letter, digit, sign or picture."""
    return all(unicodedata.category(c)[0] in "PZCM" or c in "+|=<>^`~$" for c in text)


def lex(query: str, fields: frozenset[str]) -> Lexed:
    """The tokens of a query; `fields` are the known field names, folded."""
    cleaned = "".join(" " if unicodedata.category(c) == "Cc" else c for c in query)
    cleaned = _WITHIN.sub(" ~句 ", cleaned.translate(_WIDE_DIGITS))
    scanner = _Scanner(cleaned, fields)
    if any(unicodedata.category(c) == "Cc" and not c.isspace() for c in query):
        scanner.out.tell("检索式中的控制字符已按空格处理。")
    whole = _one_phrase(cleaned.strip())
    if whole:
        scanner.out.tokens.append(Token("phrase", whole, cleaned.strip()))
    else:
        scanner.run()
    return _settle(scanner.out)


def _one_phrase(text: str) -> str:
    """What stands in straight quotes around a whole query that holds one more inside."""
    for quote in '"＂':
        if (
            text.startswith(quote)
            and text.endswith(quote)
            and text.count(quote) % 2
            and text != quote
        ):
            return text[1:-1]
    return ""


class _Scanner:
    """Walks over the query once; `fresh` is true where a new token may begin."""

    def __init__(self, text: str, fields: frozenset[str]) -> None:
        self.text, self.fields = text, fields
        self.at, self.fresh, self.depth = 0, True, 0
        self.out = Lexed()

    def run(self) -> None:
        while self.at < len(self.text):
            char = self.text[self.at]
            if char.isspace():
                self.at, self.fresh = self.at + 1, True
            elif not (self._bracket(char) or self._quoted(char) or self._special(char)):
                self._word()

    def _add(self, kind: Kind, text: str, end: int, *, fresh: bool = True) -> bool:
        self.out.tokens.append(Token(kind, text, self.text[self.at : end]))
        self.at, self.fresh = end, fresh
        return True

    def _bracket(self, char: str) -> bool:
        if self.fresh and char in _OPENING and not NUMBER.match(self.text, self.at):
            self.depth += 1
            return self._add("open", "(", self.at + 1)
        if char in _CLOSING and self.depth:
            self.depth -= 1
            return self._add("close", ")", self.at + 1)
        return False

    def _quoted(self, char: str) -> bool:
        single = char == "'" and self.fresh
        if char not in _DOUBLE and char not in _PAIRS and not single:
            return False
        end = _closing_quote(self.text, self.at)
        if end < 0:
            return False
        inside = self.text[self.at + 1 : end]
        if not search_text(inside):
            self.out.tell("空引号已忽略。")
            self.at, self.fresh = end + 1, True
            return True
        return self._add("phrase", inside, end + 1)

    def _special(self, char: str) -> bool:
        if not self.fresh:
            return False
        number = NUMBER.match(self.text, self.at)
        if number:
            return self._add("number", number.group(), number.end(), fresh=False)
        negative = _NEGATIVE.match(self.text, self.at)
        if negative:
            typed = negative.group()
            self.out.tell(f"“{typed}”按数字检索；要排除请写 NOT {typed[1:]}。")
            return self._add("word", typed[1:], negative.end())
        if char in "-－" and self.text[self.at + 1 : self.at + 2].strip(" -－　*"):
            return self._add("not", "-", self.at + 1)
        named = _FIELD.match(self.text, self.at)
        if named and search_text(named.group(1)) in self.fields:
            return self._add("field", search_text(named.group(1)), named.end())
        return False

    def _word(self) -> None:
        end, inner = self.at, 0
        while end < len(self.text) and not self.text[end].isspace():
            char = self.text[end]
            if end > self.at and (char in _DOUBLE or char in _PAIRS):
                if _closing_quote(self.text, end) > 0:
                    break
            elif char in _OPENING:
                inner += 1
            elif char in _CLOSING and (inner or self.depth):
                if not inner:
                    break
                inner -= 1
            end += 1
        text = self.text[self.at : end]
        alone = self.fresh and (end == len(self.text) or self.text[end] not in _OPENING)
        kind = self._operator(text, end) if alone else None
        self._add(kind or "word", text, end)

    def _operator(self, text: str, end: int) -> Kind | None:
        """What a word alone does; one in small letters is a word, between Chinese ones a slip."""
        name = unicodedata.normalize("NFKC", text)
        beside = self.text[: self.at].rstrip()[-1:], self.text[end:].lstrip()[:1]
        if name not in _OPERATORS and name.upper() in _OPERATORS and min(beside) > "㐀":
            self.out.tell(f"“{text}”按字面检索；作运算符请大写：{name.upper()}。")
        return _OPERATORS.get(name)


def _closing_quote(text: str, at: int) -> int:
    """Where the quote that opens at `at` closes, -1 if nowhere."""
    opening = text[at]
    closing = _PAIRS.get(opening, opening)
    level = 0
    for place in range(at + 1, text.rfind(closing, at + 1) + 1):
        if text[place] == closing:
            if level == 0:
                return place
            level -= 1
        elif text[place] == opening and closing != opening:
            level += 1
    if opening in _DOUBLE:  # “…" and the like
        return next((p for p in range(at + 1, len(text)) if text[p] in _DOUBLE), -1)
    return -1


_OPERANDS = ("word", "phrase", "number", "field", "open", "not")
_ENDS = ("word", "phrase", "number", "close")


def _settle(lexed: Lexed) -> Lexed:
    """Unpaired brackets and operators without operands become literal words."""
    before: list[Token] = []
    while before != lexed.tokens:
        before = lexed.tokens
        lexed.tokens = _literal_operators(_paired(before, lexed), lexed)
    for token in lexed.tokens:
        if token.kind in _MEANS and token.typed not in _PLAIN:
            means = f"“{token.typed}”按运算符理解：{_MEANS[token.kind]}"
            lexed.tell(f"{means}；要检索“{token.typed}”本身请加引号。")
    return lexed


def _paired(tokens: list[Token], lexed: Lexed) -> list[Token]:
    out = list(tokens)
    open_at: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            open_at.append(place)
        elif token.kind == "close" and open_at:
            start = open_at.pop()
            if start == place - 1:  # an empty pair
                out[start] = replace(out[start], kind="word", text=out[start].typed)
                out[place] = replace(token, kind="word", text=token.typed)
                lexed.tell("空括号已按字面处理。")
        elif token.kind == "close":
            open_at.append(-1)
            out[place] = replace(token, kind="word", text=token.typed)
            lexed.tell(f"没有配对的括号“{token.typed}”按字面处理。")
            open_at.pop()
    for place in open_at:
        out[place] = replace(out[place], kind="word", text=out[place].typed)
        lexed.tell(f"没有配对的括号“{out[place].typed}”按字面处理。")
    return out


def _literal_operators(tokens: list[Token], lexed: Lexed) -> list[Token]:
    out: list[Token] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1].kind if place + 1 < len(tokens) else "end"
        dangling = following not in _OPERANDS
        if token.kind in ("and", "or", "near"):
            dangling = dangling or not out or out[-1].kind not in _ENDS
        if token.kind == "field":
            dangling = following not in ("word", "phrase", "number", "open")
        if token.kind in ("and", "or", "near", "not", "field") and dangling:
            typed = token.typed.strip()
            lexed.tell(f"“{typed}”缺少检索词，已按字面检索。")
            token = replace(token, kind="word", text=typed)
        out.append(token)
    return out

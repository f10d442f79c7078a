"""Lines to paragraphs: where a wrap is joined and where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.cleaning.draft import Unit
from corpus.cleaning.lines import Layout, Line
from corpus.cleaning.marks import (
    ends_open,
    ends_sentence,
    ends_soft,
    has_open_bracket,
    is_head_line,
    is_label,
    is_mark,
    stands_alone,
    starts_block,
    starts_imprint,
    width,
)
from corpus.cleaning.titles import ends_as_title, is_name

__all__ = ["continues", "join_lines", "join_note", "may_be_heading"]

FULL, FLUSH, NEARLY, WIDE = 2.0, 1.2, 8.0, 3.0
OTHER = 1.2
NARROW, SAME, LEAST_INDENT, TINY = 15.0, 0.75, 1.5, 4.0
LONGEST_PARAGRAPH = 20_000
"""No paragraph is longer; keeps the time of joining in proportion to the text."""
_WORD = r"(?:[A-Za-z0-9.,%％‰℃~～\-/+]+|.)"
_UNBREAKABLE = re.compile(
    rf"[“‘《（(\[【〔「]*{_WORD}(?:[，。、；：？！）》〕】」]|[“”‘’]+{_WORD}?)*"
)
"""What stands on one line: no line ends with an opening sign or begins with a closing one, and
typesetting programs part nothing from quotation marks."""
_INLINE = re.compile(r"([（(]?)(\d{1,2})([)）.．、])")
_BEGINNING = re.compile(
    r"为|根据|按照|依据|各[市县区省州地有]|现将|近年|[（(]?[\u4e00-\u9fff]{1,8}〔"
)
_DECIMAL = re.compile(r".{10}\d[.．]$")
_FRACTION = re.compile(r"\d{1,4}(?:[%％‰]|[个万亿倍]|[^\d.、．\s]*[，；。])")
"""增长6. on one line and 2%； on the next are one number."""
_FIGURE = re.compile(r"[-－]?\d[\d,，]*(?:\.\d+)?\s*[%％‰]?")
"""A line of its own: the cell of a table, to which the figure on the next one does not belong."""
_SENTENCE = re.compile(r"[。；]")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d]+条\s")
"""An article of a law that fills its first line is no heading."""
HEADING_LINES, LONGEST_HEADING = 2, 70
_PROSE = re.compile(r"[，。；]|[\u4e00-\u9fff],")


def join_lines(lines: Sequence[Line], layout: Layout) -> list[Unit]:
    """Paragraphs, headings and items from laid-out lines."""
    if not layout.wrapped:
        return _from_whole_lines(lines, layout)
    units: list[Unit] = []
    previous: Line | None = None
    titles = _before_heads(lines)
    for number, line in enumerate(lines):
        line.alone = stands_alone(line.text)
        unit = _unit(line)
        unit.run = line.run
        if number in titles and previous is not None and ends_sentence(previous.text):
            units.append(unit)
        elif previous is not None and _goes_on(units[-1], previous, line, layout):
            units[-1].append(unit)
        else:
            units.append(unit)
        previous = line
    return units


def _before_heads(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines right before an article's date and source: its title."""
    return {i for i, line in enumerate(lines[1:]) if is_head_line(line.text)}


def may_be_heading(unit: Unit) -> bool:
    """Whether a unit begins with a marker and holds no finished sentence."""
    return starts_block(unit.text) and _SENTENCE.search(unit.text) is None


def _unit(line: Line) -> Unit:
    length = line.tail[0][0] if line.tail else len(line.text)
    return Unit(
        "paragraph",
        line.text,
        [(0, line.start, length), *line.tail],
        page=line.page,
        raw_start=line.start,
        bold=line.bold,
        wide=line.slack < -WIDE,
    )


def _goes_on(unit: Unit, a: Line, b: Line, layout: Layout) -> bool:
    """Whether line `b` belongs to the paragraph `unit` whose last line is `a`."""
    if len(unit.text) > LONGEST_PARAGRAPH:
        return False
    if _after_title(unit, b) or _after_name(unit, b):
        return False
    if _FIGURE.fullmatch(a.text) and b.text[:1].isdecimal():
        return False
    if _DECIMAL.search(a.text) and _FRACTION.match(b.text):
        return True
    if unit.lines == 1 and (_is_value(a, b) or (is_mark(a.text) and not starts_block(b.text))):
        return True
    if a.run != b.run or a.alone or b.alone or starts_imprint(b.text):
        return False
    centred = b.slack > FULL and b.indent >= LEAST_INDENT
    if _other_size(a, b) and (a.slack > FULL or centred):
        return False  # from a title to the authors beneath it
    if b.slack < -WIDE <= a.slack:
        return False  # from a column to a line set over all columns
    slack = a.slack - (layout.lost_indent if unit.lines == 1 else 0.0)
    full = _is_full(slack, b)
    if starts_block(b.text):
        return full and (ends_open(a.text) or _counts_on(unit.text, b.text))
    if b.leads and may_be_heading(unit) and not ends_open(a.text):
        return False
    if layout.gaps and b.gap and not (full and ends_open(a.text)):
        return False
    indented = layout.indents and b.indent >= 1.0 and b.indent > a.indent - 0.5 * unit.lines
    if ends_sentence(a.text):
        if layout.indents:
            return not indented and slack <= NEARLY and len(unit.text) >= 25
        return -FULL <= slack <= FLUSH and _flush(b, layout)
    if indented:
        inside = abs(b.indent - a.indent) < 0.5 and _PROSE.search(a.text + b.text) is not None
        return full and (inside or ends_open(a.text))  # a box whose lines are all indented
    if starts_block(unit.text) and _begins(b, layout) and _is_heading(unit, slack):
        return False
    return _open_goes_on(unit, a, b, layout, full=full)


def _counts_on(text: str, line: str) -> bool:
    """Whether a line begins with （2） and （1） stands amid the text above it."""
    found = _INLINE.match(line)
    if found is None or int(found[2]) < 2:
        return False
    before = f"{found[1]}{int(found[2]) - 1}{found[3]}"
    return text.find(before, 1) > 0 and not text.startswith(before)


def _other_size(a: Line, b: Line) -> bool:
    """Whether the lines are set in clearly different sizes, so far as the loader knows them."""
    if not a.size or not b.size:
        return False
    return max(a.size, b.size) >= OTHER * min(a.size, b.size)


def _after_title(unit: Unit, b: Line) -> bool:
    """Whether `unit` is a whole title and `b` begins the text, or prints the title again."""
    if unit.lines > 4 or len(unit.text) > 100 or not ends_as_title(unit.text):
        return False
    if _SENTENCE.search(unit.text) or has_open_bracket(unit.text):
        return False
    return _BEGINNING.match(b.text) is not None or b.text[:8] == unit.text[:8]


def _after_name(unit: Unit, b: Line) -> bool:
    """Whether `unit` is one of a list of names, and `b` the next one or the text after them."""
    if not is_name(unit.text):
        return False
    return is_name(b.text) or (b.slack > FULL and _PROSE.search(b.text) is None)


def _flush(b: Line, layout: Layout) -> bool:
    """Whether `b`, after a full line that ended a sentence, looks like the same paragraph."""
    if _begins(b, layout):
        return False
    return b.slack <= FULL or ends_sentence(b.text)


def _begins(b: Line, layout: Layout) -> bool:
    """Whether `b` is narrower by about the indent that first lines lost."""
    if layout.indents or not layout.lost_indent:
        return False
    least = max(LEAST_INDENT, layout.lost_indent - 1.25)
    return least <= b.slack <= layout.lost_indent + 1.25


def _is_heading(unit: Unit, slack: float) -> bool:
    """Whether what is joined so far may be a whole heading; one with a comma fills no line."""
    if _SENTENCE.search(unit.text) or ends_open(unit.text):
        return False
    if unit.lines > HEADING_LINES or len(unit.text) > LONGEST_HEADING:
        return False
    if _ARTICLE.match(unit.text) and slack <= FULL:
        return False
    return slack > 0.5 or _PROSE.search(unit.text) is None


def _is_full(slack: float, b: Line) -> bool:
    """Whether a line ran to the right edge, so far as the first word of `b` allowed."""
    if -FULL - 0.5 <= slack <= FULL:
        return True
    head = _UNBREAKABLE.match(b.text)
    return head is not None and 0 < slack < min(8.0, width(head.group()) + 1.0)


def _open_goes_on(unit: Unit, a: Line, b: Line, layout: Layout, *, full: bool) -> bool:
    """The same where `a` does not end a sentence."""
    soft = _closes(unit.text)
    if full:
        return not (soft and b.slack > FULL and not _PROSE.search(b.text))
    if has_open_bracket(unit.text) or ends_open(a.text):
        return True
    if soft:
        return False
    if b.width <= TINY and len(unit.text) >= 20 and _PROSE.search(unit.text):
        return not any(c.isdecimal() for c in b.text)  # a line a little too long for its page
    if _same_edge(unit, a, b, layout):
        return True
    if layout.indents and len(unit.text) >= 25 and a.indent < 4:
        return True
    if may_be_heading(unit):
        return False
    if a.slack < -FULL and b.slack < -FULL:
        return _PROSE.search(unit.text) is not None
    long = unit.lines >= 2 or (layout.indents and len(unit.text) >= 25)
    long = long or _SENTENCE.search(unit.text) is not None
    prose = long and _PROSE.search(unit.text) is not None
    return prose and (b.slack <= FULL or ends_sentence(b.text) or _PROSE.search(b.text) is not None)


def _closes(text: str) -> bool:
    """Whether a closing bracket or quote at its end may well end the paragraph: the bracket
    stands behind a finished sentence, or the text is no sentence at all."""
    if not ends_soft(text):
        return False
    if text[-1] not in ")）":
        return _PROSE.search(text) is None
    opened = max(text.rfind("("), text.rfind("（"))
    before = text[: max(opened, 0)]
    return ends_sentence(before) or _PROSE.search(text) is None


def _same_edge(unit: Unit, a: Line, b: Line, layout: Layout) -> bool:
    """Whether both lines end at one right edge, though not at that of the lines around."""
    if a.width < NARROW or not _PROSE.search(a.text + b.text):
        return False
    before = a.width + a.indent + (layout.lost_indent if unit.lines == 1 else 0.0)
    return abs(before - b.width - b.indent) <= SAME


def _from_whole_lines(lines: Sequence[Line], layout: Layout) -> list[Unit]:
    """Text with one paragraph a line, here and there cut by a page."""
    units: list[Unit] = []
    previous: Line | None = None
    for line in lines:
        unit = _unit(line)
        indented = layout.indents and line.indent >= 1.0
        value = previous is not None and _is_value(previous, line)
        if value or (units and not indented and continues(units[-1], unit)):
            units[-1].append(unit)
        else:
            units.append(unit)
        previous = line
    return units


def _is_value(label: Line, line: Line) -> bool:
    """Whether a line is the value of a label such as 来源： on the line before."""
    return is_label(label.text) and len(line.text) <= 30 and not ends_sentence(line.text)


def continues(first: Unit, second: Unit) -> bool:
    """Whether whole paragraph `second` is the rest of `first`, which a page break cut off."""
    a, b = first.text, second.text
    if not 30 <= len(a) <= LONGEST_PARAGRAPH or ends_sentence(a) or _PROSE.search(a) is None:
        return False
    if starts_block(b) or len(b) < 2:
        return False
    if ends_open(a) or has_open_bracket(a):
        return True
    return not ends_soft(a) and (ends_sentence(b) or len(b) >= 40)


def join_note(lines: Sequence[Line]) -> list[Unit]:
    """One footnote from its lines."""
    first, *rest = [_unit(line) for line in lines]
    for unit in rest:
        first.append(unit)
    first.kind, first.certain = "footnote", True
    return [first]

"""What differs between the editions of GB/T 7714: a table, read by the formatter.

Sources: public reproductions of the two texts, compared in the project's citation notes; the
clauses are named where they decide something.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kb.errors import UnknownFieldError

__all__ = ["CODES", "EDITIONS", "KINDS", "Edition", "Kind", "Layout", "edition", "kind_of"]

Layout = Literal["electronic", "web", "data", "report", "book", "part", "journal", "newspaper",
                 "periodical", "standard", "archive", "patent"]  # fmt: skip

# The type codes of both editions; PP only in 2025.
CODES = ("M", "J", "N", "C", "D", "R", "S", "P", "EB", "A", "CM", "DS", "G", "CP", "DB", "PP", "Z")


@dataclass(frozen=True, slots=True)
class Kind:
    """How entries of one CSL type are laid out, and their code in each edition.

    `code_2015`, `code_2025`: with an address; `paper_2015`, `paper_2025`: without one, where they
    differ.
    """

    layout: Layout
    code_2015: str
    code_2025: str
    paper_2015: str = ""
    paper_2025: str = ""


# A government document: 2015 gives a numbered notice as [A/OL] in its own example (4.6.2); in 2025
# [A] is for archives, and what is online and of no listed type is a web page (8.11.1).
_GOVERNMENT = Kind("electronic", "A", "EB", "A", "Z")
_OTHER = Kind("electronic", "Z", "EB", "Z", "Z")
_WITHOUT_OWN_CODE = ("broadcast", "event", "figure", "graphic", "motion_picture", "musical_score",
                     "pamphlet", "performance", "song")  # fmt: skip

KINDS: dict[str, Kind] = {
    "regulation": _GOVERNMENT,
    "legislation": _GOVERNMENT,
    "bill": _GOVERNMENT,
    "treaty": _GOVERNMENT,
    "legal_case": _GOVERNMENT,
    "hearing": _GOVERNMENT,
    "webpage": Kind("web", "EB", "EB"),
    "post": Kind("web", "EB", "EB"),
    "post-weblog": Kind("web", "EB", "EB"),
    "speech": _OTHER,
    "document": _OTHER,
    "interview": _OTHER,
    **dict.fromkeys(_WITHOUT_OWN_CODE, _OTHER),
    "dataset": Kind("data", "DS", "DS"),
    "software": Kind("electronic", "CP", "CP"),
    "article": Kind("data", "A", "PP"),  # a preprint; 2015 has no code for it
    "report": Kind("report", "R", "R"),
    "book": Kind("book", "M", "M"),
    "classic": Kind("book", "M", "M"),
    "map": Kind("book", "CM", "CM"),
    "thesis": Kind("book", "D", "D"),
    "chapter": Kind("part", "M", "M"),
    "entry": Kind("part", "M", "M"),
    "entry-encyclopedia": Kind("part", "M", "M"),
    "entry-dictionary": Kind("part", "M", "M"),
    "paper-conference": Kind("part", "C", "C"),
    "article-journal": Kind("journal", "J", "J"),
    "article-magazine": Kind("journal", "J", "J"),
    "article-newspaper": Kind("newspaper", "N", "N"),
    "review": Kind("journal", "J", "J"),
    "review-book": Kind("journal", "J", "J"),
    "periodical": Kind("periodical", "J", "J"),
    "standard": Kind("standard", "S", "S"),
    "patent": Kind("patent", "P", "P"),
    "collection": Kind("archive", "A", "A"),
    "manuscript": Kind("archive", "Z", "A"),
    "personal_communication": Kind("archive", "A", "A"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """Punctuation widths, name case and which entries carry an access date; `name` for people.

    2015 prints half-width marks with a blank, persons' family names in capitals (8.1.1) and the
    access date of everything online; 2025 prints full-width marks but `. [ ] / // -`, names as
    written, and access dates of web pages, data sets and preprints only.

    `suffix_mark` stands before Jr. and the like; `hyphenated` keeps the hyphen of J-L;
    `bare_abbreviations` drops the stops of abbreviated journal names (Br Med J);
    `volume` is the word for a volume of a Western work; `years` stands between the first and the
    last year of a work (2025: 1957—1990); works of `hosted_layouts` that are printed in a book or
    a collection are cited as its parts (2015: also standards, A.7).
    """

    name: str
    year: int
    comma: str
    colon: str
    left: str
    right: str
    capital_families: bool
    access_layouts: frozenset[str] | None  # None: every entry with an address
    full_date_layouts: frozenset[str]
    suffix_mark: str
    hyphenated: bool
    bare_abbreviations: bool
    volume: str
    years: str
    hosted_layouts: frozenset[str]

    def code(self, kind: Kind, *, online: bool) -> str:
        """The type code of the edition's default for an entry of this kind."""
        if self.year == 2015:
            return kind.code_2015 if online else kind.paper_2015 or kind.code_2015
        return kind.code_2025 if online else kind.paper_2025 or kind.code_2025


EDITIONS: dict[str, Edition] = {
    "gbt7714-2025": Edition(
        name="GB/T 7714—2025",
        year=2025,
        comma="，",
        colon="：",
        left="（",
        right="）",
        capital_families=False,
        access_layouts=frozenset({"electronic", "web", "data"}),
        full_date_layouts=frozenset({"report", "archive"}),
        suffix_mark=" ",
        hyphenated=True,
        bare_abbreviations=True,
        volume="v.",
        years="—",
        hosted_layouts=frozenset({"electronic", "report"}),
    ),
    "gbt7714-2015": Edition(
        name="GB/T 7714—2015",
        year=2015,
        comma=", ",
        colon=": ",
        left="(",
        right=")",
        capital_families=True,
        access_layouts=None,
        full_date_layouts=frozenset(),
        suffix_mark=", ",
        hyphenated=False,
        bare_abbreviations=False,
        volume="vol. ",
        years="-",
        hosted_layouts=frozenset({"electronic", "report", "standard"}),
    ),
}


def edition(style: str) -> Edition:
    """The edition a style name means; `UnknownFieldError` names the known ones."""
    if style not in EDITIONS:
        raise UnknownFieldError(style, known=EDITIONS)
    return EDITIONS[style]


def kind_of(csl_type: str) -> Kind:
    """The kind of a CSL type; what is not listed is “other” ([Z], online [EB] in 2025)."""
    return KINDS.get(csl_type, _OTHER)

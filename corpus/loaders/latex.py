"""Formulas in the notation of TeX, as programs that turn PDF into Markdown write figures."""

from __future__ import annotations

import re

from corpus.loaders.inline import fraction, superscript

__all__ = ["plain_formulas"]

_FORMULA = re.compile(r"\$\$?(?P<inner>[^$\n]{1,300}?)\$\$?")
_WRITTEN = re.compile(r"\\[A-Za-z%]|[\^_]")
"""What a formula holds and a sum of money does not."""
_SIGNS = {
    "%": "%", "times": "×", "div": "÷", "pm": "±", "cdot": "·", "approx": "≈", "neq": "≠",
    "le": "≤", "leq": "≤", "leqslant": "≤", "lt": "<", "ge": "≥", "geq": "≥", "geqslant": "≥",
    "gt": ">", "sim": "~", "to": "→", "rightarrow": "→", "mu": "μ", "alpha": "α", "beta": "β",
    "Delta": "Δ", "Omega": "Ω", "circ": "°", "degree": "°", "permil": "‰",
    "left": "", "right": "", "quad": "", "qquad": "", "bf": "", "rm": "",
}  # fmt: skip
_STYLED = re.compile(r"\\(?:mathrm|text|textbf|mathbf|mathsf|operatorname)\s*\{([^{}]*)\}")
_SIGN = re.compile(r"\\([A-Za-z]+|%)")
_GAP = re.compile(r"\\[,;:! ]|~")
_GROUP = r"\{([^{}]*)\}"
_FRACTION = re.compile(rf"(.?)\\[dt]?frac{_GROUP}{_GROUP}")
_RAISED = re.compile(rf"(.?)\^(?:{_GROUP}|([\w°]))")
_LOWERED = re.compile(rf"_(?:{_GROUP}|(\w))")


def plain_formulas(text: str) -> str:
    """A line whose formulas stand as they would be printed; one that is not understood stays."""
    return _FORMULA.sub(_plain, text) if "$" in text else text


def _plain(found: re.Match[str]) -> str:
    inner = found["inner"]
    if not _WRITTEN.search(inner):
        return found[0]
    before = found.string[found.start() - 1 : found.start()] if found.start() else ""
    text = _SIGN.sub(_spoken, _STYLED.sub(r"\1", _GAP.sub(" ", inner)))
    text = "".join(text.split())

    def raised(power: re.Match[str]) -> str:
        number = power[2] or power[3] or ""
        return power[1] + (number if number == "°" else superscript(power[1] or before, number))

    for _ in range(text.count("{") + 1):
        text = _LOWERED.sub(lambda m: m[1] or m[2], _RAISED.sub(raised, text))
        text = _FRACTION.sub(lambda m: m[1] + fraction(m[1] or before, m[2], m[3]), text)
        text = text if "frac{" in text else re.sub(_GROUP, r"\1", text)
    return found[0] if re.search(r"[\\{}^_]", text) else text


def _spoken(found: re.Match[str]) -> str:
    return _SIGNS.get(found[1], found[0])

"""What is said of the things counted, behind their noun: 12项成果获市级奖励."""

from __future__ import annotations

import re

from indexer.measures.lexing.lexicon import one_of, words
from indexer.measures.lexing.remembering import remembered

__all__ = ["actor_and_act", "is_predicate", "tells_trait"]

_MANNERS = f"{one_of('names', 'manners')}*"
_KINDS = one_of("names", "made_with_verbs")
_ACTING = (
    rf"(?:(?!(?:建设|推进|执行|实施|编制){_KINDS}){one_of('names', 'acting')}"
    rf"|(?<!荣){one_of('names', 'predicating')}(?!{_KINDS}$)|排名(?=[第前全])"
    r"|(?<!投入)使用|(?<![应针])对(?![象口外接]))(?=[一-龥“《（A-ZⅠ-Ⅹ]{2,})"
)
"""Not 建设项目, 推进机制: there the verb only tells the kind of thing."""
_DID = (
    r"新?(?:[一-龥](?<![镇乡村县区市户人家民校])[一-龥]|[通有用吃住建搬])了(?!解)(?=[一-龥“]{2,})"
)
"""学校兴建了, 乡镇通了: whatever is said to have been done."""
_PLACED = (
    r"(?:(?<![所正现存实])在(?![建校册编线岗研产营押售孵途职读])|(?<![自理])由(?!于)"
    r"|(?<![未外原])来(?!源)|赴|(?<![保停滞])留(?![守学言底])"
    r"|(?<![方定动意导走单双])向|被|(?<!参)与(?!会)|(?<![受得达收直])到(?![位期账龄]))"
    r"[^的、，]{1,16}?"
)
_SOMEWHERE = rf"{_PLACED}(?:{one_of('names', 'finals')}(?:实施|落地|推广|完毕)?$|(?={_ACTING}))"
"""在三地推广, 由县统一管理, 赴外地办学."""
_BEHIND_NOUN = r"(?:(?<=[一-龥）”]{2})|(?<=^[村县镇乡州]))"
_ACT = re.compile(
    rf"{_BEHIND_NOUN}{_MANNERS}(?<!的)(?<!整[村乡镇县族])(?:{_SOMEWHERE}|{_DID}|{_ACTING})"
)
_DONE_FOR = re.compile(
    rf"{_BEHIND_NOUN}{_MANNERS}(?<!的)"
    rf"(?:{_SOMEWHERE}|{_DID}|{_ACTING}"
    rf"|(?<!技术){one_of('names', 'done_for')}(?!{_KINDS}$|[和与及])(?=[一-龥“]{{2,}}))"
)
_NO_ACTOR = re.compile(rf"(?:没有|通过|凭|多)?{_MANNERS}|(?:通过|凭|没有).+")
_ATTRIBUTED = re.compile(
    rf"(?P<noun>[^的、]{{2,}}?)(?P<told>{one_of('names', 'attributes')}{_MANNERS}"
    r"(?:达标|前移|提升|改善|(?:达到?|居|位居|稳居|排名?|进入|超过?|优于)[^的、]{2,}))"
)


_PREDICATE = re.compile(
    rf"{_MANNERS}(?:{_PLACED}|{_DID}|{_ACTING}|{one_of('names', 'telling_states')})[^，、的]*"
)


def is_predicate(text: str) -> bool:
    """Whether a text only says what somebody does: 留在县内就业, 由企业承担."""
    return _PREDICATE.fullmatch(text) is not None


def tells_trait(noun: str) -> bool:
    """Whether something is said of a trait of the things counted: 断面水质全部达标."""
    return _ATTRIBUTED.fullmatch(noun) is not None


@remembered
def actor_and_act(noun: str, before: str) -> tuple[str, str]:
    """成果 and 获市级奖励 of 成果获市级奖励; two times "" where nothing is said of the noun.

    `before`: the text before the number. What is done for or to somebody (为3000户家庭改造厨房)
    is told by a verb that otherwise may be part of a name.
    """
    if trait := _ATTRIBUTED.fullmatch(noun):
        return trait["noun"], trait["told"]
    done_for = before.endswith(words("names", "pivots"))
    found = (_DONE_FOR if done_for else _ACT).search(noun)
    if found is None or _NO_ACTOR.fullmatch(noun, 0, found.start()):
        return "", ""
    return noun[: found.start()], noun[found.start() :]

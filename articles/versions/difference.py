import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Change(NamedTuple):
    kind: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def difference(old: str, new: str) -> list[Change]:
    a = re.findall(r"\w+|\s|[^\w\s]", old)
    b = re.findall(r"\w+|\s|[^\w\s]", new)

    def ends(t):
        o = [0]
        for x in t:
            o.append(o[-1] + len(x))
        return o

    ea, eb = ends(a), ends(b)
    return [
        Change(k, ea[i], ea[j], eb[m], eb[n])
        for k, i, j, m, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    ]

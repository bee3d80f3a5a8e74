from __future__ import annotations
from dataclasses import dataclass, field
from typing import get_type_hints, ClassVar, Optional
class Node:
    nxt: Node | None = None
    def link(self, o: Node, k: "x"=1, *a: list[int]) -> Node: return o
print(Node.__annotations__, Node.link.__annotations__, get_type_hints(Node.link, {"Node": Node, "x": int}))
@dataclass
class P:
    x: int
    y: list[Undefined] = field(default_factory=list)
    n: ClassVar[int] = 3
    z: Optional[P] = None
print(P(1), P.__annotations__, P.__init__.__annotations__)
v: NotDefined = 5
print(v, __annotations__)

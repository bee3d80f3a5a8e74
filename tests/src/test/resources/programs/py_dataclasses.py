from dataclasses import *
import dataclasses
from typing import ClassVar, List, Optional, Any
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
@dataclass
class P:
    x: int
    y: float = 2.0
    tags: list = field(default_factory=list)
    count: ClassVar[int] = 0
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
p = P(1); q = P(1, 2.0, []); print(p, p == q, p != P(2), p.norm(), p.tags is q.tags, P.count, P.__doc__, P.__match_args__, repr(P))
p.tags.append(1); print(p, q); p.x = 10; print(p.x)
for code in ("P()", "P(1,2,3,4)", "P(z=1)", "P(1, x=2)", "hash(p)", "p < q", "P(1, tags=[5])", "fields(P)[0].name, fields(P)[1].default, len(fields(P))", "asdict(p)", "astuple(p)", "replace(p, x=5)", "replace(p, z=5)", "is_dataclass(P), is_dataclass(p), is_dataclass(int)", "P.__init__.__name__, P.__init__.__qualname__", "P.__annotations__", "P.__dataclass_fields__.keys()", "fields(5)", "asdict(5)", "P.__init__.__annotations__", "P(1) == (1, 2.0, [])", "P.y", "P.x", "P.tags"):
    show(code, lambda: eval(code))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = field(default="z", compare=False)
    c: Optional[int] = field(default=None, repr=False)
f = F(1); print(f, hash(f) == hash(F(1, "q")), F(1) < F(2), sorted([F(3), F(1)]), F(1) <= F(1, "x"), {F(1): 2}[F(1)])
show("frozen", lambda: setattr(f, "a", 2)); show("frozen2", lambda: setattr(f, "zz", 2)); show("frozen3", lambda: delattr(f, "a")); show("cmp", lambda: F(1) < 5)
print(isinstance(FrozenInstanceError("x"), AttributeError))
@dataclass
class Post:
    w: float; h: float
    area: float = field(init=False)
    scale: InitVar[float] = 1.0
    def __post_init__(self, scale): self.area = self.w * self.h * scale
print(Post(2, 3), Post(2, 3, 10), Post(2, 3, scale=2).area); show("initfalse", lambda: Post(1, 2, area=5))
@dataclass
class Base:
    a: int = 1
    b: int = 2
@dataclass
class Child(Base):
    c: int = 3
    a: int = 10
print(Child(), Child(5), [f.name for f in fields(Child)])
def bad():
    @dataclass
    class B: a: int = 1; b: int
show("nondefault", bad)
def bad2():
    @dataclass
    class B: a: list = []
show("mutable", bad2)
def bad3():
    @dataclass
    class B(F): z: int = 1
show("frozeninherit", bad3)
@dataclass(kw_only=True)
class K: a: int; b: int = 2
print(K(a=1)); show("kw", lambda: K(1))
@dataclass
class K2: a: int; _: KW_ONLY; b: int = 5; c: int
print(K2(1, c=3)); show("kw2", lambda: K2(1, 2, 3))
@dataclass(slots=True)
class S: x: int; y: int = 0
s = S(1); print(s, S.__slots__); show("slots", lambda: setattr(s, "z", 1)); show("nodict", lambda: s.__dict__)
@dataclass(eq=False)
class NE: a: int
print(NE(1) == NE(1), hash(NE(1)) is not None)
@dataclass(repr=False)
class NR: a: int
print("NR" in repr(NR(1)))
@dataclass(unsafe_hash=True)
class UH: a: int
print(hash(UH(1)) == hash(UH(1)))
@dataclass
class Own:
    a: int
    def __repr__(self): return "own"
    def __eq__(self, o): return True
print(Own(1), Own(1) == 5)
@dataclass
class Nested: p: P; d: dict; l: List[P]; t: tuple = (1, 2)
n = Nested(P(1), {"k": P(2)}, [P(3)]); print(asdict(n)); print(astuple(n)); print(n)
M = make_dataclass("M", [("x", int), ("y", int, 5), "z"], namespace={"dbl": lambda self: self.x * 2}) if 0 else make_dataclass("M", ["z", ("x", int), ("y", int, 5)], namespace={"dbl": lambda self: self.x * 2})
print(M(0, 1), M(0, 4).dbl())
@dataclass
class Rec: v: int; nxt: Optional["Rec"] = None
r = Rec(1); r.nxt = r; print(r); print(Rec(1, Rec(2)))
match P(1, 5.0):
    case P(1, yy): print("matched", yy)
@dataclass
class Meta: a: int = field(default=1, metadata={"unit": "m"})
print(fields(Meta)[0].metadata["unit"], fields(Meta)[0].type)
import copy; c = copy.deepcopy(n); c.p.x = 99; print(n.p.x, c.p.x, copy.copy(p) == p, copy.replace(p, x=7))
@dataclass
class G:
    x: int
    @property
    def double(self): return self.x * 2
    @classmethod
    def make(cls): return cls(1)
    @staticmethod
    def st(): return "st"
    def __add__(self, o): return G(self.x + o.x)
print(G.make().double, G.st(), G(1) + G(2), [G(i) for i in range(2)], sum([G(1), G(2)], G(0)))
@dataclass(order=True)
class Item:
    priority: int
    name: str = field(compare=False)
import heapq
h = []; [heapq.heappush(h, Item(i, str(i))) for i in (3, 1, 2)]; print(heapq.heappop(h))
@dataclass
class Inh(G): y: int = 0
print(Inh(1, 2), Inh(1) == G(1), isinstance(Inh(1), G))
class NotDC(P): pass
print(NotDC(1), NotDC(1) == P(1), type(replace(NotDC(1), x=2)).__name__)
print(dataclasses.MISSING is not None, fields(P)[2].default is MISSING, fields(P)[2].default_factory)

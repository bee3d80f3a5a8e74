from collections import *
import collections, collections.abc
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
def ex(*codes):
    for code in codes: show(code, lambda: eval(code))
c = Counter("abracadabra"); d = deque([1, 2, 3]); dd = defaultdict(list); od = OrderedDict(a=1, b=2)
Pt = namedtuple("Pt", "x y", defaults=[5]); p = Pt(1)
ex("c", "c.most_common(2)", "c['z']", "c['a']", "sorted(c.elements())", "c + Counter('ab')", "c - Counter('aaaa')", "c & Counter('ab')", "c | Counter('zzz')", "Counter(a=3, b=-1)", "+Counter(a=3, b=-1)", "-Counter(a=3, b=-1)", "c.total()", "Counter([1,1,2])", "Counter({'x': 2})", "Counter() == Counter()", "Counter('ab') == Counter('ba')", "Counter('a') < Counter('ab')", "Counter()", "dict(c)", "c == {'a':5}", "len(c)", "Counter.fromkeys('a')", "sum(c.values())", "max(c, key=c.get)", "Counter('ab').update", "Counter(5)" , "list(Counter('hello').items())", "Counter('hello').most_common()")
c.update("aaa"); c.subtract("b"); del c["zzz"]; print(c, c["a"])
c2 = Counter(a=1); c2["b"] += 2; print(c2); c2 += Counter(a=5); print(c2)
ex("d", "deque([1,2],maxlen=5)", "d[0], d[-1]", "d[10]", "d[0:1]", "len(d)", "2 in d", "list(reversed(d))", "d + deque([9])", "d + [1]", "d * 2", "d == deque([1,2,3])", "d == [1,2,3]", "d < deque([2])", "d.count(1)", "d.index(3)", "d.index(9)", "d.copy()", "deque('abc')", "deque()", "deque().pop()", "deque().popleft()", "deque(5)", "deque([1,2,3,4],maxlen=2)", "deque(maxlen=-1)", "deque([1]).maxlen", "bool(deque())", "d.remove(99)", "deque([1,2],3).maxlen", "isinstance(d, collections.abc.MutableSequence)", "sorted(deque([3,1]))", "type(d)")
d.append(4); d.appendleft(0); print(d, d.pop(), d.popleft(), d); d.extend([7, 8]); d.extendleft([9, 10]); print(d); d.rotate(2); print(d); d.rotate(-1); print(d)
d.insert(1, "i"); d.remove("i"); d[0] = "z"; del d[1]; d.reverse(); print(d); d.clear(); print(d)
d = deque(maxlen=3)
for i in range(5): d.append(i)
print(d); d.appendleft(99); print(d); d += [5]; print(d)
def mut():
    q = deque([1, 2])
    for x in q: q.append(x)
show("mutated", mut)
dd["a"].append(1); dd["b"]; print(dd, dd["c"], "zz" in dd, len(dd), dd.default_factory, dd.get("q")); di = defaultdict(int, x=1); di["y"] += 5; print(di, dict(di)); show("nofactory", lambda: defaultdict()["x"]); show("badfactory", lambda: defaultdict(5)); print(defaultdict(lambda: "v")["k"], dd.copy() == dd, isinstance(dd, dict))
nested = defaultdict(lambda: defaultdict(int)); nested["a"]["b"] += 1; print(nested["a"]["b"], dict(nested["a"]))
od.move_to_end("a"); print(od, list(od), od == OrderedDict(b=2, a=1), od == OrderedDict(a=1, b=2), od == {"a": 1, "b": 2}); od.move_to_end("a", last=False); print(od.popitem(last=False), od.popitem(), od); show("empty", lambda: OrderedDict().popitem())
print(OrderedDict([("z", 1), ("y", 2)]), OrderedDict(), list(reversed(OrderedDict(a=1, b=2))), OrderedDict.fromkeys("ab", 0), OrderedDict(a=1) | {"b": 2})
ex("p", "p.x, p.y", "p[0], p[1]", "Pt(1,2)", "Pt(y=3,x=2)", "Pt()", "Pt(1,2,3)", "Pt(1,z=2)", "p == (1,5)", "p._asdict()", "p._replace(x=9)", "p._replace(z=9)", "Pt._make([7,8])", "Pt._make([7])", "Pt._fields", "Pt._field_defaults", "Pt.__doc__", "Pt.x.__doc__", "hash(p)==hash((1,5))", "len(p)", "list(p)", "p + (1,)", "isinstance(p, tuple)", "p.z", "Pt.__name__", "repr(Pt)", "namedtuple('T','a b a')", "namedtuple('T','class')", "namedtuple('T','_a')", "namedtuple('T','a _b a', rename=True)._fields", "namedtuple('T',['a','b'])(1,2)", "namedtuple('T','a, b')(1,2)", "namedtuple('1T','a')", "p < Pt(2)", "sorted([Pt(2), Pt(1)])", "max(Pt(1), Pt(2))", "p[0:1]", "p[::-1]", "Pt(*[1,2])", "Pt(**{'x':1,'y':2})", "dict(zip(p._fields, p))", "'%s %s' % p", "p.count(1), p.index(5)", "p.__class__.__mro__[1]", "Pt.__match_args__", "Pt.__new__.__defaults__")
x, y = p; print(x, y)
class P3(namedtuple("P3", "a b")):
    __slots__ = ()
    @property
    def s(self): return self.a + self.b
    def __str__(self): return f"P3<{self.a}>"
print(P3(1, 2).s, P3(1, 2), repr(P3(1, 2)), P3(1, 2)._replace(a=5))
match p:
    case Pt(x=1, y=yy): print("match", yy)
from typing import NamedTuple
class Emp(NamedTuple):
    "doc"
    name: str
    id: int = 3
    def hi(self): return "hi " + self.name
e = Emp("Bob"); print(e, e.id, e.hi(), e._fields, Emp.__doc__, Emp._field_defaults, Emp.__annotations__, isinstance(e, tuple), e == ("Bob", 3)); show("emp", lambda: Emp())
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), len(cm), cm.maps, list(cm), "b" in cm); cm["c"] = 5; print(cm, cm.new_child({"q": 1})["q"], cm.parents); show("cm", lambda: cm["zz"])
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = UD(a=1); u["b"] = 2; print(u, u.get("z", 0), list(u), "a" in u, len(u), u.data, u == {"a": 2, "b": 4})
ul = UserList([3, 1]); ul.append(2); ul.sort(); print(ul, ul[0], ul + [5], len(ul), ul == [1, 2, 3]); us = UserString("abc"); print(us.upper(), us + "d", us[0], len(us), us == "abc", "b" in us)
A = collections.abc
ex("isinstance([], A.Sequence)", "isinstance((), A.MutableSequence)", "isinstance({}, A.Mapping)", "isinstance({}, A.MutableMapping)", "isinstance(set(), A.Set)", "isinstance('', A.Sequence)", "isinstance(5, A.Hashable)", "isinstance([], A.Hashable)", "isinstance(len, A.Callable)", "isinstance((x for x in []), A.Generator)", "isinstance(iter([]), A.Iterator)", "isinstance([], A.Iterator)", "isinstance([], A.Iterable)", "isinstance(5, A.Iterable)", "isinstance({}, A.Sized)", "isinstance([], A.Collection)", "isinstance(range(3), A.Sequence)", "issubclass(list, A.Sequence)", "isinstance({}.keys(), A.KeysView)", "isinstance(b'', A.ByteString) if 0 else 1", "isinstance(dd, A.MutableMapping)", "isinstance([], A.Reversible)", "isinstance(lambda: 0, A.Callable)", "isinstance(type, A.Callable)", "A.Mapping()", "A.Sequence.__abstractmethods__ == frozenset({'__getitem__','__len__'})")
class Seq(A.Sequence):
    def __init__(s, *a): s.a = a
    def __getitem__(s, i): return s.a[i]
    def __len__(s): return len(s.a)
s = Seq(1, 2, 3); print(list(s), 2 in s, s.index(3), s.count(1), list(reversed(s)), isinstance(s, A.Iterable)); show("nf", lambda: s.index(9))
class Mp(A.MutableMapping):
    def __init__(s): s.d = {}
    def __getitem__(s, k): return s.d[k]
    def __setitem__(s, k, v): s.d[k] = v
    def __delitem__(s, k): del s.d[k]
    def __iter__(s): return iter(s.d)
    def __len__(s): return len(s.d)
m = Mp(); m["a"] = 1; m.update(b=2); print(dict(m), m.get("z"), m.pop("a"), m.setdefault("q", 7), list(m.items()), list(m.keys()), list(m.values()), "q" in m, m == {"b": 2, "q": 7}, m.popitem(), len(m))
class St(A.MutableSet):
    def __init__(s, it=()): s.l = list(dict.fromkeys(it))
    def __contains__(s, x): return x in s.l
    def __iter__(s): return iter(s.l)
    def __len__(s): return len(s.l)
    def add(s, x): s.l.append(x) if x not in s.l else None
    def discard(s, x): s.l.remove(x) if x in s.l else None
    def __repr__(s): return f"St({s.l})"
print(St([1, 2]) | St([3]), St([1, 2]) & [2], St([1, 2]) - St([1]), St([1, 2]) ^ St([2, 3]), St([1]) <= St([1, 2]), St([1]) == {1})
class Has:
    def __iter__(self): return iter([])
    def __len__(self): return 0
    def __contains__(self, x): return False
print(isinstance(Has(), A.Collection), issubclass(Has, A.Sized), isinstance(Has(), A.Sequence))
from abc import ABC, abstractmethod, ABCMeta
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area()}"
class Sq(Shape):
    def __init__(s, a): s.a = a
    def area(s): return s.a ** 2
    @property
    def name(s): return "sq"
class Half(Shape):
    def area(s): return 1
show("abs", lambda: Shape()); show("half", lambda: Half()); print(Sq(3).describe(), Shape.__abstractmethods__ == frozenset({"area", "name"}), isinstance(Sq(1), Shape))
@Shape.register
class Virt: pass
print(issubclass(Virt, Shape), isinstance(Virt(), Shape))
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C): return True if any("quack" in B.__dict__ for B in C.__mro__) else NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Hook), issubclass(int, Hook))
print({3, 1, 2}, {10, 5, 7, 1}, set(range(20, 0, -3)), {1.5, 2, 0.5}, frozenset([9, 4, 1]), {(1, 2), (0, 1)}, set([100, 50, 33, 8, 16]), {5, 3} | {9, 1}, {1, 2, 3, 4} - {2}, {1, 2, 3} ^ {3, 4}, {-1, -2, 0}, set(i * i for i in range(10)), {2**40, 3, 7}, {True, 5, None} if 0 else 1)
s = set(range(10)); s.remove(3); s.add(100); s.add(50); print(s, s.pop(), s.pop(), s); s = {300, 200, 100, 400, 500}; print(s); s.update([7, 8, 9, 600, 1]); print(s, sorted(s)); print(set("a"), {1, 2, 3}.intersection([3, 2]), {8, 16, 24, 32}, {64, 32, 8, 0})

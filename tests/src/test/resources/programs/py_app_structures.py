import sys, io, copy, operator, bisect, textwrap, re
from typing import Generic, TypeVar, Optional, Iterator
T = TypeVar("T"); K = TypeVar("K"); V = TypeVar("V")
class Trie:
    class _Node:
        __slots__ = ("kids", "end")
        def __init__(self): self.kids = {}; self.end = False
    def __init__(self, words=()): 
        self.root = self._Node(); self.n = 0
        for w in words: self.add(w)
    def add(self, w):
        node = self.root
        for ch in w: node = node.kids.setdefault(ch, self._Node())
        self.n += not node.end; node.end = True
    def _find(self, p):
        node = self.root
        for ch in p:
            node = node.kids.get(ch)
            if node is None: return None
        return node
    def __contains__(self, w): n = self._find(w); return n is not None and n.end
    def __iter__(self):
        def walk(n, p):
            if n.end: yield p
            for c in sorted(n.kids): yield from walk(n.kids[c], p + c)
        yield from walk(self.root, "")
    def complete(self, p):
        n = self._find(p)
        if n is None: return []
        sub = Trie(); sub.root = n
        return [p + s for s in sub]
    def __len__(self): return self.n
t = Trie(["car", "card", "care", "cat", "dog"]); print(list(t), "car" in t, "ca" in t, t.complete("car"), len(t))
class BST(Generic[K, V]):
    class Node:
        def __init__(self, k, v): self.k, self.v, self.l, self.r = k, v, None, None
    def __init__(self): self.root = None; self.size = 0
    def __setitem__(self, k, v):
        if self.root is None: self.root = self.Node(k, v); self.size = 1; return
        n = self.root
        while True:
            if k == n.k: n.v = v; return
            side = "l" if k < n.k else "r"
            nxt = getattr(n, side)
            if nxt is None: setattr(n, side, self.Node(k, v)); self.size += 1; return
            n = nxt
    def __getitem__(self, k):
        n = self.root
        while n:
            if k == n.k: return n.v
            n = n.l if k < n.k else n.r
        raise KeyError(k)
    def items(self, n="root"):
        n = self.root if n == "root" else n
        if n: yield from self.items(n.l); yield n.k, n.v; yield from self.items(n.r)
    def height(self): h = lambda n: 0 if n is None else 1 + max(h(n.l), h(n.r)); return h(self.root)
b = BST[str, int]()
for i, w in enumerate("the quick brown fox".split()): b[w] = i
print(list(b.items()), b["fox"], b.size, b.height())
try: b["zzz"]
except KeyError as e: print("KeyError", e)
class LinkedList:
    def __init__(self, it=()):
        self.head = None
        for x in reversed(list(it)): self.head = (x, self.head)
    def __iter__(self):
        n = self.head
        while n: yield n[0]; n = n[1]
    def reverse(self):
        out = None; n = self.head
        while n: out = (n[0], out); n = n[1]
        self.head = out; return self
    def __repr__(self): return " -> ".join(map(repr, self)) or "empty"
    def __eq__(self, o): return list(self) == list(o)
    def __bool__(self): return self.head is not None
print(LinkedList([1, 2, 3]).reverse(), LinkedList(), LinkedList("ab") == ["a", "b"], bool(LinkedList()))
class Vector:
    def __init__(self, *c): self.c = c
    def __add__(s, o): return Vector(*(a + b for a, b in zip(s.c, o.c)))
    def __mul__(s, k): return Vector(*(a * k for a in s.c)) if isinstance(k, (int, float)) else sum(a * b for a, b in zip(s.c, k.c))
    __rmul__ = __mul__
    def __abs__(s): return sum(a * a for a in s.c) ** .5
    def __getattr__(s, n):
        if n in "xyz" and len(n) == 1: return s.c["xyz".index(n)]
        raise AttributeError(n)
    def __repr__(s): return f"Vector{s.c}"
    def __iter__(s): return iter(s.c)
    def __hash__(s): return hash(s.c)
    def __eq__(s, o): return s.c == o.c
v = Vector(1, 2, 3); print(v + v, 2 * v, v * v, abs(Vector(3, 4)), v.x, v.z, {v: 1}[Vector(1, 2, 3)], [*v], hasattr(v, "w"))
class Observable:
    def __init__(self): self._obs = {}
    def on(self, ev):
        def reg(fn): self._obs.setdefault(ev, []).append(fn); return fn
        return reg
    def emit(self, ev, *a, **k): return [f(*a, **k) for f in self._obs.get(ev, [])]
o = Observable()
@o.on("x")
def h1(a, b=2): return a + b
@o.on("x")
def h2(a, b=0): return a * b
print(o.emit("x", 5), o.emit("x", 5, b=10), o.emit("y"))
class Typed:
    def __init__(self, kind): self.kind = kind
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, obj, owner): return self if obj is None else getattr(obj, self.name, None)
    def __set__(self, obj, val):
        if not isinstance(val, self.kind): raise TypeError(f"{self.name[1:]} must be {self.kind.__name__}, not {type(val).__name__}")
        setattr(obj, self.name, val)
class Person:
    name = Typed(str); age = Typed(int)
    def __init__(self, name, age): self.name, self.age = name, age
p = Person("Al", 3); print(p.name, p.age, vars(p))
try: Person("Al", "3")
except TypeError as e: print(e)
class Registry(type):
    classes = {}
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        if bases: m.classes[name.lower()] = cls
        return cls
class Plugin(metaclass=Registry):
    def run(self): return type(self).__name__
class Alpha(Plugin): pass
class Beta(Plugin):
    def run(self): return "B:" + super().run()
print({k: c().run() for k, c in sorted(Registry.classes.items())})
buf = io.StringIO(); print("to buffer", file=buf, end=""); sys.stdout.write("direct\n"); print(repr(buf.getvalue()))
def wc(s): return len(s.splitlines()), len(s.split()), len(s)
print(wc("a b\nc d e\n"), textwrap.fill("lorem ipsum dolor sit amet", 12), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.findall(r"\d+", "a1b22"), sep="\n")
def merge_sort(a): 
    if len(a) < 2: return a
    m = len(a) // 2; l, r = merge_sort(a[:m]), merge_sort(a[m:]); out = []
    while l and r: out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r
def quick(a): return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])
xs = [5, 2, 9, 1, 5, 6]; print(merge_sort(xs), quick(xs), sorted(xs, reverse=True), bisect.bisect(sorted(xs), 5))
life = {(1, 0), (1, 1), (1, 2)}
def step(cells):
    from collections import Counter
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or k == 2 and c in cells}
print(sorted(step(life)), step(step(life)) == life)
print("\n".join("".join("#" if (x, y) in life else "." for x in range(3)) for y in range(3)))
memo = {}
def lcs(a, b):
    if not a or not b: return ""
    if (a, b) not in memo:
        memo[a, b] = a[0] + lcs(a[1:], b[1:]) if a[0] == b[0] else max(lcs(a[1:], b), lcs(a, b[1:]), key=len)
    return memo[a, b]
print(lcs("AGGTAB", "GXTXAYB"), [[1 if i == j else 0 for j in range(3)] for i in range(3)])
hanoi = lambda n, a="A", b="B", c="C": [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
print(len(hanoi(5)), hanoi(2), collatz := [n := 6] + [n := n // 2 if n % 2 == 0 else 3 * n + 1 for _ in range(8)])
for i in range(1, 16): print("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i, end=" ")
print()
import string as st
class Temp:
    def __init__(self, c): self.c = c
    @property
    def f(self): return self.c * 9 / 5 + 32
    @f.setter
    def f(self, v): self.c = (v - 32) * 5 / 9
t = Temp(100); t.f = 50; print(t.c, t.f, Temp.f.fget(Temp(0)))
try:
    try: int("x")
    except ValueError as e: raise RuntimeError("wrapped") from e
except RuntimeError as e: print(e, "|", e.__cause__, "|", type(e.__cause__).__name__)
print(sorted({"b": 2, "a": 1}.items()), dict(sorted({"b": 2, "a": 1}.items(), key=operator.itemgetter(1), reverse=True)), [*zip(*[(1, "a"), (2, "b")])], max("apple", "fig", key=len), min([3, 1, 2]), any(c.isdigit() for c in "ab1"), list(filter(None, [0, 1, "", "a"])))
a, *b, c = "hello"; print(a, b, c); (x, y), z = [1, 2], 3; print(x, y, z); i = 5; i **= 2; i //= 3; i |= 1; print(i, ~i, i << 2, i ^ 3)

def show(label, f):
    try:
        print(label, "->", repr(f()))
    except BaseException as e:
        print(label, "!!", type(e).__name__, str(e))
class A:
    """Doc of A"""
    x = 1
    def __init__(self, v=0): self.v = v
    def f(self): return "A.f"
    @property
    def p(self): "doc p"; return self.v * 2
    @p.setter
    def p(self, val): self.v = val
    @p.deleter
    def p(self): self.v = -1
    @classmethod
    def c(cls, *a): return cls.__name__, a
    @staticmethod
    def s(*a): return a
class B(A):
    def f(self): return "B.f+" + super().f()
    def g(self): return super(B, self).f()
class C(A):
    def f(self): return "C.f+" + super().f()
class D(B, C):
    def f(self): return "D.f+" + super().f()
d = D(5)
print(d.f(), d.g(), [k.__name__ for k in D.__mro__], d.p, D.__bases__, D.mro() == list(D.__mro__))
d.p = 7; print(d.v, d.p); del d.p; print(d.v)
print(D.c(1), d.c(2), D.s(3), d.s(4), A.__doc__, A.p.__doc__, A.f.__qualname__, A.__name__, A.__module__, A.__qualname__)
show("ro", lambda: setattr(type("R", (), {"q": property(lambda s: 1)})(), "q", 3))
show("nodel", lambda: delattr(type("R", (), {"q": property(lambda s: 1)})(), "q"))
show("noattr", lambda: d.zzz); show("clsattr", lambda: D.zzz); show("vv", lambda: d.vv)
show("A()", lambda: A(1, 2, 3)); show("A(kw)", lambda: A(w=1)); show("f()", lambda: d.f(1)); show("A.f()", lambda: A.f())
def mro_fail():
    class X(A, B): pass
show("mro", mro_fail)
def dup():
    class X(A, A): pass
show("dup", dup)
def badbase():
    class X(1): pass
def boolbase():
    class X(bool): pass
show("boolbase", boolbase)
class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"Vec({self.x!r}, {self.y!r})"
    def __eq__(self, o): return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented
    def __radd__(self, o): return ("radd", o)
    def __iadd__(self, o): self.x += 100; return self
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __pos__(self): return self
    def __invert__(self): return "inv"
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __bool__(self): return bool(self.x or self.y)
    def __len__(self): return 2
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __setitem__(self, i, v): setattr(self, "xy"[i], v)
    def __delitem__(self, i): print("del", i)
    def __iter__(self): yield self.x; yield self.y
    def __contains__(self, v): return v in (self.x, self.y)
    def __reversed__(self): return iter((self.y, self.x))
    def __call__(self, *a, **k): return a, k
    def __lt__(self, o): return abs(self) < abs(o)
    def __le__(self, o): return abs(self) <= abs(o)
    def __enter__(self): print("enter"); return self
    def __exit__(self, t, v, tb): print("exit", t and t.__name__, v); return t is ValueError
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.y)
    def __complex__(self): return complex(self.x, self.y)
    def __index__(self): return self.x
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, o): return "divmod"
    def __rdivmod__(self, o): return "rdivmod"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
    def __matmul__(self, o): return "matmul"
    def __rmatmul__(self, o): return "rmatmul"
    def __truediv__(self, o): return "div"
    def __rtruediv__(self, o): return "rdiv"
    def __floordiv__(self, o): return "fdiv"
    def __mod__(self, o): return "mod"
    def __lshift__(self, o): return "lsh"
    def __rrshift__(self, o): return "rrsh"
    def __and__(self, o): return "and"
    def __ror__(self, o): return "ror"
    def __xor__(self, o): return "xor"
    def __format__(self, spec): return f"fmt<{spec}>"
    def __str__(self): return "str!"
    def __bytes__(self): return b"by"
    def __dir__(self): return ["b", "a"]
    def __length_hint__(self): return 2
    def __sizeof__(self): return 1
v, w = Vec(3, 4), Vec(1, 2)
import math
for code in ("v+w", "v+1", "1+v", "v*2", "2*v", "-v", "+v", "~v", "abs(v)", "bool(Vec(0,0))", "len(v)", "v[0]", "v[5]", "list(v)", "3 in v", "list(reversed(v))", "v(1,k=2)", "v<w", "v>w", "v<=w", "v>=w", "v==w", "v==Vec(3,4)", "v!=w", "int(v)", "float(v)", "complex(v)", "[0,1,2,3,4][v]", "round(v)", "round(v,2)", "math.trunc(v)", "math.floor(v)", "math.ceil(v)", "divmod(v,1)", "divmod(1,v)", "v**2", "2**v", "pow(v,2,3)", "v@w", "1@v", "v/1", "1/v", "v//1", "v%1", "v<<1", "1>>v", "v&1", "1|v", "v^1", "f'{v:abc}'", "f'{v}'", "f'{v!r}'", "str(v)", "repr(v)", "bytes(v)", "dir(v)", "v-1", "1-v", "v<1", "v|1", "hash(v)==hash((3,4))", "{v:1}[Vec(3,4)]", "bin(v)", "hex(v)", "range(v)", "'a'*v", "v.zz", "v.__dict__", "v.__slots__", "max([v,w])", "sorted([v,w])", "tuple(v)", "[*v]", "'%s %r' % (v,v)", "isinstance(v,Vec)", "math.sqrt(v)"):
    show(code, lambda: eval(code))
show("slots", lambda: setattr(v, "z", 1))
a, b = v; print(a, b); v[0] = 30; print(v.x); del v[1]; v += 1; print(v.x)
with v as q: print(q is v); raise ValueError("swallowed")
try:
    with v: raise KeyError("out")
except KeyError as e: print("caught", e)
class Desc:
    def __set_name__(self, owner, name): self.name = name; print("set_name", owner.__name__, name)
    def __get__(self, obj, tp=None): return self if obj is None else ("get", self.name, tp.__name__)
    def __set__(self, obj, val): print("set", self.name, val)
    def __delete__(self, obj): print("delete", self.name)
class NonData:
    def __get__(self, obj, tp): return "nondata"
class H:
    d = Desc(); n = NonData()
h = H(); print(h.d, H.d.name, h.n); h.d = 5; del h.d; h.n = "inst"; print(h.n); h.__dict__['d'] = 9; print(h.d)
class G:
    def __init__(self): self.a = 1
    def __getattr__(self, n):
        if n.startswith("dyn"): return n.upper()
        raise AttributeError(f"no {n}")
    def __setattr__(self, n, v): object.__setattr__(self, n, v); print("setattr", n)
    def __delattr__(self, n): print("delattr", n); super().__delattr__(n)
g = G(); print(g.dynx, g.a); show("g.q", lambda: g.q); g.b = 2; del g.b; print(hasattr(g, "b"), getattr(g, "zz", "def"), hasattr(g, "dyn"))
class GA:
    def __getattribute__(self, n):
        if n == "secret": return "intercepted"
        return super().__getattribute__(n)
ga = GA(); ga.y = 3; print(ga.secret, ga.y); show("ga.z", lambda: ga.z)
class Base:
    subs = []
    def __init_subclass__(cls, /, tag=None, **kw): super().__init_subclass__(**kw); Base.subs.append((cls.__name__, tag))
class S1(Base, tag="t1"): pass
class S2(Base): pass
print(Base.subs); show("badkw", lambda: type("S3", (Base,), {}, foo=1))
class Meta(type):
    def __new__(m, name, bases, ns, **kw): ns["added"] = 42; return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns); cls.kw = kw
    def __call__(cls, *a, **k): print("meta call", cls.__name__); return super().__call__(*a, **k)
    def __getitem__(cls, k): return (cls.__name__, k)
    def __len__(cls): return 7
    def __iter__(cls): return iter("xyz")
    def __contains__(cls, x): return x == 1
    def __repr__(cls): return f"<M {cls.__name__}>"
    def __instancecheck__(cls, o): return o == "inst"
    def __subclasscheck__(cls, o): return o is int
    @property
    def mp(cls): return "mp"
    @classmethod
    def __prepare__(m, name, bases, **kw): return {"prepared": True}
class M(metaclass=Meta, opt=1):
    def __init__(self, z): self.z = z
print(M(3).z, M.added, M.kw, M["k"], len(M), list(M), 1 in M, M, isinstance("inst", M), issubclass(int, M), M.mp, M.prepared, type(M).__name__)
class Sing(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class One(metaclass=Sing): pass
print(One() is One())
class N:
    def __new__(cls, *a): print("new", a); o = super().__new__(cls); o.n = 1; return o
    def __init__(self, *a): print("init", a)
n = N(1, 2); print(n.n)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __add__(self, o): return I(int(self) + int(o))
i = I(5); print(i, i + 1, type(i + 1).__name__, i * 2, type(i * 2).__name__, i == 10, [0]*i == [0]*10, hash(i) == hash(10), repr(i), f"{i:05d}", i.real, -i, i > 3)
class L(list):
    def __getitem__(self, k): return ("L", super().__getitem__(k))
    def append(self, x): super().append(x * 2)
l = L([1, 2]); l.append(3); print(l, l[0], len(l), l == [1, 2, 6], isinstance(l, list), l + [1], type(l + [1]).__name__, l[0:2], sorted(l), sum(l), 6 in l)
class DD(dict):
    def __missing__(self, k): return f"miss {k}"
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
dd = DD(a=1); dd["b"] = 5; print(dd, dd["b"], dd["zz"], dd.get("zz"), "zz" in dd, dict(dd), len(dd)); dd.update(c=1); print(dd)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]
t = T(1, 2); print(t, t.first, t == (1, 2), len(t), t + (3,), hash(t) == hash((1, 2)))
class F(float): pass
print(F(1.5) + 1, F(2.5), repr(F(1)), F("3.5").is_integer())
class St(set): pass
print(St([1, 2]) | {3}, len(St([1])), St([1]) == {1})
X = type("X", (A,), {"k": 5, "m": lambda self: self.k}); print(X().m(), X.__name__, X.__bases__, X)
show("type", lambda: type("X", 1, {})); show("type2", lambda: type(1, (), {})); show("type()", lambda: type())
class Eq:
    def __eq__(self, o): return True
show("unhash", lambda: hash(Eq())); show("unhash2", lambda: {Eq(): 1})
class K:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
print(K[int], K[1, 2]); show("nosub", lambda: A[int])
class P2:
    __x = 1
    def get(self): return self.__x
    def _P2__y(self): return "y"
    def call(self): return self.__y()
print(P2().get(), P2()._P2__x, P2().call()); show("priv", lambda: P2().__x)
class Cnt:
    n = 0
    def __init__(self): Cnt.n += 1; self.__class__.n += 1
Cnt(); print(Cnt.n)
a1 = A(); a1.f = lambda: "own"; print(a1.f(), a1.__dict__.keys(), vars(a1)["v"], a1.__class__, type(a1) is A); a1.__dict__["new"] = 5; print(a1.new); a1.__dict__.update(z=1, y=2); print(a1.z + a1.y, sorted(vars(a1)))
del a1.new; print("new" in a1.__dict__)
A.extra = "e"; print(d.extra); del A.extra; show("extra", lambda: d.extra)
a1.__class__ = B; print(a1.g())
print(getattr(A, "x"), hasattr(A, "nope"), isinstance(d, A), issubclass(D, (int, A)), callable(A), callable(d), A.__dict__["x"], "f" in A.__dict__, type(A.__dict__).__name__)
bm = d.f; print(bm.__self__ is d, bm.__func__ is D.f, bm.__name__, bm == d.f, bm())
class Str:
    def __str__(self): return "only str"
class Rep:
    def __repr__(self): return "only repr"
print(str(Str()), str(Rep()), [Rep()], f"{Rep()}", repr(Str())[:20].startswith("<__main__.Str"))
class BadStr:
    def __str__(self): return 1
    def __repr__(self): return 2
    def __len__(self): return -1
    def __bool__(self): return 2
    def __hash__(self): return "x"
    def __iter__(self): return 1
    def __index__(self): return "i"
    def __int__(self): return "i"
    def __float__(self): return 1
    def __contains__(self, x): return 2
bs = BadStr()
for code in ("str(bs)", "repr(bs)", "len(bs)", "bool(bs)", "hash(bs)", "iter(bs)", "[1][bs]", "int(bs)", "float(bs)", "1 in bs", "list(bs)", "bs()", "bs[0]", "bs+1", "with_(bs)"):
    show(code, lambda: eval(code))
def bad_with():
    with bs: pass
show("with", bad_with); show("initret", lambda: type("Q", (), {"__init__": lambda s: 1})())
class Cmp:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(Cmp(1) < Cmp(2), Cmp(1) > Cmp(2), sorted([Cmp(2), Cmp(1)])[0].v, max(Cmp(1), Cmp(5)).v); show("le", lambda: Cmp(1) <= Cmp(2))
from functools import total_ordering
TO = total_ordering(type("TO", (Cmp,), {"__lt__": Cmp.__lt__, "__eq__": Cmp.__eq__})); print(TO(1) <= TO(2), TO(1) >= TO(2), TO(2) > TO(1))
class Ctx:
    def __enter__(self): return self
show("noexit", lambda: exec("with Ctx(): pass", {"Ctx": Ctx}))
class It:
    def __init__(s): s.i = 0
    def __iter__(s): return s
    def __next__(s):
        s.i += 1
        if s.i > 3: raise StopIteration
        return s.i
print(list(It()), sum(It()), max(It()), 2 in It(), [*It()], tuple(It()), dict(zip(It(), "abc")))
class Sq:
    def __getitem__(s, i):
        if i > 3: raise IndexError
        return i * i
print(list(Sq()), 4 in Sq(), [x for x in Sq()])
class Del:
    def __del__(self): pass
del_ = Del(); del del_
o = object(); show("objattr", lambda: setattr(o, "a", 1)); show("obj()", lambda: object(1)); show("noinit", lambda: type("Z", (), {})(1))
print(A.f, type(A.f), type(d.f).__name__) if 0 else print(type(A.f).__name__, type(d.f).__name__, type(A.__dict__["c"]).__name__, type(A.__dict__["s"]).__name__)
show("super", lambda: super().x); print(super(D, d).f(), super(B, d).f())
class Outer:
    class Inner:
        val = 5
        def m(self): return Outer.Inner.val
    @classmethod
    def make(cls): return cls.Inner()
print(Outer.make().m(), Outer.Inner.__qualname__, Outer.Inner.m.__qualname__)
class Chain:
    def __init__(s): s.l = []
    def add(s, x): s.l.append(x); return s
print(Chain().add(1).add(2).l)
class WithCall:
    @staticmethod
    def sm(): return "sm"
    cm = classmethod(lambda cls: cls.__name__)
    pp = property(fget=lambda s: "pp")
    sm2 = staticmethod(len)
print(WithCall.sm(), WithCall().cm(), WithCall().pp, WithCall.sm2([1]))
class Ab:
    def __getattr__(self, name): raise AttributeError(name)
show("ab", lambda: Ab().foo)
print(A.__init__.__name__, A().__init__.__name__, A.__subclasses__() != [], object.__subclasses__() != [], int.__bases__, bool.__mro__)

import sys
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
# attribute dict patterns
class Borg:
    _s = {}
    def __init__(self): self.__dict__ = self._s
a, b = Borg(), Borg(); a.x = 5; print(b.x, Borg._s, a.__dict__ is b.__dict__); b.y = 1; del a.x; print(hasattr(b, "x"), a.y)
class AD(dict):
    def __init__(self, *a, **k): super().__init__(*a, **k); self.__dict__ = self
d = AD(p=1); d.q = 2; d["r"] = 3; print(d, d.p, d["q"], d.r, d.q); del d.p; print(d)
class Bunch:
    def __init__(self, **kw): self.__dict__.update(kw)
    def __repr__(self): return "Bunch(" + ", ".join(f"{k}={v!r}" for k, v in sorted(self.__dict__.items())) + ")"
bb = Bunch(a=1, b="x"); bb.__dict__["c"] = 3; bb.d = 4; print(bb, bb.c, "d" in bb.__dict__, len(vars(bb)), list(bb.__dict__)); bb.__dict__.pop("a"); show("popped", lambda: bb.a); vars(bb).clear(); print(bb)
class AttrDict(dict):
    __getattr__ = dict.__getitem__; __setattr__ = dict.__setitem__; __delattr__ = dict.__delitem__
x = AttrDict(); x.foo = 1; print(x, x.foo, x["foo"]); del x.foo; show("gone", lambda: x.foo)
# slots
class S1: __slots__ = ("a",)
class S2(S1): __slots__ = ("b", "__dict__")
class S3(S1): pass
s = S2(); s.a = 1; s.b = 2; s.c = 3; print(s.a, s.b, s.__dict__); s3 = S3(); s3.z = 1; s3.a = 2; print(s3.__dict__, S1.a, type(S1.a).__name__) if 0 else print(s3.__dict__)
show("noslot", lambda: setattr(S1(), "q", 1)); show("unset", lambda: S1().a)
class Cl2:
    __slots__ = ["v"]
    v2 = 1
show("classvar", lambda: setattr(Cl2(), "v2", 2))
def conflict():
    class C:
        __slots__ = ("z",); z = 1
show("conflict", conflict)
# reflected priority
class A:
    def __add__(s, o): return "A.add"
    def __radd__(s, o): return "A.radd"
    def __eq__(s, o): return "A.eq"
    def __lt__(s, o): return "A.lt"
    def __gt__(s, o): return "A.gt"
class B(A):
    def __radd__(s, o): return "B.radd"
    def __eq__(s, o): return "B.eq"
    def __gt__(s, o): return "B.gt"
print(A() + B(), A() + A(), 1 + A(), A() == B(), A() < B(), B() + A(), 5 == A(), 5 < A(), 5 > A(), A() != B())
class N1:
    def __add__(s, o): return NotImplemented
    def __eq__(s, o): return NotImplemented
class N2:
    def __radd__(s, o): return "N2.radd"
print(N1() + N2(), N1() == N1(), N1() != 5); show("nn", lambda: N1() + N1()); show("+=", lambda: exec("x = N1(); x += 1", {"N1": N1}))
class IA:
    def __init__(s): s.l = []
    def __iadd__(s, o): s.l.append(o); return s
    def __imul__(s, o): return "imul"
    def __isub__(s, o): return NotImplemented
    def __sub__(s, o): return "sub"
    def __ior__(s, o): s.l.append(("or", o)); return s
    def __imatmul__(s, o): return "imm"
    def __ifloordiv__(s, o): return "ifd"
    def __ilshift__(s, o): return "ils"
i = IA(); i += 1; i |= 2; print(i.l); j = i; j *= 2; k = i; k -= 1; m = i; m @= 1; n = i; n //= 1; o = i; o <<= 1; print(j, k, m, n, o)
# class scoping
x = "global"
class Sc:
    x = "class"
    def f(self): return x
    l = [x for _ in "a"]
    g = lambda self: x
    y = x
    print(x)
    del x
    print(x)
print(Sc().f(), Sc.l, Sc().g(), Sc.y)
def outer():
    x = "outer"
    class In:
        print(x)
        x = "in"
        print(x)
        def m(self): return x
    return In().m()
print(outer())
class Cm:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    total = sum(i for i in items)
    pairs = {i: i * i for i in items if i > 1}
print(Cm.doubled, Cm.total, Cm.pairs)
class G:
    global gx
    gx = 5
print(gx, hasattr(G, "gx"))
def nl():
    v = 1
    def inner():
        nonlocal v
        v += 1
        class C:
            nonlocal v
            v = 10
        return v
    return inner(), v
print(nl())
# del and unbound
def dd():
    z = 1; del z
    try: z
    except UnboundLocalError as e: return str(e)
print(dd())
def closure_del():
    z = 1
    def g(): return z
    del z
    try: return g()
    except NameError as e: return str(e)
print(closure_del())
lst = [1, 2, 3, 4]; del lst[1], lst[0]; print(lst); dct = {"a": 1, "b": 2}; del dct["a"]; print(dct)
# loops
for i in range(5):
    if i == 1: continue
    if i == 3: break
else: print("no")
print(i)
for i, in [(1,), (2,)]: print(i, end=" ")
for a, (b, *c) in [(1, (2, 3, 4))]: print(a, b, c)
w = 3
while w: w -= 1
else: print("while-else")
def fin():
    for i in range(3):
        try:
            if i == 0: continue
            if i == 2: return i
        finally: print("f", i)
print(fin())
def fin2():
    while True:
        try: return "r"
        finally: break
    return "after"
print(fin2())
def fin3():
    for i in [1, 2]:
        try: raise ValueError(i)
        except ValueError as e:
            if i == 1: continue
            return repr(e)
        finally: print("fin3", i)
print(fin3())
def nested_try():
    r = []
    try:
        try: 1 / 0
        finally: r.append("f1")
    except ZeroDivisionError: r.append("e")
    else: r.append("else")
    finally: r.append("f2")
    return r
print(nested_try())
# expressions
print(1 < 2 < 3 == 3 != 4 > 1, 1 < 2 > 5, not 1 == 1, (not 1) == 0, 5 if 0 else 6 if 0 else 7, [] or {} or "e", 1 and 2 and 3, 0 or None)
print(-2 ** 2, 2 ** -1, 2 ** 3 ** 0, -7 // 2, ~5 & 3, 1 | 2 ^ 3 & 4, 1 + 2 << 1, not True or True, 3 - -3, +-+1, 10 % 3 * 2, 7 // 2 * 2.0)
print([*range(3), *[5]], (*"ab",), {*[1], 2}, {**{"a": 1}, "b": 2}, [*{1: 2}], print if 0 else "", (lambda *a, **k: (a, k))(*[1], 2, *[3], x=1, **{"y": 2}))
print((lambda x, /, y=2, *z, k=5, **w: (x, y, z, k, w))(1, 3, 4, k=6, q=7), (lambda: (yield))().__class__.__name__, [f() for f in [lambda i=i: i for i in range(3)]])
def f(a, b=[], *args, c=3, **kw): return locals()
print(f(1), f(1, 2, 3, c=4, d=5))
print(f"{'a':{'>'}{10}}|{3:{'0'}{'>'}4}|{'x' if 1 else 'y'}|{ {'a': 1}['a'] }|{(lambda: 5)()}|{1 == 1}|{'a' 'b'}|{[1, 2][0]}|{10:,}|{'q'!r:>5}|{1!s}|{'é'!a}")
val = 3.14159; wd = 10; print(f"{val:{wd}.{2}f}|{val = :.2f}|{val=!r}|{val   =}|{wd=:>5}|{'nested ' + f'{val:.1f}'}|{{}}|{{{wd}}}")
print("a\tb\\n\x41\u0042\N{BULLET}\101", r"\n\t", b"\x00a", "a" "b" 'c', '''tri
ple''', "con\
tinued", u"u", rb"\x", Rb"\y", f"{1}" "x{1}")
x = (1 +
     2); y = [1,
     2, ]; z = 1 + \
  2
print(x, y, z); ñ = 1; 变量 = 2; print(ñ + 变量, __name__); a = b = c = 0; a, b = b, a; print(a, b, c)
print(0x_ff, 0b_1, 0o_7, 1_000.5e-1_0, 1e3, .5, 5., 0xDEAD, 1j * 1j, 00)
if True: print("one line"); print("two")
class E: pass
class F(E): ...
def g(): ...
print(g(), ..., Ellipsis is ..., type(...))
print([x for x in range(10) if x % 2 if x > 3], [(x, y) for x in range(3) for y in range(x)], {x: y for x, y in zip("ab", [1, 2])}, {x // 2 for x in range(4)}, list(x for x in [y for y in "ab"]), [[j for j in range(i)] for i in range(3)], [a for a, b in [(1, 2)]], [x if x else "z" for x in (0, 1)])
print(sum(x * y for x, y in zip([1, 2], [3, 4])), max((x for x in [1, 2]), default=0), dict(a=1, **{"b": 2}), list(map(lambda p: p[0], {"k": 1}.items())), sorted([(2, "a"), (1, "b")], key=lambda t: t[1]), "".join(c for c in "a1b2" if c.isalpha()))
@(lambda f: lambda *a: ("wrapped", f(*a)))
def wr(x): return x
print(wr(1)); buttons = [lambda f: f]
@buttons[0]
def ok(): return "ok"
print(ok())
try: pass
except: pass
else: print("else ran")
finally: print("finally ran")
def gen():
    try:
        x = yield 1
        while True:
            try: x = yield x
            except KeyError as e: x = f"caught {e}"
    finally: print("gen closed")
g = gen(); print(next(g), g.send("a"), g.throw(KeyError("k")), g.send("b")); g.close()
def g2(n):
    if n: yield n; yield from g2(n - 1)
    return n
print(list(g2(3))); r = []
def g3(): r.append((yield from g2(2))); yield "end"
print(list(g3()), r)
def g4():
    match (yield 1):
        case "a": yield "got a"
        case [x, y]: yield x + y
    with open(__file__) as f: yield f.closed
    for i in range(2):
        try:
            if (yield i) == "stop": return "stopped"
        finally: print("g4 fin", i)
    else: yield "done"
g = g4(); print(next(g), g.send([1, 2]), next(g), next(g), g.send(None), next(g))
def ctx():
    class C:
        def __enter__(s): return s
        def __exit__(s, t, v, tb): print("exit", t); return t is GeneratorExit and False
    with C(): yield 1
it = ctx(); next(it); it.close()
import gc
print(list(zip(*[iter(range(6))] * 2)), [*map(list, zip([1, 2], [3, 4]))], list(iter(lambda c=iter([1, 2, 0, 3]): next(c), 0)))

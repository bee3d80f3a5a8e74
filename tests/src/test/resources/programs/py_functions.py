def show(label, f, *a, **k):
    try:
        print(label, "->", repr(f(*a, **k)))
    except BaseException as e:
        print(label, "!!", type(e).__name__, str(e))
def f0(): pass
def f1(a): return a
def f2(a, b=2): return a, b
def f3(a, /, b, *, c): return a, b, c
def f4(*a, **k): return a, k
def f5(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
def f6(a, b, /): return a, b
def f7(*, x, y): return x, y
class K:
    def m(self, a): return a
    @classmethod
    def c(cls, a): return a
    @staticmethod
    def s(a): return a
k = K()
for code in ("f0(1)", "f1()", "f1(1,2)", "f1(1,2,3)", "f1(b=1)", "f1(1,a=1)", "f1(1, b=2, c=3)", "f2()", "f2(1,2,3)", "f2(b=1)", "f2(1,b=3)", "f3(1,2,c=3)", "f3(1,2,3)", "f3(a=1,b=2,c=3)", "f3(1,2)", "f3(1, c=2)", "f4(1,2,x=3)", "f4()", "f5(1,c=3)", "f5(1,2,3,4,c=5,e=6)", "f5(1)", "f5(c=1)", "f6(1,b=2)", "f6(a=1,b=2)", "f6(1)", "f7()", "f7(x=1)", "f7(1,2)", "f7(1,x=2,y=3)", "f7(x=1,y=2,z=3)", "f4(**{'a':1},b=2)", "f4(*[1],*[2])", "f4(*'ab',**{})", "f4(a=1,**{'a':2})", "f1(*[1,2])", "f1(**{'a':1})", "f1(**{'z':1})", "f1(*5)", "f1(**5)", "f4(**{1:2})", "k.m()", "k.m(1,2)", "k.c()", "k.s()", "K.m(1)", "K.m()", "K.c(1,2)", "(lambda x: x)()", "(lambda: 1)(2)", "(lambda *a, k=1: (a,k))(1,2,k=3)", "f2(*(1,), **{'b': 5})", "len()", "len(1,2)", "len([], x=1)", "abs()", "print(foo=1)", "sorted()", "sorted([1],key=1)", "isinstance(1)", "getattr(1)", "range()", "range(1,2,3,4)", "zip(1)", "dict(1,2)", "list(1,2)", "set(1,2)", "max(key=len)", "sum()", "sum(1)", "sum([1], start=5)", "pow()", "pow(1)", "round()", "divmod(1)", "hash()", "id()", "iter()", "next()", "open()", "chr('a')", "ord(1)", "hex(1.5)", "bin('a')", "f5.__name__, f5.__defaults__, f5.__kwdefaults__, f5.__code__.co_varnames[:2], f5.__code__.co_argcount", "f0.__doc__", "f0()", "callable(f0)"):
    show(code, lambda: eval(code))
# defaults evaluated once
def app(x, l=[]): l.append(x); return l
print(app(1), app(2), app(3, []))
# closures
def counter():
    n = 0
    def inc(d=1):
        nonlocal n
        n += d
        return n
    return inc
c = counter(); print(c(), c(), c(5)); print(c.__closure__[0].cell_contents, c.__code__.co_freevars if 0 else "")
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
x = "global"
def outer():
    x = "outer"
    def inner():
        global x
        x = "changed"
        return x
    r = inner()
    return x, r
print(outer(), x)
class Scope:
    x = 10
    y = [x for _ in range(2)]
    z = [i for i in range(x)][:2] if True else 0
    def m(self): return x
print(Scope.y, Scope.z, Scope().m())
def scoping():
    l = [i for i in range(3)]
    try: return i
    except NameError as e: return str(e)
print(scoping())
if (n := 10) > 5: print(n)
print([y := 1, y ** 2], y, [last := i for i in range(4)], last)
while (line := input_lines.pop() if (input_lines := globals().get("input_lines", [3, 2, 1])) else None) and line > 1: print("line", line); input_lines and None; globals().__setitem__("input_lines", input_lines)
# decorators
import functools
def deco(arg):
    def wrap(f):
        @functools.wraps(f)
        def inner(*a, **k):
            """inner doc"""
            return arg, f(*a, **k)
        return inner
    return wrap
@deco(1)
@deco(2)
def decorated(a): "doc"; return a
print(decorated(5), decorated.__name__, decorated.__doc__, decorated.__wrapped__.__name__, decorated.__module__, decorated.__qualname__)
@(lambda f: f() + 1)
def num(): return 41
print(num)
@property
def notmethod(self): pass
print(type(notmethod))
# generators
def gen(n):
    "gen doc"
    r = yield 1
    print("got", r)
    try:
        r = yield 2
        print("got", r)
    except ValueError as e:
        print("exc", e)
        r = yield "handled"
    finally:
        print("fin")
    return "ret"
g = gen(1); print(next(g), g.send("a"))
try: g.send("b")
except StopIteration as e: print("stop", e.value)
show("exhausted", next, g); print(next(g, "default"))
g = gen(1); next(g); next(g); print(g.throw(ValueError("tv"))); g.close(); print(list(g))
g = gen(1); show("send first", g.send, 1); show("throw new", g.throw, KeyError("x")); show("after", next, g)
def sub():
    x = yield 1
    print("sub got", x)
    yield 2
    return "sub result"
def deleg():
    r = yield from sub()
    print("r", r)
    yield from [10, 20]
    yield from range(2)
    return "end"
d = deleg(); print(next(d), d.send("hi"), list(d))
def thrower():
    try: yield from sub()
    except KeyError as e: print("caught in deleg", e); yield "k"
t = thrower(); next(t); print(t.throw(KeyError("z")), list(t))
def noclose():
    try: yield 1
    except GeneratorExit: yield 2
g = noclose(); next(g); show("ignored", g.close)
def stopit():
    yield 1
    raise StopIteration
g = stopit(); next(g); show("stopiter", next, g)
def reent():
    yield next(rg)
rg = reent(); show("reent", next, rg)
print(sum(i * i for i in range(4)), list(x for x in "ab"), (i for i in [1]).__name__, type(g).__name__, gen.__name__, g.gi_running if hasattr(g, "gi_running") else "")
def fib():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
import itertools
print(list(itertools.islice(fib(), 10)), list(zip(fib(), "abc")))
def tree(t):
    if t: l, v, r = t; yield from tree(l); yield v; yield from tree(r)
print(list(tree(((None, 1, None), 2, (None, 3, None)))))
def yexpr():
    x = (yield 1) or "none"; y = [(yield 2), (yield 3)]; print(x, y); return (yield 4)
g = yexpr(); print(next(g), g.send(None), g.send("a"), g.send("b"))
show("final", g.send, "f")
def g_in_cond():
    if (yield "cond"): yield "yes"
    else: yield "no"
    while (yield "w"): yield "loop"
g = g_in_cond(); print(next(g), g.send(True), next(g), g.send(True), next(g), g.send(False) if 0 else "")
def gwith():
    class C:
        def __enter__(s): print("ent"); return 5
        def __exit__(s, *a): print("ext", a[0]); return False
    with C() as v: yield v
for v in gwith(): print(v)
def lam(): return (lambda: (yield))
print(type(lam()()).__name__)
def annotated(a: int, b: "str" = "x", *c: list, d: dict = None, **e: 'tuple') -> bool: ...
print(annotated.__annotations__, annotated(1))
def inner_ann():
    x: int = 5
    y: undefined_thing
    return x
print(inner_ann())
z: int = 3; w: str
print(__annotations__)
def posdef(a, b=1, /, c=2, *, d=3): return a, b, c, d
print(posdef(0), posdef(0, 9, 8, d=7)); show("posdef", posdef, 0, b=1)
def varkw(a, **a_kw): return a, a_kw
print(varkw(1, b=2)); show("kwdup", lambda: varkw(1, a=2))
print((lambda a, *b, c=3, **d: (a, b, c, d))(1, 2, 3, c=4, e=5))
print(f0.__name__, f0.__qualname__, outer.__qualname__, counter().__qualname__, (lambda: 0).__qualname__, K.m.__qualname__, k.m.__qualname__)
f0.attr = 1; print(f0.attr, f0.__dict__); f0.__name__ = "renamed"; print(f0.__name__)
def rec(n): return 1 if n <= 1 else n * rec(n - 1)
print(rec(20), rec(100) % 1000007)
def multi(): return 1, 2, *[3, 4]
print(multi())
a = b = c2 = []; a.append(1); print(b, a is c2)
i = 0; lst = [0, 0, 0]; i, lst[i] = 1, 9; print(i, lst)
def swap(a, b): return b, a
p, q = swap(1, 2); print(p, q)
del p; show("deleted", lambda: p)
print(1 if [] else 2, [] or "x", 0 and 1, None or 0 or "last", not [], not 1 == 2)
for i in range(3):
    if i == 5: break
else: print("for else")
while False: pass
else: print("while else")
for i in range(3): pass
print(i)
print(all(x > 0 for x in [1, 2]), any(x > 5 for x in [1, 2]))
def star_args(a, *rest, key=None): return a, rest, key
print(star_args(*range(3), key="k"), star_args(*"ab", *"cd"))
print(eval("1+2"), eval("x", {"x": 5}), eval("a+b", {"a": 1}, {"b": 2}))
ns = {}; exec("def dyn(x): return x * 2\ny = dyn(4)", ns); print(ns["y"], ns["dyn"](5), sorted(k for k in ns if k != "__builtins__"))
code = compile("1 + 1", "<s>", "eval"); print(eval(code)); exec(compile("print('hi')", "f", "exec"))
def loc(a): b = 2; return sorted(locals().items())
print(loc(1)); globals()["newg"] = 7; print(newg, "newg" in globals(), vars() is globals())
show("eval syn", lambda: eval("1 +")); show("eval stmt", lambda: eval("x = 1")); show("exec syn", lambda: exec("def"))
show("eval name", lambda: eval("nope"))
print((lambda: (yield 1))().__next__(), [*map(lambda x: x + 1, [1, 2])], (lambda *, a: a)(a=1))
print(id(f0) == id(f0), hash(f0) == hash(f0), f0 == f0, f0 != f1)
print(print is print, repr(print), repr(len), type(print).__name__, len.__name__, len.__doc__ is not None)

import sys, io, os
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
def ex(*codes):
    for code in codes: show(code, lambda: eval(code))
ex("abs(-5)", "abs(-2.5)", "abs(3+4j)", "all([])", "any([])", "ascii('é')", "bin(5)", "bool([0])", "bytes(2)", "callable(len)", "chr(65)", "complex('1+2j')", "dict([(1,2)])", "divmod(7,2)", "divmod(-7,2)", "divmod(7.5,2)", "enumerate", "eval('1+1')", "filter(None,[1])" if 0 else "1", "float('1.5')", "format(3.14159,'.2f')", "frozenset([1])", "getattr(5,'real')", "getattr(5,'zz',0)", "hasattr(5,'real')", "hash(5)", "hex(255)", "id(5)==id(5)", "int('5')", "isinstance(5,int)", "issubclass(bool,int)", "len('abc')", "list('ab')", "max(1,2)", "max([1,2],[3])", "max('a','b',key=ord)", "min([],default=None)", "next(iter([1]))", "oct(8)", "ord('a')", "pow(2,3)", "pow(2,-1)", "pow(2,3,5)", "range(3)", "repr('a')", "round(2.5)", "round(3.5)", "round(2.567,2)", "round(1234,-2)", "set([1])", "slice(1,2,3)", "sorted([3,1])", "sorted('bca',reverse=True)", "str(5)", "sum([1,2])", "sum([[1],[2]],[])", "tuple('ab')", "type(5)", "type(5).__name__", "zip([1],[2])" if 0 else "1", "vars()" if 0 else "1", "round(-0.5)", "round(5.015,2)", "int(3.99)", "int('-5')", "float('inf')", "float('nan')", "str(1e16)", "str(1e15)", "str(0.1+0.2)", "repr(1.0)", "max(3,1.5,2)", "min('b','a')", "sorted([1,'a'])", "sorted({3,1,2})", "sum(range(101))", "len(range(5,50,5))", "reversed([1,2,3])" if 0 else "1", "list(reversed('abc'))", "sorted([(1,2),(1,1)])", "all(x>0 for x in [1,2])", "next(iter([]),None)", "isinstance(True,bool)", "type(None)", "bool('False')", "int(True)", "str(None)", "list(map(int,'123'))", "list(zip('ab',[1,2]))", "list(filter(lambda x:x%2,[1,2,3]))", "abs(True)", "hash('a')==hash('a')", "issubclass(int,(str,object))", "list(enumerate('ab',1))", "'%s'%5", "input", "open", "__import__('math').pi", "compile('1','f','eval')" if 0 else "1", "dir(5)[-3:]", "'append' in dir(list)", "help" if 0 else "1", "type(type(5))", "type(print)", "object()" if 0 else "1", "memoryview(b'a')[0]", "iter([1,2]).__length_hint__()", "[].__class__", "(5).__class__.__mro__", "int.__doc__ is not None" if 0 else "1", "print.__name__", "len.__self__" if 0 else "1", "sorted.__name__", "int.__name__", "type.__name__", "type.__mro__", "object.__mro__", "NotImplemented", "Ellipsis", "__debug__", "type(NotImplemented)", "copyright" if 0 else "1")
print(1, 2, sep="", end="|"); print("x", "y", sep=", ", flush=True); print(end=""); print(None, True, sep=None, end=None); print(*"abc", sep="-"); print("é 中", file=sys.stdout); print([None, 1.0, "q"], (), {}, set(), {1: {2: [3]}})
sys.stdout.write("w\n"); print(sys.stdout.isatty() in (True, False))
f = io.StringIO("line1\nline2\n"); print(f.readline(), f.read(), f.closed)
import tempfile
p = os.path.join(tempfile.gettempdir(), "jacobi_misc2.txt")
with open(p, "w") as fh: print(fh.write("a\nb\nc\n"), fh.name == p, fh.mode); fh.writelines(["d\n", "e"])
with open(p) as fh: print(fh.read())
with open(p) as fh: print([l.rstrip() for l in fh], fh.readline())
with open(p, "a") as fh: fh.write("!")
with open(p, "rb") as fh: print(fh.read(3), fh.tell(), fh.seek(0), fh.readlines()[:2])
with open(p, "r+") as fh: fh.seek(2); print(fh.read(1)); 
show("closed", lambda: fh.read()); show("nofile", lambda: open("/nonexistent/x")); show("mode", lambda: open(p, "q")); show("x", lambda: open(p, "x")); os.remove(p); print(os.path.exists(p))
class R:
    def __repr__(self): raise ValueError("in repr")
show("repr raises", lambda: repr(R())); show("str", lambda: f"{R()}"); show("list", lambda: str([R()]))
class L:
    def __len__(self): return "x"
show("len", lambda: len(L()))
class H:
    def __hash__(self): return 10**30
print(hash(H()) == hash(10**30), {H(): 1} is not None)
class Bl:
    def __bool__(self): raise RuntimeError("nobool")
show("bool", lambda: 1 if Bl() else 2); show("not", lambda: not Bl()); show("and", lambda: Bl() and 1); show("filter", lambda: list(filter(None, [Bl()])))
class It:
    def __iter__(self): raise KeyError("it")
show("iter", lambda: list(It())); show("unpack", lambda: exec("a, b = It()", {"It": It})); show("in", lambda: 1 in It())
class GI:
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        return i
print(GI()[1:2], GI()[::3], GI()[1, 2], GI()[1:2, ...], GI()[()], GI()["k"], GI()[-1])
class Fmt:
    def __format__(self, s): return 5
show("fmt", lambda: f"{Fmt()}"); show("format()", lambda: format(5, 5)); show("fmtobj", lambda: f"{object():x}")
class Idx:
    def __index__(self): return 2
print([1, 2, 3][Idx()], "abc"[Idx()], range(5)[Idx()], [0] * Idx(), hex(Idx()), list(range(Idx())), 1 << Idx() if hasattr(int, "zz") else "", bytes(Idx()), "ab" * Idx(), [1, 2, 3][:Idx()], chr(Idx() if False else 65))
show("1<<", lambda: 1 << Idx()); show("add", lambda: 1 + Idx()); show("float", lambda: float(Idx())); show("int", lambda: int(Idx())); show("complex", lambda: complex(Idx()))
# iterator exhaustion and mutation
l = [1, 2, 3]; it = iter(l); l.append(4); print(next(it), list(it), list(it)); l.append(5); print(list(it))
def mutd():
    d = {1: 1}
    for k in d: d[k + 1] = 1
show("dictmut", mutd)
def muts():
    s = {1}
    for k in s: s.add(k + 1)
show("setmut", muts)
def delit():
    d = {1: 1, 2: 2}
    for k in list(d): del d[k]
    return d
print(delit())
ll = [1, 2, 3, 4]
for x in ll: 
    if x == 2: ll.remove(x)
print(ll)
z = zip([1, 2, 3], iter("ab")); print(list(z)); m = map(lambda x: 1 / x, [1, 0]); print(next(m)); show("map", lambda: next(m))
e = enumerate("ab"); print(next(e), list(e)); r = reversed([1, 2]); print(next(r), list(r)); print(list(zip(range(3), "abc", [True] * 3)))
show("zipstrict", lambda: list(zip([1], [1, 2], strict=True))); show("zipstrict2", lambda: list(zip([1, 2], [1], strict=True)))
# numeric tower
import numbers
print(isinstance(1, numbers.Integral), isinstance(1.0, numbers.Real), 1 == 1.0 == True, {1: "a", 1.0: "b", True: "c"}, {0: 1, False: 2}, 10**18 == 1e18, 2**53 + 1 == float(2**53 + 1), hash(2**61 - 1), 5 // 0.3, -5 % 3.5, 1e308 * 10, -1e308 * 10, 0.1 + 0.2 == 0.3)
show("ovf", lambda: 2.0 ** 5000); show("ovf2", lambda: int(1e400)); show("big", lambda: 10 ** 5000 * 1.0); show("shift", lambda: 1 << -1); show("neg root", lambda: (-1) ** 0.5)
print(7 .bit_length(), (1.5).is_integer(), (10).__add__(5), int.from_bytes(b"\x01\x02", "big"), (258).to_bytes(2, "little"), float.fromhex("0x1p-2"), (0.5).hex(), (3.0).as_integer_ratio(), 1e-7, 123456789.123456789, 1/3, 2/3, 1e21, 1e22, 123e-20, 5e-324, 1.0e+300)
# strings as sequences
s = "hello"; print(s[::-1], s[1:-1], s * 2, "l" in s, s.index("l"), [c for c in s], s < "help", max(s), sorted(s), list(enumerate(s))[:2], "-".join(s), s.replace("l", "L", 1), s.find("z"), s.count("l"), s.title(), s.center(11, "*"))
# chained comparisons evaluate once
calls = []
def v(x): calls.append(x); return x
print(v(1) < v(2) < v(3), v(3) < v(2) < v(1), calls)
print((a := 5) + a, [y := 1, y + 1], (lambda: (b := 2) + b)())
# exec/eval scopes
g = {"x": 1}; l = {"y": 2}; exec("z = x + y; del y", g, l); print(l, "z" in g); print(eval("[i * x for i in range(3)]", g)); exec("def f(): return x\nr = f()", g); print(g["r"])
def scope():
    loc = 5; exec("loc = 6; new = 7"); return loc, eval("loc + 1"), sorted(locals())
print(scope())
class Meta(type):
    def __call__(cls, *a): return ("called", a)
class UM(metaclass=Meta): pass
print(UM(1, 2), type(UM), isinstance(UM, Meta))
try: raise KeyError("multi\nline")
except KeyError as e: print(e, repr(e))
print(str(ValueError("a", "b")), str(KeyError("x")), str(OSError("m")), repr(StopIteration()), ValueError("é"), [ValueError(1)])
print("%d items" % len([1, 2]), "%(a)s-%(b)03d" % {"a": "x", "b": 5}, "%5.1f|%-5s|%+d|%e|%g|%%|%c|%r|%x" % (3.14159, "ab", 5, 12345.678, 0.0001, "c", "q", 255))
print(sys.getsizeof([]) > 0, sys.getrefcount is not None if hasattr(sys, "getrefcount") else "", sys.intern("a"), callable(sys.exit))

from itertools import *
import itertools, operator, functools
def show(label, f):
    try: print(label, "->", repr(f()))
    except BaseException as e: print(label, "!!", type(e).__name__, str(e))
def ex(*codes):
    for code in codes: show(code, lambda: eval(code))
ex("list(islice(count(), 3))", "list(islice(count(5, 2), 3))", "list(islice(count(0.5, 0.25), 3))", "count(3)", "count(3, 2)", "repeat(5)", "repeat(5, 3)", "list(repeat('a', 3))", "list(repeat(1, -1))", "list(islice(cycle('ab'), 5))", "list(cycle([]))", "list(chain([1], 'ab', (2,)))", "list(chain.from_iterable([[1], [2, 3]]))", "list(chain())", "list(compress('abcd', [1, 0, 1, 0]))", "list(dropwhile(lambda x: x < 3, [1, 3, 2]))", "list(takewhile(lambda x: x < 3, [1, 3, 2]))", "list(filterfalse(lambda x: x % 2, range(5)))", "list(filterfalse(None, [0, 1]))", "list(islice('abcdef', 2))", "list(islice('abcdef', 2, 4))", "list(islice('abcdef', 2, None))", "list(islice('abcdef', 0, None, 2))", "list(islice('abc', -1))", "list(islice('abc', 1, 2, 0))", "list(starmap(pow, [(2, 3), (3, 2)]))", "list(zip_longest('ab', 'xyz'))", "list(zip_longest('ab', 'x', fillvalue='-'))", "list(product('ab', [1, 2]))", "list(product([0, 1], repeat=2))", "list(product())", "list(product([]))", "list(permutations('abc', 2))", "list(permutations([1, 2, 3]))", "list(permutations('ab', 3))", "list(combinations('abc', 2))", "list(combinations([1], 2))", "list(combinations_with_replacement('ab', 2))", "list(accumulate([1, 2, 3]))", "list(accumulate([1, 2, 3], operator.mul))", "list(accumulate([1, 2], initial=10))", "list(accumulate([]))", "list(accumulate([3, 1, 2], max))", "list(pairwise('abcd'))", "list(pairwise([1]))", "list(batched('abcdefg', 3))", "list(batched('abc', 0))", "list(batched('abcd', 3, strict=True))", "[(k, list(g)) for k, g in groupby('aabbca')]", "[(k, list(g)) for k, g in groupby([1, 2, 3, 4], lambda x: x > 2)]", "list(groupby([]))", "[list(t) for t in tee([1, 2])]", "[list(t) for t in tee('ab', 3)]", "len(tee([], 0))", "next(count())", "type(count()).__name__", "type(chain()).__name__", "type(product()).__name__", "iter(count()) is not None", "list(zip(count(), 'ab'))", "sum(takewhile(lambda x: x < 10, count()))", "list(chain('ab', 5))", "count('a')", "list(repeat(1, times=2))", "combinations('abc')", "product(1)", "dict(zip('ab', count(1)))", "list(map(operator.add, [1, 2], [3, 4]))", "[''.join(p) for p in permutations('abc')][:3]", "list(islice(permutations(range(5)), 2))", "list(accumulate('abc'))", "max(combinations(range(4), 2), key=sum)", "len(list(product(range(3), repeat=3)))", "list(itertools.chain(range(2), range(2)))", "list(compress([1,2,3], cycle([1, 0])))")
it = iter([1, 2, 3, 4, 5]); print(list(islice(it, 2)), list(it))
a, b = tee(iter([1, 2, 3])); print(next(a), next(a), next(b), list(a), list(b))
g = groupby("aab"); k1, g1 = next(g); k2, g2 = next(g); print(k1, list(g1), k2, list(g2))
print([operator.itemgetter(1)([1, 2]), operator.itemgetter(0, 2)("abc"), operator.attrgetter("real")(5), operator.methodcaller("upper")("a"), operator.methodcaller("split", ",")("a,b")])
from operator import *
print(add(1, 2), mul(2, 3), itemgetter("k")({"k": 1}), sorted([(1, "b"), (0, "a")], key=itemgetter(0)), truth([]), contains([1], 1), countOf([1, 1], 1), indexOf([1, 2], 2), concat([1], [2]), not_(1), is_(None, None), index(True), length_hint([1, 2]), neg(1), inv(1), pow(2, 3), floordiv(7, 2), truediv(1, 2), mod(7, 3), matmul if 0 else "", xor(1, 3), itemgetter(1), attrgetter("a.b"), methodcaller("f", 1, k=2))
show("idx", lambda: index(1.5)); show("index", lambda: indexOf([1], 2))
# functools
from functools import *
calls = []
@lru_cache(maxsize=2)
def f(x): calls.append(x); return x * 2
print(f(1), f(2), f(1), f(3), f(2), calls, f.cache_info(), f.cache_parameters()); f.cache_clear(); print(f.cache_info(), f.__wrapped__(5), f.__name__)
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@lru_cache
def h(a, b=1): return a, b
print(h(1), h(1, 1), h(a=1), h.cache_info()); show("unhash", lambda: h([]))
@lru_cache(typed=True)
def ty(x): return type(x).__name__
print(ty(1), ty(1.0), ty.cache_info().currsize)
p = partial(int, base=2); print(p("101"), p.func, p.args, p.keywords, p); q = partial(print, "a", sep="-"); q("b"); print(partial(q, "c").args, partial(lambda *a, **k: (a, k), 1, x=2)(3, y=4, x=5)); show("partial", lambda: partial(5))
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a + b, [], 5), reduce(operator.mul, range(1, 6))); show("reduce", lambda: reduce(lambda a, b: a, []))
@singledispatch
def sd(x): return "default"
@sd.register
def _(x: int): return "int"
@sd.register(list)
def _(x): return "list"
@sd.register(float)
@sd.register(str)
def _(x): return "float/str"
print(sd(1), sd([]), sd(1.5), sd("a"), sd({}), sd(True), sd.dispatch(bool) is sd.dispatch(int), sd.registry.keys() >= {int, list})
@total_ordering
class V:
    def __init__(s, v): s.v = v
    def __eq__(s, o): return s.v == o.v
    def __lt__(s, o): return s.v < o.v
print(V(1) <= V(2), V(2) >= V(1), V(3) > V(2), sorted([V(2), V(1)])[0].v)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
class CP:
    n = 0
    @cached_property
    def val(self): CP.n += 1; return CP.n
c = CP(); print(c.val, c.val, CP().val, c.__dict__, CP.val.attrname); del c.val; print(c.val)
class SM:
    @singledispatchmethod
    def m(self, x): return "def"
    @m.register
    def _(self, x: int): return "int"
    pm = partialmethod(lambda self, a, b: (a, b), 1)
print(SM().m("a"), SM().m(5), SM().pm(2))
def dec(fn):
    @wraps(fn)
    def w(*a, **k): return fn(*a, **k)
    return w
@dec
def orig(a: int) -> str:
    "doc"
orig.attr = 1
print(orig.__name__, orig.__doc__, orig.__annotations__, orig.__wrapped__.__name__, orig.__dict__.keys())
# contextlib
from contextlib import *
@contextmanager
def cm(x):
    print("enter", x)
    try: yield x * 2
    except ValueError as e: print("caught", e)
    finally: print("exit", x)
with cm(1) as v: print(v)
with cm(2): raise ValueError("boom")
def f3():
    with cm(3): raise KeyError("k")
show("cm3", f3)
@cm(5)
def deco(): print("in deco")
deco()
with suppress(KeyError, IndexError): {}["x"]
print("after suppress")
class Cl:
    def close(self): print("closed")
with closing(Cl()) as c: print(type(c).__name__)
with nullcontext(5) as n: print(n)
import io
buf = io.StringIO()
with redirect_stdout(buf): print("captured")
print(repr(buf.getvalue()))
with ExitStack() as st:
    st.enter_context(cm("a")); st.enter_context(cm("b")); st.callback(print, "cb", 1); print("body")
@contextmanager
def noyield():
    if False: yield
show("noyield", lambda: noyield().__enter__())
@contextmanager
def twice(): yield 1; yield 2
def tw():
    with twice(): pass
show("twice", tw)
class CD(ContextDecorator):
    def __enter__(self): print("cd in"); return self
    def __exit__(self, *a): print("cd out"); return False
@CD()
def g(): print("g")
g()
# copy
import copy
class Node:
    def __init__(self, v): self.v = v; self.kids = []
n = Node(1); n.kids.append(n); m = copy.deepcopy(n); print(m is not n, m.kids[0] is m, m.v); s = copy.copy(n); print(s.kids is n.kids)
class CC:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(CC()), copy.deepcopy([CC()])); t = ([1], 2); u = copy.deepcopy(t); print(u, u[0] is t[0], copy.deepcopy((1, 2)) , copy.copy([1]), copy.copy({1}), copy.deepcopy({1: [2]}), copy.copy("a"), copy.copy(None), copy.copy(len) is len)
class Sl:
    __slots__ = ("a", "b")
x = Sl(); x.a = [1]; y = copy.deepcopy(x); y.a.append(2); print(x.a, y.a, hasattr(y, "b"))
l = [[0] * 2] * 2; l2 = copy.deepcopy(l); l2[0][0] = 1; print(l, l2)
class Gs:
    def __init__(s): s.a = 1; s.b = 2
    def __getstate__(s): return {"a": s.a}
    def __setstate__(s, st): s.a = st["a"] + 10
print(copy.copy(Gs()).__dict__)

import dataclasses
import functools
import inspect
import pprint
import reprlib
import timeit
import types
import weakref
import gc
from collections import OrderedDict, namedtuple


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


def f(a, b: int = 2, /, c=3, *args, d, e: "text" = 5, **kw) -> list[int]:
    """Does it.

        Indented.
    """
    return [a]


class Base:
    """Base class."""

    def __init__(self, x, y=1, *, z=None):
        self.x = x

    def method(self, q, *rest):
        "method doc"

    @classmethod
    def make(cls, n): pass

    @staticmethod
    def plain(w, v=0): pass

    @property
    def p(self):
        return 1

    def __call__(self, call_arg): pass


class Child(Base):
    def method(self, q): pass


@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0


Pair = namedtuple("Pair", "a b", defaults=[1])
obj = Base(1)
for c in (f, Base, obj, obj.method, Base.method, Base.make, Base.plain, Child, Point, lambda x, *y: x, functools.partial(f, 1, d=4), functools.partial(f, c=7)):
    print(inspect.signature(c))
s = inspect.signature(f)
print([(p.name, str(p.kind), p.default, p.annotation) for p in s.parameters.values()], s.return_annotation)
print(repr(s), repr(s.parameters["b"]), s.parameters["args"].kind.description, s.parameters["a"].default is inspect.Parameter.empty)
b = s.bind(1, 2, 3, 4, d=5, z=6)
print(b, b.args, b.kwargs, b.arguments)
b = s.bind(1, d=0)
b.apply_defaults()
print(b.arguments)
for args, kwargs in (((), {}), ((1,), {}), ((1,), {"d": 1, "a": 2}), ((1, 2, 3), {"d": 1, "c": 4})):
    show(s.bind, *args, **kwargs)
show(inspect.signature(lambda x: 0).bind, 1, 2)
show(inspect.signature(lambda x: 0).bind, y=2)
show(inspect.signature, 5)
print(s.replace(return_annotation=int), inspect.Signature([inspect.Parameter("q", inspect.Parameter.KEYWORD_ONLY, default=1, annotation=str)]), s == inspect.signature(f))
show(inspect.Parameter, "1x", inspect.Parameter.KEYWORD_ONLY)
show(inspect.Signature, [inspect.Parameter("a", inspect.Parameter.KEYWORD_ONLY), inspect.Parameter("b", inspect.Parameter.POSITIONAL_ONLY)])


def decorate(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


g = decorate(f)
print(inspect.signature(g), g.__name__, g.__doc__ == f.__doc__, g.__wrapped__ is f, inspect.unwrap(g) is f, inspect.signature(g, follow_wrapped=False))
print(inspect.getdoc(f), inspect.getdoc(Child), inspect.getdoc(Child.method) , inspect.getdoc(obj.method))
print(inspect.getfullargspec(f))
print(inspect.getcallargs(f, 1, d=2))
print([k(x) for x in (f, Base, obj.method, len, inspect, (i for i in [])) for k in (inspect.isfunction, inspect.isclass, inspect.ismethod, inspect.isbuiltin, inspect.ismodule, inspect.isroutine, inspect.isgenerator)])


def gen():
    yield 1


print(inspect.isgeneratorfunction(gen), inspect.isgeneratorfunction(f), inspect.getmro(Child) == (Child, Base, object), [n for n, v in inspect.getmembers(obj) if not n.startswith("_")], inspect.getattr_static(obj, "p").__class__.__name__)
print(inspect.currentframe().f_code.co_name, inspect.stack()[0].function, inspect.cleandoc("  a\n    b\n      c\n"), inspect.get_annotations(Point), inspect.isabstract(Base))
print(inspect.signature(Pair) if False else Pair(1), callable(inspect.getsource))
# pprint
data = {"name": "x" * 30, "numbers": list(range(30)), "nested": {"b": [1, 2, {"deep": ("a", "b")}], "a": None}, (1, 2): {3, 1, 2}}
pprint.pprint(data["nested"])
pprint.pprint({k: v for k, v in data.items() if isinstance(k, str)})
pprint.pprint(data["numbers"], width=40, compact=True)
pprint.pprint([["a" * 20, "b" * 20], ["c" * 20, "d" * 30]], width=50, indent=4)
pprint.pprint({"z": 1, "a": 2, "m": [1] * 3}, sort_dicts=False, width=10)
pprint.pprint("a long text that has many words and must be broken over several lines because it is long", width=30)
pprint.pprint(Point(1.0, 2.0))
pprint.pprint([Point(float(i), i / 7) for i in range(4)], width=40)
pprint.pprint(OrderedDict([("k" * 20, 1), ("j" * 20, 2)]), width=40)
pprint.pprint(types.SimpleNamespace(alpha="a" * 30, beta="b" * 30), width=40)
pprint.pprint([1, [2, [3, [4, [5]]]]], depth=3)
loop = [1]
loop.append(loop)
print(pprint.pformat(loop)[:4], pprint.isrecursive(loop), pprint.isreadable([1, "a"]), pprint.saferepr({2: 1, 1: 2}), pprint.pformat((1,)), pprint.pformat(set()), pprint.pformat({"b": 1, 2: 3}))
pprint.pp({"b": 1, "a": 2})
pprint.pprint(b"bytes " * 12, width=40)
pprint.pprint(123456789, underscore_numbers=True)
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(10)}), reprlib.repr(10 ** 100))
# timeit and weakref
print(timeit.timeit("x + 1", setup="x = 1", number=10) >= 0, len(timeit.repeat(lambda: None, number=5, repeat=3)), timeit.Timer("n += 1", globals={"n": 0}).src.count("n += 1") if False else 1)
o = Base(1)
r = weakref.ref(o)
print(r() is o, r == weakref.ref(o), hash(r) == hash(o), isinstance(r, weakref.ref), weakref.proxy(o).x)
d = weakref.WeakValueDictionary()
d["k"] = o
k = weakref.WeakKeyDictionary()
k[o] = 5
w = weakref.WeakSet([o])
print(d["k"] is o, len(d), "k" in d, k[o], o in w, list(w) == [o], weakref.WeakMethod(o.method)().__name__)
show(weakref.ref, 5)
show(weakref.ref, "x")
print(gc.isenabled(), gc.collect() >= 0)

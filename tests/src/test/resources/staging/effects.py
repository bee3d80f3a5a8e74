log = []
count = 0
config = {"scale": 2.0}

def prints(x, n):
    print("start", x, f"{x:.3f}", "%5.1f|%d" % (x, n), "{:>8.2f}".format(x), [x], {"k": (x, n)})
    for i in range(n):
        x = x * 2
        print(f"{i}: {x}", end=";")
    print()
    if x > 5:
        print("big", x)
    else:
        print("small", x)
    return x
for n in (0, 1, 3): case(prints, 1.5, n)

def rolled(x):
    for i in range(6):
        if i % 2:
            continue
        print("turn", i, x)
        x = x + i
    return x
case(rolled, 1.0)

def appends(x):
    log.append(x * 2)
    log.append(f"x is {x}")
    log.append([x, {"y": x}])
    return len(log)
for v in (1.0, 2.0): case(appends, v)
print(show(log))

def globalcount(x):
    global count
    count += 1
    return x + count
for v in (1.0, 1.0, 1.0): case(globalcount, v)
print(count)

def scaled(x):
    return x * config["scale"]
case(scaled, 1.0)
config["scale"] = 5.0
case(scaled, 1.0)
config = {"scale": 7.0}
case(scaled, 1.0)

class Counter:
    total = 0
    def __init__(self):
        self.calls, self.last, self.all = 0, None, {}
    def __call__(self, x):
        self.calls += 1
        self.last = x
        self.all[self.calls] = x * 2
        Counter.total += 1
        return x + self.calls
counter = Counter()
def calls(x):
    return counter(x) + counter(x)
for v in (1.0, 2.0): case(calls, v)
print(show(counter.calls), show(counter.last), show(counter.all), Counter.total)

def condwrite(x):
    if x > 0:
        counter.last = x
        log.append("positive")
    else:
        counter.last = -x
        log.append("negative")
    return counter.last
for v in (3.0, -4.0): case(condwrite, v)
print(show(counter.last), show(log[-2:]))

def loopwrite(x, n):
    for i in range(n):
        counter.last = counter.last + x
    return counter.last
for n in (0, 3): case(loopwrite, 1.0, n)
print(show(counter.last))

def loopappend(x, n):
    for i in range(n):
        log.append(x * i)
    return x
case(loopappend, 2.0, 3)
print(show(log[-3:]))

def setitem(x):
    xs = [0.0, 0.0, 0.0]
    for i in range(3):
        if x > i:
            xs[i] = x * i
    return xs
for v in (0.5, 9.0): case(setitem, v)

def dictmut(x):
    d = {"a": x, "b": 2 * x}
    for k in d:
        d[k] += 1.0
    if x > 0:
        d["a"] = d["a"] * 10
    d.update(c=x)
    return d
for v in (1.0, -1.0): case(dictmut, v)

def cells(x):
    n = 0
    def bump(by):
        nonlocal n
        n = n + by
    bump(x)
    if x > 0:
        bump(1.0)
    for _ in range(3):
        bump(0.5)
    return n
for v in (1.0, -1.0): case(cells, v)

def gens(x):
    def g(n):
        for i in range(n):
            yield x * i
    return sum(g(3)), [v + 1 for v in g(2)], list(map(lambda v: v * 2, g(3))), dict(enumerate(g(2)))
case(gens, 2.0)

def iterators(x):
    it = iter([x, x + 1, x + 2])
    a = next(it)
    if x > 0:
        a = a + next(it)
    return a, next(it)
for v in (1.0, -1.0): case(iterators, v)

def raiseafterwrite(x):
    log.append("before")
    print("about to", x)
    if x > 1:
        raise RuntimeError("no")
    log.append("after")
    return x
for v in (0.0, 2.0): case(raiseafterwrite, v)
print(show(log[-3:]))

class Manager:
    def __init__(self): self.events = []
    def __enter__(self):
        self.events.append("enter")
        return self
    def __exit__(self, t, v, tb):
        self.events.append("exit")
        return t is not None and issubclass(t, KeyError)
manager = Manager()
def withit(x):
    with manager as m:
        m.events.append(x)
        if x > 1:
            return x * 10
        if x < 0:
            raise KeyError("k")
    return x
for v in (0.5, 3.0, -1.0): case(withit, v)
print(show(manager.events))

def defaults(x, acc=[]):
    acc.append(x)
    return len(acc)
for v in (1.0, 2.0): case(defaults, v)

def sets(x):
    seen = set()
    for k in [3, 1, 3, 2]:
        seen.add(k)
    return len(seen) * x, sorted(seen)
case(sets, 2.0)

seen = set()
def outerset(x):
    seen.add(len(seen))
    return x * len(seen)
for v in (1.0, 1.0, 1.0): case(outerset, v)
print(sorted(seen))

def deleted(x):
    d = {"a": x, "b": x}
    del d["a"]
    xs = [x, x + 1, x + 2]
    del xs[1]
    xs.reverse()
    return d, xs, xs.pop(), xs.index(xs[0]) if False else 0
case(deleted, 1.0)

def strings(x):
    s = "value: " + str(x)
    t = ", ".join([str(x), f"{x!r}"])
    print(s, t, s + "!" * 2)
    return 1
case(strings, 1.5)

def textlen(x):
    s = str(x)
    return len(s), s.upper(), s == "1.5", s[0], f"{s:>6}"
case(textlen, 1.5)

history = []
def record(x):
    history.append((x, x > 0))
    return history[-1][0] + len(history)
for v in (1.0, -2.0, 3.0): case(record, v)
print(show(history))

def printloop(x):
    while x > 1:
        print("x =", x)
        x = x / 2
        if x < 2:
            print("close")
    else:
        print("done", x)
    return x
case(printloop, 10.0)

def order(x):
    print("a")
    log.append(1)
    y = x + 1
    print("b", y)
    def inner(z):
        print("inner", z)
        return z * 2
    r = jax.jit(inner)(y)
    print("c", r)
    return r
case(order, 1.0)

class Base:
    kind = "base"
    def area(self): raise NotImplementedError("area")
class Square(Base):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    @property
    def double(self): return self.s * 2
    def __add__(self, o): return Square(self.s + o.s)
def objects(x):
    a = Square(x) + Square(1.0)
    if x > 0:
        a = a + Square(x)
    return a.area(), a.double, a.kind, isinstance(a, Base)
for v in (1.0, -1.0): case(objects, v)

def objloop(x, n):
    a = Square(x)
    for _ in range(n):
        a = a + Square(1.0)
    return a.area()
case(objloop, 1.0, 3)

from collections import namedtuple
from dataclasses import dataclass
from functools import partial, reduce
Point = namedtuple("Point", "x y")
@dataclass
class Ball:
    pos: float
    vel: float
def points(x, n):
    p = Point(x, 0.0)
    b = Ball(x, 1.0)
    for _ in range(n):
        p = Point(p.x + p.y, p.y + 0.5)
        b = Ball(b.pos + b.vel, b.vel * 0.5)
        b.pos = b.pos + 0.25
    return p.x, p.y, b.pos, b.vel
case(points, 1.0, 4)

def functional(x):
    add = partial(lambda a, b: a + b, x)
    return reduce(lambda a, b: a * b, [x, add(1.0), 2.0]), sorted([3, 1, 2], key=lambda k: -k), [*zip([1, 2], [x, x])]
case(functional, 2.0)

def badkey(x):
    d = {"a": 1}
    return d["b"] * x
case(badkey, 1.0)

def badshape(x):
    return jnp.ones(3) + jnp.ones(4) * x
case(badshape, 1.0)

def zerodiv(x, n):
    s = 0
    for i in range(n):
        s += 10 // (i - 2)
    return s
for n in (2, 4): case(zerodiv, 1.0, n)

def tryshape(x):
    try:
        return jnp.ones(3) + jnp.ones(4) * x
    except TypeError:
        return x
case(tryshape, 1.0)

import math, itertools, functools, copy
from enum import Enum

def maths(x):
    y = math.sin(x) + math.sqrt(x) * math.exp(-x) + math.log(x) + math.atan2(x, 2.0) + math.pow(x, 1.5)
    return y, math.floor(x * 2.5), math.ceil(x), math.isnan(x), math.isfinite(x), math.fabs(-x)
for v in (0.7, 3.2): case(maths, v)
def domain(x):
    return math.sqrt(x), math.log(x)
for v in (4.0, -1.0, 0.0): case(domain, v)
def rangeerror(x):
    return math.exp(x * 1000.0)
for v in (0.001, 5.0): case(rangeerror, v)

def conversions(x, n):
    k = int(x)
    s = 0
    for i in range(k):
        s += i * n
    y = float(x) / 3
    return s, y, y * y, k // 2, k % 3, k ** 2, -k, abs(-k), +k, int(y), bool(k), bool(x), x.item() * 2, int(n), float(n)
for v in (4.9, 7.2, 0.3): case(conversions, v, 3)
def badint(x):
    return int(x / 0.0)
case(badint, 1.0)

def accumulate(n):
    total, count = 0, 0
    for i in range(1, n + 1):
        if i % 3 == 0 or i % 5 == 0:
            total += i
            count += 1
    return total, count
for n in (10, 100): case(accumulate, n)

def digits(n):
    s = 0
    while n > 0:
        s += n % 10
        n //= 10
    return s
for n in (0, 12345): case(digits, n)

def pisum(n):
    s = 0.0
    for k in range(n):
        s += (-1.0) ** k / (2 * k + 1) if k % 2 == 0 else -1.0 / (2 * k + 1)
    return 4 * s
for n in (1, 50): case(pisum, n)

def trapezoid(a, b, n):
    h = (b - a) / n
    s = 0.5 * (a ** 2 + b ** 2)
    for i in range(1, n):
        s += (a + i * h) ** 2
    return s * h
case(trapezoid, 0.0, 3.0, 30)

def knownloop(x):
    xs = jnp.zeros(8)
    for i in range(8):
        xs = xs.at[i].set(x * i + (xs[i - 1] if i > 0 else 0.0))
    return xs, xs[3:5]
case(knownloop, 1.5)

def nestedloops(a):
    n, m = a.shape
    s = 0.0
    best = -1e9
    for i in range(n):
        for j in range(m):
            v = a[i, j] * (i + 1) - j
            s = s + v
            if v > best:
                best, at = v, (i, j)
    return s, best, at
case(nestedloops, jnp.arange(20.0).reshape(4, 5) % 7)

def bubble(xs):
    n = len(xs)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                a, b = xs[j], xs[j + 1]
                xs = xs.at[j].set(b).at[j + 1].set(a)
    return xs
case(bubble, jnp.array([3.0, 1.0, 2.0, 5.0, 4.0]))

def primes(n):
    sieve = jnp.ones(20, dtype=bool)
    for i in range(2, 20):
        if sieve[i] and i * i < 20:
            for j in range(i * i, 20, i):
                sieve = sieve.at[j].set(False)
    return sieve[2:n] if False else sieve
case(primes, 5)

def searchsorted(xs, v):
    lo, hi = 0, len(xs)
    while lo < hi:
        mid = (lo + hi) // 2
        if xs[mid] < v:
            lo = mid + 1
        else:
            hi = mid
    return lo
for v in (-1.0, 4.5, 99.0): case(searchsorted, jnp.arange(10.0), v)

def listofarrays(ws, x):
    for i, (w, b) in enumerate(ws):
        x = w * x + b
        if i < len(ws) - 1:
            x = jnp.maximum(x, 0)
    return x
case(listofarrays, [(1.0, -0.5), (2.0, 0.25), (0.5, 1.0)], 2.0)

def dictstate(x, n):
    state = {"pos": x, "vel": 1.0, "trace": (x, x)}
    for _ in range(n):
        a = -state["pos"]
        state = {"pos": state["pos"] + 0.1 * state["vel"], "vel": state["vel"] + 0.1 * a, "trace": (state["trace"][1], state["pos"])}
    return state
for n in (0, 7): case(dictstate, 1.0, n)

def inplace(x, n):
    xs = [x, x * 2, x * 3]
    for i in range(n):
        xs[0] += 1.0
        xs[1], xs[2] = xs[2], xs[1]
    return xs
for n in (0, 3): case(inplace, 1.0, n)

def closureloop(x, n):
    fs = []
    for k in range(3):
        fs.append(lambda v, k=k: v * k + x)
    acc = x
    for _ in range(n):
        for f in fs:
            acc = f(acc)
    return acc
case(closureloop, 1.0, 2)

def generatorif(x):
    return [v * 2 for v in (x, x + 1, x + 2)], {k: v for k, v in zip("ab", (x, -x))}, tuple(x * i for i in range(3) if i != 1)
case(generatorif, 1.5)

def filtered(x):
    return [i for i in range(6) if x > i]
for v in (0.5, 3.5): case(filtered, v)

def comps(n):
    return [i * i for i in range(n)]
case(comps, 3)

class Color(Enum):
    RED = 1
    BLUE = 2
def enums(x, c=Color.BLUE):
    return (x if c is Color.BLUE else -x), c.value, c.name
case(enums, 1.0)

def fixpoint(f, x):
    while True:
        y = f(x)
        if abs(y - x) < 1e-4:
            return y
        x = y
def cosfix(x):
    return fixpoint(jnp.cos, x)
case(cosfix, 1.0)

def secant(x0, x1):
    f = lambda x: x ** 3 - x - 2
    for i in range(50):
        f0, f1 = f(x0), f(x1)
        if abs(f1) < 1e-6:
            break
        x0, x1 = x1, x1 - f1 * (x1 - x0) / (f1 - f0)
    return x1, i
case(secant, 1.0, 2.0)

def randomwalk(key, n):
    pos = jnp.zeros(2)
    for i in range(n):
        key, sub = jax.random.split(key)
        step = jax.random.normal(sub, (2,))
        if jnp.sum(step) > 0:
            pos = pos + step
        else:
            pos = pos - 0.5 * step
    return pos
case(randomwalk, jax.random.key(0), 5)

def mandel(cr, ci):
    zr, zi, n = 0.0, 0.0, 0
    while zr * zr + zi * zi <= 4.0 and n < 30:
        zr, zi, n = zr * zr - zi * zi + cr, 2 * zr * zi + ci, n + 1
    return n
for a, b in ((0.0, 0.0), (0.4, 0.4), (1.0, 1.0)): case(mandel, a, b)

def shadow(x):
    if x > 0:
        f = lambda v: v + 1
    else:
        f = lambda v: v - 1
    return f(x)
for v in (1.0, -1.0): case(shadow, v)

def noneor(x, y=None):
    if y is None:
        y = x * 2
    return x + y
case(noneor, 1.0)
case(noneor, 1.0, 5.0)

def chained(x):
    return 1 if x < 1 else 2 if x < 2 else 3 if x < 3 else 4
for v in (0.5, 1.5, 2.5, 9.0): case(chained, v)

def assertmsg(x):
    assert x > 0
    assert isinstance(x, jax.Array), "not an array"
    return x
for v in (1.0, -1.0): case(assertmsg, v)

def reraise(x):
    try:
        if x > 1:
            raise KeyError("deep")
        return x
    except KeyError as e:
        raise ValueError("outer") from e
    finally:
        print("finally", x)
for v in (0.5, 2.0): case(reraise, v)

def looptry(x, n):
    ok = 0
    for i in range(n):
        try:
            if x > i + 1:
                raise ValueError
            ok += 1
        except ValueError:
            ok -= 1
    return ok
for n in (0, 3): case(looptry, 2.0, n)

def whilereturn(x):
    while x < 100:
        for k in range(3):
            x = x * 2
            if x > 50:
                return x, k
    return x, -1
for v in (1.0, 30.0, 200.0): case(whilereturn, v)

def manyreturns(x):
    if x < 0: return -1.0
    if x < 1: return 0.5
    y = x * 2
    if y > 10:
        if y > 20:
            return y
        return -y
    for i in range(3):
        y += i
        if y > 7:
            return y * 10
    return y
for v in (-1.0, 0.5, 1.5, 4.0, 6.0, 15.0): case(manyreturns, v)

def vectorcond(xs):
    if jnp.any(xs > 2):
        xs = xs / jnp.max(xs)
    if (xs < 0).all():
        return -xs
    return xs
for s in (1.0, 3.0, -1.0): case(vectorcond, jnp.array([0.5, 1.0]) * s)

def ambiguous(xs):
    if xs > 1:
        return xs
    return -xs
case(ambiguous, jnp.array([1.0, 2.0]))
case(ambiguous, jnp.array([2.0]))

def strcat(x):
    label = "pos" if x > 0 else "neg"
    return label
for v in (1.0, -1.0): case(strcat, v)

def pyint(x):
    n = 3
    for _ in range(5):
        n = n * 2 + 1
    return x * n, n
case(pyint, 1.0)

def idx(xs, i):
    return xs[i], xs[-1], xs[i:i + 1] if False else xs[::-1], xs.at[i].add(1.0)
for i in (0, 2, -1): case(idx, jnp.array([1.0, 2.0, 3.0]), i)

def pyindex(x, i):
    names = [10.0, 20.0, 30.0]
    return names[i] * x
for i in (0, 2): case(pyindex, 1.0, i)

def mutatearg(d, x):
    d["new"] = x
    d["a"] = d["a"] * 2
    return d
case(mutatearg, {"a": 1.0}, 2.0)

def copyit(x):
    s = {"a": [x, x]}
    t = copy.deepcopy(s)
    t["a"][0] = x + 1
    return s, t
case(copyit, 1.0)

def zipped(a, b):
    return [p * q for p, q in zip(a, b)], list(itertools.accumulate([1.0, 2.0])), [x for x in itertools.chain(a, b)]
case(zipped, [1.0, 2.0], [3.0, 4.0])

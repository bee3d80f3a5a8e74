def sign(x):
    if x > 0:
        return 1.0
    elif x < 0:
        return -1.0
    else:
        return 0.0
for v in (3.0, -2.0, 0.0): case(sign, v)

def nested(x, y):
    if x > 0:
        if y > 0:
            z = x + y
        else:
            z = x - y
        z = z * 2
    else:
        z = -x
        if y > 5:
            return z
    z = z + 1
    return z
for a in (1.0, -1.0):
    for b in (-3.0, 2.0, 9.0): case(nested, a, b)

def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps
for n in (1, 6, 27): case(collatz, n)

def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
case(gcd, 48, 36)

def find(xs, x):
    for i in range(xs.shape[0]):
        if xs[i] == x:
            break
    else:
        return -1
    return i
for v in (3.0, 9.0): case(find, jnp.array([1.0, 3.0, 5.0, 7.0, 8.0]), v)

def early(x, n):
    total = 0.0
    for i in range(n):
        for j in range(4):
            if j == i:
                continue
            total = total + x * j
            if total > 20.0:
                return total, i, j
            if total > 15.0:
                break
        else:
            total = total + 0.5
    else:
        total = total - 1.0
    return total, 0, 0
for n in (0, 1, 2, 5): case(early, 1.0, n)
case(early, 10.0, 3)

def whileelse(x):
    n = 0
    while x > 1:
        x = x / 2
        n += 1
        if n > 5:
            break
    else:
        n = n + 100
    return x, n
for v in (0.5, 3.0, 1000.0): case(whileelse, v)

def infinite(x):
    n = 0
    while True:
        n += 1
        x = x * 2
        if x > 100:
            return n
case(infinite, 1.0)

def trapped(x):
    try:
        if x > 0:
            return "pos"
        y = 1
    finally:
        print("cleanup")
    return "neg"
for v in (1.0, -1.0): case(trapped, v)

def finallyreturn(x):
    for i in range(3):
        try:
            if x > i:
                continue
            return i
        finally:
            x = x + 0.25
    return x
for v in (-1.0, 1.5, 9.0): exact(finallyreturn, v)

def tryelse(x):
    try:
        if x > 2:
            return x
    except ValueError:
        x = x * 0
    else:
        x = x + 10
    finally:
        x = x + 100
    return x
for v in (1.0, 3.0): case(tryelse, v)

def caught(x):
    try:
        if x < 0:
            raise ValueError("negative")
        y = x
    except ValueError as e:
        y = -x * 10
        print("caught", e)
    return y
for v in (1.0, -3.0): case(caught, v)

def uncaught(x):
    if x < 0:
        raise ValueError(f"negative: {x}")
    print("fine", x)
    return x
for v in (1.0, -3.0, 2.0): case(uncaught, v)

def asserted(x, y):
    assert x < y, f"{x} is not below {y}"
    return y - x
for v in (1.0, 5.0): case(asserted, v, 2.0)

def logic(x, y):
    a = x > 0 and y > 0
    b = x > 0 or y > 0
    c = not x > 0
    d = 0 < x < y <= 10
    e = x and y
    f = x or y
    return a, b, c, d, e, f, x > 0 and x < 5 and not y > 3 or y == 7
for a in (0.0, 1.0, -2.0):
    for b in (0.0, 5.0, 7.0): case(logic, a, b)

def lazy(x):
    seen = []
    def note(v):
        seen.append(v)
        return v
    r = x > 0 and note(x < 5) or note(x == -1)
    return r, len(seen) if False else 0
for v in (3.0, 8.0, -1.0): case(lazy, v)

def lazyprint(x):
    def p(s, v):
        print(s)
        return v
    if p("first", x > 0) and p("second", x < 5):
        print("both")
    return x
for v in (3.0, 8.0, -1.0): case(lazyprint, v)

def switch(k, x):
    match k:
        case 0:
            return x
        case 1 | 2:
            y = x * 2
        case n if n > 10:
            y = x * n
        case _:
            y = -x
    return y + 0.5
for k in (0, 1, 2, 5, 20): case(switch, k, 3.0)

def inttype(x):
    return x if x > 0 else 0
for v in (1.5, -1.5): exact(inttype, v)

def grows(n):
    s = 0
    for i in range(n):
        s = s + i * 0.5
    return s
for n in (0, 1, 4): exact(grows, n)

def lastvalue(n):
    for i in range(n):
        y = i * 2
    return i, y
for n in (1, 3, 0): case(lastvalue, n)

def unbound(x):
    if x > 0:
        y = x
    return y
for v in (1.0, -1.0): case(unbound, v)

def maybe(x):
    y = None
    if x > 0:
        y = x
    if y is None:
        return 0.0
    return y
for v in (1.0, -1.0): case(maybe, v)

def down(n):
    out = 0
    for i in range(n, 0, -2):
        out = out * 10 + i
    return out
for n in (0, 5, 8): case(down, n)

def steps(a, b, c):
    out = 0
    for i in range(a, b, c):
        out = out * 10 + i
    return out
for c in (1, 2, -1): case(steps, 1, 6, c)
case(steps, 6, 1, -2)
case(steps, 1, 5, 0)

def floats(x):
    s = 0.0
    for i in range(1, 200):
        s = s + 1 / i
    return s * x
case(floats, 1.0)

def pyfloats(x):
    t = 0.1
    k = 1
    while x > 0.5:
        x = x * 0.9
        t = t * 1.1
        k = k * 3
    return x, t, k
for v in (0.1, 1.0, 20.0): case(pyfloats, v)

def bigint(n):
    f = 1
    for i in range(1, n + 1):
        f = f * i
    return f % 1000007
for n in (5, 12, 25): case(bigint, n)

def counted(x):
    c = 0
    for i in range(20):
        if i % 3 == 0:
            continue
        if i > 15:
            break
        c += i
        x = x + c
    return x, c, i
case(counted, 1.0)

def table(x):
    names = ["a", "b", "c", "d", "e"]
    out = {}
    for i in range(5):
        out[names[i]] = x * i
    return out
case(table, 2.0)

def layers(ps, x):
    for i in range(len(ps)):
        x = jnp.tanh(ps[i] * x)
    return x
case(layers, [0.5, 1.0, 1.5, 2.0, 2.5], 1.0)

def rows(a):
    s = jnp.zeros(2)
    for r in a:
        s = s * 0.5 + r
    for i, r in enumerate(a):
        s = s + r * i
    for r, q in zip(a, a[::-1]):
        s = s + r * q
    return s
case(rows, jnp.arange(10.0).reshape(5, 2))

def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a
for n in (0, 1, 10, 40, 60): case(fib, n)

def prime(n):
    i = 2
    while i * i <= n:
        if n % i == 0:
            return False
        i += 1
    return n > 1
for n in (1, 2, 9, 97): case(prime, n)

def bisect(lo, hi):
    for _ in range(30):
        mid = (lo + hi) / 2
        if mid * mid * mid - mid - 2 > 0:
            hi = mid
        else:
            lo = mid
    return lo
case(bisect, 1.0, 2.0)

def sortlist(a, b, c):
    if a > b:
        a, b = b, a
    if b > c:
        b, c = c, b
    if a > b:
        a, b = b, a
    return a, b, c
case(sortlist, 3.0, 1.0, 2.0)

def recursive(x, depth=0):
    if depth == 4:
        return x
    if x > 0:
        return recursive(x - 1, depth + 1)
    return recursive(x + 2, depth + 1)
for v in (0.5, 7.0, -7.0): case(recursive, v)

def ternary(x):
    return (x if x > 1 else 1.0) + (2.0 if x < 0 else x * 3 if x < 5 else 7.0)
for v in (-1.0, 2.0, 9.0): case(ternary, v)

def walrus(x):
    n = 0
    while (y := x * 0.5) > 1:
        x = y
        n += 1
    return x, y, n
for v in (1.0, 9.0): case(walrus, v)

def deletes(x):
    y = x
    if x > 0:
        del y
        z = 1.0
    else:
        z = y
    return z
for v in (1.0, -1.0): case(deletes, v)

def minmax(x, y):
    return max(x, y), min(x, y), max(x, 0.0), abs(x), sum([x, y]), any([x > 0, y > 0]), all([x > 0, y > 0])
for a, b in ((1.0, 2.0), (-3.0, -4.0)): case(minmax, a, b)

def conv(x, n):
    return float(x) * 2, int(x), bool(x), int(n) + 1, float(n), round(x)
for v in (2.7, -2.7, 0.0): case(conv, v, 3)

def looponint(x):
    n = int(x)
    s = 0
    for i in range(n):
        s += i
    return s
case(looponint, 5.9)

def counts(xs):
    n = 0
    for v in xs:
        if v > 0:
            n += 1
    return n
case(counts, jnp.array([1.0, -1.0, 2.0, 0.0, 5.0]))

def argmaxloop(xs):
    best, where = xs[0], 0
    for i in range(1, len(xs)):
        if xs[i] > best:
            best, where = xs[i], i
    return best, where
case(argmaxloop, jnp.array([1.0, 7.0, 2.0, 9.0, 5.0]))

def matrix(a, n):
    r = jnp.eye(2)
    while n > 0:
        if n % 2 == 1:
            r = r @ a
        a = a @ a
        n //= 2
    return r
for n in (0, 1, 5, 10): case(matrix, jnp.array([[1.0, 1.0], [1.0, 0.0]]), n)

def shapechange(x, n):
    xs = jnp.zeros(0)
    for i in range(n):
        xs = jnp.append(xs, x * i)
    return xs
case(shapechange, 2.0, 3)

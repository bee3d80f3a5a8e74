from abc import ABC, abstractmethod
from collections import defaultdict, deque, OrderedDict, Counter
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import wraps, reduce, lru_cache
import itertools, heapq, json, random, string, math
class Kind(Enum):
    DEPOSIT = auto(); WITHDRAW = auto(); TRANSFER = auto()
class InsufficientFunds(Exception):
    def __init__(self, acct, need): super().__init__(f"{acct.owner}: need {need:.2f}, have {acct.balance:.2f}"); self.acct = acct
def logged(kind):
    def deco(fn):
        @wraps(fn)
        def inner(self, *args, **kw):
            try:
                r = fn(self, *args, **kw)
            except Exception as e:
                self.history.append((kind.name, args, type(e).__name__)); raise
            else:
                self.history.append((kind.name, args, "ok")); return r
        return inner
    return deco
class Account(ABC):
    _ids = itertools.count(1000)
    registry = {}
    def __init_subclass__(cls, code, **kw): super().__init_subclass__(**kw); Account.registry[code] = cls
    def __init__(self, owner, balance=0.0): self.id = next(self._ids); self.owner = owner; self._balance = balance; self.history = []
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, v):
        if v < self.limit: raise InsufficientFunds(self, -v)
        self._balance = v
    @property
    @abstractmethod
    def limit(self): ...
    @logged(Kind.DEPOSIT)
    def deposit(self, amt):
        if amt <= 0: raise ValueError("positive amounts only")
        self.balance += amt
    @logged(Kind.WITHDRAW)
    def withdraw(self, amt): self.balance -= amt
    def __repr__(self): return f"{type(self).__name__}(id={self.id}, owner={self.owner!r}, balance={self.balance:,.2f})"
    def __lt__(self, o): return self.balance < o.balance
    def __iadd__(self, amt): self.deposit(amt); return self
class Savings(Account, code="S"):
    limit = 0
    def interest(self, rate=0.05): return round(self.balance * rate, 2)
class Checking(Account, code="C"):
    limit = -100
class Bank:
    def __init__(self): self.accounts = {}; self._tx = []
    def open(self, code, owner, balance=0): a = Account.registry[code](owner, balance); self.accounts[a.id] = a; return a
    @contextmanager
    def transaction(self):
        snap = {i: a._balance for i, a in self.accounts.items()}
        try: yield self
        except Exception as e:
            for i, b in snap.items(): self.accounts[i]._balance = b
            print("rolled back:", e)
        else: print("committed")
    def transfer(self, a, b, amt): a.withdraw(amt); b.deposit(amt)
    def __getitem__(self, k): return self.accounts[k]
    def __iter__(self): return iter(self.accounts.values())
    def __len__(self): return len(self.accounts)
    def __contains__(self, x): return x in self.accounts
bank = Bank(); s = bank.open("S", "Ann", 100); c = bank.open("C", "Bob")
print(s, c, len(bank), 1000 in bank, bank[1000] is s)
with bank.transaction() as b: b.transfer(s, c, 60)
with bank.transaction() as b: b.transfer(s, c, 30); b.transfer(s, c, 50)
print(s, c, s.history, sorted(bank), max(bank), s.interest())
c += 5; print(c)
try: c.deposit(-1)
except ValueError as e: print(e)
try: Account("x")
except TypeError as e: print(e)
print(json.dumps({a.owner: a.balance for a in bank}, sort_keys=True), [f"{a.owner:<5}|{a.balance:>8.2f}" for a in bank])
class LRU:
    def __init__(self, cap): self.cap = cap; self.d = OrderedDict()
    def get(self, k): 
        if k not in self.d: return -1
        self.d.move_to_end(k); return self.d[k]
    def put(self, k, v):
        self.d[k] = v; self.d.move_to_end(k)
        if len(self.d) > self.cap: self.d.popitem(last=False)
l = LRU(2); l.put(1, 1); l.put(2, 2); print(l.get(1)); l.put(3, 3); print(l.get(2), dict(l.d))
graph = {"A": {"B": 1, "C": 4}, "B": {"C": 2, "D": 5}, "C": {"D": 1}, "D": {}}
def dijkstra(g, s):
    dist = {n: math.inf for n in g}; dist[s] = 0; pq = [(0, s)]; prev = {}
    while pq:
        d, u = heapq.heappop(pq)
        if d > dist[u]: continue
        for v, w in g[u].items():
            if (nd := d + w) < dist[v]: dist[v] = nd; prev[v] = u; heapq.heappush(pq, (nd, v))
    return dist, prev
print(dijkstra(graph, "A"))
def bfs(g, s):
    seen, q, order = {s}, deque([s]), []
    while q:
        n = q.popleft(); order.append(n)
        for m in g[n]:
            if m not in seen: seen.add(m); q.append(m)
    return order
def topo(g):
    indeg = Counter(v for n in g for v in g[n]); q = deque(n for n in g if not indeg[n]); out = []
    while q:
        n = q.popleft(); out.append(n)
        for v in g[n]:
            indeg[v] -= 1
            if indeg[v] == 0: q.append(v)
    return out
print(bfs(graph, "A"), topo(graph))
class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
    @property
    def shape(self): return len(self.rows), len(self.rows[0])
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __pow__(self, n): return reduce(lambda a, _: a @ self, range(n), Matrix.identity(len(self.rows)))
    def __eq__(self, o): return self.rows == o.rows
    def __getitem__(self, ij): i, j = ij; return self.rows[i][j]
    def __setitem__(self, ij, v): self.rows[ij[0]][ij[1]] = v
    def T(self): return Matrix(zip(*self.rows))
    def __str__(self): return "\n".join(" ".join(f"{x:4}" for x in r) for r in self.rows)
    def det(self):
        if len(self.rows) == 1: return self.rows[0][0]
        return sum((-1) ** j * self[0, j] * Matrix([r[:j] + r[j+1:] for r in self.rows[1:]]).det() for j in range(len(self.rows)))
m = Matrix([[1, 1], [1, 0]]); print(m ** 10, m.det(), m.T() == m, m.shape, sep="\n")
text = """the quick brown fox jumps over the lazy dog the fox"""
words = text.split(); freq = Counter(words); by_len = defaultdict(list)
for w in sorted(set(words)): by_len[len(w)].append(w)
print(freq.most_common(3), dict(by_len), {k: sorted(v) for k, v in itertools.groupby(sorted(words, key=len), len)}.keys())
print(sorted(freq.items(), key=lambda kv: (-kv[1], kv[0]))[:4], " ".join(w.capitalize() for w in words[:3]))
class State:
    transitions = {("idle", "start"): "running", ("running", "pause"): "paused", ("paused", "resume"): "running", ("running", "stop"): "idle"}
    def __init__(self): self.state = "idle"; self.log = []
    def fire(self, ev):
        try: new = self.transitions[self.state, ev]
        except KeyError: raise RuntimeError(f"bad event {ev!r} in {self.state!r}") from None
        self.log.append(f"{self.state}->{new}"); self.state = new; return self
st = State().fire("start").fire("pause").fire("resume"); print(st.log)
try: st.fire("resume")
except RuntimeError as e: print(e, e.__cause__, e.__suppress_context__)
def primes():
    yield 2
    comp, n = {}, 3
    while True:
        p = comp.pop(n, None)
        if p is None: yield n; comp[n * n] = n
        else:
            x = n + 2 * p
            while x in comp: x += 2 * p
            comp[x] = p
        n += 2
print(list(itertools.islice(primes(), 15)), next(p for p in primes() if p > 1000))
def queens(n, row=0, cols=(), d1=(), d2=()):
    if row == n: yield cols; return
    for c in range(n):
        if c not in cols and row - c not in d1 and row + c not in d2:
            yield from queens(n, row + 1, cols + (c,), d1 + (row - c,), d2 + (row + c,))
print(sum(1 for _ in queens(6)), next(queens(8)))
def perms(s): return [s] if len(s) <= 1 else [c + p for i, c in enumerate(s) for p in perms(s[:i] + s[i+1:])]
print(perms("abc"), [*map("".join, itertools.product("ab", repeat=2))])
random.seed(42); print([random.randint(1, 100) for _ in range(5)], random.random(), random.sample(range(50), 4), random.choice("abc"))
d = datetime(2024, 2, 28) + timedelta(days=2, hours=5); print(d, d.isoformat(), d.strftime("%Y/%m/%d %H:%M"), (d - datetime(2024, 1, 1)).days)
caesar = lambda s, k: s.translate(str.maketrans(string.ascii_lowercase, string.ascii_lowercase[k:] + string.ascii_lowercase[:k])); print(caesar("hello", 3), caesar(caesar("hello", 3), 23))
def flatten(x): return [y for e in x for y in (flatten(e) if isinstance(e, (list, tuple)) else [e])]
print(flatten([1, [2, (3, [4])], []]), sum(map(int, str(2 ** 100))), math.factorial(20), math.gcd(12, 18), math.comb(10, 3), bin(10)[2:].zfill(8), int("ff", 16), hex(255), oct(8))
tree = lambda: defaultdict(tree); t = tree(); t["a"]["b"]["c"] = 1; print(json.dumps(t))
print(f"{'name':<10}|{'val':^8}|{'pct':>7}"); [print(f"{n:<10}|{v:^8d}|{p:>7.1%}") for n, v, p in [("x", 5, .25), ("yy", 12, .755)]]
print(*(f"{i:>2}: {'#' * i}" for i in range(1, 4)), sep="\n"); print("%-5s|%5.2f|%03d" % ("ab", 3.14159, 7), "{:,}".format(1234567.891), f"{1e10:.3e}", f"{0.000012345:g}", f"{255:#x} {5:08b} {-5:+d}")

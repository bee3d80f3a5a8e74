from functools import partial, reduce, wraps, lru_cache
import itertools, collections, dataclasses, jax, jax.numpy as jnp
from typing import NamedTuple, List
@partial(jax.jit, static_argnums=1)
def f(x, n):
    return reduce(lambda a, b: a + b, [x] * n)
print(f(2.0, 3), list(itertools.chain([1], [2])), list(itertools.islice(itertools.count(), 2, 8, 2)), list(itertools.combinations("abc", 2)))
class P(NamedTuple):
    w: float
    b: float = 0.5
print(P(1.0), jax.grad(lambda p: p.w ** 2 + p.b)(P(3.0)))
@dataclasses.dataclass
class D:
    x: int
    y: list = dataclasses.field(default_factory=list)
print(D(1), D(1) == D(1), dataclasses.asdict(D(2)))
d = collections.defaultdict(list); d["a"].append(1); print(d, collections.Counter("abca").most_common(1))
@lru_cache(None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), collections.namedtuple("Q", "a b")(1, 2), collections.deque([1, 2], maxlen=2))
@wraps(fib)
def z(): pass
print(z.__name__, list(itertools.permutations([1, 2, 3], 2)), list(itertools.product("ab", repeat=2)))

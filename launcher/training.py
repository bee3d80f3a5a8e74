"""What a training run of the command does: the classes that it loads and the methods that it runs often go into the archive
that later starts read, so it does a little of everything that programs do, and enough of it to be compiled."""
import dataclasses
import functools
import itertools
import math
import time

import jax
import jax.numpy as jnp


class Shape:
    """A class with methods, a property and operators."""

    count = 0

    def __init__(self, width, height=2):
        self.width = width
        self.height = height

    @property
    def area(self):
        return self.width * self.height

    def __add__(self, other):
        return Shape(self.width + other.width, self.height)

    def __repr__(self):
        return f"Shape({self.width!r}, {self.height:.2f})"


class Square(Shape):
    def __init__(self, side):
        super().__init__(side, side)


@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def numbers(n):
    for i in range(n):
        if i % 3:
            yield i * i


def words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def work(n):
    total = 0.0
    shapes = [Shape(i, 3) if i % 2 else Square(i) for i in range(n)]
    for shape in shapes:
        total += (shape + shapes[0]).area
    table = [[math.sin(i * j) for j in range(n)] for i in range(n)]
    for i, row in enumerate(table):
        for j in range(len(row)):
            if row[j] > 0.5 and not i == j:
                total += row[j] * row[j - 1]
            elif row[j] < -0.5:
                total -= 1
    while total > 100:
        total = total / 2 + 1
    seen = {x % 7 for x in numbers(n)}
    try:
        total += {"a": 1}["b"]
    except KeyError as e:
        total += len(str(e))
    first, *rest = sorted(seen)
    return round(total, 3), first, rest, "-".join(str(x) for x in rest), words("a b c a b a " * 10)[0]


def loss(w, x):
    return jnp.mean((jnp.tanh(x @ w) - 1.0) ** 2)


def arrays():
    key = jax.random.PRNGKey(0)
    x = jax.random.normal(key, (8, 4))
    w = jnp.ones((4, 2)) * 0.1
    for _ in range(3):
        value, gradient = jax.value_and_grad(loss)(w, x)
        w = w - 0.1 * gradient
    fast = jax.jit(lambda a: jnp.where(a > 0, a, 0.0).sum(axis=0))
    print(value, w.shape, fast(x), jnp.arange(6).reshape(2, 3)[1:, ::2])
    print(jax.vmap(jax.grad(lambda t: t ** 2 + jnp.sin(t)))(jnp.linspace(0.0, 1.0, 4)), jnp.eye(2), jnp.array([[1, 2], [3, 4]]))
    print(jax.lax.fori_loop(0, 3, lambda i, c: c * 2 + i, 1), jax.tree_util.tree_map(lambda a: a + 1, {"a": 1, "b": [2.0]}))


def main():
    begin = time.perf_counter()
    print(Point(1.0), Shape(1), functools.reduce(lambda a, b: a + b, itertools.chain([1, 2], [3])), "%5.2f|%s" % (1.5, "x"))
    arrays()
    turns = 0
    while time.perf_counter() - begin < 8:
        result = work(60)
        fib(18)
        turns += 1
    print(result, turns > 0)


main()

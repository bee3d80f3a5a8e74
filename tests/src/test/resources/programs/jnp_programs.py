"""Small numerical programs over jax.numpy."""
import jax
import jax.numpy as jnp
from functools import partial


def life(board):
    n = sum(jnp.roll(board, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1) if (i, j) != (0, 0))
    return jnp.where((n == 3) | ((board == 1) & (n == 2)), 1, 0)


board = jnp.zeros((8, 8), dtype=jnp.int32).at[jnp.array([1, 2, 3, 3, 3]), jnp.array([2, 3, 1, 2, 3])].set(1)
for _ in range(4):
    board = life(board)
print("\n".join("".join(".#"[int(c)] for c in row) for row in board))
print(jax.jit(life)(board).sum())


def mandelbrot(width, height, steps):
    y, x = jnp.mgrid[-1.2:1.2:height * 1j, -2.0:0.6:width * 1j]
    c = x + 1j * y
    z = jnp.zeros_like(c)
    count = jnp.zeros(c.shape, dtype=jnp.int32)
    for _ in range(steps):
        z = jnp.where(jnp.abs(z) <= 2, z * z + c, z)
        count = count + (jnp.abs(z) <= 2)
    return count


print(mandelbrot(15, 6, 12))


def kmeans(points, k, steps):
    centres = points[:k]
    for _ in range(steps):
        d = jnp.sum((points[:, None, :] - centres[None, :, :]) ** 2, axis=-1)
        who = jnp.argmin(d, axis=1)
        one = jax.nn.one_hot(who, k)
        centres = (one.T @ points) / jnp.maximum(one.sum(0)[:, None], 1)
    return centres, who


t = jnp.arange(30.0)
points = jnp.stack([jnp.cos(t) + 5 * (t % 3), jnp.sin(t) - 3 * (t % 2)], axis=1)
centres, who = kmeans(points, 3, 10)
print(jnp.round(centres, 3), who)

X = jnp.stack([jnp.ones(20), jnp.linspace(-1, 1, 20), jnp.linspace(-1, 1, 20) ** 2], axis=1)
true = jnp.array([1.0, -2.0, 3.0])
y = X @ true
w = jnp.zeros(3)
loss = lambda w: jnp.mean((X @ w - y) ** 2)
step = jax.jit(lambda w: w - 0.3 * jax.grad(loss)(w))
for i in range(200):
    w = step(w)
print(jnp.round(w, 3), loss(w) < 1e-4)


def sieve(n):
    is_prime = jnp.ones(n + 1, dtype=bool).at[:2].set(False)
    for i in range(2, int(n ** 0.5) + 1):
        if is_prime[i]:
            is_prime = is_prime.at[i * i::i].set(False)
    return jnp.nonzero(is_prime)[0]


print(sieve(50))


def moving_average(a, n):
    s = jnp.cumsum(a)
    s = s.at[n:].add(-s[:-n])
    return s[n - 1:] / n


print(moving_average(jnp.arange(10.0), 3))


def softmax(z):
    e = jnp.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


print(softmax(jnp.array([[1.0, 2.0, 3.0], [1000.0, 1000.0, 1000.0]])))


@partial(jax.jit, static_argnames="n")
def power_iteration(A, n):
    v = jnp.ones(A.shape[0])
    for _ in range(n):
        v = A @ v
        v = v / jnp.linalg.norm(v)
    return v @ A @ v


print(jnp.round(power_iteration(jnp.array([[2.0, 1.0], [1.0, 3.0]]), 30), 4))

image = jnp.arange(36.0).reshape(6, 6)
kernel = jnp.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
windows = jnp.stack([jnp.stack([image[i:i + 4, j:j + 4] for j in range(3)]) for i in range(3)])
print(jnp.einsum("abij,ab->ij", windows, kernel))

pairwise = jax.vmap(lambda a: jax.vmap(lambda b: jnp.sum(jnp.abs(a - b)))(image))(image)
print(pairwise)
scores = jnp.array([[0.2, 0.5, 0.3], [0.9, 0.05, 0.05]])
labels = jnp.array([1, 0])
print(-jnp.log(scores[jnp.arange(2), labels]).mean(), (scores.argmax(1) == labels).mean())
counts = jnp.zeros(5, dtype=int).at[jnp.array([0, 1, 1, 4, 4, 4])].add(1)
print(counts, counts / counts.sum(), jnp.cumsum(counts[::-1])[::-1])
text = "the quick brown fox jumps over the lazy dog"
codes = jnp.array([ord(c) for c in text])
print(jnp.bincount(codes, length=128)[97:123], jnp.unique(codes).size)
trajectory = [jnp.array([1.0, 0.0])]
for _ in range(5):
    p = trajectory[-1]
    trajectory.append(p + 0.1 * jnp.array([-p[1], p[0]]))
print(jnp.stack(trajectory))
print(jnp.float32(1.0), jnp.float32(1) / 3)

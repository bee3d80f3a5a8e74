import jax
from jax import random

k = random.PRNGKey(42)
a, b = random.split(k)
print(k, a, b, random.fold_in(k, 7))
print(random.uniform(a, (2, 3)), random.bits(a, (3,)))
print(random.randint(b, (6,), 0, 100), random.permutation(k, 10), random.bernoulli(a, 0.3, (5,)))

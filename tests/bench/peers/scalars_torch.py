"""The gradients of jax/scalars.py and jax/newton.py in PyTorch, if it is there."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "jax"))

try:
    import torch
except ImportError:
    sys.exit(0)
from timing import measure


def f(x):
    return x ** 2 + torch.sin(x)


def newton(a):
    x = a
    for _ in range(1000):
        x = x - (x * x - a) / (2.0 * x + 1.0)
    return x


def gradient(f):
    x = torch.tensor(2.0, requires_grad=True)
    f(x).backward()
    return x.grad


measure("eager grad", lambda: gradient(f))
measure("newton grad", lambda: gradient(newton))

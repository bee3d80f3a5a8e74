"""The same loop by numba."""
import statistics
import time

import numba


@numba.njit
def newton(a):
    x = a
    for _ in range(1000):
        x = x - (x * x - a) / (2.0 * x + 1.0)
    return x


newton(2.0)
times = []
for _ in range(2000):
    before = time.perf_counter()
    newton(2.0)
    times.append(time.perf_counter() - before)
print("time newton", statistics.median(times))

"""The largest singular value of an infinite matrix, cut off: function calls in generator expressions, zip and sum."""
import math


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    return [sum(entry(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def transposed_times(v):
    return [sum(entry(j, i) * x for j, x in enumerate(v)) for i in range(len(v))]


def main():
    n = 60
    u = [1.0] * n
    for _ in range(4):
        v = transposed_times(times(u))
        u = transposed_times(times(v))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    return round(math.sqrt(vbv / vv), 9)


if __name__ == "__main__":
    from driver import drive
    drive(main)

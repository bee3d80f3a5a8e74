"""Generators that feed generators."""


def numbers(n):
    for i in range(n):
        yield i


def squares(items):
    for x in items:
        yield x * x


def odd(items):
    for x in items:
        if x % 2:
            yield x


def flat(depth):
    if depth == 0:
        yield 1
    else:
        yield from flat(depth - 1)
        yield from flat(depth - 1)


def averager():
    total = 0.0
    count = 0
    average = 0.0
    while True:
        x = yield average
        total += x
        count += 1
        average = total / count


def main():
    s = sum(odd(squares(numbers(30000))))
    n = sum(flat(11))
    a = averager()
    next(a)
    for i in range(10000):
        last = a.send(i)
    return s, n, last


if __name__ == "__main__":
    from driver import drive
    drive(main)

"""Exceptions raised and caught in loops, through calls and with finally."""


class Odd(Exception):
    def __init__(self, n):
        super().__init__("odd")
        self.n = n


def check(n):
    if n % 2:
        raise Odd(n)
    return n


def through(n):
    try:
        return check(n)
    finally:
        pass


def main():
    table = {i: i for i in range(0, 100, 3)}
    total = 0
    for i in range(20000):
        try:
            total += through(i)
        except Odd as e:
            total -= e.n
        try:
            total += table[i % 100]
        except KeyError:
            total += 1
        try:
            int("x" if i % 10 == 0 else "7")
        except ValueError:
            total += 2
    return total


if __name__ == "__main__":
    from driver import drive
    drive(main)

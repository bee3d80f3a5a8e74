"""Nothing but calls."""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    return fib(32)


if __name__ == "__main__":
    from driver import drive
    drive(main)

"""Queens on a board by a recursive generator over sets."""


def solve(n, row, columns, rising, falling, placed):
    if row == n:
        yield tuple(placed)
        return
    for c in range(n):
        if c not in columns and row + c not in rising and row - c not in falling:
            columns.add(c)
            rising.add(row + c)
            falling.add(row - c)
            placed.append(c)
            yield from solve(n, row + 1, columns, rising, falling, placed)
            placed.pop()
            columns.remove(c)
            rising.remove(row + c)
            falling.remove(row - c)


def main():
    solutions = list(solve(8, 0, set(), set(), set(), []))
    return len(solutions), solutions[0]


if __name__ == "__main__":
    from driver import drive
    drive(main)

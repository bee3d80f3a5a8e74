"""Chains of comprehensions, sorted with a key, zip, enumerate and any."""


def main():
    data = [(i * 37 % 1001, i) for i in range(3000)]
    for _ in range(3):
        evens = [x for x, _ in data if x % 2 == 0]
        doubled = [2 * x + 1 for x in evens]
        table = {x: [y for y in range(x % 7)] for x in doubled}
        lengths = {k: len(v) for k, v in table.items() if v}
        ordered = sorted(data, key=lambda p: (p[0] % 10, -p[1]))
        zipped = [a[0] * b for a, b in zip(ordered, range(len(ordered)))]
        matrix = [[i * j for j in range(30)] for i in range(30)]
        columns = [sum(row[j] for row in matrix) for j in range(30)]
        found = any(z == 12345 for z in zipped)
    return sum(zipped), sum(lengths.values()), sum(columns), found, max(doubled)


if __name__ == "__main__":
    from driver import drive
    drive(main)

"""Churn in dicts and sets with keys of several kinds."""


def main():
    counts = {}
    for i in range(20000):
        k = i * 7919 % 1013
        counts[k] = counts.get(k, 0) + 1
    words = {}
    for i in range(5000):
        w = "w" + str(i % 300)
        if w in words:
            words[w].append(i)
        else:
            words[w] = [i]
    pairs = {(i % 50, i % 70): i for i in range(5000)}
    total = 0
    for (a, b), v in pairs.items():
        total += a * b + v
    seen = set()
    for i in range(20000):
        x = i * i % 2003
        if x in seen:
            seen.discard(x)
        else:
            seen.add(x)
    small = {k for k, v in counts.items() if v > 19}
    for k in list(counts):
        if k % 3 == 0:
            del counts[k]
    return total, len(seen & small), len(seen | small), len(counts), sum(len(v) for v in words.values())


if __name__ == "__main__":
    from driver import drive
    drive(main)

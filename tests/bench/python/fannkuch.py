"""Pancake flipping over all permutations: list slices, reversal in place, integer loops."""


def fannkuch(n):
    permutation = list(range(n))
    count = [0] * n
    most = 0
    checksum = 0
    r = n
    turn = 0
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        if permutation[0] != 0:
            p = permutation[:]
            flips = 0
            k = p[0]
            while k:
                p[:k + 1] = reversed(p[:k + 1])
                flips += 1
                k = p[0]
            most = max(most, flips)
            checksum += flips if turn % 2 == 0 else -flips
        turn += 1
        while True:
            if r == n:
                return checksum, most
            first = permutation[0]
            for i in range(r):
                permutation[i] = permutation[i + 1]
            permutation[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1


def main():
    return fannkuch(8)


if __name__ == "__main__":
    from driver import drive
    drive(main)

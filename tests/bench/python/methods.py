"""Method calls, properties and operators on plain and slotted classes."""


class Plain:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def __add__(self, other):
        return Plain(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return self.dot(self)


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def __add__(self, other):
        return Slotted(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return self.dot(self)


def walk(cls, n):
    position = cls(0, 0)
    step = cls(1, 2)
    total = 0
    for _ in range(n):
        position = position + step
        total += position.dot(step)
        if position.norm > 1000:
            position = cls(0, 0)
    return total


def main():
    return walk(Plain, 30000), walk(Slotted, 30000)


if __name__ == "__main__":
    from driver import drive
    drive(main)

"""Building, splitting, joining and formatting text."""


def main():
    text = ""
    for i in range(5000):
        text += str(i) + ","
    parts = text.split(",")
    words = [p.upper() + "x" for p in parts if p and not p.endswith("7")]
    joined = " ".join(words)
    formatted = [f"{i:04d}:{w}" for i, w in enumerate(words)]
    replaced = joined.replace("1", "one").title()
    count = 0
    for ch in replaced:
        if ch == "O" or ch.isdigit():
            count += 1
    built = []
    for w in formatted:
        built.append(w[::-1].strip("X").lower())
    return len("".join(built)), count, formatted[100]


if __name__ == "__main__":
    from driver import drive
    drive(main)

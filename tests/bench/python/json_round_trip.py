"""A document to JSON text and back."""
import json


def document(n):
    return {"items": [{"id": i, "name": "item %d" % i, "price": i * 1.25, "tags": ["a", "b\n", "\u00e9"], "on": i % 2 == 0,
                       "none": None, "nested": {"x": [i, i + 1, [i + 2]]}} for i in range(n)]}


def main():
    data = document(400)
    for _ in range(3):
        text = json.dumps(data)
        data = json.loads(text)
    return len(text), data["items"][-1]["nested"]["x"][2][0]


if __name__ == "__main__":
    from driver import drive
    drive(main)

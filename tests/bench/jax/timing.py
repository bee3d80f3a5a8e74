"""Times a piece of work once it is warm, the same way under Jacobi and under JAX."""
import sys
import time

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0


def measure(name, work, calls=1, seconds=SECONDS):
    """Prints the median time of one of the calls that work makes, over the last quarter of the turns."""
    times = []
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds or len(times) < 5:
        before = time.perf_counter()
        work()
        times.append(time.perf_counter() - before)
    last = sorted(times[-max(3, len(times) // 4):])
    print("time", name, last[len(last) // 2] / calls)


def once(name, work):
    """Prints the time of a single, first call."""
    before = time.perf_counter()
    work()
    print("time", name, time.perf_counter() - before)

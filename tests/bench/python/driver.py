"""Runs one workload again and again for a few seconds, and prints what the table needs."""
import sys
import time


def drive(main):
    """Prints the workload's result, its turns in the first second, and the median seconds of a turn at the end."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    times = []
    first_second = 0.0
    elapsed = 0.0
    begin = time.perf_counter()
    while elapsed < seconds or len(times) < 3:
        before = elapsed
        result = main()
        elapsed = time.perf_counter() - begin
        times.append(elapsed - before)
        if elapsed <= 1.0:
            first_second += 1.0
        elif before < 1.0:
            first_second += (1.0 - before) / (elapsed - before)
    last = sorted(times[-max(3, len(times) // 4):])
    print("result", result)
    print("first", first_second)
    print("peak", last[len(last) // 2])

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed, wait

log = []


def worker(n):
    for i in range(3):
        log.append((n, i))
        time.sleep(0.002)


threads = [threading.Thread(target=worker, args=(i,)) for i in range(3)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(log), [t.is_alive() for t in threads], threads[0].name, threading.current_thread().name, threading.active_count())

count = 0
lock = threading.Lock()


def increment():
    global count
    for _ in range(500):
        with lock:
            count += 1


threads = [threading.Thread(target=increment) for _ in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(count, lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.locked())
lock.release()
q = queue.Queue(maxsize=2)
results = []


def consume():
    while True:
        item = q.get()
        if item is None:
            break
        results.append(item * item)
        q.task_done()


c = threading.Thread(target=consume)
c.start()
for i in range(10):
    q.put(i)
q.join()
q.put(None)
c.join()
print(results, q.empty(), q.qsize())
for f in (lambda: queue.Queue().get_nowait(), lambda: queue.Queue().get(timeout=0.01), lambda: lock.release(), lambda: threads[0].start(), lambda: threading.Thread().join()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
p = queue.PriorityQueue()
for x in (3, 1, 2):
    p.put(x)
s = queue.LifoQueue()
s.put("a")
s.put("b")
print([p.get() for _ in range(3)], s.get(), s.get())
with ThreadPoolExecutor(max_workers=3) as pool:
    futures = [pool.submit(pow, 2, n) for n in range(5)]
    print([f.result() for f in futures], list(pool.map(lambda a, b: a + b, [1, 2], [3, 4])), sorted(f.result() for f in as_completed(futures)), len(wait(futures).done))
    bad = pool.submit(lambda: 1 / 0)
    print(type(bad.exception()).__name__, bad.done())
event = threading.Event()
ready = []
w = threading.Thread(target=lambda: (event.wait(), ready.append("go")))
w.start()
print(ready, event.is_set())
event.set()
w.join()
print(ready, event.wait(0.1))
barrier = threading.Barrier(3)
order = []
ts = [threading.Thread(target=lambda: order.append(barrier.wait())) for _ in range(3)]
[t.start() for t in ts]
[t.join() for t in ts]
print(sorted(order))
data = threading.local()
data.x = 1
seen = []
t = threading.Thread(target=lambda: seen.append(hasattr(data, "x")))
t.start()
t.join()
print(seen, data.x)
r = threading.RLock()
with r:
    with r:
        print("nested")
sem = threading.Semaphore(2)
print(sem.acquire(), sem.acquire(), sem.acquire(blocking=False))
timer = threading.Timer(0.01, lambda: print("timer"))
timer.start()
timer.join()
d = threading.Thread(target=time.sleep, args=(100,), daemon=True)
d.start()
late = threading.Thread(target=lambda: (time.sleep(0.02), print("late")))
late.start()
print("main ends")

"""A little operating system's scheduler: many small classes, virtual methods, linked lists, flags.

After the benchmark by Martin Richards; written anew for this suite.
"""

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
KIND_DEVICE, KIND_WORK = range(2)
QUANTUM = 1000


class Packet:
    def __init__(self, link, identity, kind):
        self.link = link
        self.identity = identity
        self.kind = kind
        self.datum = 0
        self.data = [0] * 4

    def append_to(self, queue):
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, system, identity, priority, queue, waiting, packets):
        self.system = system
        self.identity = identity
        self.priority = priority
        self.queue = queue
        self.pending = packets
        self.waiting = waiting
        self.holding = False
        self.next = system.tasks
        system.tasks = self
        system.table[identity] = self

    def work(self, packet):
        raise NotImplementedError

    def ready(self):
        return not self.holding and (not self.waiting or self.pending)

    def run(self):
        packet = None
        if self.waiting and self.pending:
            packet = self.queue
            self.queue = packet.link
            self.pending = self.queue is not None
        self.waiting = False
        return self.work(packet)

    def add(self, packet, current):
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.queue)
        return current

    def wait(self):
        self.waiting = True
        return self

    def hold(self):
        self.system.held += 1
        self.holding = True
        return self.next

    def release(self, identity):
        task = self.system.table[identity]
        task.holding = False
        return task if task.priority > self.priority else self

    def send(self, packet):
        task = self.system.table[packet.identity]
        self.system.queued += 1
        packet.link = None
        packet.identity = self.identity
        return task.add(packet, self)


class IdleTask(Task):
    def __init__(self, system, count):
        super().__init__(system, IDLE, 0, None, False, False)
        self.control = 1
        self.count = count

    def work(self, packet):
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, system, queue):
        super().__init__(system, WORKER, 1000, queue, True, True)
        self.destination = HANDLER_A
        self.count = 0

    def work(self, packet):
        if packet is None:
            return self.wait()
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.identity = self.destination
        packet.datum = 0
        for i in range(4):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[i] = 64 + self.count
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, system, identity, priority, queue):
        super().__init__(system, identity, priority, queue, True, True)
        self.work_in = None
        self.device_in = None

    def work(self, packet):
        if packet is not None:
            if packet.kind == KIND_WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is None:
            return self.wait()
        count = work.datum
        if count >= 4:
            self.work_in = work.link
            return self.send(work)
        device = self.device_in
        if device is None:
            return self.wait()
        self.device_in = device.link
        device.datum = work.data[count]
        work.datum = count + 1
        return self.send(device)


class DeviceTask(Task):
    def __init__(self, system, identity, priority):
        super().__init__(system, identity, priority, None, True, False)
        self.packet = None

    def work(self, packet):
        if packet is None:
            packet = self.packet
            if packet is None:
                return self.wait()
            self.packet = None
            return self.send(packet)
        self.packet = packet
        return self.hold()


class System:
    def __init__(self):
        self.tasks = None
        self.table = [None] * 6
        self.queued = 0
        self.held = 0

    def schedule(self):
        task = self.tasks
        while task is not None:
            task = task.run() if task.ready() else task.next


def main():
    system = System()
    IdleTask(system, QUANTUM)
    queue = Packet(Packet(None, WORKER, KIND_WORK), WORKER, KIND_WORK)
    WorkTask(system, queue)
    for handler, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, KIND_DEVICE)
        HandlerTask(system, handler, priority, queue)
    DeviceTask(system, DEVICE_A, 4000)
    DeviceTask(system, DEVICE_B, 5000)
    system.schedule()
    return system.queued, system.held


if __name__ == "__main__":
    from driver import drive
    drive(main)

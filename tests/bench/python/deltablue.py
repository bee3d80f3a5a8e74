"""One-way constraints with strengths, solved incrementally: inheritance, lists of objects, polymorphic calls.

After the algorithm of Sannella, Maloney, Freeman-Benson and Borning; written anew for this suite.
"""

REQUIRED, PREFERRED, STRONG, NORMAL, WEAK, WEAKEST = range(6)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def add(self, planner):
        self.attach()
        planner.incremental_add(self)

    def destroy(self, planner):
        if self.satisfied():
            planner.incremental_remove(self)
        else:
            self.detach()

    def satisfy(self, mark, planner):
        self.choose(mark)
        if not self.satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.unsatisfy()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise RuntimeError("cycle")
        out.mark = mark
        return overridden


class Unary(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.on = False
        self.add(planner)

    def attach(self):
        self.variable.constraints.append(self)
        self.on = False

    def detach(self):
        self.variable.constraints.remove(self)
        self.on = False

    def choose(self, mark):
        self.on = self.variable.mark != mark and self.strength < self.variable.strength

    def satisfied(self):
        return self.on

    def mark_inputs(self, mark):
        pass

    def output(self):
        return self.variable

    def unsatisfy(self):
        self.on = False

    def recalculate(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_input()
        if self.variable.stays:
            self.execute()

    def inputs_known(self, mark):
        return True

    def inputs(self):
        return ()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, first, second, strength, planner):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = 0
        self.add(planner)

    def attach(self):
        self.first.constraints.append(self)
        self.second.constraints.append(self)
        self.direction = 0

    def detach(self):
        self.first.constraints.remove(self)
        self.second.constraints.remove(self)
        self.direction = 0

    def choose(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            self.direction = 1 if second.mark != mark and self.strength < second.strength else 0
        elif second.mark == mark:
            self.direction = -1 if self.strength < first.strength else 0
        elif second.strength < first.strength:
            self.direction = -1 if self.strength < first.strength else 0
        else:
            self.direction = 1 if self.strength < second.strength else 0

    def satisfied(self):
        return self.direction != 0

    def mark_inputs(self, mark):
        self.input().mark = mark

    def input(self):
        return self.first if self.direction > 0 else self.second

    def output(self):
        return self.second if self.direction > 0 else self.first

    def unsatisfy(self):
        self.direction = 0

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays
        if out.stays:
            self.execute()

    def inputs_known(self, mark):
        i = self.input()
        return i.mark == mark or i.stays or i.determined_by is None

    def inputs(self):
        return (self.input(),)


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    def __init__(self, source, scale, offset, target, strength, planner):
        self.scale = scale
        self.offset = offset
        super().__init__(source, target, strength, planner)

    def attach(self):
        super().attach()
        self.scale.constraints.append(self)
        self.offset.constraints.append(self)

    def detach(self):
        super().detach()
        self.scale.constraints.remove(self)
        self.offset.constraints.remove(self)

    def mark_inputs(self, mark):
        super().mark_inputs(mark)
        self.scale.mark = self.offset.mark = mark

    def execute(self):
        if self.direction > 0:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, out = self.input(), self.output()
        out.strength = max(self.strength, source.strength)
        out.stays = source.stays and self.scale.stays and self.offset.stays
        if out.stays:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def incremental_remove(self, constraint):
        out = constraint.output()
        constraint.unsatisfy()
        constraint.detach()
        unsatisfied = self.remove_from(out)
        for strength in range(REQUIRED, WEAKEST + 1):
            for one in unsatisfied:
                if one.strength == strength:
                    self.incremental_add(one)

    def plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = list(sources)
        while todo:
            constraint = todo.pop()
            if constraint.output().mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                constraint.output().mark = mark
                self.consuming(constraint.output(), todo)
        return plan

    def plan_from(self, constraints):
        return self.plan([c for c in constraints if c.is_input() and c.satisfied()])

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            one = todo.pop()
            if one.output().mark == mark:
                self.incremental_remove(constraint)
                return False
            one.recalculate()
            self.consuming(one.output(), todo)
        return True

    def remove_from(self, out):
        out.determined_by = None
        out.strength = WEAKEST
        out.stays = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.satisfied():
                    unsatisfied.append(c)
            for c in v.constraints:
                if c is not v.determined_by and c.satisfied():
                    c.recalculate()
                    todo.append(c.output())
        return unsatisfied

    def consuming(self, v, into):
        for c in v.constraints:
            if c is not v.determined_by and c.satisfied():
                into.append(c)


def change(variable, value, planner):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.plan_from([edit])
    for _ in range(10):
        variable.value = value
        for c in plan:
            c.execute()
    edit.destroy(planner)


def chain(n):
    planner = Planner()
    variables = [Variable("v" + str(i)) for i in range(n + 1)]
    for i in range(n):
        Equal(variables[i], variables[i + 1], REQUIRED, planner)
    Stay(variables[n], STRONG, planner)
    edit = Edit(variables[0], PREFERRED, planner)
    plan = planner.plan_from([edit])
    for i in range(100):
        variables[0].value = i
        for c in plan:
            c.execute()
        assert variables[n].value == i
    edit.destroy(planner)
    return variables[n].value


def projection(n):
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    targets = []
    for i in range(n):
        source, target = Variable("s" + str(i), i), Variable("t" + str(i), i)
        targets.append(target)
        Stay(source, NORMAL, planner)
        Scale(source, scale, offset, target, REQUIRED, planner)
    change(source, 17, planner)
    assert target.value == 1170
    change(target, 1050, planner)
    assert source.value == 5
    change(scale, 5, planner)
    assert all(targets[i].value == i * 5 + 1000 for i in range(n - 1))
    change(offset, 2000, planner)
    assert all(targets[i].value == i * 5 + 2000 for i in range(n - 1))
    return sum(t.value for t in targets)


def main():
    return chain(200), projection(200)


if __name__ == "__main__":
    from driver import drive
    drive(main)

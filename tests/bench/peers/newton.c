/* A thousand steps of Newton's method on floats: what the eager loop of jax/newton.py is compared with. */
#include <stdio.h>
#include <time.h>

static float newton(float a) {
    float x = a;
    for (int i = 0; i < 1000; i++) {
        x = x - (x * x - a) / (2.0f * x + 1.0f);
    }
    return x;
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(void) {
    volatile float a = 2.0f;
    float sum = 0;
    double best = 1;
    for (int turn = 0; turn < 2000; turn++) {
        double before = now();
        sum += newton(a);
        double time = now() - before;
        best = time < best ? time : best;
    }
    printf("%g\ntime newton %.9g\n", sum, best);
    return 0;
}

// What both meters share: the time, and when something was drawn.
#include <X11/Xlib.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <time.h>

static double now_ms(void) {
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

// Waits until something was drawn, at most ms. The server says so by itself:
// a meter that asked for the picture again and again would keep the server, and
// one of two cores, from the program it measures.
static int drawn(Display *d, int event, Damage damage, double ms) {
	double until = now_ms() + ms;
	while (!XPending(d)) {
		struct pollfd p = {.fd = ConnectionNumber(d), .events = POLLIN};
		double left = until - now_ms();
		if (left <= 0 || poll(&p, 1, (int)left + 1) <= 0) return 0;
	}
	int seen = 0;
	while (XPending(d)) {
		XEvent e;
		XNextEvent(d, &e);
		seen |= e.type == event + XDamageNotify;
	}
	if (seen) XDamageSubtract(d, damage, None, None);
	return seen;
}

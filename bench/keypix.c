// keypix: from a key press to changed pixels in a region of the screen (X11).
// Works on any program, so that others can be measured the same way.
//
// usage: keypix X Y W H KEYS GAP_MS [KEY...]
//   Presses KEYS letters, GAP_MS apart, a space before every fourth, and prints
//   the time to the first and to the last change seen within WATCH_MS (400).
//   With KEYs ("Down", "ctrl+o", "shift+Tab") presses each of them KEYS times
//   instead, and prints a line for each press.
//   Exit 1 when no press changed anything.
#include <X11/XKBlib.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>
#include "drawn.h"

static int ascending(const void *a, const void *b) {
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void press(Display *d, KeySym key) {
	KeyCode code = XKeysymToKeycode(d, key);
	XTestFakeKeyEvent(d, code, True, 0);
	XTestFakeKeyEvent(d, code, False, 0);
	XFlush(d);
}

// A named key, perhaps with ctrl+, shift+ or alt+ before it.
static void chord(Display *d, const char *name) {
	static const struct { const char *name; KeySym key; } with[] = {{"ctrl+", XK_Control_L}, {"shift+", XK_Shift_L}, {"alt+", XK_Alt_L}};
	for (int i = 0; i < 3; i++) {
		size_t n = strlen(with[i].name);
		if (strncmp(name, with[i].name, n)) continue;
		KeyCode held = XKeysymToKeycode(d, with[i].key);
		XTestFakeKeyEvent(d, held, True, 0);
		chord(d, name + n);
		XTestFakeKeyEvent(d, held, False, 0);
		XFlush(d);
		return;
	}
	press(d, XStringToKeysym(name));
}

static void line(const char *what, double *v, int n) {
	qsort(v, n, sizeof *v, ascending);
	printf(" %s_p50 %.1f %s_p95 %.1f %s_max %.1f", what, v[n / 2], what, v[n * 95 / 100], what, v[n - 1]);
}

int main(int argc, char **argv) {
	if (argc < 7) {
		fprintf(stderr, "usage: keypix X Y W H KEYS GAP_MS [KEY...]\n");
		return 2;
	}
	int x = atoi(argv[1]), y = atoi(argv[2]), w = atoi(argv[3]), h = atoi(argv[4]);
	int named = argc - 7, times = atoi(argv[5]), keys = times * (named ? named : 1), gap = atoi(argv[6]);
	double watch = getenv("WATCH_MS") ? atof(getenv("WATCH_MS")) : 400;
	Display *d = XOpenDisplay(NULL);
	if (!d) {
		fprintf(stderr, "keypix: no display\n");
		return 2;
	}
	XShmSegmentInfo shm = {0};
	XImage *image = XShmCreateImage(d, DefaultVisual(d, 0), DefaultDepth(d, 0), ZPixmap, NULL, &shm, w, h);
	size_t size = (size_t)image->bytes_per_line * image->height;
	shm.shmid = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
	shm.shmaddr = image->data = shmat(shm.shmid, NULL, 0);
	XShmAttach(d, &shm);
	XSync(d, False);
	shmctl(shm.shmid, IPC_RMID, NULL); // gone when we are

	int event, error;
	if (!XDamageQueryExtension(d, &event, &error)) {
		fprintf(stderr, "keypix: the display has no DAMAGE extension\n");
		return 2;
	}
	Damage damage = XDamageCreate(d, DefaultRootWindow(d), XDamageReportNonEmpty);

	char *before = malloc(size);
	double *first = calloc(keys, sizeof *first), *last = calloc(keys, sizeof *last);
	int seen = 0, missed = 0;
	for (int i = 0; i < keys; i++) {
		const char *name = named ? argv[7 + i / times] : NULL;
		if (!name && i % 4 == 3) press(d, XK_space);
		usleep(gap * 1000);
		drawn(d, event, damage, 0);
		XShmGetImage(d, DefaultRootWindow(d), image, x, y, AllPlanes);
		memcpy(before, image->data, size);
		double start = now_ms(), f = 0, l = 0;
		if (name) chord(d, name);
		else press(d, XK_x);
		while (now_ms() - start < watch) {
			if (!drawn(d, event, damage, start + watch - now_ms())) continue;
			XShmGetImage(d, DefaultRootWindow(d), image, x, y, AllPlanes);
			double at = now_ms();
			if (memcmp(before, image->data, size)) {
				if (!f) f = at;
				l = at;
				memcpy(before, image->data, size);
			}
		}
		if (!f) {
			missed++;
			if (name) printf("%s nothing changed\n", name);
			continue;
		}
		if (name) printf("%s first %.1f last %.1f\n", name, f - start, l - start);
		first[seen] = f - start;
		last[seen++] = l - start;
	}
	printf("keys %d missed %d", seen, missed);
	if (seen) {
		line("first", first, seen);
		line("last", last, seen);
	}
	printf("\n");
	return seen == 0;
}

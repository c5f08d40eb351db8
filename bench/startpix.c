// startpix: from starting a program to a painted, still screen (X11).
//
// usage: startpix STILL_MS COMMAND [ARG...]
//   Runs the command, watches the whole screen, and prints when it first changed
//   and when it last changed before it was still for STILL_MS. A change of fewer
//   than 200 pixels (a blinking caret) does not count. The server says when
//   something was drawn; a look at the screen now and again would take a third of
//   a processor from those who start. Then it waits for a line on standard input,
//   so that a caller can measure memory, and ends the command.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
#include "drawn.h"

enum { caret = 200, give_up_ms = 60000 };

static int differing(const uint32_t *a, const uint32_t *b, size_t n) {
	int count = 0;
	for (size_t i = 0; i < n && count < caret; i++) count += a[i] != b[i];
	return count;
}

int main(int argc, char **argv) {
	if (argc < 3) {
		fprintf(stderr, "usage: startpix STILL_MS COMMAND [ARG...]\n");
		return 2;
	}
	Display *d = XOpenDisplay(NULL);
	if (!d) {
		fprintf(stderr, "startpix: no display\n");
		return 2;
	}
	int w = DisplayWidth(d, 0), h = DisplayHeight(d, 0);
	XShmSegmentInfo shm = {0};
	XImage *image = XShmCreateImage(d, DefaultVisual(d, 0), DefaultDepth(d, 0), ZPixmap, NULL, &shm, w, h);
	size_t size = (size_t)image->bytes_per_line * image->height;
	shm.shmid = shmget(IPC_PRIVATE, size, IPC_CREAT | 0600);
	shm.shmaddr = image->data = shmat(shm.shmid, NULL, 0);
	XShmAttach(d, &shm);
	XSync(d, False);
	shmctl(shm.shmid, IPC_RMID, NULL);

	char *before = malloc(size);
	XShmGetImage(d, DefaultRootWindow(d), image, 0, 0, AllPlanes);
	memcpy(before, image->data, size);

	int event, error;
	if (!XDamageQueryExtension(d, &event, &error)) {
		fprintf(stderr, "startpix: the display has no DAMAGE extension\n");
		return 2;
	}
	Damage damage = XDamageCreate(d, DefaultRootWindow(d), XDamageReportNonEmpty);
	XSync(d, False);
	drawn(d, event, damage, 0);

	double start = now_ms(), still = atof(argv[1]), first = 0, last = 0;
	pid_t child = fork();
	if (child == 0) {
		setpgid(0, 0);
		close(ConnectionNumber(d));
		if (!freopen("/dev/null", "r", stdin) || !freopen("/dev/null", "w", stdout)) _exit(127);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	setpgid(child, child);
	for (;;) {
		double end = first ? last + still : start + give_up_ms, at = now_ms();
		if (at >= end) break;
		if (!drawn(d, event, damage, end - at)) continue;
		at = now_ms();
		XShmGetImage(d, DefaultRootWindow(d), image, 0, 0, AllPlanes);
		if (differing((uint32_t *)before, (uint32_t *)image->data, size / 4) < caret) continue;
		if (!first) first = at;
		last = at;
		memcpy(before, image->data, size);
	}
	printf("pid %d first %.0f painted %.0f\n", child, first - start, last - start);
	fflush(stdout);
	getchar();
	kill(-child, SIGTERM);
	for (int i = 0; i < 100 && waitpid(child, NULL, WNOHANG) == 0; i++) usleep(50000);
	kill(-child, SIGKILL);
	return 0;
}

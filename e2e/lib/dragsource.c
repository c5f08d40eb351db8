// dragsource: another program's window from which files can be dragged (XDND),
// as a file manager does. Without a window manager nothing says which windows
// are programs, so it says so of the one that files are to be dropped on.
//
// usage: dragsource X Y TARGET URI...
//   Shows 40 by 40 pixels at X Y, above all. Prints "ready", and for each drag
//   "began", "asked TYPE" when somebody takes the data, "may N" when what a drop
//   would do becomes another (0 nothing, 2 copy, 4 move), "failed", and "ended".
#include <gdk/gdkx.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>

static void give(GtkWidget *from, GdkDragContext *drag, GtkSelectionData *data, guint info, guint at, gpointer uris) {
	(void)from, (void)drag, (void)info, (void)at;
	gchar *type = gdk_atom_name(gtk_selection_data_get_target(data));
	printf("asked %s\n", type);
	g_free(type);
	gtk_selection_data_set_uris(data, uris);
}

static void may(GdkDragContext *drag, GdkDragAction action, gpointer none) {
	(void)drag, (void)none;
	printf("may %d\n", action);
}

static void began(GtkWidget *from, GdkDragContext *drag, gpointer none) {
	(void)from, (void)none;
	g_signal_connect(drag, "action-changed", G_CALLBACK(may), NULL);
	puts("began");
}

static gboolean failed(GtkWidget *from, GdkDragContext *drag, GtkDragResult why, gpointer none) {
	(void)from, (void)drag, (void)why, (void)none;
	puts("failed");
	return TRUE; // nothing flies back
}

static void ended(GtkWidget *from, GdkDragContext *drag, gpointer none) {
	(void)from, (void)drag, (void)none;
	puts("ended");
}

// Before it is on the screen it can be told of no button.
static gboolean shown(GtkWidget *window, GdkEvent *event, gpointer none) {
	(void)window, (void)event, (void)none;
	puts("ready");
	return FALSE;
}

// A window manager marks the windows of programs so.
static void mark(Window target) {
	Display *d = gdk_x11_get_default_xdisplay();
	Atom state = XInternAtom(d, "WM_STATE", False);
	long normal[2] = {1, None};
	XChangeProperty(d, target, state, state, 32, PropModeReplace, (unsigned char *)normal, 2);
	XFlush(d);
}

int main(int argc, char **argv) {
	setvbuf(stdout, NULL, _IOLBF, 0);
	gtk_init(&argc, &argv);
	if (argc < 5) {
		fprintf(stderr, "usage: dragsource X Y TARGET URI...\n");
		return 2;
	}
	mark(strtoul(argv[3], NULL, 0));
	GtkWidget *window = gtk_window_new(GTK_WINDOW_POPUP), *box = gtk_event_box_new();
	gtk_container_add(GTK_CONTAINER(window), box);
	gtk_window_set_default_size(GTK_WINDOW(window), 40, 40);
	gtk_window_move(GTK_WINDOW(window), atoi(argv[1]), atoi(argv[2]));
	gtk_drag_source_set(box, GDK_BUTTON1_MASK, NULL, 0, GDK_ACTION_COPY | GDK_ACTION_MOVE | GDK_ACTION_LINK);
	gtk_drag_source_add_uri_targets(box);
	g_signal_connect(box, "drag-begin", G_CALLBACK(began), NULL);
	g_signal_connect(box, "drag-data-get", G_CALLBACK(give), argv + 4);
	g_signal_connect(box, "drag-failed", G_CALLBACK(failed), NULL);
	g_signal_connect(box, "drag-end", G_CALLBACK(ended), NULL);
	g_signal_connect(window, "map-event", G_CALLBACK(shown), NULL);
	gtk_widget_show_all(window);
	gtk_main();
}

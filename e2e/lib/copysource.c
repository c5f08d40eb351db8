// copysource: another program that has copied rich text, as a browser does: it
// offers HTML and the words of it at once, which xclip cannot.
//
// usage: copysource HTMLFILE TEXTFILE
//   Owns the clipboard until somebody else copies. Prints "ready", and "asked
//   TYPE" each time somebody takes the data.
#include <gtk/gtk.h>
#include <stdio.h>

enum { HTML, TEXT };

static gchar *words[2];
static gsize sizes[2];

static void give(GtkClipboard *clip, GtkSelectionData *data, guint info, gpointer none) {
	(void)clip, (void)none;
	gchar *type = gdk_atom_name(gtk_selection_data_get_target(data));
	printf("asked %s\n", type);
	g_free(type);
	if (info == HTML)
		gtk_selection_data_set(data, gtk_selection_data_get_target(data), 8, (const guchar *)words[HTML], (gint)sizes[HTML]);
	else
		gtk_selection_data_set_text(data, words[TEXT], (gint)sizes[TEXT]);
}

static void gone(GtkClipboard *clip, gpointer none) {
	(void)clip, (void)none;
	gtk_main_quit();
}

int main(int argc, char **argv) {
	setvbuf(stdout, NULL, _IOLBF, 0);
	gtk_init(&argc, &argv);
	if (argc != 3 || !g_file_get_contents(argv[1], &words[HTML], &sizes[HTML], NULL) || !g_file_get_contents(argv[2], &words[TEXT], &sizes[TEXT], NULL)) {
		fprintf(stderr, "usage: copysource HTMLFILE TEXTFILE\n");
		return 2;
	}
	GtkTargetEntry kinds[] = {{"text/html", 0, HTML}, {"UTF8_STRING", 0, TEXT}, {"text/plain;charset=utf-8", 0, TEXT}};
	if (!gtk_clipboard_set_with_data(gtk_clipboard_get(GDK_SELECTION_CLIPBOARD), kinds, G_N_ELEMENTS(kinds), give, gone, NULL)) return 1;
	puts("ready");
	gtk_main();
}

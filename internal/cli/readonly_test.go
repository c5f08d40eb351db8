package cli

import (
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A newsroom that a newer Stet noted something in can be read and taken out
// of; every change is refused with the reason and the way on.
func TestANewsroomThatCanOnlyBeRead(t *testing.T) {
	room, out := filepath.Join(t.TempDir(), "newsroom"), t.TempDir()
	run := func(in string, args ...string) (int, string, string) {
		var told, said strings.Builder
		status := Main(append([]string{"--newsroom", room}, args...), World{
			In: strings.NewReader(in), Out: &told, Err: &said, Getenv: func(string) string { return "" }, Version: "test",
		})
		return status, told.String(), said.String()
	}
	if status, _, said := run("The boat sails again\n\nIt is back on the river after a year.\n", "import", "--section", "World", "-"); status != 0 {
		t.Fatalf("import: %d %s", status, said)
	}
	line := `{"format":99}`
	sum := crc32.Checksum([]byte(line), crc32.MakeTable(crc32.Castagnoli))
	if err := os.WriteFile(filepath.Join(room, "stet.state"), []byte(fmt.Sprintf("%s\n%08x\n", line, sum)), 0o600); err != nil {
		t.Fatal(err)
	}
	const slug, why = "the-boat-sails-again", "This newsroom can only be read: a newer Stet wrote it."
	for args, shows := range map[string]string{
		"list": "The boat", "show " + slug: "back on the river", "history " + slug: "1", "status " + slug: "draft", "embargo " + slug: "no embargo", "log": "", "check " + slug: "",
		"diff " + slug + " 1 now": "", "settings get": "newsroom.zone", "section list": "World",
		"export --out " + filepath.Join(out, "package") + " " + slug: "not noted",
		"export-all " + filepath.Join(out, "all"):                    "1",
		"backup --prove " + filepath.Join(out, "desk.stetbackup"):    "1 story the same word for word",
	} {
		status, told, said := run("", strings.Fields(args)...)
		if status != 0 || !strings.Contains(told, shows) || !strings.Contains(said, why) {
			t.Errorf("%s: exit %d\n%s\n%s", args, status, told, said)
		}
	}
	if status, told, _ := run("", "verify", filepath.Join(out, "package")); status != 0 {
		t.Errorf("the package that left does not verify: %s", told)
	}
	for _, args := range []string{
		"import -", "edit " + slug + " --set headlines.main=No", "restore " + slug + " 1", "trash " + slug,
		"status " + slug + " ready", "status --hold " + slug, "embargo " + slug + " 2999-12-03T00:01 Europe/Kyiv",
		"section add Sport", "lineup set Trending " + slug, "settings set newsroom.name X",
	} {
		status, _, said := run("Copy\n\nWords of it.\n", strings.Fields(args)...)
		if status != exitFailed || strings.Count(said, "can only be read") < 2 || !strings.Contains(said, "newer Stet to go on") {
			t.Errorf("%s: exit %d\n%s", args, status, said)
		}
	}
	if status, told, _ := run("", "show", slug); status != 0 || !strings.Contains(told, "The boat sails again") {
		t.Errorf("after all that: exit %d, %s", status, told)
	}
}

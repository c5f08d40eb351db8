package cli

import (
	"os"
	"path/filepath"
	"runtime"
)

// dataFolder is Stet's folder in the platform's place for a program's data.
// Linux keeps data apart from settings, which os.UserConfigDir does not know.
func dataFolder(getenv func(string) string) (string, error) {
	switch runtime.GOOS {
	case "windows":
		if local := getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, "Stet Newsroom"), nil
		}
	case "darwin":
	default:
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			return filepath.Join(data, "stet-newsroom"), nil
		}
		home, err := os.UserHomeDir()
		return filepath.Join(home, ".local", "share", "stet-newsroom"), err
	}
	base, err := os.UserConfigDir()
	return filepath.Join(base, "Stet Newsroom"), err
}

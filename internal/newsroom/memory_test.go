package newsroom

import (
	"math"
	"testing"
	"testing/fstest"
)

// TestMemoryLeft reads what kernels say of memory, as they say it.
func TestMemoryLeft(t *testing.T) {
	const mb = 1 << 20
	machine := map[string]string{
		"proc/meminfo":     "MemTotal:       8388608 kB\nMemFree:          102400 kB\nMemAvailable:    2097152 kB\n",
		"proc/self/limits": "Limit                     Soft Limit           Hard Limit           Units     \nMax data size             unlimited            unlimited            bytes     \n",
		"proc/self/status": "VmSize:\t 1234567 kB\nVmData:\t  102400 kB\n",
		"proc/self/cgroup": "0::/\n",
	}
	for _, c := range []struct {
		name  string
		files map[string]string
		want  uint64
	}{
		{"a machine of its own", nil, 2048 * mb},
		{"a limit of its own", map[string]string{"proc/self/limits": "Max data size             314572800            unlimited            bytes     \n"}, (300 - 100 + 10) * mb},
		{"over its limit", map[string]string{"proc/self/limits": "Max data size             52428800             unlimited            bytes     \n"}, 0},
		{"a control group", map[string]string{
			"proc/self/cgroup":                       "0::/desk/stet\n",
			"sys/fs/cgroup/desk/memory.max":          "524288000\n",
			"sys/fs/cgroup/desk/memory.current":      "419430400\n",
			"sys/fs/cgroup/desk/memory.stat":         "anon 1\nfile 2\ninactive_file 41943040\nactive_file 3\n",
			"sys/fs/cgroup/desk/stet/memory.max":     "max\n",
			"sys/fs/cgroup/desk/stet/memory.current": "104857600\n",
		}, (500 - 400 + 40 + 10) * mb},
		{"a control group of the first kind", map[string]string{
			"proc/self/cgroup": "9:name=systemd:/\n4:cpu,cpuacct:/other\n3:memory:/desk\n0::/\n",
			"sys/fs/cgroup/memory/desk/memory.limit_in_bytes": "314572800\n",
			"sys/fs/cgroup/memory/desk/memory.usage_in_bytes": "209715200\n",
			"sys/fs/cgroup/memory/memory.limit_in_bytes":      "9223372036854771712\n",
			"sys/fs/cgroup/memory/memory.usage_in_bytes":      "1048576\n",
		}, (300 - 200 + 10) * mb},
	} {
		root := fstest.MapFS{}
		for _, files := range []map[string]string{machine, c.files} {
			for name, text := range files {
				root[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
		if got := memoryLeft(root, 10*mb); got != c.want {
			t.Errorf("%s: %d MB are left, want %d", c.name, got/mb, c.want/mb)
		}
	}
	if got := memoryLeft(fstest.MapFS{}, 0); got != math.MaxUint64 {
		t.Errorf("where nothing is said %d bytes are left", got)
	}
}

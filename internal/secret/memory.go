package secret

import (
	"fmt"
	"sync"
)

// Memory is a keeper that forgets with the program.
type Memory struct {
	mu      sync.Mutex
	secrets map[string]string
}

// Get wraps ErrNone where nothing is kept under the name.
func (m *Memory) Get(name string) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.secrets[name]
	if !ok {
		return "", fmt.Errorf("read secret %q: %w", name, ErrNone)
	}
	return value, nil
}

// Set keeps a secret.
func (m *Memory) Set(name, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.secrets == nil {
		m.secrets = map[string]string{}
	}
	m.secrets[name] = value
	return nil
}

// Delete forgets a secret.
func (m *Memory) Delete(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.secrets, name)
	return nil
}

// State is that of a keyring: nothing needs unlocking.
func (m *Memory) State() State { return InKeyring }

// Unlock has nothing to do.
func (m *Memory) Unlock(string) error { return nil }

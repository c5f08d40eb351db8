package intake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// cutTOML parts "+++", TOML, "+++" at the very start from the body, as Hugo
// writes them.
func cutTOML(text string) (matter, body string) {
	rest, ok := strings.CutPrefix(text, "+++\n")
	if !ok {
		return "", text
	}
	if inner, below, ok := strings.Cut(rest, "\n+++\n"); ok {
		return inner + "\n", strings.TrimLeft(below, "\n")
	}
	if inner, ok := strings.CutSuffix(strings.TrimRight(rest, "\n"), "\n+++"); ok {
		return inner + "\n", ""
	}
	return "", text
}

// parseTOML is TOML as the tree that front matter is read from; nil = it is none.
func parseTOML(matter string) *yaml.Node {
	var m map[string]any
	if len(matter) > matterSize || toml.Unmarshal([]byte(matter), &m) != nil {
		return nil
	}
	return tomlNode(m, 0)
}

func tomlNode(v any, depth int) *yaml.Node {
	if depth > matterDepth {
		return scalar("")
	}
	switch v := v.(type) {
	case map[string]any:
		n := &yaml.Node{Kind: yaml.MappingNode}
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			n.Content = append(n.Content, scalar(key), tomlNode(v[key], depth+1))
		}
		return n
	case []any:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for _, item := range v {
			n.Content = append(n.Content, tomlNode(item, depth+1))
		}
		return n
	case time.Time:
		return scalar(v.Format(time.RFC3339))
	case string:
		return scalar(v)
	}
	return scalar(fmt.Sprint(v)) // numbers, booleans, dates without a zone
}

func scalar(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle}
}

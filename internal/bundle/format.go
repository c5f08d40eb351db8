package bundle

// outFormat is one file that every story of a bundle becomes.
type outFormat struct {
	name  string // in stet.json and in losses
	file  string // in the story's folder
	kind  string // media type
	write func(*export) ([]byte, error)
	// lacks names the fields that the format has no place for, and why. What a
	// field holds is reported when it is not empty.
	lacks map[string]string
}

// formats in the order in which a story's files are listed.
var formats = []outFormat{
	{"markdown", "article.md", "text/markdown; charset=utf-8", writeMarkdown, nil},
	{"ninjs", "article.json", "application/json", writeNinjs, ninjsLacks},
	{"html", "index.html", "text/html; charset=utf-8", writePage, pageLacks},
	{"mobile", "mobile.html", "text/html; charset=utf-8", writeMobile, mobileLacks},
}

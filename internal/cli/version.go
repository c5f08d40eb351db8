package cli

// Version of the program: the window and both binaries say this one.
const Version = "0.1.0"

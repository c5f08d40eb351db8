package check

func baseURL(s Story) []Finding {
	return one(s.House.BaseURL == "", Finding{
		Code: "no-base-url", Severity: Warn,
		Message: "The newsroom has no web address yet: pages go out without a canonical link. Set it in Settings.",
	})
}

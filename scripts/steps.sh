# Sourced by test.sh and check.sh: runs named steps one after another, goes on
# after a failure so that one run tells everything, and sums up at the end.
passed=() failed=()

# step NAME COMMAND...: quiet when it passes, its whole output when it fails.
step() {
	local name=$1 started=$SECONDS
	shift
	printf -- '--- %s\n' "$name"
	if "$@" </dev/null; then
		passed+=("$name")
		printf 'ok   %s (%ds)\n' "$name" $((SECONDS - started))
	else
		failed+=("$name")
		printf 'FAIL %s (%ds)\n' "$name" $((SECONDS - started))
	fi
}

# sum_up WHAT: the closing lines and the verdict.
sum_up() {
	local name
	printf '\n=== %s: %d steps in %ds\n' "$1" $((${#passed[@]} + ${#failed[@]})) "$SECONDS"
	for name in "${failed[@]}"; do printf '  failed: %s\n' "$name"; done
	printf '%s: %d passed, %d failed\n' "$1" "${#passed[@]}" "${#failed[@]}"
	[ "${#failed[@]}" = 0 ]
}

#!/bin/sh
# --check against the runtime's own verdicts: ../shared/facts/verdicts holds manifests and calls, which
# are written here as raw lines of strace. Skipped where the reference is not there.
set -u
facts=$top_srcdir/../shared/facts/verdicts
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

if [ ! -r "$facts/00.tsv" ]; then
	echo '1..1'
	echo 'ok 1 - verdicts # SKIP the reference is not there'
	exit 0
fi
set -- "$facts"/[0-9][0-9].yaml
echo "1..$#"
number=0
for manifest; do
	number=$((number + 1))
	rows=${manifest%.yaml}.tsv
	awk -F '\t' '{
		print $1 "(" $2 ", " $3 ", " $4 ", " $5 ", " $6 ", " $7 ") = 0"
	}' "$rows" >"$work/log"
	awk -F '\t' '$8 == "KILL" { print NR ": " $1 ": killed" }' "$rows" >"$work/expected"
	"$builddir/northstar-seccomp" --check -v -q --scope all -a x86_64 -m "$manifest" \
		"$work/log" 2>/dev/null | sed 's/^[^:]*:\([0-9]*: [^:]*: [a-z ]*\):.*/\1/' >"$work/found"
	if cmp -s "$work/expected" "$work/found"; then
		echo "ok $number - $(basename "$manifest")"
	else
		echo "not ok $number - $(basename "$manifest")"
		diff "$work/expected" "$work/found" | sed 's/^/# /'
	fi
done

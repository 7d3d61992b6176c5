#!/bin/sh
# Holds data/constants.tsv against the facts beside the source: strace's own list of names, and the
# texts of real scalar arguments. Skipped where they are not. Uses top_srcdir.
set -eu
export LC_ALL=C

top=${top_srcdir:-.}
shared=$top/../shared
echo "1..2"

if [ ! -r "$shared/facts/strace-names.tsv" ]; then
	echo "ok 1 - names of strace # SKIP no list of them"
	echo "ok 2 - names in real arguments # SKIP no logs"
	exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
failed=0

# report NUMBER WHAT: a test fails when there are lines in the file of that number.
report() {
	if [ -s "$work/$1" ]; then
		sed 's/^/# missing: /' "$work/$1"
		echo "not ok $1 - $2"
		failed=1
	else
		echo "ok $1 - $2"
	fi
}

# Names of the groups that the table has must be in it, with a value or decided to have none.
# A few groups of strace have another name there.
awk -F '\t' '
	/^#/ { next }
	FILENAME == ARGV[1] { decided[$1]; next }
	FILENAME == ARGV[2] {
		if ($2 != "-" || $3 != "-")
			decided[$1]
		gsub(/~/, "", $4)
		count = split($4, parts, ",")
		for (i = 1; i <= count; i++)
			groups[parts[i]]
		next
	}
	{
		count = split($2, parts, ",")
		for (i = 1; i <= count; i++)
			if (!($1 in decided) && (parts[i] in groups ||
				parts[i] ~ /_ioctl_cmds$|^term_cmds|^madvise_/))
				print $1 " (" parts[i] ")"
	}' "$top/data/constants-reviewed.tsv" "$top/data/constants.tsv" \
	"$shared/facts/strace-names.tsv" >"$work/1"
report 1 "names of strace"

# What looks like a name in an argument: not in comments, strings and decorations, no number's
# digits, no function, and no name of an argument (flags=).
awk -F '\t' 'FNR > 1 && $3 != "number" { print $4 }' "$shared"/traces/truth/*.scalars.tsv | sort -u |
	sed 's|/\*[^*]*\*/||g; s/<[^>]*>//g; s/"[^"]*"//g; s/[a-z_]*=//g
		s/\(^\|[^A-Za-z0-9_]\)0x[0-9a-f]*/\1/g' |
	grep -oE '[A-Za-z_][A-Za-z0-9_]*\(?' | sort -u |
	awk -F '\t' '
		FILENAME != "-" { if ($2 != "-" || $3 != "-") known[$1]; next }
		/\($/ || /^(NULL|or)$/ || /^[0-9]/ { next }
		{ total++ }
		!($1 in known) { print }
		END { if (total < 300) print "most of the " total " names that were to be found" }
	' "$top/data/constants.tsv" - >"$work/2"
report 2 "names in real arguments"

exit $failed

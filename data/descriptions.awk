# Turns data/descriptions.tsv into the sentences that src/facts/description.c includes, in the order
# of data/syscalls.tsv, at build time:
#	awk -f descriptions.awk descriptions.tsv syscalls.tsv

BEGIN {
	FS = "\t"
	print "/* Generated from data/descriptions.tsv by data/descriptions.awk. */"
	print "static const char *const description_rows[] = {"
}

/^#/ || /^$/ {
	next
}

FILENAME ~ /descriptions/ {
	sentences[$1] = $2
	next
}

# A name whose arguments differ between architectures has two lines.
$1 != last {
	last = $1
	if (!($1 in sentences)) {
		print "data/descriptions.tsv: nothing about " $1 >"/dev/stderr"
		exit 1
	}
	printf "\t\"%s\",\n", sentences[$1]
}

END {
	print "};"
}

# Turns data/capabilities.tsv into the names that src/facts/capability.c includes, at build time:
#	awk -f capabilities.awk capabilities.tsv

BEGIN {
	print "/* Generated from data/capabilities.tsv by data/capabilities.awk. */"
	print "static const char *const capability_names[] = {"
}

!/^#/ {
	printf "\t[%d] = \"%s\",\n", $1, $2
}

END {
	print "};"
}

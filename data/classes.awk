# Turns data/classes.tsv into the rows that src/facts/class.c includes, at build time:
#	awk -f classes.awk classes.tsv

BEGIN {
	print "/* Generated from data/classes.tsv by data/classes.awk. */"
	print "static const struct class_row class_rows[] = {"
}

!/^#/ {
	classes = "BIT_" toupper($2)
	gsub(/,/, " | BIT_", classes)
	printf "\t{\"%s\", %s},\n", $1, classes
}

END {
	print "};"
}

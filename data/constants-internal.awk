# Cuts the constants whose names match a pattern out of a header of the kernel that is not for
# programs, and so does not compile here: as C that needs nothing else. Called by update-constants.
#
#	awk -v pattern=REGEX -f data/constants-internal.awk HEADER
#
# Whole enums are kept when one of their enumerators matches.

function without_comments(text,    start, end) {
	while ((start = index(text, "/*")) > 0) {
		end = index(substr(text, start + 2), "*/")
		if (end == 0)
			return substr(text, 1, start - 1)
		text = substr(text, 1, start - 1) " " substr(text, start + end + 3)
	}
	return text
}

{
	sub(/\/\/.*/, "")
	source = source $0 "\n"
}

function print_enum(text,    names) {
	names = text
	sub(/^[^{]*\{/, " ", names)
	gsub(/[,}]/, " ", names)
	if (names ~ "[ \t\n](" pattern ")[ \t\n=]")
		print text ";"
}

END {
	count = split(without_comments(source), lines, "\n")
	for (i = 1; i <= count; i++) {
		line = lines[i]
		if (line ~ "^[ \t]*#[ \t]*define[ \t]+(" pattern ")[ \t]+[^ \t]") {
			if (line !~ /\\$/)
				print line
			continue
		}
		if (line ~ /^enum[^;()]*(\{.*)?$/)
			text = ""
		else if (text == "")
			continue
		if (line ~ /^[ \t]*#/)
			continue
		text = text line "\n"
		if (line ~ /\}/) {
			sub(/\}.*/, "}", text)
			print_enum(text)
			text = ""
		}
	}
}

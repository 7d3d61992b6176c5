# Lists the constants that one header defines, from `gcc -E -dD` of it: names of macros without
# parameters and of enumerators, each once, one per line. Called by update-constants.
#
#	awk -v header=HEADER -f data/constants-in-header.awk
#
# HEADER is the end of the file's name as the line markers give it; what other headers define that
# it includes is left out.

function add(name)
{
	if (name ~ /^[A-Za-z_][A-Za-z0-9_]*$/ && !(name in seen)) {
		seen[name] = 1
		print name
	}
}

# Takes the enumerators out of the text of all enums, which may hold commas inside parentheses.
function add_enumerators(text,    rest, body, depth, i, c, item)
{
	rest = text
	while (match(rest, /(^|[^A-Za-z0-9_])enum([ \t]+[A-Za-z_][A-Za-z0-9_]*)?[ \t]*\{/)) {
		rest = substr(rest, RSTART + RLENGTH)
		i = index(rest, "}")
		body = substr(rest, 1, i - 1) ","
		rest = substr(rest, i + 1)
		depth = 0
		item = ""
		for (i = 1; i <= length(body); i++) {
			c = substr(body, i, 1)
			depth += (c == "(") - (c == ")")
			if (c != "," || depth > 0) {
				item = item c
				continue
			}
			sub(/=.*/, "", item)
			gsub(/[ \t]/, "", item)
			add(item)
			item = ""
		}
	}
}

/^# [0-9]+ "/ {
	file = $3
	gsub(/"/, "", file)
	inside = length(file) >= length(header) &&
		substr(file, length(file) - length(header) + 1) == header
	next
}

!inside {
	next
}

$1 == "#define" {
	if ($2 !~ /\(/ && NF > 2)
		add($2)
	next
}

/^#/ {
	next
}

{
	text = text " " $0
}

END {
	add_enumerators(text)
}

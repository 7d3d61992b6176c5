# Turns the output of --list-keys into the manual's KEYS section.

BEGIN {
	FS = "\t"
}

function roff(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	sub(/^'/, "\\(aq", text)
	sub(/^\./, "\\\\\\&.", text)
	gsub(/`/, "\\(ga", text)
	return text
}

$1 != view {
	view = $1
	heading = view
	gsub(/,/, ", ", heading)
	print ".SS " heading
}

{
	gsub(/ /, ", ", $2)
	print ".TP"
	print ".B " roff($2)
	print roff($4) ($4 ~ /[.?]$/ ? "" : ".")
}

# Turns the option lines of --help into the manual's OPTIONS section.

/^  -|^      --/ {
	text = $0
	sub(/^ +/, "", text)
	split_at = match(text, /  +/)
	left = substr(text, 1, split_at - 1)
	right = substr(text, split_at + RLENGTH)
	gsub(/-/, "\\-", left)
	gsub(/-/, "\\-", right)
	print ".TP"
	print ".B " left
	# A word that begins a list, `container: ...`, is a word to type.
	if (right !~ /^[a-z]+:/)
		right = toupper(substr(right, 1, 1)) substr(right, 2)
	print right (right ~ /[?]$/ ? "" : ".")
}

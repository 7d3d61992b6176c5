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
	print toupper(substr(right, 1, 1)) substr(right, 2) "."
}

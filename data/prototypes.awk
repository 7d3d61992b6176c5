# Reads C files of the kernel; prints for each SYSCALL_DEFINE a line
#	native|compat TAB name TAB "type name|type name|..."

function trim(text) {
	sub(/^[ \t]+/, "", text)
	sub(/[ \t]+$/, "", text)
	return text
}

# "const" for the argument itself says nothing to a caller, and "unsigned" is "unsigned int".
function clean_type(type) {
	gsub(/__user/, "", type)
	gsub(/[ \t]+/, " ", type)
	gsub(/ ?\*/, "*", type)
	type = trim(type)
	if (type !~ /\*/)
		sub(/^const /, "", type)
	if (type == "unsigned")
		type = "unsigned int"
	sub(/\*/, " *", type)
	sub(/const\*/, "const *", type)
	sub(/\*const$/, "*", type)
	return type
}

function print_definition(text,    compat, parts, count, list, i) {
	compat = text ~ /^COMPAT/
	sub(/^[A-Z_]*[0-6]\(/, "", text)
	sub(/\).*$/, "", text)
	gsub(/\/\*[^*]*\*\//, "", text)
	count = split(text, parts, ",")
	for (i = 2; i < count; i += 2)
		list = list (i > 2 ? "|" : "") clean_type(parts[i]) " " trim(parts[i + 1])
	print (compat ? "compat" : "native") "\t" trim(parts[1]) "\t" list
}

FNR == 1 {
	open = 0
}

/^(COMPAT_)?SYSCALL_DEFINE[0-6]\(/ {
	open = 1
	text = ""
}

open {
	text = text (text == "" ? "" : " ") $0
	opened = text
	closed = text
	if (gsub(/\(/, "", opened) <= gsub(/\)/, "", closed)) {
		open = 0
		print_definition(text)
	}
}

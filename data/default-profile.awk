# Turns data/default-profile.tsv into C, at build time:
#	awk -f default-profile.awk capabilities.tsv default-profile.tsv
# The result is what src/facts/default_profile.c includes.

function fail(message) {
	print "data/default-profile.awk: " FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function arches_of(word) {
	if (word == "any")
		return "1U << ARCH_X86_64 | 1U << ARCH_AARCH64"
	if (word == "x86_64")
		return "1U << ARCH_X86_64"
	if (word == "aarch64")
		return "1U << ARCH_AARCH64"
	fail("unknown architecture \"" word "\"")
}

# Returns ".since = 5, .until = 9" for "0.5-0.9".
function versions_of(word) {
	if (word !~ /^0\.[0-9]+-0\.[0-9]+$/)
		fail("\"" word "\" is not FIRST-LAST")
	gsub(/0\./, "", word)
	sub(/-/, ", .until = ", word)
	return ".since = " word
}

function condition_of(word,    condition) {
	if (word == "always")
		return ".condition = PROFILE_ALWAYS"
	condition = "PROFILE_WITH_CAPABILITY"
	if (sub(/^but-not-/, "", word))
		condition = "PROFILE_SOME_BUT_NOT_CAPABILITY"
	if (!(word in capabilities))
		fail("unknown capability \"" word "\"")
	return ".condition = " condition ", .capability = " capabilities[word]
}

function rule_of(text,    parts, count, values, i) {
	if (text == "any")
		return ".test = PROFILE_ANY"
	if (split(text, parts, " ") != 3 || parts[2] !~ /^(in|mask)$/ || parts[1] !~ /^[0-5]$/)
		fail("\"" text "\" is not a rule")
	count = split(parts[3], values, ",")
	text = ""
	for (i = 1; i <= count; i++)
		text = text (i > 1 ? ", " : "") "UINT64_C(" values[i] ")"
	printf "static const uint64_t values_%d[] = {%s};\n", row_count, text
	return sprintf(".test = %s, .index = %d, .value_count = %d, .values = values_%d",
		parts[2] == "in" ? "PROFILE_VALUES" : "PROFILE_MASK", parts[1], count, row_count)
}

BEGIN {
	FS = "\t"
	print "/* Generated from data/default-profile.tsv by data/default-profile.awk. */"
}

FNR == 1 {
	file++
}

/^#/ || /^$/ {
	next
}

file == 1 {
	capabilities[$2] = $1
	next
}

{
	if (NF != 5)
		fail("not five columns")
	rows[row_count + 0] = "\t{.syscall = \"" $1 "\", .arches = " arches_of($2) ",\n\t\t" \
		versions_of($3) ", " condition_of($4) ",\n\t\t" rule_of($5) "},"
	row_count++
}

END {
	if (failed)
		exit 1
	print "static const struct profile_row profile_rows[] = {"
	for (i = 0; i < row_count; i++)
		print rows[i]
	print "};"
}

# Turns data/constants.tsv and data/families.tsv into C, at build time:
#	awk -v want=constants -f constants.awk constants.tsv
#		the tables that src/facts/constant.c includes
#	awk -v want=families -f constants.awk constants.tsv families.tsv
#		the tables that src/facts/family.c includes
# Both inputs are sorted by name in the C locale; names without any value are left out.

function fail(message) {
	print "data/constants.awk: " FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

function has_value(text) {
	return text ~ /^0x[0-9a-f]+$/
}

function add_constant() {
	if (want == "constants") {
		print "\t\"" $1 "\\0\""
		rows[count] = sprintf("\t{%d, %d, {%s, %s}},", offset,
			has_value($2) + 2 * has_value($3), has_value($2) ? "UINT64_C(" $2 ")" : 0,
			has_value($3) ? "UINT64_C(" $3 ")" : 0)
		offset += length($1) + 1
	}
	add_members($4, has_value($2) ? $2 : $3)
	count++
}

# How many bits are set in a hexadecimal number.
function bits_of(text,    i, total) {
	total = 0
	for (i = 3; i <= length(text); i++)
		total += substr("0112122312232334", index("0123456789abcdef",
			substr(text, i, 1)), 1)
	return total
}

# Members stand in the order in which they are tried: names of more bits first, then single bits
# from the lowest on.
function add_members(list, value,    parts, i, n, key) {
	n = split(list, parts, ",")
	key = bits_of(value)
	if (key == 1)
		key = key "," value
	for (i = 1; i <= n; i++)
		if (parts[i] !~ /~$/)
			members[parts[i], key] = members[parts[i], key] " " count
}

function member_list(group,    bits, zeros, digit, list) {
	list = ""
	for (bits = 64; bits > 1; bits--)
		list = list members[group, bits]
	for (zeros = ""; length(zeros) < 16; zeros = zeros "0")
		for (digit = 1; digit <= 8; digit *= 2)
			list = list members[group, "1,0x" digit zeros]
	return list members[group, 0]
}

# Returns the index of a group, which gets one when it is used first.
function group_of(name,    list, n, ids, i) {
	if (name in group_index)
		return group_index[name]
	list = member_list(name)
	if (list == "")
		fail("no name has the group \"" name "\"")
	n = split(list, ids, " ")
	groups[group_count] = sprintf("\t{%d, %d}, /* %s */", member_count, n, name)
	for (i = 1; i <= n; i++)
		member[member_count++] = ids[i]
	return group_index[name] = group_count++
}

function add_parts(list,    parts, n, i, pair, text) {
	if (list == "-")
		return "0, 0"
	n = split(list, parts, ",")
	text = ""
	for (i = 1; i <= n; i++) {
		if (split(parts[i], pair, "&") == 1)
			pair[2] = "0"
		text = text (i > 1 ? "\n" : "") sprintf("\t{%d, UINT64_C(%s)},",
			group_of(pair[1]), pair[2])
	}
	if (!(list in part_index)) {
		part_index[list] = part_count
		part_text[parts_made++] = text
		part_count += n
	}
	return sprintf("%d, %d", part_index[list], n)
}

function add_family(    key) {
	if ($3 !~ /^(value|either|flags|mode|command|ioprio|quota|device)$/)
		fail("unknown form \"" $3 "\"")
	key = $1 "\t" $2
	if (NF != 4 || (families > 0 && $1 < last))
		fail("not four columns, or not sorted")
	last = $1
	family[families++] = sprintf("\t{\"%s\", %d, FORM_%s, %s},", $1, $2, toupper($3),
		add_parts($4))
}

BEGIN {
	FS = "\t"
	count = offset = families = 0
	group_count = member_count = part_count = parts_made = 0
	print "/* Generated from data/constants.tsv by data/constants.awk. */"
	if (want == "constants")
		print "static const char constant_names[] ="
}

/^#/ {
	next
}

NF == 4 && $2 ~ /^[0-9]$/ && want == "families" {
	add_family()
	next
}

has_value($2) || has_value($3) {
	add_constant()
}

function print_all(head, list, n,    i) {
	print head
	for (i = 0; i < n; i++)
		print list[i]
	print "};"
}

END {
	if (failed)
		exit 1
	if (want == "constants") {
		print "\t;"
		print_all("static const struct constant_row constant_rows[] = {", rows, count)
		exit
	}
	print "static const uint16_t family_members[] = {"
	for (i = 0; i < member_count; i++)
		printf "%d,%s", member[i], i % 16 == 15 ? "\n" : " "
	print "};"
	print_all("static const struct family_group family_groups[] = {", groups, group_count)
	print_all("static const struct family_part family_parts[] = {", part_text, parts_made)
	print_all("static const struct family family_rows[] = {", family, families)
}

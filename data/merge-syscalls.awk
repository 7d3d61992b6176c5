# Merges data/syscalls-reviewed.tsv, the kernel's prototypes (data/prototypes.awk) and its tables
# ("arch number name entry") into the unsorted rows of data/syscalls.tsv. Files in this order.

function fail(message) {
	print "data/merge-syscalls.awk: " message > "/dev/stderr"
	failed = 1
}

# Returns the kind of an argument and sets decision_bits and decision_name.
function decide(call, name, type,    key) {
	decision_bits = ""
	decision_name = name
	key = call SUBSEP name
	if (key in kinds) {
		used[key] = 1
		decision_bits = bits[key]
		if (names[key] != "")
			decision_name = names[key]
		return kinds[key]
	}
	if (type ~ /\*/)
		return "pointer"
	key = "*" SUBSEP name
	if (key in kinds) {
		used[key] = 1
		if (names[key] != "")
			decision_name = names[key]
		# The functions that look a descriptor up take an unsigned int (include/linux/file.h).
		if (kinds[key] == "fd" && type ~ /long/)
			decision_bits = 32
		return kinds[key]
	}
	if (("*" SUBSEP "(" type ")") in kinds)
		return kinds["*" SUBSEP "(" type ")"]
	fail(call ": nothing says the kind of \"" type " " name "\"")
	return "other"
}

function arguments_of_prototype(call, prototype,    parts, count, i, name, type, kind, list) {
	count = split(prototype, parts, /\|/)
	for (i = 1; i <= count; i++) {
		name = parts[i]
		sub(/^.*[ *]/, "", name)
		type = substr(parts[i], 1, length(parts[i]) - length(name))
		sub(/ +$/, "", type)
		sub(/^_+/, "", name)
		kind = decide(call, name, type)
		list = list "\t" decision_name ":" kind ":" type
		if (decision_bits != "")
			list = list ":" decision_bits
	}
	return list
}

# Returns the arguments of `call`, each with a tab before it.
function arguments_on(call, arch, entry) {
	if ((call SUBSEP arch) in whole) {
		used[call SUBSEP "=" arch] = 1
		return whole[call, arch]
	}
	if ((call SUBSEP "any") in whole) {
		used[call SUBSEP "=any"] = 1
		return whole[call, "any"]
	}
	sub(/^sys_/, "", entry)
	if (entry == "")
		return ""
	if (entry in conflicting)
		fail(call ": several prototypes, none chosen")
	if ((entry SUBSEP "native") in prototypes)
		return arguments_of_prototype(call, prototypes[entry, "native"])
	if ((entry SUBSEP "compat") in prototypes)
		return arguments_of_prototype(call, prototypes[entry, "compat"])
	fail(call ": no prototype of sys_" entry)
	return ""
}

function number_on(call, arch) {
	return (call SUBSEP arch) in numbers ? numbers[call, arch] : "-"
}

function compat_of(call,    list) {
	if ((call SUBSEP "i386") in numbers)
		list = "i386"
	if ((call SUBSEP "arm") in numbers)
		list = list (list == "" ? "" : ",") "arm"
	return list == "" ? "-" : list
}

function print_row(call, x86_64, aarch64, arguments) {
	print call "\t" x86_64 "\t" aarch64 "\t" compat_of(call) arguments
}

function print_call(call,    x86_64, aarch64, on_x86_64, on_aarch64) {
	x86_64 = number_on(call, "x86_64")
	aarch64 = number_on(call, "aarch64")
	if (x86_64 != "-")
		on_x86_64 = arguments_on(call, "x86_64", entries[call, "x86_64"])
	if (aarch64 != "-")
		on_aarch64 = arguments_on(call, "aarch64", entries[call, "aarch64"])
	if (x86_64 == "-" && aarch64 == "-")
		print_row(call, "-", "-", arguments_on(call, "compat", entries[call, "compat"]))
	else if (aarch64 == "-" || on_x86_64 == on_aarch64)
		print_row(call, x86_64, aarch64, on_x86_64)
	else if (x86_64 == "-")
		print_row(call, x86_64, aarch64, on_aarch64)
	else {
		print_row(call, x86_64, "-", on_x86_64)
		print_row(call, "-", aarch64, on_aarch64)
	}
}

BEGIN {
	FS = "\t"
}

FNR == 1 {
	file++
}

/^#/ || /^$/ {
	next
}

file == 1 && $2 ~ /^=/ {
	list = ""
	for (i = 3; i <= NF; i++)
		list = list "\t" $i
	whole[$1, substr($2, 2)] = list
	reviewed[$1, $2] = 1
	if ($2 == "=compat") {
		numbers[$1, "arm"] = "-"
		calls[$1] = 1
	}
	next
}

file == 1 {
	kinds[$1, $2] = $3
	bits[$1, $2] = $4 == "-" ? "" : $4
	names[$1, $2] = $5
	if ($2 !~ /^\(/)
		reviewed[$1, $2] = 1
	next
}

file == 2 {
	if (($2 SUBSEP $1) in prototypes && prototypes[$2, $1] != $3 && $1 == "native")
		conflicting[$2] = 1
	if (!(($2 SUBSEP $1) in prototypes))
		prototypes[$2, $1] = $3
	next
}

{
	calls[$3] = 1
	numbers[$3, $1] = $2
	entries[$3, $1] = $4
	if (($1 == "i386" || $1 == "arm") && !(($3 SUBSEP "compat") in entries))
		entries[$3, "compat"] = $4
}

END {
	for (call in calls)
		print_call(call)
	for (key in reviewed)
		if (!(key in used)) {
			split(key, parts, SUBSEP)
			fail("data/syscalls-reviewed.tsv: \"" parts[1] " " parts[2] "\" is not needed")
		}
	exit failed
}

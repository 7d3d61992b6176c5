# Turns data/syscalls.tsv into C, at build time:
#	awk -f syscalls.awk -v want=rows syscalls.tsv	the tables that src/facts/syscall.c includes
#	awk -f syscalls.awk -v want=names syscalls.tsv	the input of gperf: each name with its row
# The rows of a name (one per architecture where its arguments differ) become one.

# Bits of a C type as 64-bit kernels have it (include/uapi/asm-generic/posix_types.h, linux/types.h).
function width_of(type) {
	if (type ~ /\*/ || type ~ /long/ || type ~ /64$/)
		return 64
	if (type ~ /^(size_t|off_t|loff_t|aio_context_t|old_sigset_t|cap_user_(header|data)_t)$/ ||
		type == "__sighandler_t")
		return 64
	if (type ~ /^(umode_t|old_uid_t|old_gid_t)$/)
		return 16
	if (type ~ /^(int|unsigned int|u32|__u32|__s32|enum .*)$/ ||
		type ~ /^(pid|uid|gid|qid|key|key_serial|clockid|timer|mqd|rwf)_t$/)
		return 32
	fail("unknown C type \"" type "\"")
	return 64
}

function is_signed(type) {
	return type ~ /^(int|long|__s32|off_t|loff_t)$/ ||
		type ~ /^(pid|key|key_serial|clockid|timer|mqd|rwf)_t$/
}

function fail(message) {
	print "data/syscalls.awk: " FILENAME ":" FNR ": " message > "/dev/stderr"
	failed = 1
	exit 1
}

# Adds the arguments of this line to the pool, unless the same list is there; returns the index.
function add_arguments(    list, i, parts, count) {
	list = ""
	for (i = 5; i <= NF; i++)
		list = list "\t" $i
	if (list in pool_index)
		return pool_index[list]
	pool_index[list] = pool_count
	for (i = 5; i <= NF; i++) {
		count = split($i, parts, ":")
		if (count < 3)
			fail("\"" $i "\" is not NAME:KIND:TYPE")
		pool[pool_count++] = sprintf("\t{\"%s\", \"%s\", KIND_%s, %d, %s},", parts[1],
			parts[3], toupper(parts[2]), count > 3 ? parts[4] : width_of(parts[3]),
			is_signed(parts[3]) ? "true" : "false")
	}
	return pool_index[list]
}

function add_row(    row, i) {
	row = row_count++
	names[row] = $1
	for (i = 0; i < 2; i++)
		numbers[row, i] = -1
	compat[row] = $4 == "-" ? "false" : "true"
}

function add_number(row, arch, number) {
	if ((arch SUBSEP number) in by_number)
		fail("number " number " stands twice")
	numbers[row, arch] = number
	by_number[arch, number] = row
	if (number + 1 > number_end[arch])
		number_end[arch] = number + 1
}

# The arguments of a line count where it has a number; where no line of the name has one (calls of one
# architecture, of 32-bit programs), too: a log's architecture may be known only after it was read.
function add_line(    at, i, row) {
	if (row_count == 0 || names[row_count - 1] != $1)
		add_row()
	row = row_count - 1
	at = add_arguments()
	for (i = 0; i < 2; i++) {
		if (numbers[row, i] >= 0)
			continue
		argument_counts[row, i] = NF - 4
		argument_starts[row, i] = at
		if ($(2 + i) != "-")
			add_number(row, i, $(2 + i))
	}
}

function print_pool(    i) {
	print "static const struct argument_fact argument_pool[] = {"
	for (i = 0; i < pool_count; i++)
		print pool[i]
	print "};\n"
}

function print_rows(    i) {
	print "static const struct syscall_fact syscall_rows[] = {"
	for (i = 0; i < row_count; i++)
		printf "\t{\"%s\", {%d, %d}, %s, {%d, %d}, {argument_pool + %d, argument_pool + %d}},\n",
			names[i], numbers[i, 0], numbers[i, 1], compat[i], argument_counts[i, 0],
			argument_counts[i, 1], argument_starts[i, 0], argument_starts[i, 1]
	print "};\n"
}

# One array per architecture from number to row; -1 where there is no call.
function print_numbers(arch, name,    i) {
	printf "static const short %s[] = {", name
	for (i = 0; i < number_end[arch]; i++)
		printf "%s%d,", i % 16 == 0 ? "\n\t" : " ",
			(arch SUBSEP i) in by_number ? by_number[arch, i] : -1
	print "\n};\n"
}

function print_names(    i) {
	print "%language=ANSI-C\n%readonly-tables\n%compare-lengths\n%compare-strncmp\n%pic"
	print "%define string-pool-name syscall_name_pool\n%define hash-function-name hash_name"
	print "%define lookup-function-name find_name\n%struct-type\n%enum"
	print "struct syscall_name { int name; short row; };\n%%"
	for (i = 0; i < row_count; i++)
		print names[i] ", " i
}

BEGIN {
	FS = "\t"
	pool_count = 0
	row_count = 0
}

/^#/ || /^$/ {
	next
}

{
	add_line()
}

END {
	if (failed)
		exit 1
	if (want == "names") {
		print_names()
		exit
	}
	print "/* Generated from data/syscalls.tsv by data/syscalls.awk. */"
	print_pool()
	print_rows()
	print_numbers(0, "rows_on_x86_64")
	print_numbers(1, "rows_on_aarch64")
}

# Puts data/constants.tsv together anew. Called by update-constants, with the files in this order:
# the present constants.tsv, constants-reviewed.tsv, names of ioctl commands, values of x86_64 and
# of aarch64 ("NAME number", signed or unsigned decimal).
# A name that no header has and nobody decided on ends it with a message.

function file_role() {
	if (FNR == 1)
		role++
}

# Decimal text to 64-bit hexadecimal; awk's own numbers are not exact enough.
function hex(text,    negative, i, digit, carry, value, out) {
	negative = text ~ /^-/
	sub(/^-/, "", text)
	for (i = 0; i < 4; i++)
		part[i] = 0
	for (i = 1; i <= length(text); i++) {
		carry = substr(text, i, 1) + 0
		for (digit = 0; digit < 4; digit++) {
			value = part[digit] * 10 + carry
			part[digit] = value % 65536
			carry = int(value / 65536)
		}
	}
	carry = 1
	for (i = 0; negative && i < 4; i++) {
		value = 65535 - part[i] + carry
		part[i] = value % 65536
		carry = int(value / 65536)
	}
	out = sprintf("%04x%04x%04x%04x", part[3], part[2], part[1], part[0])
	sub(/^0+/, "", out)
	return "0x" (out == "" ? "0" : out)
}

function value_of(name, arch) {
	if ((name, arch) in reviewed)
		return reviewed[name, arch] == "?" ? "-" : reviewed[name, arch]
	return (name, arch) in value ? value[name, arch] : "-"
}

BEGIN {
	FS = "\t"
}

{
	file_role()
}

/^#/ {
	next
}

role == 1 {
	groups[$1] = $4
	next
}

role == 2 {
	reviewed[$1, 1] = $2
	reviewed[$1, 2] = $3
	next
}

role == 3 {
	if (!($1 in groups))
		groups[$1] = "ioctl"
	else if ("," groups[$1] "," !~ /,ioctl~?,/)
		groups[$1] = groups[$1] ",ioctl"
	next
}

{
	split($0, pair, " ")
	if (pair[1] in groups)
		value[pair[1], role - 3] = hex(pair[2])
}

END {
	for (name in groups) {
		x86_64 = value_of(name, 1)
		aarch64 = value_of(name, 2)
		if (x86_64 == "-" && aarch64 == "-" && !((name, 1) in reviewed)) {
			print "data/update-constants: " name ": no header has it; decide in " \
				"data/constants-reviewed.tsv" > "/dev/stderr"
			failed = 1
		}
		print name "\t" x86_64 "\t" aarch64 "\t" groups[name]
	}
	exit failed
}

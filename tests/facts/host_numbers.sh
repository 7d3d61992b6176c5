#!/bin/sh
# Compares the numbers of data/syscalls.tsv with those of the compiler's headers, where they define a
# name. The table is the source, the headers only check it: an older or newer machine has fewer or
# more names. Uses top_srcdir and CC.
set -eu

table=${top_srcdir:-.}/data/syscalls.tsv
compiler=${CC:-cc}
echo "1..1"

# The compiler's architecture: it may build for another machine.
case $(echo __x86_64__:__aarch64__ | $compiler -E -P -) in
1:__aarch64__) column=2 ;;
__x86_64__:1) column=3 ;;
*)
	echo "ok 1 - numbers as in the compiler's headers # SKIP the architecture has no column"
	exit 0
	;;
esac

# Prints "name number" for each name of <asm/unistd.h>; the preprocessor works out the numbers.
host_numbers() {
	echo '#include <asm/unistd.h>' | $compiler -E -dM - |
		awk 'BEGIN { print "#include <asm/unistd.h>" }
			/^#define __NR_[a-z0-9_]+ / { name = substr($2, 6); print "call", "_" name, $2 }' |
		$compiler -E -P - | awk '$1 == "call" && $3 ~ /^[0-9]+$/ { print substr($2, 2), $3 }'
}

# The header's own marks that are no calls; a name newer than the table's last number is no error.
if host_numbers | awk -v column="$column" '
	FNR == NR {
		split($0, cells, "\t")
		if (/^[^#]/ && cells[column] != "-") {
			numbers[cells[1]] = cells[column]
			if (cells[column] + 0 > last)
				last = cells[column] + 0
		}
		next
	}
	$1 == "syscalls" || $1 == "arch_specific_syscall" || (!($1 in numbers) && $2 > last) {
		next
	}
	numbers[$1] != $2 {
		print "# " $1 " is " $2 " here, " ($1 in numbers ? numbers[$1] : "missing") " in the table"
		wrong = 1
	}
	{
		compared++
	}
	END {
		print "# compared " compared + 0 " names"
		exit wrong || compared < 250
	}' "$table" -; then
	echo "ok 1 - numbers as in the compiler's headers"
else
	echo "not ok 1 - numbers as in the compiler's headers"
	exit 1
fi

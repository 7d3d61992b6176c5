#!/bin/sh
# Shows that each lint passes on a small clean tree and fails on one with a single violation.
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d) || exit
trap 'rm -rf "$tree"' EXIT
number=0

# Makes the clean tree anew.
clean()
{
	rm -rf "${tree:?}"/*
	mkdir -p "$tree/src/base" "$tree/src/batch" "$tree/src/ui" "$tree/tests/base"
	cp "${top_srcdir:?}/.clang-format" "$tree"
	printf 'base:\nbatch: base\nui: base\nmain: base batch ui\n' >"$tree/src/LAYERS"
	cat >"$tree/src/base/sum.h" <<'END'
#ifndef BASE_SUM_H
#define BASE_SUM_H
#include <stddef.h>

size_t sum(size_t a, size_t b);
#endif
END
	cat >"$tree/src/base/sum.c" <<'END'
#include "base/sum.h"

static const char *const names[] = {"printf(", "stderr"};

/* Never calls exit() or printf(), and stdout is not named. */
size_t sum(size_t a, size_t b)
{
	return a + b + (size_t)names[a & 1][0];
}
END
	cat >"$tree/src/batch/print.c" <<'END'
#include <stdio.h>

#include "base/sum.h"

void print(FILE *file);

void print(FILE *file)
{
	fprintf(file, "%zu\n", sum(1, 2));
}
END
	echo '#include <ncurses.h>' >"$tree/src/ui/screen.c"
	printf '#include "base/sum.h"\n#include "options.h"\n' >"$tree/src/main.c"
}

# Prints a function of COUNT lines, named NAME.
function_of()
{
	printf 'void %s(void)\n{\n' "$2"
	seq "$(($1 - 3))" | sed 's/.*/\tsum(&, 1);/'
	printf '}\n\n'
}

result()
{
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	elif [ "$1" -eq 77 ]; then
		echo "ok $number - $2 # SKIP $said"
	else
		echo "not ok $number - $2"
		printf '%s\n' "$said" | sed 's/^/# /'
	fi
}

run()
{
	said=$(sh "$here/$1" "$tree" "$tree" 2>&1)
}

passes()
{
	run "$1"
	result $? "$1: passes on the clean tree"
}

# fails LINT WHAT WORD: the lint fails, and what it says names the culprit.
fails()
{
	run "$1"
	status=$?
	if [ "$status" -eq 1 ] || [ "$status" -gt 77 ]; then
		case $said in
		*"$3"*) status=0 ;;
		*) status=1 ;;
		esac
	elif [ "$status" -ne 77 ]; then
		status=1
	fi
	result "$status" "$1: fails on $2"
	clean
}

compile()
{
	(cd "$tree" && ${CC-cc} -D_GNU_SOURCE -Isrc -c src/base/sum.c -o src/base/sum.o)
}

clean

passes columns
printf '/* clang-format off */\n/* %0100d */\n/* clang-format on */\n/* \303\251%093d */\n' 0 0 \
	>>"$tree/src/base/sum.c"
passes columns
printf '\t/* %087d */\n' 0 >>"$tree/src/base/sum.c"
fails columns 'a comment of 101 columns' 'sum.c:14: 101 columns'

passes format
echo 'int  x ;' >>"$tree/src/base/sum.c"
fails format 'a file with other spaces' sum.c

fails globals 'a tree that was not built' 'no objects'
compile
passes globals
echo 'static int count; int next(void); int next(void) { return ++count; }' >>"$tree/src/base/sum.c"
compile
fails globals 'a variable that starts as 0' .bss
echo 'int count = 1;' >>"$tree/src/base/sum.c"
compile
fails globals 'a variable that starts as 1' .data
echo 'const char *words[] = {"a", "b"};' >>"$tree/src/base/sum.c"
compile
fails globals 'an array of pointers that can be changed' .data

passes headers
echo 'bool is_sum(void);' >>"$tree/src/base/sum.h"
fails headers 'a header that needs another one before it' base/sum.h

passes layers
echo '#include "ui/screen.h"' >>"$tree/src/base/sum.c"
fails layers 'an include upwards' 'base may not include ui/screen.h'
echo '#include "ui/screen.h"' >>"$tree/src/batch/print.c"
fails layers 'an include of a sister' 'batch may not include ui/screen.h'
echo '#include "options.h"' >>"$tree/src/ui/screen.c"
fails layers 'an include of what belongs to main' 'ui may not include options.h'
echo '#include "../base/sum.h"' >>"$tree/src/ui/screen.c"
fails layers 'a header that is not named from src on' 'not named from src'
mkdir "$tree/src/util"
echo '#include "base/sum.h"' >"$tree/src/util/all.c"
fails layers 'a folder that LAYERS does not name' 'util'

passes libraries
echo '#include <ncursesw/curses.h>' >>"$tree/src/base/sum.h"
fails libraries 'curses outside src/ui' base/sum.h
echo '#  include <yaml.h>' >>"$tree/src/batch/print.c"
fails libraries 'libyaml outside src/manifest' batch/print.c

passes output
for line in 'printf("a");' 'exit(2);' 'perror("a");' 'puts("a");' 'fputs("a", file);' \
	'use(stderr);' '/* a */ abort();'; do
	printf 'void f(void)\n{\n\t%s\n}\n' "$line" >>"$tree/src/base/sum.c"
	fails output "$line in base" base/sum.c:12
done
printf 'void f(void)\n{\n\tfprintf(stdout, "a");\n}\n' >>"$tree/src/batch/print.c"
fails output 'standard output in batch' batch/print.c

passes sizes
for i in 1 2 3 4 5 6 7 8 9; do function_of 40 "f$i"; done >>"$tree/src/base/sum.c"
function_of 60 g >>"$tree/src/base/sum.c"
passes sizes
function_of 41 h >>"$tree/src/base/sum.c"
function_of 41 i >>"$tree/src/base/sum.c"
fails sizes 'more than one function in ten over 40 lines' 'src: 3 of'
for i in $(seq 12); do function_of 4 "f$i"; done >>"$tree/src/base/sum.c"
function_of 61 g >>"$tree/src/base/sum.c"
fails sizes 'a function of 61 lines' 'a function of 61 lines'
yes '' | head -501 >"$tree/tests/base/test_sum.c"
fails sizes 'a file of 501 lines' 'tests/base/test_sum.c: 501 lines'

passes unfinished
echo '/* TO''DO: more */' >>"$tree/src/base/sum.h"
fails unfinished 'a mark of unfinished work' sum.h

echo "1..$number"

#!/bin/sh
# Runs each lint on the source tree. A lint prints what is wrong and fails, or ends with 77 and the
# reason why it cannot judge here.
here=$(dirname "$0")
lints='columns format headers layers libraries output sizes unfinished'
# The sanitizers add variables of their own, so only the plain build can be judged.
[ "${sanitizers-no}" = yes ] || lints="$lints globals"
number=0

# shellcheck disable=SC2086
set -- $lints
echo "1..$#"
for lint; do
	number=$((number + 1))
	said=$(sh "$here/$lint" "${top_srcdir:?}" "${builddir:?}" 2>&1)
	case $? in
	0) echo "ok $number - $lint" ;;
	77) echo "ok $number - $lint # SKIP $said" ;;
	*)
		echo "not ok $number - $lint"
		printf '%s\n' "$said" | sed 's/^/# /'
		;;
	esac
done

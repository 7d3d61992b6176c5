#!/bin/sh
# What a save leaves behind when it is killed at any system call, when the disk is full, and where it
# may not write: the old file or the new one, whole. Uses top_srcdir and builddir.
set -u
echo 1..9
program=$(cd "${builddir:-.}" && pwd)/northstar-seccomp
logs=$(cd "${top_srcdir:-.}" && pwd)/tests/cases/logs
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 99
umask 022
# Under strace leaks cannot be looked for.
export ASAN_OPTIONS=detect_leaks=0
number=0

# result STATUS NAME
result() {
	number=$((number + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		sed 's/^/# /' said 2>/dev/null
	fi
}
skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}
save() {
	"$program" -q -m "$1" -i --drop delete_module "$logs/few.strace" 2>said
}
begin_anew() {
	rm -f .northstar-seccomp.*
	cp "$logs/manifest.yaml" manifest.yaml
}
left() {
	find "$1" -name '.northstar-seccomp.*' | wc -l
}

begin_anew
save manifest.yaml && cp manifest.yaml new.yaml && ! cmp -s new.yaml "$logs/manifest.yaml"
result $? "saves"

# Kills it at occurrence $2 of system call $1; the manifest is the old one or the new one then.
kill_at() {
	begin_anew
	strace -f -o /dev/null -e inject="$1:signal=KILL:when=$2" \
		"$program" -q -m manifest.yaml -i --drop delete_module "$logs/few.strace" 2>said
	cmp -s manifest.yaml "$logs/manifest.yaml" && olds=$((olds + 1)) ||
		{ cmp -s manifest.yaml new.yaml && news=$((news + 1)); } &&
		[ "$(left .)" -le 1 ] || echo "killed at $1 $2" >>torn
	[ "$(left .)" -eq 0 ] || temporaries=$((temporaries + 1))
}

if strace -f -o calls -e trace=all "$program" -q -m manifest.yaml -i --drop delete_module \
	"$logs/few.strace" 2>said && begin_anew && strace -f -o calls "$program" -q -m manifest.yaml \
	-i --drop delete_module "$logs/few.strace" 2>said; then
	# From the creation of the temporary file to the end: "NAME OCCURRENCE".
	awk '{ sub(/^[0-9]+ +/, ""); sub(/\(.*/, "") } /^[a-z_0-9]+$/ { print $0, ++seen[$0] }' calls >all
	first=$(awk '{ sub(/^[0-9]+ +/, "") } /^[a-z_0-9]+\(/ { line++ }
		/O_CREAT.*northstar-seccomp\.|northstar-seccomp\..*O_CREAT/ { print line; exit }' calls)
	olds=0 news=0 temporaries=0
	: >torn
	tail -n "+${first:-1}" all | grep -v exit_group >points
	while read -r call when; do
		kill_at "$call" "$when"
	done <points
	echo "# killed: $olds times the old file was there, $news times the new one"
	[ -n "$first" ] && [ ! -s torn ] && [ "$olds" -gt 0 ] && [ "$news" -gt 0 ] &&
		[ "$temporaries" -gt 0 ]
	result $? "killed at any system call it leaves the old file or the new one"
	begin_anew
	kill_at fsync 1
	[ "$(left .)" -eq 1 ] && save manifest.yaml && [ "$(left .)" -eq 0 ] &&
		cmp -s manifest.yaml new.yaml
	result $? "the next save removes what was left"
else
	skip "killed at any system call it leaves the old file or the new one" "strace does not run"
	skip "the next save removes what was left" "strace does not run"
fi

# In a mount namespace of its own; prints what the program says and what is left.
cat >mounted <<END
mkdir -p disk && mount -t tmpfs -o size=64k none disk || exit 77
cp '$logs/manifest.yaml' disk/manifest.yaml
case \$1 in
full) head -c 100000 /dev/zero >disk/fill 2>/dev/null ;;
read-only) mount -o remount,ro disk || exit 77 ;;
esac
'$program' -q -m disk/manifest.yaml -i --drop delete_module '$logs/few.strace' 2>said
echo \$? >status
cmp disk/manifest.yaml '$logs/manifest.yaml' && [ "\$(ls -A disk | grep -c northstar)" -eq 0 ]
END
# mounted KIND TEXT NAME
mounted() {
	unshare -m sh mounted "$1" >/dev/null 2>&1 || unshare -rm sh mounted "$1" >/dev/null 2>&1
	case $? in
	0) [ "$(cat status)" -eq 2 ] && grep -q "disk/manifest.yaml: .*$2" said; result $? "$3" ;;
	77 | 127) skip "$3" "mounting is not permitted" ;;
	*) if [ -e status ]; then result 1 "$3"; else skip "$3" "mounting is not permitted"; fi ;;
	esac
	rm -f status
}
mounted full 'No space left on device' "a full disk: a message, and the old file"
mounted read-only 'Read-only file system' "a disk that may only be read: a message, and the old file"

# as_nobody COMMAND...: root may do everything.
as_nobody() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	else
		"$@"
	fi
}
begin_anew
mkdir closed
cp manifest.yaml closed
chmod 666 closed/manifest.yaml
chmod 555 closed
chmod 755 .
: >secret.yaml
chmod 0 secret.yaml
if as_nobody test -x "$program" && as_nobody test -r "$logs/few.strace" && ! as_nobody test -w closed; then
	as_nobody "$program" -q -m closed/manifest.yaml -i --drop delete_module "$logs/few.strace" 2>said
	[ $? -eq 2 ] && grep -q 'closed/manifest.yaml: cannot create a file in its folder: Permission' said &&
		cmp -s closed/manifest.yaml "$logs/manifest.yaml"
	result $? "a folder that may only be read: a message, and the old file"
	as_nobody "$program" -m secret.yaml "$logs/few.strace" >/dev/null 2>said
	[ $? -eq 2 ] && grep -q 'secret.yaml: cannot open: Permission denied' said
	result $? "a manifest that may not be read: a message"
else
	skip "a folder that may only be read: a message, and the old file" "no other user can run it"
	skip "a manifest that may not be read: a message" "no other user can run it"
fi
chmod 755 closed

"$program" -q "$logs/few.strace" >expected 2>said
mkfifo fifo
cat fifo >got &
"$program" -q -o fifo "$logs/few.strace" 2>said && wait && cmp got expected && [ -p fifo ]
result $? "a FIFO is written to"
echo before >got
"$program" -q -o /dev/stdout "$logs/few.strace" >>got 2>said &&
	{ echo before; cat expected; } | cmp - got
result $? "standard output by its name is appended to"

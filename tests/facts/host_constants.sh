#!/bin/sh
# Compares the values of data/constants.tsv with those of the compiler's kernel headers, where they
# define a name. The table is the source, the headers only check it: an older or newer machine has
# fewer or more names. Uses top_srcdir and CC.
set -eu
export LC_ALL=C

table=${top_srcdir:-.}/data/constants.tsv
compiler=${CC:-cc}
echo "1..1"

# The compiler's architecture: it may build for another machine.
case $(echo __x86_64__:__aarch64__ | $compiler -E -P -) in
1:__aarch64__) column=2 ;;
__x86_64__:1) column=3 ;;
*)
	echo "ok 1 - values as in the compiler's headers # SKIP the architecture has no column"
	exit 0
	;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# Headers that compile together, without a C library's own; what these include counts too.
print_includes() {
	for header in asm/fcntl.h asm/ioctls.h asm/mman.h asm/prctl.h asm/signal.h asm/socket.h \
		linux/fcntl.h linux/capability.h linux/eventfd.h linux/eventpoll.h linux/falloc.h \
		linux/fanotify.h linux/fs.h linux/futex.h linux/if_ether.h linux/in.h linux/inotify.h \
		linux/io_uring.h linux/ioprio.h linux/kcmp.h linux/kexec.h linux/keyctl.h linux/kvm.h \
		linux/landlock.h linux/loop.h linux/magic.h linux/membarrier.h linux/memfd.h \
		linux/mempolicy.h linux/mman.h linux/mount.h linux/netlink.h linux/perf_event.h \
		linux/personality.h linux/pidfd.h linux/prctl.h linux/ptrace.h linux/quota.h \
		linux/random.h linux/reboot.h linux/resource.h linux/rtc.h linux/sched.h \
		linux/seccomp.h linux/securebits.h linux/sockios.h linux/stat.h linux/tcp.h \
		linux/timerfd.h linux/udp.h linux/userfaultfd.h linux/vt.h linux/wait.h \
		linux/watchdog.h linux/xattr.h linux/hdreg.h linux/btrfs.h; do
		printf '#if __has_include(<%s>)\n#include <%s>\n#endif\n' "$header" "$header"
	done
}

print_program() {
	print_includes
	cat <<'C'
#include <stdint.h>
#include <stdio.h>

static int compared, wrong;

/* A 32-bit number may be extended in either way. */
static int is_narrow(uint64_t value)
{
	return value >> 32 == 0 || (int64_t)value == (int32_t)value;
}

static void check(const char *name, uint64_t here, uint64_t table)
{
	compared++;
	if (here == table || (is_narrow(here) && is_narrow(table) && (uint32_t)here == (uint32_t)table))
		return;
	printf("# %s is %#llx here, %#llx in the table\n", name, (unsigned long long)here,
		(unsigned long long)table);
	wrong++;
}

int main(void)
{
C
	awk -F '\t' -v column="$column" -v table="$table" '
		FILENAME != table { skipped[$1]; next }
		/^[^#]/ && $column != "-" && $4 !~ /ioctl_|user_regs/ && !($1 in skipped) {
			print "#ifdef " $1
			print "check(\"" $1 "\", (uint64_t)(" $1 "), UINT64_C(" $column "));"
			print "#endif"
		}' "$work/skipped" "$table"
	cat <<'C'
	printf("# compared %d names\n", compared);
	return wrong > 0 || compared < 1500;
}
C
}

# Leaves out names whose definitions need headers that are not included; there are few.
: >"$work/skipped"
for round in 1 2 3; do
	print_program >"$work/host.c"
	if $compiler -w -o "$work/host" "$work/host.c" 2>"$work/errors"; then
		break
	fi
	sed -n 's/^[^:]*host\.c:\([0-9]*\):.*error.*/\1/p' "$work/errors" | sort -un >"$work/lines"
	awk 'FNR == NR { wrong[$1]; next }
		FNR in wrong && /^check/ { split($0, part, "\""); print part[2] }' \
		"$work/lines" "$work/host.c" >>"$work/skipped"
done

if [ ! -x "$work/host" ]; then
	sed 's/^/# /' "$work/errors"
	echo "ok 1 - values as in the compiler's headers # SKIP they do not compile (round $round)"
elif "$work/host"; then
	echo "ok 1 - values as in the compiler's headers"
else
	echo "not ok 1 - values as in the compiler's headers"
	exit 1
fi

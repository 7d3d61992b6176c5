/*
 * Writes a log as strace -f would, always the same one: `generate BYTES >FILE`.
 *
 * Seventy system calls of a few threads of a service, in the proportions of one: lines of about 110
 * bytes, strings with escapes, structures, 5,000 distinct values in some arguments, now and then a
 * call that is interrupted by another thread's, a signal, a call that fails.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Threads, and values of an argument that has many. */
#define THREADS 8
#define VALUES	5000
/* One line of so many is interrupted, or a signal. */
#define INTERRUPTED 40
#define SIGNALLED   2000

/* In a form: %f a descriptor, %z a size and %o an offset of many, %k a size of few, %p an address,
 * %s a string, %u a path, %c a small count, %b bits of a mode. */
struct call {
	unsigned weight;
	const char *form;
	const char *result;
};

static const struct call calls[] = {
	{120, "read(%f, %s, %z)", "%c"},
	{110, "write(%f, %s, %k)", "%c"},
	{65, "pread64(%f, %s, %z, %o)", "%c"},
	{30, "pwrite64(%f, %s, %z, %o)", "%c"},
	{70, "futex(%p, FUTEX_WAIT_PRIVATE, %c, NULL)", "0"},
	{60, "futex(%p, FUTEX_WAKE_PRIVATE, 1)", "1"},
	{25,
		"futex(%p, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, {tv_sec=1764000000, "
		"tv_nsec=%k}, FUTEX_BITSET_MATCH_ANY)",
		"-1 ETIMEDOUT (Connection timed out)"},
	{70, "epoll_wait(%f, [{events=EPOLLIN, data={u32=%c, u64=%k}}], 128, 1000)", "1"},
	{20,
		"epoll_ctl(%f, EPOLL_CTL_MOD, %f, {events=EPOLLIN|EPOLLRDHUP|EPOLLET, "
		"data={u32=%c, u64=%k}})",
		"0"},
	{90, "recvfrom(%f, %s, %k, 0, NULL, NULL)", "%c"},
	{80, "sendto(%f, %s, %c, MSG_NOSIGNAL, NULL, 0)", "%c"},
	{35,
		"recvmsg(%f, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=%s, iov_len=%k}], "
		"msg_iovlen=1, msg_controllen=0, msg_flags=0}, MSG_DONTWAIT)",
		"%c"},
	{20,
		"sendmsg(%f, {msg_name=NULL, msg_namelen=0, msg_iov=[{iov_base=%s, iov_len=%c}], "
		"msg_iovlen=1, msg_controllen=0, msg_flags=0}, MSG_NOSIGNAL)",
		"%c"},
	{50, "openat(AT_FDCWD, %u, O_RDONLY|O_CLOEXEC)", "%f"},
	{20, "openat(AT_FDCWD, %u, O_WRONLY|O_CREAT|O_APPEND|O_CLOEXEC, 0644)", "%f"},
	{15, "openat(%f, %u, O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY)",
		"-1 ENOENT (No such file or directory)"},
	{50, "close(%f)", "0"},
	{30, "fstat(%f, {st_mode=S_IFREG|0644, st_size=%k, ...})", "0"},
	{35, "newfstatat(AT_FDCWD, %u, {st_mode=S_IFREG|0644, st_size=%k, ...}, 0)", "0"},
	{20,
		"newfstatat(%f, \"\", {st_mode=S_IFCHR|0620, st_rdev=makedev(0x88, 0), ...}, "
		"AT_EMPTY_PATH)",
		"0"},
	{20,
		"statx(AT_FDCWD, %u, AT_STATX_SYNC_AS_STAT, STATX_ALL, "
		"{stx_mask=STATX_BASIC_STATS, "
		"stx_mode=S_IFREG|0600, stx_size=%k, ...})",
		"0"},
	{25, "lseek(%f, %o, SEEK_SET)", "%o"},
	{25, "mmap(NULL, %z, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)", "%p"},
	{15, "mmap(%p, %k, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, %f, %k)",
		"%p"},
	{20, "munmap(%p, %z)", "0"},
	{20, "mprotect(%p, %k, PROT_NONE)", "0"},
	{15, "madvise(%p, %k, MADV_DONTNEED)", "0"},
	{8, "brk(%p)", "%p"},
	{30, "clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=0, tv_nsec=%k}, NULL)", "0"},
	{20, "clock_gettime(CLOCK_MONOTONIC, {tv_sec=%c, tv_nsec=%k})", "0"},
	{20, "rt_sigprocmask(SIG_BLOCK, [CHLD WINCH], [], 8)", "0"},
	{20, "rt_sigprocmask(SIG_SETMASK, [], NULL, 8)", "0"},
	{10,
		"rt_sigaction(SIGCHLD, {sa_handler=%p, sa_mask=[], "
		"sa_flags=SA_RESTORER|SA_RESTART, sa_restorer=%p}, NULL, 8)",
		"0"},
	{20, "ioctl(%f, TCGETS, 0x7ffd2c0a91b0)", "-1 ENOTTY (Inappropriate ioctl for device)"},
	{20, "ioctl(%f, FIONBIO, [1])", "0"},
	{20, "fcntl(%f, F_GETFL)", "0x8402 (flags O_RDWR|O_APPEND|O_LARGEFILE)"},
	{20, "fcntl(%f, F_SETFD, FD_CLOEXEC)", "0"},
	{20, "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP)", "%f"},
	{20,
		"connect(%f, {sa_family=AF_INET, sin_port=htons(%c), "
		"sin_addr=inet_addr(\"10.0.0.17\")}, 16)",
		"-1 EINPROGRESS (Operation now in progress)"},
	{20, "accept4(%f, {sa_family=AF_UNIX}, [110 => 2], SOCK_CLOEXEC|SOCK_NONBLOCK)", "%f"},
	{15, "setsockopt(%f, SOL_TCP, TCP_NODELAY, [1], 4)", "0"},
	{15, "getsockopt(%f, SOL_SOCKET, SO_ERROR, [0], [4])", "0"},
	{12,
		"getsockname(%f, {sa_family=AF_INET, sin_port=htons(%c), "
		"sin_addr=inet_addr(\"10.0.0.4\")}, [16])",
		"0"},
	{6, "bind(%f, {sa_family=AF_UNIX, sun_path=%u}, 110)", "0"},
	{6, "listen(%f, 128)", "0"},
	{6, "shutdown(%f, SHUT_RDWR)", "0"},
	{15, "poll([{fd=%c, events=POLLIN}], 1, 5000)", "1 ([{fd=5, revents=POLLIN}])"},
	{15, "ppoll([{fd=%c, events=POLLIN}], 1, {tv_sec=0, tv_nsec=%k}, NULL, 8)", "0 (Timeout)"},
	{15, "getdents64(%f, %p /* %c entries */, 32768)", "%c"},
	{15, "readlink(%u, \"/usr/lib/x86_64-linux-gnu/libc.so\"..., 4095)", "33"},
	{15, "access(%u, R_OK)", "-1 ENOENT (No such file or directory)"},
	{10, "unlink(%u)", "0"},
	{10, "rename(%u, %u)", "0"},
	{8, "mkdir(%u, 0755)", "-1 EEXIST (File exists)"},
	{8, "fsync(%f)", "0"},
	{8, "ftruncate(%f, %k)", "0"},
	{8, "fallocate(%f, FALLOC_FL_KEEP_SIZE, %k, %k)", "0"},
	{15, "writev(%f, [{iov_base=%s, iov_len=%c}, {iov_base=\"\\n\", iov_len=1}], 2)", "%c"},
	{10, "eventfd2(0, EFD_CLOEXEC|EFD_NONBLOCK)", "%f"},
	{10,
		"timerfd_settime(%f, TFD_TIMER_ABSTIME, {it_interval={tv_sec=0, tv_nsec=0}, "
		"it_value={tv_sec=%c, tv_nsec=%k}}, NULL)",
		"0"},
	{8, "pipe2([%c, %c], O_CLOEXEC)", "0"},
	{8, "dup3(%f, %f, O_CLOEXEC)", "%f"},
	{10, "prctl(PR_SET_NAME, \"worker-%c\")", "0"},
	{12, "getrandom(\"\\x8a\\x1f\\x00\\xc4\\x55\\x9e\\x21\\x73\", 8, GRND_NONBLOCK)", "8"},
	{8, "sched_yield()", "0"},
	{8, "gettid()", "%c"},
	{8, "getpid()", "1000"},
	{8, "tgkill(1000, %c, SIGRT_1)", "0"},
	{8,
		"sysinfo({uptime=%c, loads=[6112, 5216, 2144], totalram=16393281536, freeram=%k, "
		"procs=412, mem_unit=1})",
		"0"},
	{8, "sched_getaffinity(0, 128, [0 1])", "8"},
	{6, "prlimit64(0, RLIMIT_NOFILE, NULL, {rlim_cur=1024, rlim_max=1024*1024})", "0"},
	{6, "set_robust_list(%p, 24)", "0"},
	{6, "rseq(%p, 0x20, 0, 0x53053053)", "0"},
	{6, "umask(022)", "%b"},
	{6, "fchmod(%f, %b)", "0"},
	{6, "fadvise64(%f, 0, 0, POSIX_FADV_SEQUENTIAL)", "0"},
	{6, "splice(%f, NULL, %f, NULL, %k, SPLICE_F_MOVE)", "%c"},
	{6, "sendfile(%f, %f, [%k] => [%k], %k)", "%c"},
	{6, "flock(%f, LOCK_EX|LOCK_NB)", "-1 EAGAIN (Resource temporarily unavailable)"},
};

static const char *const words[] = {"config", "state", "libcrypto", "cache", "index", "journal",
	"sensor", "update", "device", "0001", "run", "share"};

/* xorshift64: the same numbers everywhere. */
static uint64_t next_number(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static unsigned draw(uint64_t *state, unsigned limit)
{
	return (unsigned)(next_number(state) >> 20) % limit;
}

static size_t put(char *at, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsprintf(at, format, arguments);
	va_end(arguments);
	return (size_t)length;
}

/* A string of at most 80 bytes, as strace -s 80 prints it. */
static size_t put_string(char *at, uint64_t *state)
{
	static const char *const escapes[] = {
		"\\n", "\\0", "\\\"", "\\\\", "\\3", "\\r\\n", "\\301", "\\377"};
	unsigned count = 24 + draw(state, 100);
	char *start = at;

	count = count > 80 ? 80 : count;
	*at++ = '"';
	for (unsigned i = 0; i < count; i++) {
		if (draw(state, 3) == 0)
			at += put(at, "%s", escapes[draw(state, LENGTH(escapes))]);
		else
			*at++ = "etaoin shrdlu,(){}=0123456789ABC"[draw(state, 32)];
	}
	at += put(at, count == 80 ? "\"..." : "\"");
	return (size_t)(at - start);
}

static size_t put_path(char *at, uint64_t *state)
{
	unsigned count = 4 + draw(state, 8);
	size_t length = put(at, "\"");

	for (unsigned i = 0; i < count; i++)
		length += put(at + length, "/%s", words[draw(state, LENGTH(words))]);
	return length + put(at + length, "\"");
}

static size_t put_item(char *at, char kind, uint64_t *state)
{
	switch (kind) {
	case 'f':
		return put(at, "%u", 3 + draw(state, 40));
	case 'z':
		return put(at, "%u", 64 + 8 * draw(state, VALUES));
	case 'k':
		return put(at, "%u", 64 << draw(state, 12));
	case 'o':
		return put(at, "%lu", 4096UL * draw(state, VALUES));
	case 'p':
		return put(at, "0x7f%010lx", (unsigned long)draw(state, 1U << 20) << 4);
	case 's':
		return put_string(at, state);
	case 'u':
		return put_path(at, state);
	case 'b':
		return put(at, "0%o", 0600 + draw(state, 64));
	default:
		return put(at, "%u", draw(state, 250));
	}
}

static size_t put_form(char *at, const char *form, uint64_t *state)
{
	char *start = at;

	for (; *form; form++) {
		if (*form == '%')
			at += put_item(at, *++form, state);
		else
			*at++ = *form;
	}
	*at = '\0';
	return (size_t)(at - start);
}

static const struct call *draw_call(uint64_t *state)
{
	static unsigned sum;
	unsigned at;

	if (sum == 0)
		for (size_t i = 0; i < LENGTH(calls); i++)
			sum += calls[i].weight;
	at = draw(state, sum);
	for (size_t i = 0;; i++) {
		if (at < calls[i].weight)
			return &calls[i];
		at -= calls[i].weight;
	}
}

/* One call, or two halves of one with another thread's call between them. */
static size_t put_call(char *at, uint64_t *state)
{
	unsigned thread = draw(state, THREADS);
	const struct call *call = draw_call(state);
	char body[1024];
	char *start = at;
	size_t list = put_form(body, call->form, state) - 1;

	at += put(at, "[pid %u] ", 1000 + thread);
	if (draw(state, INTERRUPTED) == 0) {
		at += put(at, "%.*s <unfinished ...>\n", (int)list, body);
		at += put(at, "[pid %u] sched_yield()            = 0\n",
			1000 + (thread + 1) % THREADS);
		at += put(at, "[pid %u] <... %.*s resumed>)", 1000 + thread,
			(int)strcspn(body, "("), body);
	} else {
		at += put(at, "%s", body);
	}
	at += put(at, list < 30 ? "%*s = " : " = ", (int)(30 - list), "");
	at += put_form(at, call->result, state);
	*at++ = '\n';
	return (size_t)(at - start);
}

int main(int count, char **arguments)
{
	uint64_t left = count == 2 ? strtoull(arguments[1], NULL, 10) : 0;
	uint64_t state = UINT64_C(0x9e3779b97f4a7c15);
	char text[4096];
	size_t length;

	if (left == 0) {
		fputs("Usage: generate BYTES >FILE\n", stderr);
		return 2;
	}
	length = put(text, "execve(\"/usr/bin/service\", [\"service\"], 0x7ffd6a8e0c50 /* 12 vars "
			   "*/) = 0\n");
	while (length <= left && fwrite(text, 1, length, stdout) == length) {
		left -= length;
		length = put_call(text, &state);
		if (draw(&state, SIGNALLED) == 0)
			length += put(text + length,
				"[pid 1000] --- SIGCHLD {si_signo=SIGCHLD, "
				"si_code=CLD_EXITED, si_pid=1021, si_uid=1000, si_status=0, "
				"si_utime=0, si_stime=0} ---\n");
	}
	return fflush(stdout) != 0;
}

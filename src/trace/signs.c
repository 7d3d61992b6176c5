#include "trace/signs.h"

/* Options of prctl, and an operation of seccomp: Linux 6.12, include/uapi/linux/prctl.h and
 * seccomp.h. */
#define SET_NAME	   15
#define SET_SECCOMP	   22
#define SET_SUBREAPER	   36
#define SET_NO_NEW_PRIVS   38
#define SECCOMP_SET_FILTER 1

static bool is_one_of(const struct call *call, const char *const *names)
{
	for (; *names; names++)
		if (slice_is(call->name, *names))
			return true;
	return false;
}

/* Returns argument `index` without the `name=` of strace -N; empty when there is none. */
static struct slice argument(const struct call *call, unsigned index)
{
	struct slice text = {0};
	size_t equals;

	if (index >= call->argument_count)
		return text;
	text = call->arguments[index];
	equals = slice_find_byte(text, '=');
	if (equals < text.length && *text.start >= 'a' && *text.start <= 'z')
		text = slice_after(text, equals + 1);
	return text;
}

/* Whether argument `index` is `name`, or the number it stands for: 0x16 /\* PR_SET_SECCOMP *\/
 * (less the backslashes). */
static bool has_option(const struct call *call, unsigned index, const char *name, uint64_t value)
{
	struct slice text = argument(call, index);
	uint64_t number;

	text = slice_until(text, slice_find_byte(text, ' '));
	return slice_is(text, name) || (slice_parse_number(text, &number) && number == value);
}

static bool is_prctl(const struct call *call, const char *name, uint64_t value)
{
	return slice_is(call->name, "prctl") && has_option(call, 0, name, value);
}

/* "init-hello:0.0."..., as text or in -x's form; cut by -s it may be shorter than the sign. */
static unsigned sign_of_name(struct slice text)
{
	static const char plain[] = "\"init-";
	static const char escaped[] = "\"\\x69\\x6e\\x69\\x74\\x2d";
	size_t quote = slice_find_byte(slice_after(text, 1), '"') + 1;

	if (slice_starts_with(text, plain) || slice_starts_with(text, escaped))
		return SIGN_NAME;
	if (slice_ends_with(text, "\"...") && slice_starts_with(slice_of(plain), "\"") &&
		quote < sizeof(plain) &&
		slice_equal(slice_until(slice_of(plain), quote), slice_until(text, quote)))
		return SIGN_NAME_CUT;
	return 0;
}

unsigned signs_of_call(const struct call *call)
{
	if (call->failed)
		return 0;
	if (is_prctl(call, "PR_SET_NAME", SET_NAME))
		return sign_of_name(argument(call, 1));
	if (is_prctl(call, "PR_SET_CHILD_SUBREAPER", SET_SUBREAPER))
		return SIGN_SUBREAPER;
	if (slice_is(call->name, "setsid"))
		return SIGN_SESSION;
	if (slice_is(call->name, "unshare"))
		return SIGN_NAMESPACE;
	if (slice_is(call->name, "mount"))
		return SIGN_MOUNT;
	return slice_is(call->name, "pivot_root") ? SIGN_ROOT : 0;
}

bool signs_show_init(unsigned signs)
{
	unsigned others = SIGN_SUBREAPER | SIGN_SESSION | SIGN_NAMESPACE | SIGN_MOUNT | SIGN_ROOT;
	int count = __builtin_popcount(signs & others);

	return (signs & SIGN_NAME && count >= 2) || (signs & SIGN_NAME_CUT && count >= 4);
}

bool signs_is_filter(const struct call *call)
{
	if (call->failed)
		return false;
	if (slice_is(call->name, "seccomp"))
		return has_option(call, 0, "SECCOMP_SET_MODE_FILTER", SECCOMP_SET_FILTER);
	return is_prctl(call, "PR_SET_SECCOMP", SET_SECCOMP) &&
	       has_option(call, 1, "SECCOMP_MODE_FILTER", 2);
}

bool signs_is_no_new_privileges(const struct call *call)
{
	return is_prctl(call, "PR_SET_NO_NEW_PRIVS", SET_NO_NEW_PRIVS);
}

bool signs_is_execution(const struct call *call)
{
	return slice_is(call->name, "execve") || slice_is(call->name, "execveat");
}

bool signs_is_fork(const struct call *call)
{
	static const char *const names[] = {"clone", "clone3", "fork", "vfork", NULL};

	return is_one_of(call, names);
}

bool signs_is_wait(const struct call *call)
{
	static const char *const names[] = {"wait4", "waitid", "waitpid", NULL};

	return is_one_of(call, names);
}

bool signs_is_exit(const struct call *call)
{
	static const char *const names[] = {"exit_group", "exit", NULL};

	return is_one_of(call, names);
}

bool signs_is_program_start(const struct call *call)
{
	static const char *const names[] = {"brk", "arch_prctl", "set_tid_address", NULL};

	return is_one_of(call, names);
}

bool signs_is_beginning(const struct call *call)
{
	static const char *const names[] = {"set_robust_list", "rseq", NULL};

	return is_one_of(call, names) || signs_is_execution(call) || signs_is_program_start(call);
}

bool signs_is_artefact(const struct call *call)
{
	if (slice_is(call->name, "restart_syscall"))
		return slice_starts_with(argument(call, 0), "<... resuming interrupted");
	return slice_is(call->name, "read") && call->argument_count == 3 &&
	       slice_is(call->arguments[0], "0") && slice_is(call->arguments[1], "0") &&
	       slice_is(call->arguments[2], "0") && slice_is(call->result, "0");
}

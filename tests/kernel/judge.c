#include "judge.h"

#include <errno.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the child ends, where it is not killed by the filter. */
enum {
	END_PASSED = 42,
	END_NOT_IN_FORCE, /* the filter is installed, but the probe was not answered */
	END_EXECUTED,	  /* the call returned something else: it ran */
	END_REFUSED = 64, /* + the error number: no filter could be installed */
};

enum { SECONDS_OF_CHILD = 10 };

/* Of x86_64; not every <sys/syscall.h> has them. */
enum { NUMBER_URETPROBE = 335, NUMBER_UPROBE = 336 };

bool kernel_asks_filter(unsigned number)
{
	enum arch arch;

	if (!bpf_host(&arch) || arch != ARCH_X86_64)
		return true;
	return number != NUMBER_URETPROBE && number != NUMBER_UPROBE;
}

/* Ends the process, under the filter too. Nothing of the C library's or a sanitizer's exit runs. */
static void __attribute__((noreturn)) end(int status)
{
	for (;;)
		syscall(SYS_exit_group, (long)status, 0L, 0L, (long)BPF_ESCAPE, (long)BPF_ESCAPE,
			(long)BPF_ESCAPE);
}

/* As fork(), without what the C library and the sanitizers do around it, which takes longer than
 * the rest of the test. */
static pid_t start_child(void)
{
	return (pid_t)syscall(SYS_clone, (long)SIGCHLD, 0L, 0L, 0L, 0L);
}

/* Returns 0 or an error number. A killed child leaves no core file. */
static int install(const struct bpf_program *program)
{
	const struct rlimit no_core = {0, 0};
	struct sock_fprog code = {
		.len = (unsigned short)program->count,
		.filter = program->instructions,
	};

	alarm(SECONDS_OF_CHILD);
	if (setrlimit(RLIMIT_CORE, &no_core) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return errno;
	if (syscall(SYS_seccomp, (long)SECCOMP_SET_MODE_FILTER, 0L, &code) != 0)
		return errno;
	return 0;
}

static bool answers(long number, const uint64_t *registers, int error)
{
	errno = 0;
	return syscall(number, (long)registers[0], (long)registers[1], (long)registers[2],
		       (long)registers[3], (long)registers[4], (long)registers[5]) == -1 &&
	       errno == error;
}

/* The child: makes the calls under the program, counts those that pass in memory it shares with its
 * parent, and tells by its end what became of the next one. Where a function does not return the
 * address sanitizer would make calls of its own, which the program kills. */
static void __attribute__((noreturn, no_sanitize("address")))
make_calls(const struct bpf_program *program, const struct kernel_call *calls, size_t count,
	volatile size_t *passed)
{
	const uint64_t nothing[SYSCALL_REGISTERS] = {0};
	int error = install(program);

	if (error)
		end(END_REFUSED + error);
	if (!answers(BPF_PROBE, nothing, BPF_PROBED))
		end(END_NOT_IN_FORCE);
	for (*passed = 0; *passed < count; ++*passed)
		if (!answers((long)calls[*passed].number, calls[*passed].registers, BPF_PASSED))
			end(END_EXECUTED);
	end(END_PASSED);
}

/* Returns how the child `pid` ended, -1 when that cannot be known. */
static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) != pid)
		if (errno != EINTR)
			return -1;
	return status;
}

static bool is_escape(const struct kernel_call *call)
{
	return call->number == SYS_exit_group && call->registers[3] == BPF_ESCAPE &&
	       call->registers[4] == BPF_ESCAPE && call->registers[5] == BPF_ESCAPE;
}

/* Returns whether all calls are such as the program kills or answers, never one that runs. */
static bool is_harmless(
	const struct bpf_program *program, const struct kernel_call *calls, size_t count)
{
	if (!bpf_program_is_safe(program))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!kernel_asks_filter(calls[i].number) || is_escape(&calls[i]) ||
			calls[i].number == BPF_PROBE)
			return false;
	return true;
}

/* One child: judges calls up to the first that is killed. Returns how many it decided on. */
static size_t judge_some(const struct bpf_program *program, const struct kernel_call *calls,
	size_t count, bool *ret_passes, size_t *passed, int *ret_status)
{
	pid_t pid = start_child();

	if (pid == 0)
		make_calls(program, calls, count, passed);
	if (pid > 0)
		*ret_status = wait_for(pid);
	if (pid < 0 || *ret_status < 0 || *passed > count)
		return 0;
	for (size_t i = 0; i < *passed; i++)
		ret_passes[i] = true;
	if (!WIFSIGNALED(*ret_status) || WTERMSIG(*ret_status) != SIGSYS || *passed == count)
		return *passed;
	ret_passes[*passed] = false;
	return *passed + 1;
}

size_t kernel_judge(const struct bpf_program *program, const struct kernel_call *calls,
	size_t count, bool *ret_passes, int *ret_status)
{
	size_t done = 0;
	size_t decided;
	size_t *passed;

	*ret_status = -1;
	if (!is_harmless(program, calls, count))
		return 0;
	passed = mmap(
		NULL, sizeof(*passed), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (passed == MAP_FAILED)
		return 0;
	do {
		*passed = 0;
		decided = judge_some(
			program, calls + done, count - done, ret_passes + done, passed, ret_status);
		done += decided;
	} while (decided > 0 && done < count);
	munmap(passed, sizeof(*passed));
	return done;
}

/* Installs a program that lets everything run. Returns 0 or an error number. */
static int try_install(void)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	const struct bpf_program program = {.instructions = &allow, .count = 1};
	pid_t pid = start_child();
	int status;

	if (pid == 0)
		end(install(&program));
	status = pid < 0 ? -1 : wait_for(pid);
	return status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : ECHILD;
}

const char *kernel_refusal(void)
{
	enum arch arch;

	if (!bpf_host(&arch))
		return "the filter does not know this machine's architecture";
	switch (try_install()) {
	case 0:
		return NULL;
	case EPERM:
	case EACCES:
		return "this process may not install a seccomp filter";
	case EINVAL:
	case ENOSYS:
		return "this kernel has no seccomp filters";
	default: /* the test then fails, and says how its child ended */
		return NULL;
	}
}

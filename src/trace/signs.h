/*
 * Signs: calls by which the start of a container is recognised (trace/launch).
 *
 * Northstar's init, attached to while it waits for its orders, names itself "init-<container>",
 * becomes a subreaper and a session leader, enters namespaces, mounts, changes its root and forks
 * the child that becomes the program (Northstar 0.5 to 0.9, northstar-runtime/src/runtime/fork).
 */
#ifndef TRACE_SIGNS_H
#define TRACE_SIGNS_H

#include <stdbool.h>

#include "trace/call.h"

enum {
	SIGN_NAME = 1 << 0,	/* prctl(PR_SET_NAME, "init-...") */
	SIGN_NAME_CUT = 1 << 1, /* as that, cut by -s before it shows */
	SIGN_SUBREAPER = 1 << 2,
	SIGN_SESSION = 1 << 3,
	SIGN_NAMESPACE = 1 << 4,
	SIGN_MOUNT = 1 << 5,
	SIGN_ROOT = 1 << 6,
};

/* Returns the sign that `call` is, 0 for none. */
unsigned signs_of_call(const struct call *call);

/* Whether a process that made these signs is an init of Northstar. */
bool signs_show_init(unsigned signs);

/* Whether `call` puts a seccomp filter in force. */
bool signs_is_filter(const struct call *call);

/* Whether it is prctl(PR_SET_NO_NEW_PRIVS): the runtime's first call under the filter, from 0.8. */
bool signs_is_no_new_privileges(const struct call *call);

/* Whether it executes a program. */
bool signs_is_execution(const struct call *call);

/* Whether it makes a process. */
bool signs_is_fork(const struct call *call);

/* Whether it waits for one. */
bool signs_is_wait(const struct call *call);

/* Whether it ends one. */
bool signs_is_exit(const struct call *call);

/* Whether a process, or a thread, begins with it: then it is no init that was attached to. */
bool signs_is_beginning(const struct call *call);

/* Whether a program begins with it once it is executed. */
bool signs_is_program_start(const struct call *call);

/* Whether it shows only that strace attached to a waiting process: read(0, 0, 0), and
 * restart_syscall(<... resuming interrupted X ...>), whose X is a guess. For the first call of a
 * process only. */
bool signs_is_artefact(const struct call *call);

#endif

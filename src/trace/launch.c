/*
 * Each process is in a phase; a new one is
 *   - the child of an init that has none yet: set aside until the filter is in force, then part of
 *     the launch, until it executes the program; without a filter the launch begins where 0.8 and
 *     newer would install it, at PR_SET_NO_NEW_PRIVS;
 *   - undecided: its calls are held until they show an init (trace/signs), or do not;
 *   - at the end of a log that begins with the program: the init that waits for it;
 *   - of no interest: its calls are handed on, now and later.
 */
#include "trace/launch.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/held.h"
#include "trace/pids.h"
#include "trace/signs.h"

/* Processes that are not handed on at once, at most. */
#define PROCESSES 32
/* Calls after which an undecided process is no init. */
#define UNDECIDED_CALLS 64
/* Calls of a child that are held from PR_SET_NO_NEW_PRIVS on: it asks for, and drops, each of some
 * forty capabilities. */
#define PREPARING_CALLS 1024

enum phase {
	PHASE_UNDECIDED,
	PHASE_INIT,
	PHASE_WAITING,	 /* perhaps an init, at the end of a log that begins with the program */
	PHASE_BEFORE,	 /* an init's child, not under the filter yet */
	PHASE_PREPARING, /* as that, after PR_SET_NO_NEW_PRIVS: perhaps there is no filter */
	PHASE_LAUNCH,	 /* under the filter, before the program */
};

struct process {
	unsigned long pid;
	enum phase phase;
	unsigned signs;
	struct held held;
};

struct launch {
	enum launch_scope scope;
	call_function *deliver;
	void *context;
	const struct syscall_fact *exits[2];
	struct pids plain; /* whose calls are handed on at once */
	struct process processes[PROCESSES];
	size_t count;
	bool has_begun;
	bool starts_with_program; /* the log's first call executes it, or is its first one */
	bool child_awaited;	  /* an init has no child yet */
	bool name_awaited;	  /* the init's lines did not name it so far */
	struct launch_report report;
};

struct launch *launch_new(enum launch_scope scope, call_function *deliver, void *context)
{
	struct launch *launch = memory_allocate(1, sizeof(*launch));

	launch->scope = scope;
	launch->deliver = deliver;
	launch->context = context;
	launch->exits[0] = syscall_find(slice_of("exit_group"));
	launch->exits[1] = syscall_find(slice_of("exit"));
	return launch;
}

void launch_free(struct launch *launch)
{
	if (!launch)
		return;
	for (size_t i = 0; i < launch->count; i++)
		held_free(&launch->processes[i].held);
	pids_free(&launch->plain);
	free(launch);
}

const struct launch_report *launch_report(const struct launch *launch)
{
	return &launch->report;
}

const struct pids *launch_plain(const struct launch *launch)
{
	return &launch->plain;
}

size_t launch_count_held(const struct launch *launch)
{
	size_t count = 0;

	for (size_t i = 0; i < launch->count; i++)
		count += launch->processes[i].held.count;
	return count;
}

static void forget(struct launch *launch, struct process *process)
{
	size_t index = (size_t)(process - launch->processes);

	held_free(&process->held);
	launch->count--;
	memmove(process, process + 1, (launch->count - index) * sizeof(*process));
}

/* From now on the process is handed on; so is what was held. */
static void make_plain(struct launch *launch, struct process *process)
{
	bool in_launch = process->phase == PHASE_PREPARING;

	if (in_launch)
		launch->report.launch_calls += process->held.count;
	held_deliver(&process->held, in_launch, launch->deliver, launch->context);
	pids_add(&launch->plain, process->pid);
	forget(launch, process);
}

/* Returns the process that is least likely to show anything more. */
static struct process *find_oldest(struct launch *launch)
{
	for (size_t i = 0; i < launch->count; i++)
		if (launch->processes[i].phase == PHASE_UNDECIDED)
			return &launch->processes[i];
	return launch->processes;
}

static struct process *add_process(struct launch *launch, unsigned long pid, enum phase phase)
{
	struct process *process;

	if (launch->count == PROCESSES)
		make_plain(launch, find_oldest(launch));
	process = &launch->processes[launch->count++];
	*process = (struct process){.pid = pid, .phase = phase};
	return process;
}

static size_t one_unless_remark(const struct call *call)
{
	return call->form != CALL_REMARK;
}

static void take_undecided(struct launch *launch, struct process *process, const struct call *call)
{
	process->signs |= signs_of_call(call);
	if (signs_show_init(process->signs)) {
		process->phase = PHASE_INIT;
		launch->report.inits++;
		launch->report.init_calls += held_drop(&process->held) + 1;
		launch->child_awaited = true;
		launch->name_awaited = process->pid == 0;
	} else if (signs_is_execution(call) || !held_add(&process->held, call, UNDECIDED_CALLS)) {
		make_plain(launch, process);
		launch->deliver(launch->context, call);
	}
}

static void take_init(struct launch *launch, struct process *process, const struct call *call)
{
	launch->report.init_calls += one_unless_remark(call);
	if (signs_is_exit(call))
		forget(launch, process);
}

static void take_waiting(struct launch *launch, struct process *process, const struct call *call)
{
	bool is_exit = signs_is_exit(call);

	if ((!is_exit && !signs_is_wait(call)) ||
		!held_add(&process->held, call, UNDECIDED_CALLS)) {
		make_plain(launch, process);
		launch->deliver(launch->context, call);
	} else if (is_exit) {
		launch->report.init_calls += held_drop(&process->held);
		forget(launch, process);
	}
}

/* Hands on an execution. From a successful one on the process is the program. */
static void take_execution(struct launch *launch, struct process *process, const struct call *call)
{
	if (!call->failed)
		make_plain(launch, process);
	launch->deliver(launch->context, call);
}

static void take_before(struct launch *launch, struct process *process, const struct call *call)
{
	if (signs_is_execution(call)) {
		take_execution(launch, process, call);
		return;
	}
	if (signs_is_filter(call)) {
		process->phase = PHASE_LAUNCH;
		launch->report.filters++;
	} else if (signs_is_no_new_privileges(call)) {
		process->phase = PHASE_PREPARING;
		held_add(&process->held, call, PREPARING_CALLS);
		return;
	}
	launch->report.child_calls += one_unless_remark(call);
}

static void take_launch(struct launch *launch, struct process *process, const struct call *call)
{
	struct call marked = *call;

	if (signs_is_execution(call)) {
		take_execution(launch, process, call);
		return;
	}
	marked.in_launch = true;
	launch->report.launch_calls += one_unless_remark(call);
	launch->deliver(launch->context, &marked);
}

static void take_preparing(struct launch *launch, struct process *process, const struct call *call)
{
	if (signs_is_filter(call)) {
		process->phase = PHASE_LAUNCH;
		launch->report.filters++;
		launch->report.child_calls += held_drop(&process->held) + 1;
	} else if (signs_is_execution(call)) {
		take_execution(launch, process, call);
	} else if (!held_add(&process->held, call, PREPARING_CALLS)) {
		process->phase = PHASE_LAUNCH;
		launch->report.launch_calls += process->held.count;
		held_deliver(&process->held, true, launch->deliver, launch->context);
		take_launch(launch, process, call);
	}
}

static void take_in_phase(struct launch *launch, struct process *process, const struct call *call)
{
	switch (process->phase) {
	case PHASE_UNDECIDED:
		take_undecided(launch, process, call);
		break;
	case PHASE_INIT:
		take_init(launch, process, call);
		break;
	case PHASE_WAITING:
		take_waiting(launch, process, call);
		break;
	case PHASE_BEFORE:
		take_before(launch, process, call);
		break;
	case PHASE_PREPARING:
		take_preparing(launch, process, call);
		break;
	case PHASE_LAUNCH:
		take_launch(launch, process, call);
		break;
	}
}

/* A process that was in the middle of waiting when the log began, and the log begins with the
 * program: up to Northstar 0.7 it is cut there. */
static bool is_waiting_init(const struct launch *launch, const struct call *call)
{
	return launch->starts_with_program && launch->report.inits == 0 && signs_is_wait(call) &&
	       !call->arguments_known;
}

/* Returns in which phase a process whose first call this is begins; false: in none. */
static bool find_phase(struct launch *launch, const struct call *call, enum phase *ret_phase)
{
	if (launch->name_awaited && (signs_is_fork(call) || signs_is_wait(call))) {
		launch->name_awaited = false;
		*ret_phase = PHASE_INIT;
	} else if (launch->child_awaited) {
		launch->child_awaited = false;
		*ret_phase = PHASE_BEFORE;
	} else if (is_waiting_init(launch, call)) {
		*ret_phase = PHASE_WAITING;
	} else if (signs_is_beginning(call)) {
		return false;
	} else {
		*ret_phase = PHASE_UNDECIDED;
	}
	return true;
}

static void take_first(struct launch *launch, const struct call *call)
{
	enum phase phase;

	if (signs_is_artefact(call)) {
		launch->report.artefacts++;
		return;
	}
	if (!launch->has_begun)
		launch->starts_with_program =
			signs_is_program_start(call) || signs_is_execution(call);
	launch->has_begun = true;
	if (launch->scope == LAUNCH_CONTAINER && find_phase(launch, call, &phase)) {
		take_in_phase(launch, add_process(launch, call->pid, phase), call);
	} else {
		pids_add(&launch->plain, call->pid);
		launch->deliver(launch->context, call);
	}
}

void launch_take(void *context, const struct call *call)
{
	struct launch *launch = context;

	if (pids_has(&launch->plain, call->pid) || call->pid >= PIDS_LIMIT) {
		if (call->syscall == launch->exits[0] || call->syscall == launch->exits[1])
			pids_remove(&launch->plain, call->pid); /* another one may get the id */
		launch->deliver(launch->context, call);
		return;
	}
	if (call->form == CALL_SUMMED || call->form == CALL_RECORDED) {
		launch->deliver(launch->context, call);
		return;
	}
	for (size_t i = 0; i < launch->count; i++)
		if (launch->processes[i].pid == call->pid) {
			take_in_phase(launch, &launch->processes[i], call);
			return;
		}
	if (call->form == CALL_REMARK)
		launch->deliver(launch->context, call);
	else
		take_first(launch, call);
}

void launch_end(struct launch *launch)
{
	while (launch->count > 0) {
		struct process *process = launch->processes;

		if (process->phase == PHASE_WAITING)
			launch->report.init_calls += held_drop(&process->held);
		make_plain(launch, process);
	}
}

/*
 * Joint values: all registers of a call together, for the few calls of which a rule and the profile
 * may look at different ones.
 */
#ifndef TRACE_JOINT_H
#define TRACE_JOINT_H

#include <stddef.h>
#include <stdint.h>

#include "facts/arch.h"
#include "facts/syscall.h"
#include "trace/argument.h"
#include "trace/call.h"

/* Distinct calls that are kept. */
#define JOINT_CALLS 1024

struct joint_call {
	struct argument_value registers[SYSCALL_REGISTERS];
	uint64_t count;
};

/* {0} is empty. */
struct joint {
	struct joint_call *calls;
	size_t count;
	size_t capacity;
	uint64_t counted; /* calls that are in it; fewer than there were when it is full */
};

/* Adds a call, unless it would be one more distinct call than are kept. */
void joint_add(struct joint *joint, const struct call *call, enum arch arch);

void joint_free(struct joint *joint);

#endif

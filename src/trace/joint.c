#include "trace/joint.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "trace/layout.h"

static bool is_same(const struct joint_call *a, const struct joint_call *b)
{
	return memcmp(a->registers, b->registers, sizeof(a->registers)) == 0;
}

void joint_add(struct joint *joint, const struct call *call, enum arch arch)
{
	struct joint_call added;

	memset(&added, 0, sizeof(added)); /* they are compared by their bytes */
	for (unsigned index = 0; index < SYSCALL_REGISTERS; index++) {
		struct argument_value value = layout_read_register(call, index, arch);

		added.registers[index].candidate_count = value.candidate_count;
		for (unsigned i = 0; i < value.candidate_count; i++)
			added.registers[index].candidates[i] = value.candidates[i];
	}
	for (size_t i = 0; i < joint->count; i++) {
		if (!is_same(&joint->calls[i], &added))
			continue;
		joint->calls[i].count++;
		joint->counted++;
		return;
	}
	if (joint->count == JOINT_CALLS)
		return;
	joint->calls = memory_reserve(
		joint->calls, &joint->capacity, joint->count + 1, sizeof(joint->calls[0]));
	added.count = 1;
	joint->calls[joint->count++] = added;
	joint->counted++;
}

void joint_free(struct joint *joint)
{
	free(joint->calls);
	*joint = (struct joint){0};
}

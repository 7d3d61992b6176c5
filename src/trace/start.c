#include "trace/start.h"

#include "trace/body.h"
#include "trace/leader.h"
#include "trace/runtime_log.h"

bool start_find(struct slice line, struct call_start *ret_start)
{
	const struct syscall_fact *syscall = NULL;
	struct slice body = leader_peel(line).body;
	size_t length = body_name_length(body, &syscall);

	*ret_start = (struct call_start){
		.name = slice_until(body, length),
		.syscall = syscall,
		.list = slice_after(body, length + 1),
	};
	return length > 0;
}

bool start_find_in_log(struct slice line, struct text *buffer, struct call_start *ret_start)
{
	struct message message;

	line = runtime_log_uncolour(line, buffer);
	message = runtime_log_read(line);
	if (message.kind == MESSAGE_OTHER)
		return false;
	if (message.kind == MESSAGE_CONTAINER)
		line = message.content;
	if (slice_ends_with(line, "\r"))
		line.length--;
	return start_find(line, ret_start);
}

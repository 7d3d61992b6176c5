#include "facts/added.h"

#include <stddef.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *name;
	struct linux_version version;
} calls[] = {
	{"cachestat", {6, 5}},
	{"clone3", {5, 3}},
	{"close_range", {5, 9}},
	{"epoll_pwait2", {5, 11}},
	{"faccessat2", {5, 8}},
	{"fchmodat2", {6, 6}},
	{"fsconfig", {5, 2}},
	{"fsmount", {5, 2}},
	{"fsopen", {5, 2}},
	{"fspick", {5, 2}},
	{"futex_requeue", {6, 7}},
	{"futex_wait", {6, 7}},
	{"futex_waitv", {5, 16}},
	{"futex_wake", {6, 7}},
	{"io_uring_enter", {5, 1}},
	{"io_uring_register", {5, 1}},
	{"io_uring_setup", {5, 1}},
	{"landlock_add_rule", {5, 13}},
	{"landlock_create_ruleset", {5, 13}},
	{"landlock_restrict_self", {5, 13}},
	{"listmount", {6, 8}},
	{"lsm_get_self_attr", {6, 8}},
	{"lsm_list_modules", {6, 8}},
	{"lsm_set_self_attr", {6, 8}},
	{"map_shadow_stack", {6, 6}},
	{"memfd_secret", {5, 14}},
	{"mount_setattr", {5, 12}},
	{"move_mount", {5, 2}},
	{"mseal", {6, 10}},
	{"open_tree", {5, 2}},
	{"openat2", {5, 6}},
	{"pidfd_getfd", {5, 6}},
	{"pidfd_open", {5, 3}},
	{"pidfd_send_signal", {5, 1}},
	{"process_madvise", {5, 10}},
	{"process_mrelease", {5, 15}},
	{"quotactl_fd", {5, 14}},
	{"set_mempolicy_home_node", {5, 17}},
	{"statmount", {6, 8}},
	{"uretprobe", {6, 11}},
};

bool added_find(struct slice name, struct linux_version *ret_version)
{
	for (size_t i = 0; i < LENGTH(calls); i++) {
		if (!slice_is(name, calls[i].name))
			continue;
		*ret_version = calls[i].version;
		return true;
	}
	return false;
}

struct linux_version added_headers_of_runtime(unsigned runtime)
{
	if (runtime <= 5)
		return (struct linux_version){5, 10};
	if (runtime <= 7)
		return (struct linux_version){5, 15};
	return (struct linux_version){6, 1};
}

bool added_is_newer(struct linux_version a, struct linux_version b)
{
	return a.major != b.major ? a.major > b.major : a.minor > b.minor;
}

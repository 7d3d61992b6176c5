#include "facts/surface.h"

#include <stddef.h>

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* CLONE_NEWTIME to CLONE_NEWNET (include/uapi/linux/sched.h): new namespaces. The lowest of them
 * shares its bit with the exit signal of clone, so it counts for unshare only. */
#define NAMESPACES	UINT64_C(0x7e020000)
#define NAMESPACES_TIME UINT64_C(0x7e020080)

#define SWAPS_ROOT	"changes what the program sees as the file system, or attaches new ones to it"
#define LOADS_MODULE	"loads code into the kernel itself"
#define KEYRING		"uses the kernel's keyrings, which are not separate for each container"
#define PORTS		"gives direct access to the hardware's ports"
#define READS_OTHERS	"reads and changes the memory of other processes"
#define IO_URING	"makes other calls past the filter: what io_uring carries out is not filtered"
#define OPENS_BY_ID	"opens files by their number, past the folder the container is confined to"
#define NEW_NAMESPACES                                                                             \
	"can make new user namespaces, in which a program is root towards much of the kernel"

static const struct surface surfaces[] = {
	{"acct", 0, "writes a record of every process on the machine"},
	{"add_key", 0, KEYRING},
	{"bpf", 0, "loads programs that run inside the kernel"},
	{"chroot", 0, "changes the root folder, with which one can break out of a chroot"},
	{"clock_settime", 0, "sets the clock of the whole machine"},
	{"clone", NAMESPACES, NEW_NAMESPACES},
	{"clone3", 0,
		"makes processes in new namespaces, and its flags lie in memory where no rule "
		"can look at them"},
	{"delete_module", 0, "removes parts of the running kernel"},
	{"fanotify_init", 0, "watches all file access on the machine"},
	{"finit_module", 0, LOADS_MODULE},
	{"fsconfig", 0, SWAPS_ROOT},
	{"fsmount", 0, SWAPS_ROOT},
	{"fsopen", 0, SWAPS_ROOT},
	{"fspick", 0, SWAPS_ROOT},
	{"init_module", 0, LOADS_MODULE},
	{"io_uring_enter", 0, IO_URING},
	{"io_uring_register", 0, IO_URING},
	{"io_uring_setup", 0, IO_URING},
	{"ioperm", 0, PORTS},
	{"iopl", 0, PORTS},
	{"kcmp", 0, "compares what other processes have open, by where the kernel keeps it"},
	{"kexec_file_load", 0, "starts another kernel"},
	{"kexec_load", 0, "starts another kernel"},
	{"keyctl", 0, KEYRING},
	{"modify_ldt", 0, "changes segments of the processor, old code with a history of faults"},
	{"mount", 0, SWAPS_ROOT},
	{"mount_setattr", 0, SWAPS_ROOT},
	{"move_mount", 0, SWAPS_ROOT},
	{"name_to_handle_at", 0, OPENS_BY_ID},
	{"open_by_handle_at", 0, OPENS_BY_ID},
	{"open_tree", 0, SWAPS_ROOT},
	{"perf_event_open", 0,
		"measures the kernel and other processes, and has a history of faults"},
	{"pidfd_getfd", 0, "takes open files out of other processes"},
	{"pivot_root", 0, SWAPS_ROOT},
	{"process_madvise", 0, "advises the kernel on the memory of other processes"},
	{"process_vm_readv", 0, "reads the memory of other processes"},
	{"process_vm_writev", 0, READS_OTHERS},
	{"ptrace", 0, "controls other processes: " READS_OTHERS},
	{"quotactl", 0, "changes disk quotas of the whole machine"},
	{"reboot", 0, "stops the whole machine"},
	{"request_key", 0, KEYRING},
	{"setns", 0, "enters the namespaces of other containers or of the machine"},
	{"settimeofday", 0, "sets the clock of the whole machine"},
	{"swapoff", 0, "changes the memory of the whole machine"},
	{"swapon", 0, "changes the memory of the whole machine"},
	{"syslog", 0, "reads the kernel's messages, addresses included"},
	{"umount2", 0, SWAPS_ROOT},
	{"unshare", NAMESPACES_TIME, NEW_NAMESPACES},
	{"userfaultfd", 0, "stops the kernel in the middle of its work, which exploits build on"},
};

const struct surface *surface_find(struct slice name)
{
	for (size_t i = 0; i < LENGTH(surfaces); i++)
		if (slice_is(name, surfaces[i].name))
			return &surfaces[i];
	return NULL;
}

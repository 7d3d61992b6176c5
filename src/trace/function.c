/*
 * Sources, all Linux 6.12: include/linux/kdev_t.h (new_encode_dev),
 * include/uapi/asm-generic/ioctl.h
 * (_IOC), include/uapi/linux/quota.h (QCMD), ioprio.h (IOPRIO_PRIO_VALUE), input.h (EVIOC...),
 * spi/spidev.h (SPI_IOC_MESSAGE), include/linux/posix-timers.h (clocks of processes).
 */
#include "trace/function.h"

#include "facts/constant.h"

/* Where the parts of an ioctl's number begin. */
enum { IOC_NUMBER_SHIFT = 0, IOC_TYPE_SHIFT = 8, IOC_SIZE_SHIFT = 16, IOC_DIRECTION_SHIFT = 30 };

static uint64_t encode_device(const uint64_t *arguments)
{
	uint64_t minor = arguments[1];

	return (minor & 0xff) | arguments[0] << 8 | (minor & ~UINT64_C(0xff)) << 12;
}

static uint64_t encode_ioctl(const uint64_t *arguments)
{
	return arguments[0] << IOC_DIRECTION_SHIFT | arguments[1] << IOC_TYPE_SHIFT |
	       arguments[2] << IOC_NUMBER_SHIFT | arguments[3] << IOC_SIZE_SHIFT;
}

static uint64_t swap_bytes(const uint64_t *arguments)
{
	return (arguments[0] & 0xff) << 8 | (arguments[0] >> 8 & 0xff);
}

static uint64_t encode_quota(const uint64_t *arguments)
{
	return (arguments[0] << 8 | (arguments[1] & 0xff)) & UINT32_MAX;
}

static uint64_t encode_priority(const uint64_t *arguments)
{
	return arguments[0] << 13 | arguments[1];
}

static uint64_t encode_process_clock(const uint64_t *arguments)
{
	return ~arguments[0] << 3 | arguments[1];
}

static uint64_t encode_thread_clock(const uint64_t *arguments)
{
	return ~arguments[0] << 3 | 4 | arguments[1];
}

static uint64_t encode_descriptor_clock(const uint64_t *arguments)
{
	return ~arguments[0] << 3 | 3;
}

/* So many structures of 32 bytes; a size that is too large for its field is 0. */
static uint64_t encode_spi_message(const uint64_t *arguments)
{
	uint64_t size = arguments[0] < 512 ? arguments[0] * 32 : 0;

	return UINT64_C(1) << IOC_DIRECTION_SHIFT | 'k' << IOC_TYPE_SHIFT | size << IOC_SIZE_SHIFT;
}

static const struct {
	const char *name;
	unsigned count;
	uint64_t (*encode)(const uint64_t *arguments);
} functions[] = {
	{"makedev", 2, encode_device},
	{"_IOC", 4, encode_ioctl},
	{"htons", 1, swap_bytes},
	{"QCMD", 2, encode_quota},
	{"IOPRIO_PRIO_VALUE", 2, encode_priority},
	{"MAKE_PROCESS_CPUCLOCK", 2, encode_process_clock},
	{"MAKE_THREAD_CPUCLOCK", 2, encode_thread_clock},
	{"FD_TO_CLOCKID", 1, encode_descriptor_clock},
	{"SPI_IOC_MESSAGE", 1, encode_spi_message},
};

/* Commands of ioctl with parameters, which add to the number that they have with all parameters 0:
 * each parameter, shifted. */
static const struct {
	const char *name;
	unsigned count;
	unsigned char shifts[2];
} commands[] = {
	{"EVIOCGABS", 1, {IOC_NUMBER_SHIFT}},
	{"EVIOCGBIT", 2, {IOC_NUMBER_SHIFT, IOC_SIZE_SHIFT}},
	{"EVIOCGKEY", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGLED", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGMTSLOTS", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGNAME", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGPHYS", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGPROP", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGSND", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGSW", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCGUNIQ", 1, {IOC_SIZE_SHIFT}},
	{"EVIOCSABS", 1, {IOC_NUMBER_SHIFT}},
	{"HIDIOCGFEATURE", 1, {IOC_SIZE_SHIFT}},
	{"HIDIOCGRAWNAME", 1, {IOC_SIZE_SHIFT}},
	{"HIDIOCGRAWPHYS", 1, {IOC_SIZE_SHIFT}},
	{"HIDIOCGRAWUNIQ", 1, {IOC_SIZE_SHIFT}},
	{"HIDIOCSFEATURE", 1, {IOC_SIZE_SHIFT}},
	{"JSIOCGNAME", 1, {IOC_SIZE_SHIFT}},
	{"MIXER_READ", 1, {IOC_NUMBER_SHIFT}},
	{"MIXER_WRITE", 1, {IOC_NUMBER_SHIFT}},
	{"UI_GET_SYSNAME", 1, {IOC_SIZE_SHIFT}},
};

static bool apply_command(struct slice name, const uint64_t *arguments, unsigned count,
	enum arch arch, uint64_t *ret_value)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		uint64_t value;

		if (!slice_is(name, commands[i].name) || count != commands[i].count ||
			!constant_value(name, arch, &value))
			continue;
		for (unsigned k = 0; k < count; k++)
			value += arguments[k] << commands[i].shifts[k];
		*ret_value = value;
		return true;
	}
	return false;
}

bool function_apply(struct slice name, const uint64_t *arguments, unsigned count, enum arch arch,
	uint64_t *ret_value)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		if (slice_is(name, functions[i].name) && count == functions[i].count) {
			*ret_value = functions[i].encode(arguments);
			return true;
		}
	}
	return apply_command(name, arguments, count, arch, ret_value);
}

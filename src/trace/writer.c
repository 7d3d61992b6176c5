#include "trace/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/clock.h"

/* Milliseconds: who stays so long is a writer; and a log that is rotated may have
 * none for a moment. */
enum { STAY = 50, PATIENCE = 1000 };

enum state { WRITER_THERE, WRITER_NONE, WRITER_UNKNOWN };

/* A lease to read is refused (EAGAIN) for a file that is open to write: fcntl(2). It needs the
 * owner's rights. Who opens the file in this very moment has a signal sent, which is ignored
 * unless it is caught. */
static enum state look(int descriptor)
{
	if (fcntl(descriptor, F_SETSIG, SIGURG) != 0)
		return WRITER_UNKNOWN;
	if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0)
		return errno == EAGAIN ? WRITER_THERE : WRITER_UNKNOWN;
	fcntl(descriptor, F_SETLEASE, F_UNLCK);
	return WRITER_NONE;
}

static void note_writer(struct writer *writer, uint64_t time)
{
	if (writer->came_at == 0)
		writer->came_at = time;
	writer->left_at = 0;
	writer->is_known |= time - writer->came_at >= STAY;
}

static void begin_file(struct writer *writer, int descriptor)
{
	struct stat status;

	if (fstat(descriptor, &status) == 0 &&
		(status.st_dev != writer->device || status.st_ino != writer->file))
		*writer = (struct writer){.device = status.st_dev, .file = status.st_ino};
}

bool writer_is_gone(struct writer *writer, int descriptor)
{
	enum state state = look(descriptor);
	uint64_t time = clock_now();

	begin_file(writer, descriptor);
	if (state == WRITER_THERE)
		note_writer(writer, time);
	if (state != WRITER_NONE)
		return false;
	writer->came_at = 0;
	if (writer->left_at == 0)
		writer->left_at = time;
	return writer->is_known && time - writer->left_at >= PATIENCE;
}

/*
 * The program behind hello.strace: a little of what services do, and two calls that Northstar's
 * default profile does not allow (clone3 for the thread, delete_module).
 *
 *	gcc -O2 -pthread -o hello hello.c
 *	strace -f -o hello.strace ./hello
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void *count(void *unused)
{
	struct timespec pause = {0, 2000000};

	(void)unused;
	for (int i = 0; i < 3; i++)
		nanosleep(&pause, NULL);
	return NULL;
}

static void talk(void)
{
	int ends[2];
	char text[16];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return;
	if (write(ends[0], "ping", 4) == 4 && read(ends[1], text, sizeof(text)) == 4)
		puts("ping");
	close(ends[0]);
	close(ends[1]);
}

static void look(void)
{
	struct winsize size;
	int file = open("/etc/hostname", O_RDONLY | O_CLOEXEC);
	char name[64];

	if (file >= 0 && read(file, name, sizeof(name)) > 0)
		puts("has a name");
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		puts("no terminal");
	close(file);
	socket(AF_INET, SOCK_DGRAM, 0);
	socket(AF_NETLINK, SOCK_RAW, 0);
}

int main(void)
{
	pthread_t thread;

	prctl(PR_SET_NAME, "hello");
	puts("Hello from the seccomp example!");
	pthread_create(&thread, NULL, count, NULL);
	talk();
	look();
	pthread_join(thread, NULL);
	if (fork() == 0)
		_exit(0);
	wait(NULL);
	syscall(SYS_delete_module, "hello", O_NONBLOCK);
	fputs("done\n", stderr);
	return 0;
}

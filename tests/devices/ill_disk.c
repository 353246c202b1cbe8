/* A disk that fails or dawdles on demand, between a program and the C library (LD_PRELOAD).
 *
 * ILL_DISK names a file of four numbers that is mapped into each process: which calls (1 writing,
 * 2 getting it onto the disk), the error number, how many such calls still succeed before one
 * fails, and how many milliseconds each takes. Only files whose path holds ILL_DISK_FILE ail. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WRITING = 1, SYNCING = 2 };
struct orders { int calls, error, left, milliseconds; };
static struct orders *orders;

__attribute__((constructor)) static void listen_to_orders(void) {
    const char *path = getenv("ILL_DISK");
    int file = path ? open(path, O_RDWR) : -1;
    if (file < 0) return;
    void *place = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (place != MAP_FAILED) orders = place;
    close(file);
}

static int is_ours(int file) {
    char link[40], path[4096];
    const char *wanted = getenv("ILL_DISK_FILE");
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0 || !wanted) return 0;
    path[length] = 0;
    return strstr(path, wanted) != NULL;
}

static int ails(int file, int call) {
    if (!orders || !(orders->calls & call) || !is_ours(file)) return 0;
    if (orders->milliseconds) usleep(1000 * orders->milliseconds);
    if (!orders->error || __sync_fetch_and_sub(&orders->left, 1) > 0) return 0;
    errno = orders->error;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *data, size_t size) {
    return ails(file, WRITING) ? -1 : NEXT(write)(file, data, size);
}
ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
    return ails(file, WRITING) ? -1 : NEXT(pwrite)(file, data, size, at);
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
    return ails(file, WRITING) ? -1 : NEXT(pwrite64)(file, data, size, at);
}
int fsync(int file) { return ails(file, SYNCING) ? -1 : NEXT(fsync)(file); }
int fdatasync(int file) { return ails(file, SYNCING) ? -1 : NEXT(fdatasync)(file); }

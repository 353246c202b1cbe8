/* Records what a program does to some files, in order: the memory of a disk whose power may fail.

   gcc -shared -fPIC -O2 -o write_log.so write_log.c -ldl
   LD_PRELOAD=write_log.so WRITE_LOG=log WRITE_LOG_FOLDER=/folder/ program

   Each record is a header and its data. Kinds: W write, S sync, T truncate, U unlink.
   The shared-memory index of SQLite (-shm) is left out: it is rebuilt after a power cut. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct header {
    char kind;
    char padding[7];
    int64_t offset;
    int64_t length;
    char name[64];
};

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

/* What the log says happened first must have happened first. */
static pthread_mutex_t order = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

static const char *recorded(const char *path) {
    const char *folder = getenv("WRITE_LOG_FOLDER");
    if (!folder || strncmp(path, folder, strlen(folder))) return NULL;
    const char *name = path + strlen(folder);
    return strchr(name, '/') || strstr(name, "-shm") ? NULL : name;
}

static const char *name_of(int handle, char path[4096]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    ssize_t length = readlink(link, path, 4095);
    if (length < 0) return NULL;
    path[length] = 0;
    return recorded(path);
}

static void record(char kind, const char *name, int64_t offset, int64_t length, const void *data) {
    static int log = -1;
    if (log < 0) log = open(getenv("WRITE_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct header header = {.kind = kind, .offset = offset, .length = data ? length : 0};
    strncpy(header.name, name, sizeof header.name - 1);
    struct iovec parts[] = {{&header, sizeof header}, {(void *)data, (size_t)header.length}};
    if (writev(log, parts, data ? 2 : 1) < 0) abort();
}

#define IN_ORDER(type, call, succeeded, kind, offset, length, data)      \
    char path[4096];                                                     \
    const char *name = name_of(handle, path);                            \
    if (!name) return call;                                              \
    pthread_mutex_lock(&order);                                          \
    type result = call;                                                  \
    if (succeeded) record(kind, name, offset, length, data);             \
    pthread_mutex_unlock(&order);                                        \
    return result;

ssize_t pwrite(int handle, const void *data, size_t size, off_t at) {
    IN_ORDER(ssize_t, REAL(pwrite)(handle, data, size, at), result > 0, 'W', at, result, data)
}

ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) {
    IN_ORDER(ssize_t, REAL(pwrite64)(handle, data, size, at), result > 0, 'W', at, result, data)
}

int ftruncate(int handle, off_t size) {
    IN_ORDER(int, REAL(ftruncate)(handle, size), !result, 'T', size, 0, NULL)
}

int ftruncate64(int handle, off64_t size) {
    IN_ORDER(int, REAL(ftruncate64)(handle, size), !result, 'T', size, 0, NULL)
}

/* WRITE_LOG_LIES=1: a disk that says it has synced and has not. */
int fsync(int handle) {
    IN_ORDER(int, REAL(fsync)(handle), !result && !getenv("WRITE_LOG_LIES"), 'S', 0, 0, NULL)
}

int fdatasync(int handle) {
    IN_ORDER(int, REAL(fdatasync)(handle), !result && !getenv("WRITE_LOG_LIES"), 'S', 0, 0, NULL)
}

int unlink(const char *path) {
    const char *name = recorded(path);
    pthread_mutex_lock(&order);
    int result = REAL(unlink)(path);
    if (name && !result) record('U', name, 0, 0, NULL);
    pthread_mutex_unlock(&order);
    return result;
}

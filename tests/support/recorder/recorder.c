/* Records what a program writes below one folder, or ends it just before one of these writes.
 *
 * Loaded before libc (LD_PRELOAD). It does nothing until it is told to, by `recorder_watch` and then
 * `recorder_trace` or `recorder_kill_before`. A record is a fixed head and then a path, a second
 * path and data: see trace.py, which reads them. Files are known by their inode, since names move.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define LONGEST 4096

struct head {
    uint8_t act;
    uint8_t spare[7];
    uint64_t file;
    int64_t place;
    uint32_t path, other, data, spare_too;
};

static char folder[LONGEST];
static size_t folder_length;
static int trace = -1;
static long countdown = -1;
static int tears;
static long counted;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void recorder_watch(const char *path) {
    snprintf(folder, sizeof folder, "%s", path);
    folder_length = strlen(folder);
    counted = 0;
}

void recorder_trace(const char *path) {
    trace = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* End the program before its n-th write from now on (1 is the next); half of that one is done when
 * it tears. */
void recorder_kill_before(long n, int tear) {
    countdown = n;
    tears = tear;
}

long recorder_counted(void) { return counted; }

static int watching(void) { return folder_length > 0 && (trace >= 0 || countdown > 0); }

static int below(const char *path) {
    return strncmp(path, folder, folder_length) == 0 &&
           (path[folder_length] == '/' || path[folder_length] == 0);
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, LONGEST - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

/* Makes a path absolute; folders in it are not resolved: the watched one is given resolved. */
static int absolute(int at, const char *path, char *whole) {
    if (path[0] == '/') {
        snprintf(whole, LONGEST, "%s", path);
    } else {
        char start[LONGEST];
        if (at == AT_FDCWD) {
            if (getcwd(start, sizeof start) == NULL) return 0;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", at);
            ssize_t length = readlink(link, start, sizeof start - 1);
            if (length < 0) return 0;
            start[length] = 0;
        }
        if (snprintf(whole, LONGEST, "%s/%s", start, path) >= LONGEST) return 0;
    }
    return below(whole);
}

static void record(char act, uint64_t file, int64_t place, const char *path, const char *other,
                   const void *data, size_t length) {
    if (trace < 0) return;
    struct head head = {.act = (uint8_t)act, .file = file, .place = place};
    head.path = path ? strlen(path) : 0;
    head.other = other ? strlen(other) : 0;
    head.data = length;
    struct iovec parts[] = {{&head, sizeof head},
                            {(void *)path, head.path},
                            {(void *)other, head.other},
                            {(void *)data, length}};
    if (syscall(SYS_writev, trace, parts, 4) < 0) abort();
}

/* What was done is done, and acknowledged: the line stands in the trace where it was said. */
void recorder_note(const char *line) {
    pthread_mutex_lock(&lock);
    record('N', 0, 0, NULL, NULL, line, strlen(line));
    pthread_mutex_unlock(&lock);
}

static void end_here(void) { syscall(SYS_kill, getpid(), SIGKILL); }

/* Counts a write that is about to be done, and ends the program when it is its turn. */
static int turn(void) {
    counted++;
    if (countdown > 0 && --countdown == 0) {
        if (!tears) end_here();
        return 1;
    }
    return 0;
}

static void end_if(int ends) {
    if (ends) end_here();
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* Opening: a file that comes to be, or is emptied. */

static int opening(int (*real)(int, const char *, int, mode_t), int at, const char *path, int flags,
                   mode_t mode) {
    char whole[LONGEST];
    if (!watching() || !(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE ||
        !absolute(at, path, whole))
        return real(at, path, flags, mode);
    struct stat is;
    pthread_mutex_lock(&lock);
    int there = syscall(SYS_newfstatat, AT_FDCWD, whole, &is, 0) == 0;
    if (there && (!(flags & O_TRUNC) || !S_ISREG(is.st_mode) || is.st_size == 0)) {
        pthread_mutex_unlock(&lock);
        return real(at, path, flags, mode);
    }
    int ends = turn();
    int fd = real(at, path, flags, mode);
    int error = errno;
    if (fd >= 0 && fstat(fd, &is) == 0) {
        if (there)
            record('T', is.st_ino, 0, NULL, NULL, NULL, 0);
        else
            record('C', is.st_ino, 0, whole, NULL, NULL, 0);
    }
    end_if(ends);
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

static int plain_openat(int at, const char *path, int flags, mode_t mode) {
    return syscall(SYS_openat, at, path, flags, mode);
}

#define MODE(flags, last) \
    mode_t mode = 0; \
    if ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE) { \
        va_list rest; \
        va_start(rest, last); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }

int open(const char *path, int flags, ...) {
    MODE(flags, flags)
    return opening(plain_openat, AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags, flags)
    return opening(plain_openat, AT_FDCWD, path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
    MODE(flags, flags)
    return opening(plain_openat, at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
    MODE(flags, flags)
    return opening(plain_openat, at, path, flags, mode);
}
int creat(const char *path, mode_t mode) {
    return opening(plain_openat, AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* Data. */

static ssize_t writing(int fd, const void *data, size_t length, off_t place, int positioned) {
    char path[LONGEST];
    struct stat is;
    int ours = watching() && path_of(fd, path) && fstat(fd, &is) == 0 && S_ISREG(is.st_mode);
    if (!ours)
        return positioned ? syscall(SYS_pwrite64, fd, data, length, place)
                          : syscall(SYS_write, fd, data, length);
    pthread_mutex_lock(&lock);
    if (!positioned) {
        int appends = fcntl(fd, F_GETFL) & O_APPEND;
        place = appends ? is.st_size : lseek(fd, 0, SEEK_CUR);
    }
    int ends = turn();
    if (ends) length = (length + 1) / 2;
    ssize_t done = positioned ? syscall(SYS_pwrite64, fd, data, length, place)
                              : syscall(SYS_write, fd, data, length);
    int error = errno;
    if (done > 0) record('W', is.st_ino, place, NULL, NULL, data, done);
    end_if(ends);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

ssize_t write(int fd, const void *data, size_t length) { return writing(fd, data, length, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t place) {
    return writing(fd, data, length, place, 1);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t place) {
    return writing(fd, data, length, place, 1);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    char path[LONGEST];
    if (!watching() || !path_of(fd, path)) return syscall(SYS_writev, fd, parts, count);
    ssize_t whole = 0;
    for (int n = 0; n < count; n++) {
        ssize_t done = writing(fd, parts[n].iov_base, parts[n].iov_len, 0, 0);
        if (done < 0) return whole ? whole : done;
        whole += done;
        if ((size_t)done < parts[n].iov_len) break;
    }
    return whole;
}

/* Copies inside the kernel show no data: callers fall back to reading and writing. */
ssize_t sendfile(int out, int in, off_t *place, size_t length) {
    char path[LONGEST];
    if (watching() && path_of(out, path)) {
        errno = EINVAL;
        return -1;
    }
    return syscall(SYS_sendfile, out, in, place, length);
}
ssize_t sendfile64(int out, int in, off64_t *place, size_t length) {
    return sendfile(out, in, place, length);
}
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t length, unsigned flags) {
    char path[LONGEST];
    if (watching() && path_of(out, path)) {
        errno = EXDEV;
        return -1;
    }
    return syscall(SYS_copy_file_range, in, from, out, to, length, flags);
}

static int truncating(int fd, off_t length) {
    char path[LONGEST];
    struct stat is;
    if (!watching() || !path_of(fd, path) || fstat(fd, &is) != 0)
        return syscall(SYS_ftruncate, fd, length);
    pthread_mutex_lock(&lock);
    int ends = turn();
    int done = syscall(SYS_ftruncate, fd, length);
    int error = errno;
    if (done == 0) record('T', is.st_ino, length, NULL, NULL, NULL, 0);
    end_if(ends);
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}
int ftruncate(int fd, off_t length) { return truncating(fd, length); }
int ftruncate64(int fd, off64_t length) { return truncating(fd, length); }

/* Syncing, of files and of folders. */

static int syncing(int fd, long call) {
    char path[LONGEST];
    struct stat is;
    if (!watching() || !path_of(fd, path) || fstat(fd, &is) != 0) return syscall(call, fd);
    pthread_mutex_lock(&lock);
    int ends = turn();
    /* A disk is not waited for: what a sync means is the replayer's matter. */
    if (S_ISDIR(is.st_mode))
        record('D', is.st_ino, 0, path, NULL, NULL, 0);
    else
        record('S', is.st_ino, 0, NULL, NULL, NULL, 0);
    end_if(ends);
    pthread_mutex_unlock(&lock);
    return 0;
}
int fsync(int fd) { return syncing(fd, SYS_fsync); }
int fdatasync(int fd) { return syncing(fd, SYS_fdatasync); }

/* Names. */

static int naming(char act, long call, int at, const char *path, int other_at, const char *other,
                  int flags) {
    char whole[LONGEST], target[LONGEST];
    int ours = watching() && absolute(at, path, whole);
    int theirs = other && watching() && absolute(other_at, other, target);
    struct stat is = {0};
    if (ours || theirs) {
        pthread_mutex_lock(&lock);
        int ends = turn();
        if (act == 'L') fstatat(at, path, &is, 0);
        int done = other ? syscall(call, at, path, other_at, other, flags)
                         : syscall(call, at, path, flags);
        int error = errno;
        if (done == 0)
            record(act, is.st_ino, 0, ours ? whole : "", other && theirs ? target : "", NULL, 0);
        end_if(ends);
        pthread_mutex_unlock(&lock);
        errno = error;
        return done;
    }
    return other ? syscall(call, at, path, other_at, other, flags) : syscall(call, at, path, flags);
}

int rename(const char *from, const char *to) {
    return naming('R', SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int at, const char *from, int to_at, const char *to) {
    return naming('R', SYS_renameat2, at, from, to_at, to, 0);
}
int renameat2(int at, const char *from, int to_at, const char *to, unsigned flags) {
    return naming('R', SYS_renameat2, at, from, to_at, to, flags);
}
int link(const char *from, const char *to) {
    return naming('L', SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int linkat(int at, const char *from, int to_at, const char *to, int flags) {
    return naming('L', SYS_linkat, at, from, to_at, to, flags);
}
int unlink(const char *path) {
    return naming('U', SYS_unlinkat, AT_FDCWD, path, 0, NULL, 0);
}
int unlinkat(int at, const char *path, int flags) {
    return naming(flags & AT_REMOVEDIR ? 'X' : 'U', SYS_unlinkat, at, path, 0, NULL, flags);
}
int rmdir(const char *path) {
    return naming('X', SYS_unlinkat, AT_FDCWD, path, 0, NULL, AT_REMOVEDIR);
}
int mkdirat(int at, const char *path, mode_t mode) {
    return naming('M', SYS_mkdirat, at, path, 0, NULL, (int)mode);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

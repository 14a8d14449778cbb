// Ends its own process as `kill -9` does, right before the Nth call by which it changes something below a folder. Loaded by LD_PRELOAD.
//   END_AT_FOLDER   the folder, without links
//   END_AT_ARMED    a file; only calls while it is there are counted
//   END_AT_CALL     N, from 1 on; what the call was is written into the file END_AT_ARMED
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void reached(const char *what, const char *path) {
  const char *folder = getenv("END_AT_FOLDER"), *armed = getenv("END_AT_ARMED"), *at = getenv("END_AT_CALL");
  if (!folder || !armed || !at || strncmp(path, folder, strlen(folder)) != 0 || access(armed, F_OK) != 0) return;
  if (atomic_fetch_add(&calls, 1) + 1 != atol(at)) return;
  int file = REAL(open)(armed, O_WRONLY | O_TRUNC);
  if (file >= 0) dprintf(file, "%s %s\n", what, path + strlen(folder));
  kill(getpid(), SIGKILL);
  pause();
}

static void reached_file(const char *what, int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  reached(what, path);
}

#define OPENS(name)                                      \
  int name(const char *path, int flags, ...) {           \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                        \
    if (flags & (O_CREAT | O_TRUNC)) reached("open", path); \
    return REAL(name)(path, flags, mode);                \
  }
OPENS(open)
OPENS(open64)

ssize_t write(int file, const void *bytes, size_t count) { reached_file("write", file); return REAL(write)(file, bytes, count); }
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { reached_file("write", file); return REAL(pwrite)(file, bytes, count, at); }
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) { reached_file("write", file); return REAL(pwrite64)(file, bytes, count, at); }
ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t at) { reached_file("write", file); return REAL(pwritev64)(file, parts, count, at); }
int fsync(int file) { reached_file("fsync", file); return REAL(fsync)(file); }
int ftruncate(int file, off_t length) { reached_file("truncate", file); return REAL(ftruncate)(file, length); }
int ftruncate64(int file, off64_t length) { reached_file("truncate", file); return REAL(ftruncate64)(file, length); }
int rename(const char *from, const char *to) { reached("rename", to); return REAL(rename)(from, to); }
int link(const char *from, const char *to) { reached("link", to); return REAL(link)(from, to); }
int unlink(const char *path) { reached("unlink", path); return REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { reached("mkdir", path); return REAL(mkdir)(path, mode); }

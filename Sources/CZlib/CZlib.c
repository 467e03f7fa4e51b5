#include "CZlib.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <string.h>
#include <zlib.h>

#ifdef __APPLE__
#define LIBRARY "libz.1.dylib"
#else
#define LIBRARY "libz.so.1"
#endif

static __typeof__(compress2) *pack;
static __typeof__(inflateInit_) *begin;
static __typeof__(inflate) *go_on;
static __typeof__(inflateEnd) *end;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void look_up(void) {
    void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return;
    pack = (__typeof__(compress2) *)dlsym(handle, "compress2");
    begin = (__typeof__(inflateInit_) *)dlsym(handle, "inflateInit_");
    go_on = (__typeof__(inflate) *)dlsym(handle, "inflate");
    end = (__typeof__(inflateEnd) *)dlsym(handle, "inflateEnd");
}

size_t etude_pack(const void *bytes, size_t count, void *packed, size_t capacity) {
    uLongf length = capacity;
    pthread_once(&once, look_up);
    if (!pack || pack(packed, &length, bytes, count, Z_DEFAULT_COMPRESSION) != Z_OK) return 0;
    return length;
}

ptrdiff_t etude_unpack(const void *packed, size_t count, void *bytes, size_t capacity) {
    z_stream stream;
    int result;
    ptrdiff_t written;
    pthread_once(&once, look_up);
    if (!begin || !go_on || !end || count > UINT_MAX || capacity > UINT_MAX) return -1;
    memset(&stream, 0, sizeof stream);
    stream.next_in = (Bytef *)packed;
    stream.avail_in = (uInt)count;
    stream.next_out = bytes;
    stream.avail_out = (uInt)capacity;
    if (begin(&stream, ZLIB_VERSION, sizeof stream) != Z_OK) return -1;
    result = go_on(&stream, Z_SYNC_FLUSH);
    written = (ptrdiff_t)(capacity - stream.avail_out);
    /* Whether it ends where the room does is not known before the end is asked for. */
    if (result == Z_BUF_ERROR && stream.avail_out == 0) result = Z_OK;
    end(&stream);
    if (result == Z_STREAM_END) return written;
    return result == Z_OK && stream.avail_out == 0 ? written : -1;
}

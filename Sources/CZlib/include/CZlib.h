#ifndef ETUDE_CZLIB_H
#define ETUDE_CZLIB_H

#include <stddef.h>

/* Packing with zlib. The library is opened when the first log is packed or unpacked. Both functions are safe from any thread. */

/* Packs `count` bytes at `bytes` into the `capacity` bytes at `packed`, as a zlib stream (RFC 1950).
   Returns how many bytes it took; 0 where they do not fit, or zlib cannot be had. */
size_t etude_pack(const void *bytes, size_t count, void *packed, size_t capacity);

/* Unpacks the `count` bytes of a zlib stream into the `capacity` bytes at `bytes`, as many as fit.
   Returns how many they are; -1 where the stream is damaged, or zlib cannot be had. */
ptrdiff_t etude_unpack(const void *packed, size_t count, void *bytes, size_t capacity);

#endif

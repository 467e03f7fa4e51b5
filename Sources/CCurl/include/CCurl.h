#ifndef ETUDE_CCURL_H
#define ETUDE_CCURL_H

#include <curl/curl.h>
#include <stddef.h>

/* libcurl without its libraries at start: it brings some thirty others, which take longer to load than the playground
   takes to its first frame. So nothing is linked; the library is opened when the first request is sent, and its
   functions are called under their own names. */

/* Opens libcurl, once. NULL when it is there, else why it is not. To be called before any of the functions of curl.h
   that this program calls. Safe from any thread. */
const char *etude_curl_open(void);

/* libcurl's variadic functions, one for each type that is passed. */

CURLcode etude_set_long(CURL *handle, CURLoption option, long value);
CURLcode etude_set_size(CURL *handle, CURLoption option, curl_off_t value);
CURLcode etude_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode etude_set_pointer(CURL *handle, CURLoption option, const void *value);
CURLcode etude_set_headers(CURL *handle, struct curl_slist *value);
/* For CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION. */
CURLcode etude_set_receiver(
    CURL *handle, CURLoption option, size_t (*value)(char *bytes, size_t size, size_t count, void *context));
CURLcode etude_set_progress(CURL *handle, curl_xferinfo_callback value);
CURLcode etude_set_before_request(CURL *handle, curl_prereq_callback value);
CURLcode etude_set_open_socket(CURL *handle, curl_opensocket_callback value);
CURLcode etude_get_long(CURL *handle, CURLINFO info, long *value);
CURLcode etude_get_private(CURL *handle, void **value);
CURLMcode etude_multi_set_long(CURLM *multi, CURLMoption option, long value);

/* curl_url_get, whose declaration differs between releases. */
CURLUcode etude_url_get(CURLU *url, CURLUPart what, char **part, unsigned int flags);

/* Macros that Swift does not import alike everywhere. */
static const long etude_http_2_over_tls = CURL_HTTP_VERSION_2TLS;
static const size_t etude_pause_writing = CURL_WRITEFUNC_PAUSE;
static const long etude_global_default = CURL_GLOBAL_DEFAULT;

#endif

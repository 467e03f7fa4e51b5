#ifndef ETUDE_CCURSES_H
#define ETUDE_CCURSES_H

/* What Swift cannot import of ncursesw: macros, globals and cchar_t. Beside them the window's size, and the handlers
   that give the terminal back in a crash, which are C since Swift code is not safe in a signal handler. */

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

extern int wcwidth(wchar_t character); /* hidden by wchar.h without _XOPEN_SOURCE */
static inline int etude_colors(void) { return COLORS; }
static inline int etude_color_pairs(void) { return COLOR_PAIRS; }
static inline int etude_lines(void) { return LINES; }
static inline int etude_columns(void) { return COLS; }
static inline attr_t etude_bold(void) { return A_BOLD; }
static inline attr_t etude_dim(void) { return A_DIM; }
static inline attr_t etude_italic(void) { return A_ITALIC; }
static inline attr_t etude_underline(void) { return A_UNDERLINE; }
static inline attr_t etude_reverse(void) { return A_REVERSE; }

/* Starts ncurses on stdin and stdout in raw mode; 0 when the terminal is unknown. */
static inline int etude_start(void) {
    if (!newterm(NULL, stdout, stdin)) return 0;
    raw();
    nonl();
    noecho();
    keypad(stdscr, TRUE);
    typeahead(-1);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    def_prog_mode();
    return 1;
}

/* Puts one cell's text, a base character with its marks, at a place; wide ones take two columns. */
static inline void etude_put(int y, int x, const wchar_t *text, attr_t attributes, int pair) {
    cchar_t cell;
    if (setcchar(&cell, text, attributes, 0, &pair) == OK) mvadd_wchnstr(y, x, &cell, 1);
}

static inline void etude_put_ascii(int y, int x, wchar_t character, attr_t attributes, int pair) {
    const wchar_t text[] = {character, 0};
    etude_put(y, x, text, attributes, pair);
}

static inline void etude_erase(void) { werase(stdscr), clearok(curscr, TRUE); }
static inline void etude_show(int y, int x) {
    leaveok(stdscr, FALSE);
    wmove(stdscr, y, x);
    wrefresh(stdscr);
}
/* Writes rows anew, whatever stands there. */
static inline void etude_rewrite(int first, int count) { wredrawln(stdscr, first, count); }
/* Shows what has changed so far and leaves the cursor where that ends. */
static inline void etude_show_part(void) {
    leaveok(stdscr, TRUE);
    wrefresh(stdscr);
}

/* A capability's string; NULL where the terminal has none. */
static inline const char *etude_string(const char *name) {
    const char *value = tigetstr(name);
    return value == (char *)-1 ? NULL : value;
}

/* The window's size as the system knows it; 0 when it does not. */
static inline int etude_window_size(int *width, int *height) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col || !size.ws_row) return 0;
    *width = size.ws_col;
    *height = size.ws_row;
    return 1;
}

/* The window's size in pixels as the system knows it; 0 when it does not. */
static inline int etude_window_pixels(int *width, int *height) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_xpixel || !size.ws_ypixel) return 0;
    *width = size.ws_xpixel;
    *height = size.ws_ypixel;
    return 1;
}

/* Initialised, since Swift's importer leaves out tentative definitions. */
static struct etude_crash {
    struct termios modes;
    volatile sig_atomic_t count;
    char bytes[512], stack[65536];
} etude_crash = {.count = -1};

static void etude_crashed(int number) {
    if (etude_crash.count >= 0 && write(STDOUT_FILENO, etude_crash.bytes, (size_t)etude_crash.count) >= 0)
        tcsetattr(STDIN_FILENO, TCSANOW, &etude_crash.modes);
    raise(number);
}

/* From now on a crash writes `bytes` and restores `modes`; -1 bytes: no longer. */
static inline void etude_restore_on_crash(const char *bytes, int count, const struct termios *modes) {
    static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS, SIGXFSZ};
    struct etude_crash *state = &etude_crash;
    struct sigaction action = {.sa_handler = etude_crashed, .sa_flags = SA_ONSTACK | (int)SA_RESETHAND};
    stack_t stack = {.ss_sp = state->stack, .ss_size = sizeof state->stack};
    state->count = -1;
    if (count < 0 || (size_t)count > sizeof state->bytes) return;
    state->modes = *modes;
    for (int i = 0; i < count; i++) state->bytes[i] = bytes[i];
    sigaltstack(&stack, NULL);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
    state->count = count;
}

#endif

/* The least an ncurses program can cost: a line, and each letter echoed; Esc ends it. */
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>

int main(void) {
    wint_t key;
    setlocale(LC_ALL, "");
    initscr(), cbreak(), noecho();
    mvaddstr(0, 0, "ready");
    move(1, 0);
    refresh();
    while (get_wch(&key) == OK && key != 27) {
        wchar_t text[] = {(wchar_t)key, 0};
        addwstr(text);
        refresh();
    }
    endwin();
}

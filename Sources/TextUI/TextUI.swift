// TextUI: the screen as values.
//
// A view draws into a `Frame` (cells of text and `Style`), a `Terminal` shows frames and reports `TerminalEvent`s.
// Nothing here knows prompts, ncurses or any other edge, so everything can be tested by comparing values:
//
//     bytes → Terminal.readEvents() → Key → TextBuffer.edit(for:) → TextBuffer.apply → layout(width:)
//     layout, StyledText, Theme → Frame.put → Terminal.draw(frame)
//
// Columns: `DisplayWidth` is the one place that says how wide a grapheme is. `Frame.put`, `TextWrapper` and
// `TextLayout` draw control and other invisible characters by `Sanitiser`'s visible forms, and count them so.
//
// Texts: `TextWrapper.wrap` for a text that is there, `GrowingWrap` for one that still arrives, `TextBuffer` for one
// that is being edited. Offsets into texts are UTF-8 offsets at grapheme boundaries.

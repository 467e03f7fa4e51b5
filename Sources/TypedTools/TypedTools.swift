// TypedTools: tools and structured answers as Swift types.
//
// `@ToolInput` makes a struct the arguments of a tool; `Client.parallelTools` asks once and yields the calls as values, each as
// soon as it is complete; `Client.answer(as:)` and `Client.stream(as:)` do the same for structured answers.
//
//     @ToolInput → ToolInput.tool                the type as a request offers it
//     RunEvent → CallCompletion → TypedCall      what comes back, checked against the schema, then decoded
//     SchemaFault → Reask                        what is wrong is asked for again, if the program wants it

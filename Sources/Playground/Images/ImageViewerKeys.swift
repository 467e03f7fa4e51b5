import Prompts
package import TextUI

/// The keys over an image seen large.
extension ImageViewer {
    package static let place = Command.Place("image", "In an image")
    package static let commands = [
        Command(
            ImageViewer.self, "image.next", "Next image", "next", help: "After the last one comes the first.",
            keys: ["right", "down", "tab", "space", "j", "l"], perform: { $0.turn(1, in: $1) }),
        Command(
            ImageViewer.self, "image.close", "Close the image", "back", help: "Goes back.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
        Command(
            ImageViewer.self, "image.previous", "Previous image", help: "Before the first one comes the last.",
            keys: ["left", "up", "shift-tab", "k", "h"], perform: { $0.turn(-1, in: $1) }),
        about("image.open", "Open the image", "open", help: "Opens it in the system's viewer.", keys: ["enter", "o"]) {
            viewer, image, state in
            state.say("opening \(image.displayName)")
            state.ask(.image(.open(state.images.known(image))))
        },
        about(
            "image.fetch", "Fetch the image", "fetch",
            help: "Fetches a remote image to show it here; its URL is still what is sent.", keys: ["f"]
        ) { _, image, state in
            guard image.source == .remote else { return state.say("\(image.displayName) has been fetched already") }
            state.say("fetching \(image.displayName)")
            state.ask(.image(.fetch(image.url)))
        },
        change(
            "image.detail", "Change the detail", "detail",
            help: "How closely the model looks: auto, low, high, or unset.", keys: ["t"]
        ) { viewer, images, state in
            let steps: [String?] = [nil, "auto", "low", "high"]
            let now = steps.firstIndex(of: images[viewer.index].detail) ?? 0
            images[viewer.index].detail = steps[(now + 1) % steps.count]
            state.setImages(images, at: viewer.place)
        },
        change(
            "image.shrink", "Shrink the image", "shrink",
            help: "Replaces it with a copy of at most 2048 pixels a side (needs ImageMagick).", keys: ["s"]
        ) { viewer, images, state in
            guard images[viewer.index].facts != nil else {
                return state.say("only an image on this machine can be shrunk")
            }
            state.say("asking ImageMagick for a smaller copy")
            state.ask(.image(.shrink(images[viewer.index], viewer.spot(in: images), to: shrunkSide)))
        },
        change("image.back", "Move the image back", "move", help: "Moves it one place back.", keys: ["<"]) {
            $0.move(-1, $1, in: &$2)
        },
        change("image.forward", "Move the image on", help: "Moves it one place on.", keys: [">"]) {
            $0.move(1, $1, in: &$2)
        },
        change("image.replace", "Replace the image", "replace", help: "Replaces it with another image.", keys: ["e"]) {
            viewer, images, state in state.layers.push(LineInput.image(.spot(viewer.spot(in: images))))
        },
        change(
            "image.remove", "Remove the image", "remove", help: "Removes it from the message. Undo restores it.",
            keys: ["d", "delete"]
        ) { viewer, images, state in
            images.remove(at: viewer.index)
            viewer.index = min(viewer.index, max(0, images.count - 1))
            if images.isEmpty { state.layers.pop() }
            state.setImages(images, at: viewer.place)
            state.say("removed" + (viewer.place == .composer ? "" : "; ^_ restores it"))
        },
        about("image.copy", "Copy the image's address", "copy", help: "Copies its path or URL.", keys: ["y"]) {
            _, image, state in
            if image.source != .data { state.ask(.terminal(.copy(image.url))) }
        },
        Command(
            ImageViewer.self, "help.image", "Help for the image", help: "The keys over an image.", keys: ["?"],
            perform: { $1.openHelp(at: place) }),
    ]

    /// A command about the image that is shown.
    private static func about(
        _ id: CommandID, _ title: String, _ word: String? = nil, help: String, keys: [String],
        perform: @escaping @Sendable (ImageViewer, ImagePart, inout AppState) -> Void
    ) -> Command {
        Command(ImageViewer.self, id, title, word, help: help, keys: keys) { viewer, state in
            let images = state.images(at: viewer.place)
            guard images.indices.contains(viewer.index) else { return state.layers.pop() }
            perform(viewer, images[viewer.index], &state)
        }
    }

    /// A command that changes the images of a message; those of a log, and of a run under way, stay as they are.
    private static func change(
        _ id: CommandID, _ title: String, _ word: String? = nil, help: String, keys: [String],
        perform: @escaping @Sendable (inout ImageViewer, inout [ImagePart], inout AppState) -> Void
    ) -> Command {
        Command(
            ImageViewer.self, id, title, word, help: help, keys: keys,
            disabledReason: { viewer, state in
                if case .log = viewer.place { return "a log cannot be changed" }
                return viewer.place == .composer ? nil : state.busyReason()
            },
            perform: { viewer, state in
                var images = state.images(at: viewer.place)
                guard images.indices.contains(viewer.index) else { return state.layers.pop() }
                perform(&viewer, &images, &state)
            })
    }

    private func spot(in images: [ImagePart]) -> ImageSpot {
        ImageSpot(place: place, index: index, url: images[index].url)
    }

    private mutating func turn(_ step: Int, in state: AppState) {
        let count = state.images(at: place).count
        if count > 0 { index = ((index + step) % count + count) % count }
    }

    /// Moves the image among the others.
    private mutating func move(_ step: Int, _ images: [ImagePart], in state: inout AppState) {
        guard images.indices.contains(index + step) else { return }
        var images = images
        images.swapAt(index, index + step)
        index += step
        state.setImages(images, at: place)
    }

    package func takes(_ key: Key) -> Bool { false }

    package mutating func press(_ key: Key, in state: inout AppState) {}

    package mutating func scroll(by lines: Int, in state: inout AppState) { turn(lines < 0 ? -1 : 1, in: state) }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        ImageViewerView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}

package import Prompts
import TextUI

/// Whose images.
package enum ImagePlace: Sendable, Hashable {
    /// Of the message being written.
    case composer
    case message(EntryRef)
    /// Of an opened log, which stay as they are.
    case log([ImagePart])
}

/// One image among those of a place.
package struct ImageSpot: Sendable, Hashable {
    package var place: ImagePlace
    package var index: Int
    /// What stood there when something was asked for.
    package var url: String

    package init(place: ImagePlace, index: Int, url: String) {
        self.place = place
        self.index = index
        self.url = url
    }
}

/// An image seen large, and what is done to it there.
package struct ImageViewer: Sendable {
    package var place: ImagePlace
    package var index = 0

    package init(place: ImagePlace, index: Int = 0) {
        self.place = place
        self.index = index
    }

    /// The keys, for help and the lower border.
    static let keys: [(keys: String, word: String, help: String)] = [
        ("← →", "next", "The image before, the next one; also j and k."),
        ("o", "open", "Opens it in the system's viewer."),
        ("f", "fetch", "Fetches a remote image to see it here; what is sent stays its URL."),
        ("t", "detail", "How closely the model looks: auto, low, high, or not said."),
        ("s", "shrink", "Puts a copy of at most 2048 pixels a side in its place, where ImageMagick is installed."),
        ("< >", "move", "Moves it before the one before, behind the next one."),
        ("e", "replace", "Another image in its place."),
        ("d", "remove", "Takes it out of the message; Ctrl-_ brings it back."),
        ("y", "copy", "Copies its path or URL."),
    ]

    /// Pixels a side of an image that was made smaller: what the API scales an image down to before it looks.
    static let shrunkSide = 2048
}

extension AppState {
    package func images(at place: ImagePlace) -> [ImagePart] {
        switch place {
        case .composer: thread.composer.images
        case .message(let ref): message(ref)?.images ?? []
        case .log(let images): images
        }
    }

    /// Shows the images of the selected message, else of the one being written, else the last ones of the thread.
    package mutating func openImages() {
        var places: [ImagePlace] = []
        if let ref = thread.cursor.entry { places.append(.message(ref)) }
        places.append(.composer)
        places += selectableEntries.reversed().map(ImagePlace.message)
        guard let place = places.first(where: { !images(at: $0).isEmpty }) else {
            let key = settings.keymap.label(of: "thread.image").map { "; \($0) attaches one" } ?? ""
            return say("there is no image in the thread" + key, .warning)
        }
        overlays.append(.image(ImageViewer(place: place)))
    }

    mutating func pressInImage(_ viewer: ImageViewer, _ key: Key) {
        var viewer = viewer
        let images = images(at: viewer.place)
        guard images.indices.contains(viewer.index) else { return closeOverlay() }
        let image = images[viewer.index]
        let spot = ImageSpot(place: viewer.place, index: viewer.index, url: image.url)
        switch key {
        case .escape, .character("q"): return closeOverlay()
        case .right, .down, .tab, .space, .character("j"), .character("l"): viewer.index += 1
        case .left, .up, .shiftTab, .character("k"), .character("h"): viewer.index += images.count - 1
        case .enter, .character("o"):
            say("opening \(image.displayName)")
            return ask(.image(.open(self.images.known(image))))
        case .character("f"): return fetch(image)
        case .character("y"):
            if image.source != .data { ask(.terminal(.copy(image.url))) }
            return
        case .character("?"): return perform("help")
        default: return change(key, spot, images)
        }
        viewer.index %= images.count
        setTopOverlay(.image(viewer))
    }

    private mutating func fetch(_ image: ImagePart) {
        guard image.source == .remote else { return say("\(image.displayName) is here already") }
        say("fetching \(image.displayName)")
        ask(.image(.fetch(image.url)))
    }

    /// What changes the message.
    private mutating func change(_ key: Key, _ spot: ImageSpot, _ images: [ImagePart]) {
        let letters: [Key] = ["t", "s", "<", ">", "e", "d"].map { .character($0) }
        guard letters.contains(key) || key == .delete else { return }
        if case .log = spot.place { return say("a log stays as it is", .warning) }
        guard run == nil || spot.place == .composer else { return say("a run is under way; Esc stops it", .warning) }
        var images = images
        switch key {
        case .character("t"):
            let steps: [String?] = [nil, "auto", "low", "high"]
            let now = steps.firstIndex(of: images[spot.index].detail) ?? 0
            images[spot.index].detail = steps[(now + 1) % steps.count]
        case .character("s"):
            guard images[spot.index].facts != nil else { return say("only an image on this machine can be shrunk") }
            let effect = ImageEffect.shrink(images[spot.index], spot, to: ImageViewer.shrunkSide)
            say("asking ImageMagick for a smaller copy")
            return ask(.image(effect))
        case .character("e"):
            overlays.append(.line(LineInput(.image(.spot(spot)))))
            return
        case .character("<"), .character(">"):
            let other = spot.index + (key == .character("<") ? -1 : 1)
            guard images.indices.contains(other) else { return }
            images.swapAt(spot.index, other)
            setTopOverlay(.image(ImageViewer(place: spot.place, index: other)))
        default:
            images.remove(at: spot.index)
            let next = ImageViewer(place: spot.place, index: min(spot.index, max(0, images.count - 1)))
            if images.isEmpty { closeOverlay() } else { setTopOverlay(.image(next)) }
            let undo = spot.place == .composer ? "" : "; ^_ brings it back"
            setImages(images, at: spot.place)
            return say("removed" + undo)
        }
        return setImages(images, at: spot.place)
    }

    /// Gives a message other images: text and other parts stay where they are.
    mutating func setImages(_ images: [ImagePart], at place: ImagePlace) {
        isSessionDirty = true
        switch place {
        case .log: break
        case .composer:
            thread.composer.images = images
        case .message(let ref):
            guard var message = message(ref) else { return }
            rememberMoment()
            var rest = images[...]
            message.content = message.content.compactMap { part in
                guard case .image = part else { return part }
                return rest.popFirst().map(ContentPart.image)
            }
            message.content += rest.map(ContentPart.image)
            return replace(ref, by: message)
        }
    }

    /// Puts the smaller copy where the image was attached, the newest first.
    mutating func takeSmaller(_ smaller: ImagePart, for image: ImagePart) {
        // What was sent stays as it was sent while it is answered.
        let messages = run == nil ? selectableEntries.reversed().map(ImagePlace.message) : []
        for place in [ImagePlace.composer] + messages {
            guard let index = images(at: place).lastIndex(where: { $0.url == image.url }) else { continue }
            return replaceImage(at: ImageSpot(place: place, index: index, url: image.url), by: smaller)
        }
    }

    /// Puts an image in the place of another, unless that is gone.
    mutating func replaceImage(at spot: ImageSpot, by image: ImagePart) {
        var images = images(at: spot.place)
        guard run == nil || spot.place == .composer else { return say("a run is under way; Esc stops it", .warning) }
        guard images.indices.contains(spot.index), images[spot.index].url == spot.url else {
            return say("the image to be replaced is gone", .warning)
        }
        var image = image
        image.detail = image.detail ?? images[spot.index].detail
        images[spot.index] = image
        let size = image.facts.map { ": \($0.width)×\($0.height), \($0.byteText)" } ?? ""
        setImages(images, at: spot.place)
        say("now \(image.facts?.name ?? image.displayName)" + size)
    }
}

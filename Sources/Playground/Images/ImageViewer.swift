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
package struct ImageViewer: Layer {
    package var place: ImagePlace
    package var index = 0

    package init(place: ImagePlace, index: Int = 0) {
        self.place = place
        self.index = index
    }

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
        layers.push(ImageViewer(place: place))
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

package import Prompts
import TextUI

/// The owner of images.
package enum ImagePlace: Sendable, Hashable {
    /// The message being written.
    case composer
    case message(EntryRef)
    /// An opened log. Its images cannot be changed.
    case log([ImagePart])
}

/// One image among those of a place.
package struct ImageSpot: Sendable, Hashable {
    package var place: ImagePlace
    package var index: Int
    /// The URL that stood there at the time of the request.
    package var url: String

    package init(place: ImagePlace, index: Int, url: String) {
        self.place = place
        self.index = index
        self.url = url
    }
}

/// The large view of an image, and the actions on it.
package struct ImageViewer: Layer {
    package var place: ImagePlace
    package var index = 0

    package init(place: ImagePlace, index: Int = 0) {
        self.place = place
        self.index = index
    }

    /// The longest side of a shrunk image, in pixels: the API scales images down to this size.
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

    /// Replaces the images of a message. Text and other parts stay where they are.
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

    /// Replaces an attached image by its smaller copy, in the newest message that has it.
    mutating func takeSmaller(_ smaller: ImagePart, for image: ImagePart) {
        // While an answer is under way, the messages that were sent stay as they are.
        let messages = run == nil ? selectableEntries.reversed().map(ImagePlace.message) : []
        for place in [ImagePlace.composer] + messages {
            guard let index = images(at: place).lastIndex(where: { $0.url == image.url }) else { continue }
            return replaceImage(at: ImageSpot(place: place, index: index, url: image.url), by: smaller)
        }
    }

    /// Replaces an image, unless it is gone.
    mutating func replaceImage(at spot: ImageSpot, by image: ImagePart) {
        var images = images(at: spot.place)
        guard spot.place == .composer || !isBusy() else { return }
        guard images.indices.contains(spot.index), images[spot.index].url == spot.url else {
            return say("the image to replace is gone", .warning)
        }
        var image = image
        image.detail = image.detail ?? images[spot.index].detail
        images[spot.index] = image
        let size = image.facts.map { ": \($0.width)×\($0.height), \($0.byteText)" } ?? ""
        setImages(images, at: spot.place)
        say("now \(image.facts?.name ?? image.displayName)" + size)
    }
}

import Prompts
import TextUI

/// Draws the large view of an image: over the whole body, with its description on top and the keys in the lower
/// border.
enum ImageViewerView {
    static func draw(_ viewer: ImageViewer, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let images = state.images(at: viewer.place)
        let body = LayerLayout.body(state.size)
        guard images.indices.contains(viewer.index) else {
            canvas.layer(body, title: "Image", hint: hint)
            return
        }
        let image = state.images.known(images[viewer.index])
        let count = images.count > 1 ? "\(viewer.index + 1) of \(images.count)" : ""
        let inside = canvas.layer(body, title: "Image", right: count, hint: hint)
        let plan = state.imagePlan
        let description = StyledText("▣ ", canvas.theme[.accent])
            .appending(plan.description(of: image), canvas.theme[.text])
        let facts = StyledText(plan.facts(of: image), canvas.theme[.dim])
        canvas.row(description, right: facts, at: Point(x: inside.x + 1, y: inside.y), width: inside.width - 2)
        let room = inside.inset(left: 1, top: 1, right: 1)
        if let key = plan.key(of: image, in: room.size) {
            let place = room.centred(key.size)
            canvas.image(key, rows: 0..<key.size.height, at: place.origin, clip: room)
        } else {
            let lines = TextWrapper.wrap(reason(image, plan, room.size), width: max(8, room.width))
            for (row, line) in lines.enumerated() where row + 1 < room.height {
                canvas.row(
                    StyledText(line.text, canvas.theme[.dim]), at: Point(x: room.x, y: room.y + 1 + row),
                    width: room.width)
            }
        }
    }

    private static func reason(_ image: ImagePart, _ plan: ImagePlan, _ room: Size) -> String {
        if image.facts == nil {
            return image.source == .remote ? "Not fetched. Press f to fetch and show it." : "Nothing is known about it."
        }
        return plan.failure(of: image, in: room) ?? "Images cannot be drawn here."
    }

}

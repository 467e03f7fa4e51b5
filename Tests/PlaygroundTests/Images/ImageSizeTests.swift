import Playground
import Prompts
import Testing
import TextUI

@Suite("The size of images")
struct ImageSizeTests {
    private func size(_ width: Int, _ height: Int, in room: Size) -> Size? {
        ImageSize.fitting(
            ImageFacts(sha256: "", mediaType: "image/png", width: width, height: height, byteCount: 1), in: room)
    }

    @Test("proportions are kept, a cell being twice as high as wide")
    func proportions() {
        #expect(size(800, 800, in: Size(width: 80, height: 10)) == Size(width: 20, height: 10))
        #expect(size(1600, 400, in: Size(width: 40, height: 10)) == Size(width: 40, height: 5))
        #expect(size(320, 200, in: Size(width: 76, height: 6)) == Size(width: 19, height: 6))
    }

    @Test("extreme shapes keep at least one column and one row")
    func extremes() {
        #expect(size(10_000, 1, in: Size(width: 60, height: 10)) == Size(width: 60, height: 1))
        #expect(size(1, 10_000, in: Size(width: 60, height: 10)) == Size(width: 1, height: 10))
    }

    @Test("a small image is not blown up")
    func small() {
        #expect(size(16, 16, in: Size(width: 80, height: 12)) == Size(width: 8, height: 4))
        #expect(size(1, 1, in: Size(width: 80, height: 12)) == Size(width: 1, height: 1))
    }

    @Test("what has no size, or no room, is not shown")
    func none() {
        #expect(size(0, 0, in: Size(width: 80, height: 12)) == nil)
        #expect(size(10, 10, in: Size(width: 0, height: 12)) == nil)
        #expect(size(10, 10, in: Size(width: 10, height: 0)) == nil)
    }

    @Test("sizes that a header may claim do not overflow")
    func huge() {
        #expect(size(4_294_967_295, 4_294_967_295, in: Size(width: 80, height: 12)) == Size(width: 24, height: 12))
    }
}

import Testing

@testable import Prompts

@Suite struct ImageMovingTests {
    private func urls(_ urls: String..., from folder: String, to other: String, known: [String: String] = [:])
        -> [String]
    {
        let message = Message(role: .user, content: urls.map { .image(ImagePart(url: $0)) })
        let document = PromptDocument(config: Config(template: [message]))
        return document.movingImages(from: folder, to: other, known: known).config.template[0].images.map(\.url)
    }

    @Test("paths lead to the same file from another folder, and only paths are touched")
    func moved() {
        #expect(
            urls("a.png", "../b.png", "c/d.png", from: "/x/y", to: "/x/z") == [
                "../y/a.png", "../b.png", "../y/c/d.png",
            ])
        #expect(urls("/x/y/a.png", from: "/q", to: "/x/y") == ["a.png"])
        let others = ["https://a/b.png", "data:image/png;base64,AAAA", "sha256:ab", "{{photo}}", "~/a.png"]
        for url in others { #expect(urls(url, from: "/x", to: "/y") == [url]) }
    }

    @Test("a file that is far away keeps its path from the root")
    func far() {
        #expect(urls("/usr/share/a.png", from: "/home/me/p", to: "/home/me/work/p") == ["/usr/share/a.png"])
        #expect(urls("../../../a.png", from: "/a/b/c", to: "/a/b/c") == ["../../../a.png"])
        #expect(urls("/home/me/a.png", from: "/", to: "/home/me/work/p") == ["../../a.png"])
    }

    @Test("what a file spells in its own way stays as it is")
    func known() {
        let message = Message(role: .user, content: [.image(ImagePart(url: "./pics/../a.png"))])
        let document = PromptDocument(config: Config(template: [message]))
        #expect(document.spellings(from: "/x") == ["/x/a.png": "./pics/../a.png"])
        #expect(urls("/x/a.png", from: "/q", to: "/x", known: document.spellings(from: "/x")) == ["./pics/../a.png"])
        #expect(document.rootingImages(from: "/x").config.template[0].images[0].url == "/x/a.png")
    }
}

import Foundation
import RequestCore
import Storage
import TestSupport
import Testing

@testable import Commands

@Suite("The store that a playground opens")
struct LazyStoreTests {
    @Test("goes on in memory where the home's is damaged, and says why; a command ends with that instead")
    func damaged() async throws {
        let home = try Etude.Folder(at: NSTemporaryDirectory() + "etude-lazy-\(UUID().uuidString)")
        let path = home.path + "/etude.db"
        _ = try await Store(directory: home.path).logs(matching: .init())
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for index in 4_096..<bytes.count { bytes[index] = 0xFF }
        try? FileManager.default.removeItem(atPath: path + "-wal")
        try bytes.write(to: URL(fileURLWithPath: path))

        let playing = LazyStore(directory: home.path, keepsGoing: true)
        let store = try await playing.store()
        guard case .damaged? = await playing.temporaryBecause else {
            Issue.record("the damage was not told")
            return
        }
        #expect(try await store.logs(matching: .init()).isEmpty)
        await #expect(throws: StoreError.self) {
            try await LazyStore(directory: home.path).store().logs(matching: .init())
        }
    }
}

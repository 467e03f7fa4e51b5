/// Bytes of images, by the SHA-256 of their content.
public protocol BlobStore: Sendable {
    /// Keeps the bytes under their hash; doing it twice is once.
    func saveBlob(_ bytes: [UInt8], sha256: String) async throws
    /// nil when there is none of that hash.
    func blob(sha256: String) async throws -> [UInt8]?
}

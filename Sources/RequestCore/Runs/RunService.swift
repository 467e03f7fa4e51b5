package import Prompts

/// One run from start to end for playground and command line alike: the version is saved, the images are found, the log is
/// begun, the request goes out.
package struct RunService: Sendable {
    /// A run that is under way.
    package struct Started: Sendable {
        /// The version that the log points to; nil where nothing is stored.
        package var version: SavedVersion?
        /// What was sent.
        package var prepared: PreparedRun
        /// What happens, and the way to stop it.
        package var running: Runner.Running
    }

    private let versions: (any VersionStore)?
    private let blobs: any BlobStore
    private let logs: (any LogStore)?
    private let keys: KeyKeeper?
    private let transport: @Sendable (Provider) -> any Transport
    private let onLogFailure: @Sendable (any Error) -> Void

    /// - Parameters:
    ///   - versions: nil where nothing is stored, like `logs`.
    ///   - keys: has the keys of providers whose keys come from commands.
    ///   - transport: what carries the request for a provider.
    ///   - onLogFailure: told when the log cannot be written; the run goes on.
    package init(
        versions: (any VersionStore)?, blobs: any BlobStore, logs: (any LogStore)?, keys: KeyKeeper? = nil,
        transport: @escaping @Sendable (Provider) -> any Transport,
        onLogFailure: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.versions = versions
        self.blobs = blobs
        self.logs = logs
        self.keys = keys
        self.transport = transport
        self.onLogFailure = onLogFailure
    }

    /// Saves the config as a version of the prompt, and sends.
    ///
    /// - Parameters:
    ///   - parent: the version that the config was made from.
    ///   - wire: told all that goes over the wire, in order, keys masked; nil records nothing.
    /// - Throws: ``RunPreparationError`` for a variable without a value or an image that cannot be found; the reason why
    ///   a command gave no key; the store's errors.
    package func start(
        _ request: RunRequest, parent: VersionID?, wire: (@Sendable (WireEntry) -> Void)? = nil
    ) async throws -> Started {
        var request = request
        if let keys { request.provider = try await keys.filled(request.provider) }
        let prepared = try await request.prepare { image in
            guard let hash = image.facts?.sha256 else { return nil }
            return try await blobs.blob(sha256: hash)
        }
        let version = try await versions?.save(prepared.content, prompt: request.prompt, parent: parent)
        try Task.checkCancellation()
        let plain = transport(request.provider)
        let runner = Runner(
            transport: wire.map { WireRecorder(plain, provider: request.provider, tell: $0) } ?? plain, logs: logs,
            blobs: logs == nil ? nil : blobs, keys: keys,
            onLogFailure: onLogFailure)
        return Started(version: version, prepared: prepared, running: runner.start(prepared))
    }
}

/// Images in memory, for runs that store nothing.
package actor MemoryBlobs: BlobStore {
    private var bytes: [String: [UInt8]] = [:]

    /// Empty.
    package init() {}

    /// Keeps the bytes under their hash.
    package func saveBlob(_ bytes: [UInt8], sha256: String) { self.bytes[sha256] = bytes }

    /// nil when there is none of that hash.
    package func blob(sha256: String) -> [UInt8]? { bytes[sha256] }
}

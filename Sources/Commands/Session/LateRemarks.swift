import Synchronization

/// Sentences for stderr that come up while an answer is printed. They wait until its line has ended.
final class LateRemarks: Sendable {
    private let held = Mutex<[String]>([])

    /// Keeps a sentence for later.
    func hold(_ sentence: String) { held.withLock { $0.append(sentence) } }

    /// Says what was kept.
    func release(to errors: Output) {
        let sentences = held.withLock { held in
            defer { held = [] }
            return held
        }
        for sentence in sentences { errors.line(sentence) }
    }
}

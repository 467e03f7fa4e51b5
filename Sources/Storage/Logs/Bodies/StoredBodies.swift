import GRDB
import JSON
import Prompts

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A log's request and answer as the store has them.
struct StoredBodies {
    /// The columns that they are read from, and where these are, as SQL over `log`.
    static let columns = """
        packed, logBody.size AS packedSize, logBody.images AS packedImages,
        logRequest.request AS request, logRequest.images AS images, reply, response
        """
    static let joins = """
        LEFT JOIN logBody ON logBody.log = log.key LEFT JOIN logRequest ON logRequest.log = log.key
        LEFT JOIN logAnswer ON logAnswer.log = log.key
        """

    /// The request as JSON text.
    let request: String
    /// The facts about its images as a JSON array.
    let images: String
    /// What the server has sent as JSON text; nil where nothing came.
    let response: String?
    private let reply: String
    /// The log, in an error.
    private let what: String

    /// - Parameter row: has the ``columns``, and the log's `key`.
    init(_ db: Database, _ row: Row, of what: String) throws {
        self.what = what
        if let packed: Data = row["packed"] {
            let parts = try PackedLog.parts(packed, size: row["packedSize"], of: what)
            (request, reply, response) = (parts.request, parts.reply, parts.response)
            images = row["packedImages"] ?? "[]"
            return
        }
        func text(_ part: String) throws -> String? {
            guard let head: String = row[part] else { return nil }
            return try LogAnswer.text(db, key: row["key"], part: part, head: head)
        }
        guard let request: String = row["request"], let reply = try text("reply") else {
            throw StoreError.unreadable(what: what, reason: "its request or its answer is gone")
        }
        (self.request, self.reply) = (request, reply)
        images = row["images"] ?? "[]"
        response = try text("response")
    }

    /// The reply as ``Reply/storedJSON`` made it.
    func replyJSON() throws -> JSONValue {
        let json = try StoredText.json(reply, column: "reply", of: what)
        guard SharedStrings.isShared(json) else { return json }
        guard let whole = SharedStrings.whole(json, from: try responseJSON()) else {
            throw StoreError.unreadable(what: what, reason: "its reply refers to texts that its response lacks")
        }
        return whole
    }

    func requestJSON() throws -> JSONValue { try StoredText.json(request, column: "request", of: what) }

    func responseJSON() throws -> JSONValue? {
        try response.map { try StoredText.json($0, column: "response", of: what) }
    }

    func imagesJSON() throws -> JSONValue { try StoredText.json(images, column: "images", of: what) }
}

internal import Prompts

extension RuleID {
    /// The API has no place for a file of this kind.
    package static let fileType = RuleID("file-type")
    /// The model is not known to read PDFs.
    package static let noPDF = RuleID("no-pdf")
}

extension Lint {
    /// Checks the files of a request: chat completions takes PDFs by their bytes ("File inputs"), and not every model
    /// reads them.
    static func fileFindings(_ messages: [Message], _ info: ModelInfo?) -> [Finding] {
        var findings: [Finding] = []
        for (index, message) in messages.enumerated() where message.role != .assistant {
            for file in message.images where file.isDocument {
                let isPDF = file.facts.map { $0.mediaType == "application/pdf" } ?? true
                let problem =
                    file.source == .remote
                    ? "chat completions takes no file by its address; save it here and attach it"
                    : isPDF ? nil : "chat completions takes PDF files only; put the text into the message instead"
                if let problem {
                    let text = "\(file.displayName): \(problem)"
                    findings.append(Finding(.fileType, .warning, .message(index, .whole), text))
                } else if let info, info.supportsPDF != true {
                    let text = "\(info.name) is not known to read PDFs (\(file.displayName))"
                    findings.append(Finding(.noPDF, .note, .message(index, .whole), text))
                }
            }
        }
        return findings
    }
}

import Commands
import Evaluations
import Playground

/// What the playground asks of the files of evaluations.
struct EvaluationFiles: EvaluationBench {
    let files: DiskFiles

    func rows(of record: EvaluationRecord) async throws -> Dataset {
        try EvalSources(of: record, files: files).read().dataset
    }
}

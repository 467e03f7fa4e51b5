import RequestCore

/// Lists, opens, names and deletes conversations.
@MainActor struct ConversationEffects {
    let world: World
    let store: StoreQueue

    func perform(_ effect: ConversationEffect) {
        switch effect {
        case .list(let serial, let subject, let search):
            let subject = placed(subject)
            // After what was asked to be written: it is listed, too.
            store.write { stores in
                .conversations(.listed(serial, try await stores.conversations(of: subject, search: search)))
            }
        case .take(let serial, let id):
            store.write { stores in
                let taken = try await stores.takeConversation(id: id)
                return .conversations(.taken(serial, taken, taken.tree))
            }
        case .rename(let id, let name):
            store.write { stores in
                try await stores.rename(conversation: id, to: name)
                return nil
            }
        case .delete(let id):
            store.write { stores in
                try await stores.delete(conversation: id, true)
                return nil
            }
        case .undelete(let id):
            store.write { stores in
                try await stores.delete(conversation: id, false)
                return nil
            }
        }
    }

    /// A file is known by its path from the root.
    private func placed(_ subject: ConversationSubject) -> ConversationSubject {
        if case .file(let path) = subject { .file(world.files.place(path)) } else { subject }
    }
}

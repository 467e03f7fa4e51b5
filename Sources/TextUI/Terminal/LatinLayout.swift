/// Where the letters of other alphabets lie on a keyboard, told by the Latin letters in their places: a shortcut is found
/// by its place when the layout has no Latin letters.
enum LatinLayout {
    /// The Latin key in the place of a letter; nil for Latin letters and for what is on no keyboard known here.
    static func key(of character: Character) -> Character? {
        guard !character.isASCII else { return nil }
        if let key = table[character] { return key }
        let small = character.lowercased()
        guard small.count == 1, let letter = small.first, letter != character, let key = table[letter] else {
            return nil
        }
        return Character(key.uppercased())
    }

    private static let table: [Character: Character] = {
        var table: [Character: Character] = [:]
        for (letters, keys) in rows {
            for (letter, key) in zip(letters, keys) where table[letter] == nil { table[letter] = key }
        }
        return table
    }()

    /// Russian, Ukrainian, Serbian and Macedonian, Greek, Hebrew, Arabic, Korean. Where two share a letter the first one's
    /// place counts.
    private static let rows: [(letters: String, keys: String)] = [
        ("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"),
        ("іїєґў", "s]'\\o"),
        ("љњђћџјѕќѓ", "qw]'xjy'["),
        ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
        ("קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."),
        ("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]asdfghjkl;'zxcvnm,./"),
        ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm"),
    ]
}

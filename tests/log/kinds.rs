//! Every way to tamper that we could think of.

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident,)*) => {
        /// A way to tamper.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];
        }
    };
}

kinds! {
    ActorChanged,
    TimeChanged,
    ReasonChanged,
    StateChanged,
    OneLetterChanged,
    TextAsBytes,
    SaltChanged,
    DigestChanged,
    HashChanged,
    HashInCapitals,
    /// The text with its digest.
    TextAndDigest,
    /// The text with its digest and its own hash.
    TextDigestAndHash,
    /// Letters go over from the text to the salt: the digest is the same.
    LettersMovedToTheSalt,
    LettersMovedToTheText,
    CutFromTheMiddle,
    CutFromTheMiddleAndRenumbered,
    CutFromTheStartAndRenumbered,
    /// Erased, with a digest that holds what was cut before it.
    CutFromTheStartAndGlued,
    CutFromTheEnd,
    CutFromTheEndWithItsLength,
    CutFromTheEndWithItsHash,
    Swapped,
    SwappedNeighbours,
    Inserted,
    InsertedBeforeTheFirst,
    AddedBeyondTheHead,
    LastTwice,
    HeadLengthChanged,
    HeadHashChanged,
    HeadOfALinkBefore,
    HeadTakenAway,
    HeadOfAnotherCommunity,
    /// Salt and text are gone, and the digest is another one.
    ErasureOfSomethingElse,
    ErasureWithItsHash,
    ErasureOfTheTextAlone,
    ErasureOfTheSaltAlone,
    DocumentChanged,
    /// Under a link that was erased rightfully.
    DocumentOfAnErasedChanged,
    MovedToAnotherCommunity,
    MovedToNoCommunity,
    LastMovedOn,
    FromTheMiddleToTheEnd,
    CommunitiesExchanged,
    CommunityCopiedOver,
    // From here on the chain looks genuine, and a checkpoint tells.
    RewrittenToTheEnd,
    LastRewritten,
    CutAndRelinked,
    SwappedAndRelinked,
    InsertedAndRelinked,
    EndCutCleanly,
    CommunityRemoved,
}

impl Kind {
    /// Whether it shows in no chain by itself.
    pub fn looks_genuine(self) -> bool {
        self >= Kind::RewrittenToTheEnd
    }
}

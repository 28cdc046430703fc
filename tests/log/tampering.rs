//! Tampering, each in its way.

use super::{
    homes::{Chain, Lying, any_transition},
    kinds::Kind,
};
use linli_domain::PersonId;
use linli_sync::{next_link, sha256_hex};
use linli_tests::rng::Rng;

/// Hash after hash anew from a link on, numbers and head with them.
fn relink(chain: &mut Chain, from: usize) {
    renumber(chain);
    let mut last = match from.checked_sub(1) {
        Some(before) => chain.links[before].hash.clone(),
        None => String::new(),
    };
    for link in chain.links.iter_mut().skip(from) {
        link.hash = next_link(&last, &chain.desk, link.n as u64, &link.key, &link.digest);
        last.clone_from(&link.hash);
    }
    chain.head = Some((chain.links.len() as i64, last));
}

fn renumber(chain: &mut Chain) {
    for (link, n) in chain.links.iter_mut().zip(1..) {
        link.n = n;
    }
}

fn set_length(chain: &mut Chain, length: usize) {
    if let Some(head) = &mut chain.head {
        head.0 = length as i64;
    }
}

fn redigest(link: &mut Lying) {
    link.digest = sha256_hex(&[link.salt.as_bytes(), link.body.as_bytes()]);
}

/// Another digit somewhere.
fn another_digit(rng: &mut Rng, text: &mut String) {
    let at = rng.below(text.len());
    let other = if text.as_bytes()[at] == b'7' {
        "8"
    } else {
        "7"
    };
    text.replace_range(at..=at, other);
}

/// Says something else.
fn reword(rng: &mut Rng, link: &mut Lying) {
    let mut said = link.said();
    match rng.below(4) {
        0 => said.actor = PersonId(rng.uuid()),
        1 => said.at += chrono::TimeDelta::milliseconds(rng.between(1, 99_999_999)),
        2 => said.reason = Some(format!("{} really", said.reason.unwrap_or_default())),
        _ => said.to = format!("not_{}", said.to),
    }
    link.say(&said);
}

/// A link that was never there, as if it stood at `at`.
fn forged(rng: &mut Rng, chain: &Chain, at: usize) -> Lying {
    let said = any_transition(rng, &chain.desk.parse().unwrap());
    let mut link = Lying {
        n: at as i64 + 1,
        key: said.document.to_string(),
        salt: rng.uuid().simple().to_string(),
        body: String::new(),
        digest: String::new(),
        hash: String::new(),
        as_bytes: false,
    };
    link.say(&said);
    redigest(&mut link);
    let last = at
        .checked_sub(1)
        .map_or("", |n| chain.links[n].hash.as_str());
    link.hash = next_link(last, &chain.desk, at as u64 + 1, &link.key, &link.digest);
    link
}

/// Some links, erased as they should be.
pub fn erased(rng: &mut Rng, chains: &[Chain]) -> Vec<Chain> {
    let mut chains = chains.to_vec();
    let often = [0, 50, 500, 1000][rng.below(4)];
    for link in chains.iter_mut().flat_map(|chain| &mut chain.links) {
        if rng.chance(often) {
            link.erase();
        }
    }
    chains
}

impl Kind {
    /// The chains after it. The first has four links or more, none of them erased.
    pub fn of(self, rng: &mut Rng, chains: &[Chain]) -> Vec<Chain> {
        let mut after = chains.to_vec();
        if self.is_between_communities() {
            self.between(rng, &mut after);
        } else if self >= Kind::CutFromTheMiddle && !self.is_of_one_link() {
            self.on_chain(rng, &mut after[0]);
        } else {
            let chain = &mut after[0];
            let at = rng.below(chain.links.len());
            self.on_link(rng, chain, at);
        }
        after
    }

    fn is_between_communities(self) -> bool {
        matches!(
            self,
            Kind::HeadOfAnotherCommunity
                | Kind::MovedToAnotherCommunity
                | Kind::MovedToNoCommunity
                | Kind::CommunitiesExchanged
                | Kind::CommunityCopiedOver
                | Kind::CommunityRemoved
        )
    }

    fn is_of_one_link(self) -> bool {
        (Kind::ErasureOfSomethingElse..=Kind::DocumentOfAnErasedChanged).contains(&self)
    }

    /// One thing that is said becomes another one.
    fn on_text(self, rng: &mut Rng, link: &mut Lying) {
        let mut said = link.said();
        match self {
            Kind::ActorChanged => said.actor = PersonId(rng.uuid()),
            Kind::TimeChanged => said.at += chrono::TimeDelta::milliseconds(1),
            Kind::ReasonChanged => said.reason = Some("as the coordinator wished".into()),
            _ => said.to = "closed".into(),
        }
        link.say(&said);
    }

    fn on_link(self, rng: &mut Rng, chain: &mut Chain, at: usize) {
        let last = at.checked_sub(1).map(|n| chain.links[n].hash.clone());
        let last = last.unwrap_or_default();
        let desk = chain.desk.clone();
        let link = &mut chain.links[at];
        let rehash = |link: &mut Lying| {
            link.hash = next_link(&last, &desk, at as u64 + 1, &link.key, &link.digest);
        };
        if self < Kind::OneLetterChanged {
            return self.on_text(rng, link);
        }
        match self {
            Kind::OneLetterChanged => {
                let digits = link.body.match_indices(|c: char| c.is_ascii_digit());
                let digits: Vec<usize> = digits.map(|(at, _)| at).collect();
                let at = digits[rng.below(digits.len())];
                let other = if link.body.as_bytes()[at] == b'3' {
                    "4"
                } else {
                    "3"
                };
                link.body.replace_range(at..=at, other);
            }
            Kind::TextAsBytes => link.as_bytes = true,
            Kind::SaltChanged => another_digit(rng, &mut link.salt),
            Kind::DigestChanged => another_digit(rng, &mut link.digest),
            Kind::HashChanged => another_digit(rng, &mut link.hash),
            Kind::HashInCapitals => link.hash = format!("{}F", link.hash[1..].to_uppercase()),
            Kind::TextAndDigest | Kind::TextDigestAndHash => {
                reword(rng, link);
                redigest(link);
                if self == Kind::TextDigestAndHash {
                    rehash(link);
                }
            }
            Kind::LettersMovedToTheSalt => {
                let (over, rest) = link.body.split_at(1 + rng.below(10));
                (link.salt, link.body) = (format!("{}{over}", link.salt), rest.to_owned());
            }
            Kind::LettersMovedToTheText => {
                let (rest, over) = link.salt.split_at(rng.below(32));
                (link.body, link.salt) = (format!("{over}{}", link.body), rest.to_owned());
            }
            Kind::ErasureOfSomethingElse | Kind::ErasureWithItsHash => {
                link.erase();
                another_digit(rng, &mut link.digest);
                if self == Kind::ErasureWithItsHash {
                    rehash(link);
                }
            }
            Kind::ErasureOfTheTextAlone => link.body.clear(),
            Kind::ErasureOfTheSaltAlone => link.salt.clear(),
            Kind::DocumentChanged => another_digit(rng, &mut link.key),
            Kind::DocumentOfAnErasedChanged => {
                link.erase();
                another_digit(rng, &mut link.key);
            }
            _ => unreachable!("{self:?} is of a whole chain"),
        }
    }

    fn on_chain(self, rng: &mut Rng, chain: &mut Chain) {
        let count = chain.links.len();
        let (middle, end) = (1 + rng.below(count - 2), count - 1);
        let other = (middle + 1 + rng.below(count - 1)) % count;
        match self {
            Kind::CutFromTheMiddle => drop(chain.links.remove(middle)),
            Kind::CutFromTheMiddleAndRenumbered => {
                chain.links.remove(middle);
                renumber(chain);
                set_length(chain, end);
            }
            Kind::CutFromTheStartAndRenumbered | Kind::CutFromTheStartAndGlued => {
                let gone: Vec<Lying> = chain.links.drain(..middle).collect();
                renumber(chain);
                set_length(chain, count - middle);
                if self == Kind::CutFromTheStartAndGlued {
                    let first = &mut chain.links[0];
                    first.erase();
                    first.digest = format!("{}{}", gone[middle - 1].hash, first.digest);
                }
            }
            Kind::Swapped => chain.links.swap(middle, other),
            Kind::SwappedNeighbours => chain.links.swap(middle, middle + 1),
            Kind::Inserted => {
                let link = forged(rng, chain, middle);
                chain.links.insert(middle, link);
                renumber(chain);
                set_length(chain, count + 1);
            }
            Kind::InsertedBeforeTheFirst => {
                let mut link = forged(rng, chain, 0);
                link.n = -rng.between(0, 3);
                chain.links.insert(0, link);
            }
            Kind::AddedBeyondTheHead => {
                let link = forged(rng, chain, count);
                chain.links.push(link);
            }
            Kind::LastTwice => {
                chain.links.push(chain.links[end].clone());
                renumber(chain);
                set_length(chain, count + 1);
            }
            Kind::LastMovedOn => chain.links[end].n += rng.between(1, 9),
            Kind::FromTheMiddleToTheEnd => {
                let mut link = chain.links.remove(middle);
                link.n = count as i64 + 1;
                chain.links.push(link);
            }
            _ if self.looks_genuine() => self.anew(rng, chain, middle, other),
            _ => self.on_end(rng, chain, middle),
        }
        if self == Kind::Swapped || self == Kind::SwappedNeighbours {
            renumber(chain);
        }
    }

    /// The head says something else, or the end is gone.
    fn on_end(self, rng: &mut Rng, chain: &mut Chain, middle: usize) {
        let count = chain.links.len();
        match self {
            Kind::CutFromTheEnd => chain.links.truncate(middle),
            Kind::CutFromTheEndWithItsLength => {
                chain.links.truncate(middle);
                set_length(chain, middle);
            }
            Kind::CutFromTheEndWithItsHash => {
                chain.links.truncate(middle);
                chain.head = Some((count as i64, chain.links[middle - 1].hash.clone()));
            }
            Kind::HeadLengthChanged => set_length(chain, count + 1 - 2 * rng.below(2)),
            Kind::HeadHashChanged => {
                let hash = sha256_hex(&[&rng.entropy()]);
                chain.head = Some((count as i64, hash));
            }
            Kind::HeadOfALinkBefore => {
                chain.head = Some((count as i64, chain.links[middle].hash.clone()));
            }
            Kind::HeadTakenAway => chain.head = None,
            _ => unreachable!("{self:?} is of one link, or of several communities"),
        }
    }

    /// Written anew to the very end, with the head.
    fn anew(self, rng: &mut Rng, chain: &mut Chain, middle: usize, other: usize) {
        let end = chain.links.len() - 1;
        match self {
            Kind::RewrittenToTheEnd => {
                for link in chain.links.iter_mut().skip(middle) {
                    reword(rng, link);
                    redigest(link);
                }
                relink(chain, middle);
            }
            Kind::LastRewritten => {
                reword(rng, &mut chain.links[end]);
                redigest(&mut chain.links[end]);
                relink(chain, end);
            }
            Kind::CutAndRelinked => {
                chain.links.remove(middle);
                relink(chain, middle);
            }
            Kind::SwappedAndRelinked => {
                chain.links.swap(middle, other);
                relink(chain, middle.min(other));
            }
            Kind::InsertedAndRelinked => {
                let link = forged(rng, chain, middle);
                chain.links.insert(middle, link);
                relink(chain, middle);
            }
            Kind::EndCutCleanly => {
                chain.links.truncate(middle);
                relink(chain, middle);
            }
            _ => unreachable!("{self:?} is of one link, or of several communities"),
        }
    }

    fn between(self, rng: &mut Rng, chains: &mut Vec<Chain>) {
        let at = rng.below(chains[0].links.len());
        let nowhere = "999999999999".to_owned();
        match self {
            Kind::HeadOfAnotherCommunity => {
                let head = chains[0].head.take();
                let (desk, links) = (nowhere, Vec::new());
                chains.push(Chain { desk, links, head });
            }
            Kind::MovedToAnotherCommunity => {
                let mut link = chains[0].links.remove(at);
                link.n = chains[1].links.len() as i64 + 1;
                chains[1].links.push(link);
                if rng.chance(500) {
                    renumber(&mut chains[0]);
                    let lengths = [chains[0].links.len(), chains[1].links.len()];
                    set_length(&mut chains[0], lengths[0]);
                    set_length(&mut chains[1], lengths[1]);
                }
            }
            Kind::MovedToNoCommunity => {
                let mut link = chains[0].links.remove(at);
                link.n = 1;
                let (desk, head) = (nowhere, None);
                chains.push(Chain {
                    desk,
                    links: vec![link],
                    head,
                });
            }
            Kind::CommunitiesExchanged => {
                let desks = [chains[0].desk.clone(), chains[1].desk.clone()];
                [chains[1].desk, chains[0].desk] = desks;
            }
            Kind::CommunityCopiedOver => {
                let desk = chains[1].desk.clone();
                chains[1] = Chain {
                    desk,
                    ..chains[0].clone()
                };
            }
            _ => drop(chains.remove(0)),
        }
    }
}

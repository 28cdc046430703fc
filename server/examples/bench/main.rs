//! Measures the server: sign-ups at 1, 8 and 32 clients beside the bare rate of the same minute, a race for 20 places,
//! pulls of 200 shifts, memory. `cargo xtask bench` builds both and runs this with the server's path.
//!
//! The server is a process of its own; its CPU is user and system time of that process, database included. The load
//! comes from blocking sockets here, whose CPU is told apart. *Bare* is what the same statements with the same bytes
//! cost in the same batches, without HTTP and without deciding.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement that cannot go on ends"
)]

mod bare;
mod client;
mod community;
mod process;

use client::Client;
use community::{Community, SHIFTS, VOLUNTEERS};
use process::Served;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Barrier},
    thread,
    time::{Duration, Instant},
};

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let server = PathBuf::from(arguments.next().expect("the server's path"));
    let only: Vec<_> = arguments.collect();
    let wanted = |part: &str| only.is_empty() || only.iter().any(|only| *only == *part);
    let mut good = true;
    if wanted("sign-ups") {
        for (clients, most) in [(1, None), (8, Some(0.5)), (32, Some(0.35))] {
            good &= sign_ups(&server, clients, most);
        }
    }
    if wanted("race") {
        good &= race(&server);
    }
    if wanted("pull") {
        good &= pulls(&server);
    }
    println!(
        "{}",
        if good {
            "every bar holds"
        } else {
            "a bar does not hold"
        }
    );
    std::process::exit(i32::from(!good));
}

/// A figure and its bar.
fn verdict(holds: bool) -> &'static str {
    if holds { "" } else { "  <- over the bar" }
}

/// How often the sign-ups are measured. A round lasts a second, in which anything else that the machine does shows: the
/// figures are the medians of the rounds.
const ROUNDS: usize = 5;

/// One round's figures.
struct Round {
    /// Sign-ups a second.
    rate: f64,
    /// Of the same statements alone, in the mean before and after.
    bare: f64,
    /// CPU of the server for each, in milliseconds.
    cpu: f64,
    /// CPU of the load generator for each, in milliseconds.
    own: f64,
    latencies: Vec<Duration>,
    peak_mb: u64,
}

/// Every volunteer signs up for every shift, each client for its share of the volunteers; in every round anew.
fn sign_ups(server: &Path, clients: usize, most: Option<f64>) -> bool {
    let rounds: Vec<_> = (0..ROUNDS).map(|_| round(server, clients)).collect();
    let of = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure));
    let (share, each) = (of(|round| round.rate / round.bare), of(|round| round.cpu));
    let latencies: Vec<_> = rounds
        .iter()
        .flat_map(|round| &round.latencies)
        .copied()
        .collect();
    let peak_mb = rounds.iter().map(|round| round.peak_mb).max().unwrap_or(0);
    let cheap = most.is_none_or(|most| each <= most);
    let quick = clients == 1 || share >= 0.5;
    println!(
        "sign-ups, {clients:2} clients: {:6.0} a second, bare {:6.0}, {share:.2} of it{}; \
         server {each:.3} ms CPU each{}; p50 {:.1} p99 {:.1} ms; \
         load generator {:.3} ms each; resident {peak_mb} MB; of bare in each round:{}",
        of(|round| round.rate),
        of(|round| round.bare),
        verdict(quick),
        verdict(cheap),
        percentile(&latencies, 0.50),
        percentile(&latencies, 0.99),
        of(|round| round.own),
        rounds
            .iter()
            .map(|round| format!(" {:.2}", round.rate / round.bare))
            .collect::<String>(),
    );
    cheap && quick && peak_mb <= 150
}

fn round(server: &Path, clients: usize) -> Round {
    let folder = tempfile::tempdir().unwrap();
    let community = Community::make(folder.path(), 64);
    let before = bare::rate(&community, clients);
    let served = Served::start(server, folder.path());
    let cpu = served.cpu();
    let own = process::cpu_of("self");
    let started = Instant::now();
    let latencies = all_sign_up(&community, &served, clients);
    let took = started.elapsed();
    let (cpu, own) = (served.cpu() - cpu, process::cpu_of("self") - own);
    let after = bare::rate(&community, clients);
    let count = latencies.len() as f64;
    let each = |spent: Duration| spent.as_secs_f64() * 1000.0 / count;
    Round {
        rate: count / took.as_secs_f64(),
        bare: f64::midpoint(before, after),
        cpu: each(cpu),
        own: each(own),
        peak_mb: served.peak_mb(),
        latencies,
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<_> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

fn all_sign_up(community: &Community, served: &Served, clients: usize) -> Vec<Duration> {
    let each = VOLUNTEERS / clients;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|n| {
                scope.spawn(move || {
                    let mut latencies = Vec::new();
                    let mut client = Client::connect(served.address);
                    for shift in 0..SHIFTS {
                        for volunteer in n * each..(n + 1) * each {
                            // Spread over the shifts, as people are.
                            let shift = (shift + volunteer) % SHIFTS;
                            let body = community.sign_up(volunteer, shift);
                            let started = Instant::now();
                            let answer =
                                client.post("/api/commands", &community.cookie(volunteer), &body);
                            latencies.push(started.elapsed());
                            assert!(answer.contains("\"applied\""), "{answer}");
                        }
                    }
                    latencies
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// 200 people, each with a connection of their own, want one of 20 places at the same moment; ten times.
fn race(server: &Path) -> bool {
    const RACERS: usize = 200;
    let folder = tempfile::tempdir().unwrap();
    let community = Arc::new(Community::make_with(folder.path(), 20, RACERS, 10));
    let served = Served::start(server, folder.path());
    let (mut worst, mut good, mut cpu) = (0.0_f64, true, Duration::ZERO);
    let mut counts = Vec::new();
    for round in 0..10 {
        let before = served.cpu();
        let barrier = Arc::new(Barrier::new(RACERS));
        let racers: Vec<_> = (0..RACERS)
            .map(|racer| {
                let (community, barrier, address) =
                    (Arc::clone(&community), Arc::clone(&barrier), served.address);
                thread::spawn(move || {
                    let mut client = Client::connect(address);
                    let body = community.sign_up(racer, round);
                    barrier.wait();
                    let started = Instant::now();
                    let answer = client.post("/api/commands", &community.cookie(racer), &body);
                    (
                        started.elapsed(),
                        answer.contains("\"confirmed\""),
                        answer.contains("\"waitlisted\""),
                    )
                })
            })
            .collect();
        let done: Vec<_> = racers
            .into_iter()
            .map(|racer| racer.join().unwrap())
            .collect();
        cpu += served.cpu() - before;
        let latencies: Vec<_> = done.iter().map(|(took, ..)| *took).collect();
        let confirmed = done.iter().filter(|(_, confirmed, _)| *confirmed).count();
        let waiting = done.iter().filter(|(.., waiting)| *waiting).count();
        worst = worst.max(percentile(&latencies, 0.99));
        good &= confirmed == 20 && waiting == RACERS - 20;
        counts.push(format!("{confirmed}+{waiting}"));
    }
    let in_time = worst <= 300.0;
    println!(
        "race of 200 for 20 places, ten times: confirmed+waiting {}{}; worst p99 {worst:.0} ms{}; \
         server {:.3} ms CPU each; resident {} MB",
        counts.join(" "),
        verdict(good),
        verdict(in_time),
        cpu.as_secs_f64() * 1000.0 / (10.0 * RACERS as f64),
        served.peak_mb(),
    );
    good && in_time && served.peak_mb() <= 150
}

/// A first pull of a community with 200 shifts.
fn pulls(server: &Path) -> bool {
    const PULLS: u32 = 300;
    let folder = tempfile::tempdir().unwrap();
    let community = Community::make_with(folder.path(), 20, 20, 200);
    let served = Served::start(server, folder.path());
    let mut client = Client::connect(served.address);
    let (mut size, mut latencies) = (0, Vec::new());
    let before = served.cpu();
    for _ in 0..PULLS {
        let started = Instant::now();
        let answer = client.post("/api/changes", &community.cookie(0), "{}");
        latencies.push(started.elapsed());
        assert!(answer.matches("\"shift/").count() >= 200);
        size = answer.len();
    }
    let each = (served.cpu() - before).as_secs_f64() * 1000.0 / f64::from(PULLS);
    println!(
        "pull of 200 shifts, {} kB: server {each:.2} ms CPU each{}; p50 {:.1} p99 {:.1} ms; resident {} MB",
        size / 1000,
        verdict(each <= 3.0),
        percentile(&latencies, 0.50),
        percentile(&latencies, 0.99),
        served.peak_mb(),
    );
    each <= 3.0
}

/// In milliseconds.
fn percentile(latencies: &[Duration], part: f64) -> f64 {
    let mut sorted = latencies.to_vec();
    sorted.sort();
    let last = sorted.len().saturating_sub(1);
    let at = ((sorted.len() as f64 * part).ceil() as usize)
        .saturating_sub(1)
        .min(last);
    sorted[at].as_secs_f64() * 1000.0
}

//! The matrix: every command, every view and every audience, against every role, every relation of places, every way to
//! stand to a document and every state of it. What may be is said in [`oracle`], from the product's documents and not
//! from the rule book.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod audiences;
mod cells;
mod commands;
mod oracle;
#[cfg(feature = "planted-bugs")]
mod planted;
mod roles_page;
#[allow(
    dead_code,
    reason = "of the samples of the rule book's tests, the commands are used here"
)]
#[path = "../rules/samples.rs"]
mod samples;
#[allow(
    dead_code,
    reason = "the town of the rule book's tests, of which some is used here"
)]
#[path = "../rules/town.rs"]
mod town;
mod views;
mod who;
mod world;

use cells::{CELLS, matrix};
use linli_domain::person::Role;

#[test]
fn no_cell_leaks() {
    let cells = matrix();
    println!("{}", cells.counted());
    assert!(
        cells.leaks.is_empty(),
        "{} leaks, the first of them:\n{}",
        cells.leaks.len(),
        cells.first(60)
    );
    assert!(cells.count() >= CELLS, "{} cells", cells.count());
    assert_eq!(
        cells.never_done(),
        Vec::<&str>::new(),
        "what may be done is done in some cell, or the matrix shows nothing"
    );
}

/// The compiler would find it in the table; here it is found in the matrix too.
#[test]
fn a_command_that_is_not_declared_in_the_matrix_is_found() {
    assert_eq!(oracle::undeclared(&cells::command_names()), [""; 0]);
    let mut names = cells::command_names();
    assert!(names.len() > 40, "{names:?}");
    names.push("fly".to_owned());
    assert_eq!(oracle::undeclared(&names), ["fly"]);
}

#[test]
fn a_role_that_is_not_declared_in_the_matrix_is_found() {
    let named: Vec<String> = Role::ALL
        .iter()
        .map(|role| {
            serde_json::to_value(role)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(cells::variants::<Role>(), named);
}

#[test]
fn a_kind_of_view_that_is_not_declared_in_the_matrix_is_found() {
    let kinds = cells::variants::<linli_domain::View>();
    let missing = kinds
        .iter()
        .filter(|kind| !views::KINDS.contains(&kind.as_str()));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
}

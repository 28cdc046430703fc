//! Choosing a password on the command line.

use crate::phone::Community;
use axum::http::StatusCode;
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn set_password(community: &Community, password: &str) -> Output {
    let mut linli = Command::new(env!("CARGO_BIN_EXE_linli"))
        .args([
            "account",
            "set-password",
            "--login",
            "V1",
            "--password-stdin",
            "--data",
        ])
        .arg(community.folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut given = linli.stdin.take().unwrap();
    writeln!(given, "{password}").unwrap();
    drop(given);
    linli.wait_with_output().unwrap()
}

#[tokio::test]
async fn a_password_that_is_guessed_at_once_is_not_set_and_every_reason_is_said() {
    let community = Community::new();
    for (password, reason) in [
        ("tea", "at least 8 characters"),
        ("password1", "many people use that password"),
        ("Neighbour1", "a name or a number that others know"),
    ] {
        let output = set_password(&community, password);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(reason), "{said}");
        assert!(!said.contains(password), "{said}");
    }
    let mut phone = community.phone();
    let chosen = "  seven trees by the Well  ";
    assert!(set_password(&community, chosen).status.success());
    for (password, status) in [
        (chosen.trim(), StatusCode::UNAUTHORIZED),
        ("  seven trees by the well  ", StatusCode::UNAUTHORIZED),
        (chosen, StatusCode::OK),
    ] {
        assert_eq!(
            phone.sign_in("V1", password).await.status,
            status,
            "as it is typed"
        );
    }
}

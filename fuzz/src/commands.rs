//! Commands, as they travel.

use crate::text;
use linli_domain::{Command, SCHEMA, command::read_command, lean};

pub fn read(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let other = read_command(SCHEMA.wrapping_add(1), text);
    assert!(other.is_err(), "another schema is not read");
    let Ok(command) = read_command(SCHEMA, text) else {
        return;
    };
    written_again(&command);
    // A phone reads in fewer bytes of code, and the same.
    assert_eq!(
        lean::read::<Command>(text).as_ref(),
        Ok(&command),
        "a phone reads another command"
    );
}

/// What is written of a command is read as that command, by a server and by a phone.
pub fn written_again(command: &Command) {
    let written = serde_json::to_string(command).expect("a command is written");
    let again = read_command(SCHEMA, &written);
    assert_eq!(again.as_ref(), Ok(command), "{written}");
    assert_eq!(
        lean::read::<Command>(&written).as_ref(),
        Ok(command),
        "{written}"
    );
    let name = written.trim_start_matches('{').split(':').next();
    assert_eq!(name, Some(&*format!("\"{}\"", command.name())));
}

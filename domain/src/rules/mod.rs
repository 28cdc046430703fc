//! The rules, by what people do.

pub(crate) mod attendance;
pub(crate) mod for_others;
pub(crate) mod forms;
pub(crate) mod hours;
pub(crate) mod links;
pub(crate) mod month;
pub(crate) mod needs;
pub(crate) mod notices;
pub(crate) mod register;
pub(crate) mod shifts;
pub(crate) mod sign_up;

//! The rules, by what people do.

pub(crate) mod attendance;
pub(crate) mod blocks;
pub(crate) mod contests;
pub(crate) mod corrections;
pub(crate) mod erasure;
pub(crate) mod for_others;
pub(crate) mod forms;
pub(crate) mod hand_over;
pub(crate) mod helpers;
pub(crate) mod hours;
pub(crate) mod invitations;
pub(crate) mod links;
pub(crate) mod month;
pub(crate) mod needs;
pub(crate) mod notices;
pub(crate) mod offers;
pub(crate) mod paper;
pub(crate) mod postpone;
pub(crate) mod register;
pub(crate) mod reminders;
pub(crate) mod retention;
pub(crate) mod sealed;
pub(crate) mod shifts;
pub(crate) mod sign_up;
pub(crate) mod teams;
pub(crate) mod visits;

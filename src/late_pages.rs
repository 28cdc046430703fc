//! The pages that travel late, in two files: what a volunteer opens after Today, and what the desk works with.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use crate::checkin::CheckInPage;
use crate::desk::{CardsPage, DeskPage, EditShiftPage, NewShiftPage};
use crate::help::{HelpPage, ShiftPage};
use crate::joining::{AskPage, JoinPage, NoticePage, PeoplePage, TeamPage};
use crate::late::{NotFetched, late};
use crate::locales::{common, say};
use crate::me::{MePage, RecordsPage};
use crate::month::MonthPage;
use crate::needs::{NeedPage, NeedsPage, NewNeedPage};
use crate::roster::RosterPage;
use crate::ui::EmptyState;

/// A page as a route that fetches its file first.
macro_rules! late_page {
    ($chunk:ident, $route:ident, $view:ident, $page:ident) => {
        #[doc = concat!("[`", stringify!($page), "`], late.")]
        pub struct $route;

        late! { $chunk, fn $view() -> AnyView { view! { <$page /> }.into_any() } }

        impl LazyRoute for $route {
            fn data() -> Self {
                $route
            }

            async fn view(_: Self) -> AnyView {
                $view().await.unwrap_or_else(not_fetched)
            }
        }
    };
}

late_page!(pages, Help, help, HelpPage);
late_page!(pages, Shift, shift, ShiftPage);
late_page!(pages, CheckIn, check_in, CheckInPage);
late_page!(pages, Needs, needs, NeedsPage);
late_page!(pages, NewNeed, new_need, NewNeedPage);
late_page!(pages, Need, need, NeedPage);
late_page!(pages, Me, me, MePage);
late_page!(pages, Records, records, RecordsPage);
late_page!(pages, Join, join, JoinPage);
late_page!(pages, Team, team, TeamPage);
late_page!(pages, Ask, ask, AskPage);
late_page!(desk, Roster, roster, RosterPage);
late_page!(desk, Desk, desk, DeskPage);
late_page!(desk, Cards, cards, CardsPage);
late_page!(desk, NewShift, new_shift, NewShiftPage);
late_page!(desk, EditShift, edit_shift, EditShiftPage);
late_page!(desk, Month, month, MonthPage);
late_page!(desk, People, people, PeoplePage);
late_page!(desk, DoorNotice, door_notice, NoticePage);

/// No network, and no offline copy yet: it says so, and stays as quiet as an empty list.
fn not_fetched(_: NotFetched) -> AnyView {
    view! { <div class="page"><EmptyState words=say(common::offline_no_copy) /></div> }.into_any()
}

//! Parts of the app that travel late: the first page does not wait for them.
//!
//! [`late!`] makes a function whose code, and all that only such functions use, lies in a file of its own. A release
//! (feature `split`) fetches that file at the first call; any other build has it at hand. The service worker keeps
//! every file, so after one visit nothing of this needs a network.

use leptos::prelude::*;

/// A part of the app could not be fetched. Asking again fetches again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotFetched;

impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        NotFetched
    }
}

/// A future that a late function hands back: it may not be `async` itself.
pub type Late<T> = futures::future::LocalBoxFuture<'static, T>;

/// A part of a page that shows as soon as its file is here; where that cannot be fetched, the page does without.
pub fn later<F>(part: impl Fn() -> F) -> impl IntoView
where
    F: Future<Output = Result<AnyView, NotFetched>> + Send + 'static,
{
    let part = part();
    Suspend::new(async move { part.await.ok() })
}

/// See the module's own text: `late! { chunk, fn name(argument: Type) -> Type { … } }`.
macro_rules! late {
    ($chunk:ident, $(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $out:ty { $($body:tt)* }) => {
        #[cfg(feature = "split")]
        #[::leptos::wasm_split::wasm_split($chunk, wasm_split_path = ::leptos::wasm_split, fallible)]
        $(#[$doc])*
        $vis fn $name($($arg: $ty),*) -> Result<$out, $crate::late::NotFetched> {
            Ok({ $($body)* })
        }
        #[cfg(not(feature = "split"))]
        $(#[$doc])*
        $vis async fn $name($($arg: $ty),*) -> Result<$out, $crate::late::NotFetched> {
            Ok({ $($body)* })
        }
    };
}

pub(crate) use late;

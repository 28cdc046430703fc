//! The embedded database keeps the contract of stores.

use linli_server::store::{SqliteStore, at_once, database_file};
use linli_sync::contract;

macro_rules! over_sqlite {
    ($case:ident) => {
        #[test]
        fn $case() {
            let folder = tempfile::tempdir().unwrap();
            let store = SqliteStore::open(&database_file(folder.path())).unwrap();
            at_once(async {
                contract::$case(store).await;
                Ok(())
            })
            .unwrap();
        }
    };
}

linli_sync::contract_cases!(over_sqlite);

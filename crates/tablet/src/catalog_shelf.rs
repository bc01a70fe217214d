//! The catalog on this tablet: opened for reading once, opened anew when a snapshot replaced it.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use data_encoding::HEXLOWER;
use ed25519_dalek::VerifyingKey;
use tenon_domain::pricing::Priced;
use tenon_domain::{Refusal, Uuid};
use tenon_store::catalog::snapshot::{self, Manifest};
use tenon_store::catalog::{
    AskedLine, Catalog, CategoryCount, Coded, Error, Market, Named, ProductSheet, Replica, SearchAnswer, SearchArgs,
    Status,
};
use tokio::sync::watch;

use crate::http::LinkError;

/// See the module.
pub(crate) struct CatalogShelf {
    dir: PathBuf,
    catalog: Mutex<Option<Catalog>>,
    /// First moment at which a price that was told costs something else, UTC milliseconds; `i64::MAX` while none does.
    prices_until: watch::Sender<i64>,
}

impl CatalogShelf {
    /// The catalog of the tablet whose data lies in `dir`, if there is one yet.
    pub(crate) fn open(dir: &Path) -> Self {
        let shelf =
            Self { dir: dir.join("catalog"), catalog: Mutex::new(None), prices_until: watch::Sender::new(i64::MAX) };
        shelf.reopen();
        shelf
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Opens whatever serves now, upgraded if it is of an older form: without a network there is no other.
    pub(crate) fn reopen(&self) {
        let opened = match Replica::upgrade(&self.dir).and_then(|()| Catalog::open(&self.dir)) {
            Ok(catalog) => Some(catalog),
            Err(Error::Missing(_)) => None,
            Err(error) => {
                tracing::error!(%error, "the catalog cannot be opened");
                None
            }
        };
        *self.catalog.lock().unwrap_or_else(PoisonError::into_inner) = opened;
    }

    /// The copy that changes are applied to.
    pub(crate) fn replica(&self) -> Result<Replica, Error> {
        Replica::open(&self.dir)
    }

    fn with<T: Default>(&self, ask: impl FnOnce(&Catalog) -> Result<T, Error>) -> Result<T, Error> {
        match &*self.catalog.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(catalog) => ask(catalog),
            None => Ok(T::default()),
        }
    }

    /// The same, of prices: notes until when they hold.
    fn with_prices<T: Default>(
        &self,
        market: Market,
        ask: impl FnOnce(&Catalog) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.with(|catalog| {
            catalog.sell_in(market);
            let told = ask(catalog);
            let until = catalog.prices_hold_until().unwrap_or(i64::MAX);
            self.prices_until.send_if_modified(|held| until < std::mem::replace(held, until.min(*held)));
            told
        })
    }

    /// Follows the first moment at which a price that was told changes, UTC milliseconds; `i64::MAX` while none does.
    pub(crate) fn prices_until(&self) -> watch::Receiver<i64> {
        self.prices_until.subscribe()
    }

    /// The prices told so far are told anew: the moment at which they changed is past.
    pub(crate) fn forget_prices(&self) {
        self.prices_until.send_replace(i64::MAX);
    }

    pub(crate) fn search(&self, args: &SearchArgs, (market, at_ms): (Market, i64)) -> Result<SearchAnswer, Error> {
        self.with_prices(market, |catalog| catalog.search(args, at_ms))
    }

    pub(crate) fn product(&self, id: Uuid, (market, at_ms): (Market, i64)) -> Result<Option<ProductSheet>, Error> {
        self.with_prices(market, |catalog| catalog.product(id, at_ms))
    }

    /// A basket with its prices; none before the first catalog.
    pub(crate) fn price(
        &self,
        lines: &[AskedLine],
        (market, at_ms): (Market, i64),
    ) -> Result<Option<Result<Priced, Refusal>>, Error> {
        self.with_prices(market, |catalog| catalog.price(lines, at_ms).map(Some))
    }

    pub(crate) fn categories(&self) -> Result<Vec<CategoryCount>, Error> {
        self.with(Catalog::categories)
    }

    pub(crate) fn by_code(&self, text: &str) -> Result<Option<Coded>, Error> {
        self.with(|catalog| catalog.by_code(text))
    }

    pub(crate) fn by_address(&self, text: &str) -> Result<Option<Coded>, Error> {
        self.with(|catalog| catalog.by_address(text))
    }

    pub(crate) fn pictures_after(&self, after: u32, limit: u32) -> Result<Option<(u32, Vec<Named>)>, Error> {
        self.with(|catalog| catalog.pictures_after(after, limit))
    }

    pub(crate) fn status(&self) -> Result<Option<Status>, Error> {
        self.with(|catalog| catalog.status().map(Some))
    }

    /// The version that the screens show; none before the first.
    pub(crate) fn version(&self) -> Option<i64> {
        self.status().ok().flatten().map(|status| status.version).filter(|version| *version > 0)
    }
}

/// Installs a downloaded snapshot if it is what HQ signed; the old catalog serves until then, and after a refusal.
pub(crate) fn install(part: &Path, manifest: &Manifest, hq_key: &str, dir: &Path) -> Result<(), LinkError> {
    let key = HEXLOWER.decode(hq_key.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
    let key = key.and_then(|bytes: [u8; 32]| VerifyingKey::from_bytes(&bytes).ok());
    let key = key.ok_or_else(|| LinkError::here("the key of head office cannot be read"))?;
    snapshot::install(part, manifest, &key, dir).map(|_| ()).map_err(|error| match error {
        Error::Refused(why) => {
            tracing::error!(%why, "a catalog snapshot was refused");
            LinkError::NotTenon(format!("a catalog that head office did not sign ({why})"))
        }
        other => LinkError::here(other),
    })
}

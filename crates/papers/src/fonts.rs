//! The fonts that are there.

use std::path::PathBuf;

use typst::text::{FontBook, FontFlags, FontInfo};
use typst_kit::fonts::{FontStore, scan, system};

/// Where fonts are found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fonts {
    /// Where the operating system keeps them.
    #[default]
    System,
    /// In one folder and those under it.
    Folder(PathBuf),
}

/// Set first where they are there: Latin and figures.
const LATIN: &[&str] = &["Inter", "Inter Variable"];
/// Chinese sans-serifs of the systems that tablets and servers run, the best first.
const CHINESE: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "MiSans",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "Microsoft YaHei UI",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "SimHei",
    "SimSun",
];
/// Characters of simplified Chinese that a font for these papers has.
const PROBE: &str = "报价单销售收据门¥，。";

/// Fonts found once, and what of them is asked for by name.
pub(crate) struct Shelf {
    pub(crate) store: FontStore,
    /// The family for Latin and figures; without one, they are set in the Chinese one.
    pub(crate) latin: Option<String>,
    /// The family for Chinese.
    pub(crate) chinese: Option<String>,
}

impl Shelf {
    /// The fonts of `fonts`. A file is read when a paper needs it.
    pub(crate) fn find(fonts: &Fonts) -> Self {
        let mut found: Vec<_> = match fonts {
            Fonts::System => {
                let android = cfg!(target_os = "android").then(|| scan("/system/fonts".as_ref()));
                system().chain(android.into_iter().flatten()).collect()
            }
            Fonts::Folder(folder) => scan(folder).collect(),
        };
        // The order in which a disk lists its files must not change a paper.
        found.sort_by(|(one, _), (other, _)| (&one.path, one.index).cmp(&(&other.path, other.index)));
        let mut store = FontStore::new();
        store.extend(found);
        let latin = named(store.book(), LATIN);
        let chinese = named(store.book(), CHINESE).or_else(|| complete(store.book()));
        Self { store, latin, chinese }
    }

    /// Whether a font has `symbol`.
    pub(crate) fn has(&self, symbol: char) -> bool {
        infos(self.store.book()).any(|info| info.coverage.contains(symbol.into()))
    }

    /// The families that are asked for, in the order in which they are tried.
    pub(crate) fn families(&self) -> Vec<String> {
        self.latin.iter().chain(&self.chinese).cloned().collect()
    }
}

fn infos(book: &FontBook) -> impl Iterator<Item = &FontInfo> {
    (0..).map_while(|index| book.info(index))
}

/// The first of `names` that is there.
fn named(book: &FontBook, names: &[&str]) -> Option<String> {
    names.iter().find(|name| book.contains_family(&name.to_lowercase())).map(|name| (*name).to_owned())
}

/// Any family that can set a paper in Chinese, a plain one if there is one.
fn complete(book: &FontBook) -> Option<String> {
    let complete = |info: &&FontInfo| PROBE.chars().all(|symbol| info.coverage.contains(symbol.into()));
    let plain = |info: &&FontInfo| !info.flags.intersects(FontFlags::SERIF | FontFlags::MONOSPACE);
    let any = infos(book).filter(complete).find(plain).or_else(|| infos(book).find(complete));
    any.map(|info| info.family.clone())
}

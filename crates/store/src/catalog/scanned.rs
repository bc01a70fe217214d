//! What a scanned text stands for: the code on a shelf label, or the address of a product on the website.

use std::collections::BTreeSet;

use rusqlite::Connection;
use tenon_domain::Uuid;
use tenon_domain::catalog::{Product, Variant};

use super::answers::Coded;
use super::reader::Cache;
use super::terms::Terms;
use super::words::code_term;
use super::{Catalog, Error, master, prices};

/// Longest address that is looked at, and most of its parts.
const ADDRESS_LIMIT: usize = 1_000;
const PARTS_LIMIT: usize = 24;
/// Products that are looked at for one address.
const LOOKED_AT: usize = 200;
/// Products that may share a word before it is left out.
const COMMON: u32 = 20_000;
/// Digits of a GTIN (GS1 General Specifications 7.9).
const GTIN_LENGTHS: [usize; 4] = [8, 12, 13, 14];

impl Catalog {
    /// What a typed or scanned code stands for: an SKU or GTIN, whatever its case and dashes; a GTIN also with zeros more
    /// or fewer before it, as scanners write it. The first of several.
    pub fn by_code(&self, text: &str) -> Result<Option<Coded>, Error> {
        self.reading(|conn, cache| coded(conn, cache, text))
    }

    /// The product whose page on the website has this address, with the variant that the address names, if it names one.
    /// Scheme, `www.`, fragment and case of the host do not count. What no product is linked to may still name one: by
    /// its identifier here, or by its GTIN (GS1 Digital Link).
    pub fn by_address(&self, address: &str) -> Result<Option<Coded>, Error> {
        let Some(address) = Address::read(address) else { return Ok(None) };
        self.reading(|conn, cache| {
            let mut others = BTreeSet::new();
            for id in address.parts.iter().filter_map(|part| Uuid::parse_str(stem(part)).ok()) {
                if let Some((_, product)) = prices::stored(conn, id)? {
                    return Ok(address.coded(&product));
                }
            }
            for merchant in merchants(conn)? {
                others.insert(Product::id_of(&merchant, address.text));
                for part in &address.parts {
                    others.extend([part.as_str(), stem(part)].map(|name| Product::id_of(&merchant, name)));
                }
            }
            for id in others {
                match prices::stored(conn, id)? {
                    Some((_, product)) if address.is_host_of(&product) => return Ok(address.coded(&product)),
                    _ => {}
                }
            }
            if let Some(product) = linked(conn, cache, &address)? {
                return Ok(address.coded(&product));
            }
            for part in &address.parts {
                let Some(found) = coded(conn, cache, part)? else { continue };
                let ours = prices::stored(conn, found.product)?.is_some_and(|(_, one)| address.is_host_of(&one));
                if ours || is_gtin(part) {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        })
    }
}

/// An address, taken apart.
struct Address<'a> {
    text: &'a str,
    host: String,
    path: &'a str,
    /// Segments of the path, the last first, then the values of the query.
    parts: Vec<String>,
}

impl<'a> Address<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let rest = text.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https"))?.1;
        if text.len() > ADDRESS_LIMIT {
            return None;
        }
        let rest = rest.split('#').next()?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = place.split_once('/').unwrap_or((place, ""));
        let host = host.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let path = path.trim_end_matches('/');
        let values = query.split('&').filter_map(|pair| pair.split_once('=')).map(|(_, value)| value);
        let parts = path.rsplit('/').chain(values).filter(|part| !part.is_empty());
        let parts = parts.take(PARTS_LIMIT).map(unescaped).collect();
        Some(Self { text, host, path, parts })
    }

    fn is_host_of(&self, product: &Product) -> bool {
        product.link.as_deref().and_then(Address::read).is_some_and(|link| link.host == self.host)
    }

    /// The product with the variant that this address names, else one that can be had.
    fn coded(&self, product: &Product) -> Option<Coded> {
        let named = |variant: &&Variant| {
            self.parts.iter().any(|part| {
                let code = code_term(part);
                variant.id == Product::variant_id(product.id, part)
                    || Uuid::parse_str(part).is_ok_and(|id| id == variant.id)
                    || (code.is_some() && codes(variant).any(|written| code_term(written) == code))
            })
        };
        let variants = &product.variants;
        let variant = variants.iter().find(named);
        let variant = variant.or_else(|| variants.iter().find(|one| one.in_stock)).or_else(|| variants.first())?;
        Some(Coded { product: product.id, variant: variant.id })
    }
}

/// A segment without the ending that servers add: `oak-door.html`.
fn stem(part: &str) -> &str {
    part.split('.').next().unwrap_or(part)
}

/// Percent-encoded bytes as what they stand for; what is no UTF-8 stays as it is.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = pair.filter(|_| first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| part.to_owned())
}

/// Short names of the merchants of this catalog: those with a full name, and the first product's.
fn merchants(conn: &Connection) -> Result<BTreeSet<String>, Error> {
    let mut known: BTreeSet<String> = master::merchants_in(conn)?.into_iter().map(|(code, _)| code).collect();
    let mut statement = conn.prepare_cached("SELECT body ->> '$.merchant' FROM products ORDER BY doc LIMIT 1")?;
    let first = statement.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    known.extend(first);
    Ok(known)
}

/// The product that is linked to this very page, by the words in the page's address.
fn linked(conn: &Connection, cache: &Cache, address: &Address<'_>) -> Result<Option<Product>, Error> {
    let mut terms = Vec::new();
    for term in Terms::default().of_link(&format!("{}/{}", address.host, address.path)) {
        terms.push((cache.index.frequency(conn, &term)?.docs, term));
    }
    terms.sort_unstable();
    // The rarest word tells most; one that half the catalog has tells nothing.
    let mut docs: Option<BTreeSet<u32>> = None;
    for (frequency, term) in terms {
        if frequency > COMMON && docs.is_some() {
            break;
        }
        let with: BTreeSet<u32> = cache.index.docs(conn, &term)?.into_iter().collect();
        docs = Some(match docs {
            None => with,
            Some(docs) => docs.intersection(&with).copied().collect(),
        });
    }
    for doc in docs.unwrap_or_default().into_iter().take(LOOKED_AT) {
        let product = in_doc(conn, doc)?;
        let same = |link: Address<'_>| link.host == address.host && link.path == address.path;
        if product.link.as_deref().and_then(Address::read).is_some_and(same) {
            return Ok(Some(product));
        }
    }
    Ok(None)
}

fn in_doc(conn: &Connection, doc: u32) -> Result<Product, Error> {
    let body: String = conn.query_row("SELECT body FROM products WHERE doc = ?1", [doc], |row| row.get(0))?;
    Ok(serde_json::from_str(&body)?)
}

fn codes(variant: &Variant) -> impl Iterator<Item = &str> {
    [Some(variant.sku.as_str()), variant.gtin.as_deref()].into_iter().flatten()
}

fn is_gtin(text: &str) -> bool {
    GTIN_LENGTHS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The terms that a code may be indexed under: its own first.
fn terms_of(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = code_term(text).into_iter().collect();
    let text = text.trim();
    if is_gtin(text) {
        let bare = text.trim_start_matches('0');
        let longer = GTIN_LENGTHS.iter().filter(|length| bare.len() <= **length);
        terms.extend(longer.filter_map(|&length| code_term(&format!("{bare:0>length$}"))));
    }
    terms
}

fn coded(conn: &Connection, cache: &Cache, text: &str) -> Result<Option<Coded>, Error> {
    for term in terms_of(text) {
        let mut first: Option<Product> = None;
        for doc in cache.index.docs(conn, &term)? {
            let product = in_doc(conn, doc)?;
            first = Some(first.take().filter(|known| known.id < product.id).unwrap_or(product));
        }
        let Some(product) = first else { continue };
        let is_it = |variant: &&Variant| codes(variant).any(|written| code_term(written).as_ref() == Some(&term));
        if let Some(variant) = product.variants.iter().find(is_it) {
            return Ok(Some(Coded { product: product.id, variant: variant.id }));
        }
    }
    Ok(None)
}

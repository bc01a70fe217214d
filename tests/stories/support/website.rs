//! The chain's website, as far as pictures are concerned.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

#[derive(Default)]
struct Shelf {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: AtomicUsize,
    slow_ms: AtomicU64,
}

/// See the module. It works as long as the test runs.
pub(crate) struct Website {
    address: SocketAddr,
    shelf: Arc<Shelf>,
}

impl Website {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let shelf = Arc::new(Shelf::default());
        let serving = Arc::clone(&shelf);
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let shelf = Arc::clone(&serving);
                // Whoever hangs up has hung up.
                thread::spawn(move || {
                    let _ = answer(&caller, &shelf);
                });
            }
        });
        Self { address, shelf }
    }

    /// Gives `bytes` under `name`; answers the address.
    pub(crate) fn gives(&self, name: &str, bytes: Vec<u8>) -> String {
        self.shelf.files.lock().unwrap().insert(format!("/{name}"), bytes);
        format!("http://{}/{name}", self.address)
    }

    /// Takes this long for every answer from now on.
    pub(crate) fn is_slow(&self, milliseconds: u64) {
        self.shelf.slow_ms.store(milliseconds, Ordering::SeqCst);
    }

    /// How often it was asked.
    pub(crate) fn asked(&self) -> usize {
        self.shelf.asked.load(Ordering::SeqCst)
    }
}

/// A photograph of sorts, each number another one.
pub(crate) fn photograph(number: u32, width: u32, height: u32) -> Vec<u8> {
    let shade = |value: u32| u8::try_from(value % 256).unwrap();
    let drawn = RgbImage::from_fn(width, height, |x, y| Rgb([shade(x + number * 40), shade(y), shade(number * 90)]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(drawn).write_to(&mut file, ImageFormat::Jpeg).expect("it can be written");
    file.into_inner()
}

fn answer(mut caller: &TcpStream, shelf: &Shelf) -> std::io::Result<()> {
    let mut lines = BufReader::new(caller).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    shelf.asked.fetch_add(1, Ordering::SeqCst);
    thread::sleep(Duration::from_millis(shelf.slow_ms.load(Ordering::SeqCst)));
    let path = request.split(' ').nth(1).unwrap_or_default();
    let file = shelf.files.lock().unwrap().get(path).cloned();
    let (status, body) = file.map_or(("404 Not Found", Vec::new()), |file| ("200 OK", file));
    write!(caller, "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len())?;
    caller.write_all(&body)
}

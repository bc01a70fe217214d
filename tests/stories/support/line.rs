//! The line between a tablet and headquarters: a proxy whose weather a story sets.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the line does to whoever calls from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weather {
    /// Everything passes.
    Fine,
    /// Every call ends at once.
    Down,
    /// Nothing that the tablet says arrives; the call ends.
    RequestLost,
    /// Headquarters does what it is asked; its answer never arrives.
    AnswerLost,
    /// A call ends when this many bytes went up.
    CutUp(u64),
    /// A call ends when this many bytes came down.
    CutDown(u64),
    /// A hotel's sign-in page answers everything.
    WebPage,
    /// Calls are taken and nothing more is heard.
    Silent,
}

/// Where headquarters listens; none while it is down.
pub(crate) type Whereabouts = Arc<Mutex<Option<SocketAddr>>>;

/// A line. It works as long as the test runs.
pub(crate) struct Line {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    hq: Whereabouts,
    weather: Mutex<Weather>,
    up: AtomicU64,
    down: AtomicU64,
}

impl Line {
    pub(crate) fn to(hq: Whereabouts) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let shared =
            Arc::new(Shared { hq, weather: Mutex::new(Weather::Fine), up: AtomicU64::new(0), down: AtomicU64::new(0) });
        let calls = Arc::clone(&shared);
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let shared = Arc::clone(&calls);
                thread::spawn(move || shared.take(caller));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
    pub(crate) fn turns(&self, weather: Weather) {
        *self.shared.weather.lock().unwrap() = weather;
    }
    /// Bytes that went up and came down until now.
    pub(crate) fn carried(&self) -> (u64, u64) {
        (self.shared.up.load(Ordering::SeqCst), self.shared.down.load(Ordering::SeqCst))
    }
}

impl Shared {
    fn take(self: Arc<Self>, mut caller: TcpStream) {
        let weather = *self.weather.lock().unwrap();
        match weather {
            Weather::Down => {}
            Weather::RequestLost => {
                let _ = caller.set_read_timeout(Some(Duration::from_millis(100)));
                while matches!(caller.read(&mut [0; 4096]), Ok(1..)) {}
            }
            Weather::WebPage => answer_with_a_page(&mut caller),
            Weather::Silent => while matches!(caller.read(&mut [0; 4096]), Ok(1..)) {},
            Weather::Fine => self.connect(caller, u64::MAX, u64::MAX),
            Weather::AnswerLost => self.connect(caller, u64::MAX, 0),
            Weather::CutUp(bytes) => self.connect(caller, bytes, u64::MAX),
            Weather::CutDown(bytes) => self.connect(caller, u64::MAX, bytes),
        }
    }

    /// Carries bytes both ways until one direction has carried its measure or one end hangs up; then both do.
    fn connect(self: Arc<Self>, caller: TcpStream, up: u64, down: u64) {
        let Some(hq) = *self.hq.lock().unwrap() else { return };
        let Ok(server) = TcpStream::connect(hq) else { return };
        let (Ok(from_caller), Ok(to_server)) = (caller.try_clone(), server.try_clone()) else { return };
        let upward = Arc::clone(&self);
        let carrying = thread::spawn(move || carry(from_caller, to_server, up, &upward.up));
        carry(server, caller, down, &self.down);
        let _ = carrying.join();
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, mut measure: u64, count: &AtomicU64) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        // The first byte beyond the measure shows that there was more to come: only then is something lost.
        let passed = usize::try_from(measure).unwrap_or(usize::MAX).min(read);
        count.fetch_add(passed as u64, Ordering::SeqCst);
        if to.write_all(&buffer[..passed]).is_err() || passed < read {
            break;
        }
        measure -= passed as u64;
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

fn answer_with_a_page(caller: &mut TcpStream) {
    let _ = caller.set_read_timeout(Some(Duration::from_millis(100)));
    while matches!(caller.read(&mut [0; 16 * 1024]), Ok(1..)) {}
    let page = "<!doctype html><title>Wi-Fi</title><p>Accept the terms to go online.";
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n";
    let _ = caller.write_all(format!("{head}content-length: {}\r\n\r\n{page}", page.len()).as_bytes());
}

//! The line between a tablet and headquarters: a proxy whose weather a story sets.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::Hq;

/// What the line does to whoever calls from now on. Calls under way end when the weather turns.
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
    /// The line breaks when this many bytes went up since the weather turned, over all calls.
    CutUp(u64),
    /// The line breaks when this many bytes came down since the weather turned, over all calls.
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
    hq: Mutex<Whereabouts>,
    weather: Mutex<Weather>,
    /// Calls under way.
    calls: Mutex<Vec<TcpStream>>,
    up: Lane,
    down: Lane,
}

/// One direction.
struct Lane {
    carried: AtomicU64,
    /// Bytes that still pass.
    left: AtomicU64,
}

impl Default for Lane {
    fn default() -> Self {
        Self { carried: AtomicU64::new(0), left: AtomicU64::new(u64::MAX) }
    }
}

impl Line {
    pub(crate) fn to(hq: Whereabouts) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let shared = Arc::new(Shared {
            hq: Mutex::new(hq),
            weather: Mutex::new(Weather::Fine),
            calls: Mutex::default(),
            up: Lane::default(),
            down: Lane::default(),
        });
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
        let (up, down) = match weather {
            Weather::CutUp(bytes) => (bytes, u64::MAX),
            Weather::CutDown(bytes) => (u64::MAX, bytes),
            Weather::AnswerLost => (u64::MAX, 0),
            _ => (u64::MAX, u64::MAX),
        };
        let mut now = self.shared.weather.lock().unwrap();
        self.shared.up.left.store(up, Ordering::SeqCst);
        self.shared.down.left.store(down, Ordering::SeqCst);
        *now = weather;
        for call in self.shared.calls.lock().unwrap().drain(..) {
            let _ = call.shutdown(Shutdown::Both);
        }
    }
    /// Leads to another server from now on, as a switch before several servers does. Calls under way end.
    pub(crate) fn leads_to(&self, hq: &Hq) {
        *self.shared.hq.lock().unwrap() = hq.whereabouts();
        let weather = *self.shared.weather.lock().unwrap();
        self.turns(weather);
    }
    /// Bytes that went up and came down until now.
    pub(crate) fn carried(&self) -> (u64, u64) {
        (self.shared.up.carried.load(Ordering::SeqCst), self.shared.down.carried.load(Ordering::SeqCst))
    }
}

impl Shared {
    fn take(self: Arc<Self>, mut caller: TcpStream) {
        let weather = {
            let now = self.weather.lock().unwrap();
            self.calls.lock().unwrap().extend(caller.try_clone());
            *now
        };
        match weather {
            Weather::Down => {}
            Weather::RequestLost => {
                let _ = caller.set_read_timeout(Some(Duration::from_millis(100)));
                while matches!(caller.read(&mut [0; 4096]), Ok(1..)) {}
            }
            Weather::WebPage => answer_with_a_page(&mut caller),
            Weather::Silent => while matches!(caller.read(&mut [0; 4096]), Ok(1..)) {},
            Weather::Fine | Weather::AnswerLost | Weather::CutUp(_) | Weather::CutDown(_) => self.connect(caller),
        }
    }

    /// Carries bytes both ways until one direction may carry no more or one end hangs up; then both do.
    fn connect(self: Arc<Self>, caller: TcpStream) {
        let Some(hq) = *self.hq.lock().unwrap().lock().unwrap() else { return };
        let Ok(server) = TcpStream::connect(hq) else { return };
        let (Ok(from_caller), Ok(to_server)) = (caller.try_clone(), server.try_clone()) else { return };
        let upward = Arc::clone(&self);
        let carrying = thread::spawn(move || carry(from_caller, to_server, &upward.up));
        carry(server, caller, &self.down);
        let _ = carrying.join();
    }
}

impl Lane {
    /// How many of `bytes` may pass.
    fn passes(&self, bytes: usize) -> usize {
        let bytes = bytes as u64;
        let take = |left: u64| Some(if left == u64::MAX { left } else { left.saturating_sub(bytes) });
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).unwrap_or_default();
        self.carried.fetch_add(left.min(bytes), Ordering::SeqCst);
        usize::try_from(left.min(bytes)).expect("no more than was read")
    }
}

fn carry(mut from: TcpStream, mut to: TcpStream, lane: &Lane) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        // The line breaks at the first byte that may not pass: only then is something lost.
        let passed = lane.passes(read);
        if to.write_all(&buffer[..passed]).is_err() || passed < read {
            break;
        }
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

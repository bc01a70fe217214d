//! The line between the showroom and headquarters, which the story cuts and mends.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Passes bytes on, both ways, until it is cut.
pub(crate) struct Line {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    cut: bool,
    open: Vec<TcpStream>,
}

impl Line {
    /// A line to `far`.
    pub(crate) fn to(far: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("no free port");
        let address = listener.local_addr().expect("a listener has an address");
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                // A connection that cannot be made is a line that is down: the near end sees it closed.
                let _ = connect(&shared, near, far);
            }
        });
        Self { address, state }
    }

    /// What the tablet is told to call.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends every connection and lets none through.
    pub(crate) fn cut(&self) {
        let mut state = lock(&self.state);
        state.cut = true;
        for end in state.open.drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    /// Lets connections through again.
    pub(crate) fn mend(&self) {
        lock(&self.state).cut = false;
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(state: &Mutex<State>, near: TcpStream, far: SocketAddr) -> io::Result<()> {
    let mut state = lock(state);
    if state.cut {
        return Ok(());
    }
    let far = TcpStream::connect(far)?;
    state.open.extend([near.try_clone()?, far.try_clone()?]);
    pass(near.try_clone()?, far.try_clone()?);
    pass(far, near);
    Ok(())
}

fn pass(mut from: TcpStream, mut to: TcpStream) {
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        let _ = to.shutdown(Shutdown::Write);
    });
}

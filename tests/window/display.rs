//! A screen that nobody looks at.

use std::process::Command;

use crate::programs::{Programs, Running};

/// An X server on a free display, the size of a tablet.
pub(crate) struct Display {
    name: String,
    _server: Running,
}

impl Display {
    pub(crate) fn open(programs: &Programs) -> Self {
        let mut command = Command::new(&programs.display);
        command.args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]);
        let server = Running::start(&mut command);
        let number = std::iter::repeat_with(|| server.next_line()).find_map(|line| line.trim().parse::<u32>().ok());
        Self { name: format!(":{}", number.unwrap_or_default()), _server: server }
    }

    /// What `DISPLAY` has to be.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

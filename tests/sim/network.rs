//! The network: messages as bytes, carried in any order, twice, cut short, or not at all.

use super::rng::Rng;

/// What a message is and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leg {
    /// From a tablet to HQ.
    Request,
    /// From HQ to a tablet, over the connection that the request came by.
    Response,
}

/// A message under way.
#[derive(Debug, Clone)]
pub(super) struct Packet {
    pub(super) leg: Leg,
    /// Index of the tablet.
    pub(super) tablet: usize,
    /// Names the connection: a driver takes a response only from the one that waits for it.
    pub(super) ticket: u64,
    pub(super) bytes: Vec<u8>,
}

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    Arrives,
    ArrivesAndStays,
    Lost,
    Cut,
    CaptivePortal,
}

/// Messages under way.
#[derive(Debug, Default)]
pub(super) struct Network {
    packets: Vec<Packet>,
    tickets: u64,
}

impl Network {
    /// A name for a new connection.
    pub(super) fn ticket(&mut self) -> u64 {
        self.tickets += 1;
        self.tickets
    }

    pub(super) fn send(&mut self, packet: Packet) {
        self.packets.push(packet);
    }

    /// Takes any message off the wire, with what becomes of it; a cut or replaced one is already so.
    pub(super) fn take(&mut self, rng: &mut Rng) -> Option<(Packet, Passage)> {
        if self.packets.is_empty() {
            return None;
        }
        let at = rng.below(self.packets.len());
        let passage = match rng.below(20) {
            0..=11 => Passage::Arrives,
            12..=14 => Passage::ArrivesAndStays,
            15 | 16 => Passage::Lost,
            17 | 18 => Passage::Cut,
            _ => Passage::CaptivePortal,
        };
        let mut packet =
            if passage == Passage::ArrivesAndStays { self.packets[at].clone() } else { self.packets.swap_remove(at) };
        match passage {
            Passage::Cut => {
                let end = rng.below(packet.bytes.len());
                packet.bytes.truncate(end);
            }
            Passage::CaptivePortal => {
                packet.bytes = b"<!doctype html><title>Sign in to the guest network</title>".to_vec();
            }
            Passage::Arrives | Passage::ArrivesAndStays | Passage::Lost => {}
        }
        Some((packet, passage))
    }

    /// Loses everything under way.
    pub(super) fn clear(&mut self) {
        self.packets.clear();
    }
}

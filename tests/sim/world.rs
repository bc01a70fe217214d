//! The world: its steps, and the healing at its end.

use std::path::PathBuf;

use tempfile::TempDir;
use tenon_store::hq;

use super::chain::{Chain, START_MS};
use super::disk::Fault;
use super::headquarters::Headquarters;
use super::hole::Hole;
use super::ledger::Ledger;
use super::mirror::Mirror;
use super::network::{Leg, Network, Packet, Passage};
use super::rng::Rng;
use super::rules::Broken;
use super::run::Tally;
use super::tablet::Tablet;

/// Everything there is in a run.
pub(super) struct World {
    pub(super) rng: Rng,
    /// The true time, which HQ's clock shows.
    pub(super) now_ms: i64,
    pub(super) dir: TempDir,
    pub(super) chain: Chain,
    pub(super) hq: Headquarters,
    pub(super) tablets: Vec<Tablet>,
    pub(super) network: Network,
    pub(super) ledger: Ledger,
    pub(super) mirror: Mirror,
    pub(super) copies: Vec<(usize, PathBuf)>,
    pub(super) hole: Option<Hole>,
    pub(super) tally: Tally,
    trace: Vec<String>,
}

impl World {
    pub(super) fn new(seed: u64, hole: Option<Hole>) -> Self {
        let mut rng = Rng::new(seed);
        let dir = TempDir::new().unwrap();
        let mut chain = Chain::new(&mut rng);
        let mut hq = Headquarters::open(dir.path().join("hq.db"), hole);
        hq::commit(&mut hq.disk, |commit| chain.found(commit, &mut rng)).unwrap();
        let open = |(at, (id, key)): (usize, &(_, ed25519_dalek::SigningKey))| {
            Tablet::open(&dir.path().join(format!("tablet-{at}.db")), *id, key.clone(), hole)
        };
        let tablets = chain.devices.iter().enumerate().map(open).collect();
        let mut world = Self {
            rng,
            now_ms: START_MS,
            dir,
            chain,
            hq,
            tablets,
            network: Network::default(),
            ledger: Ledger::default(),
            mirror: Mirror::default(),
            copies: Vec::new(),
            hole,
            tally: Tally::default(),
            trace: Vec::new(),
        };
        world.mirror.refresh(&mut world.hq.disk);
        for at in 0..world.tablets.len() {
            if world.rng.chance(80) {
                let _ = world.good_minute(at, usize::MAX);
            }
        }
        world
    }

    /// What happened, step by step.
    pub(super) fn into_trace(self) -> Vec<String> {
        self.trace
    }

    pub(super) fn say(&mut self, words: String) {
        self.trace.push(words);
    }

    /// One step, after which the rules hold.
    pub(super) fn step(&mut self, number: usize) -> Result<(), Broken> {
        self.now_ms += self.rng.between(1_000, 900_000);
        let at = self.rng.below(self.tablets.len());
        let words = match self.rng.below(1000) {
            0..=449 => {
                let fault = self.fault(8);
                self.act(at, fault)
            }
            450..=559 => self.ask(at),
            560..=779 => self.deliver()?,
            780..=799 => self.good_minute(at, usize::MAX)?,
            800..=839 => self.good_minute(at, 0)?,
            840..=939 => self.administer(),
            940..=959 => {
                let reboot = self.rng.chance(50);
                self.tablets[at].restart(reboot);
                format!("starts anew, reboot {reboot}")
            }
            960..=969 => {
                self.hq.restart();
                "HQ starts anew".to_owned()
            }
            970..=979 => self.jump(at),
            980..=986 => self.poison(at),
            987..=990 => self.copy(at),
            991..=993 => self.use_copy(),
            994 => self.revoke(at),
            _ => {
                self.network.clear();
                "everything under way is lost".to_owned()
            }
        };
        self.say(format!("{number} tablet {at}: {words}"));
        self.check_hq()?;
        for at in 0..self.tablets.len() {
            self.check_tablet(at)?;
        }
        Ok(())
    }

    fn fault(&mut self, percent: usize) -> Option<Fault> {
        let fault = Fault { after: self.rng.below(60), for_good: self.rng.chance(50), in_effect: self.rng.chance(20) };
        self.rng.chance(percent).then_some(fault)
    }

    /// Tablet `at` begins an exchange.
    fn ask(&mut self, at: usize) -> String {
        let ticket = self.network.ticket();
        // A driver may hand in as much as it likes, so that rows are pulled that meet what is still pending.
        let ops = [0, 0, 1, 3, usize::MAX, usize::MAX][self.rng.below(6)];
        let now_ms = self.now_ms;
        let Some(bytes) = self.tablets[at].ask(ticket, now_ms, ops) else { return "cannot ask".to_owned() };
        self.network.send(Packet { leg: Leg::Request, tablet: at, ticket, bytes });
        format!("asks ({ticket})")
    }

    /// A message comes to the end of its way.
    fn deliver(&mut self) -> Result<String, Broken> {
        let Some((packet, passage)) = self.network.take(&mut self.rng) else { return Ok("silence".to_owned()) };
        let words = format!("{:?} {} of tablet {}: {passage:?}", packet.leg, packet.ticket, packet.tablet);
        if passage == Passage::Lost {
            return Ok(words);
        }
        let fault = self.fault(8);
        match packet.leg {
            Leg::Request => {
                if let Some(bytes) = self.serve(packet.tablet, &packet.bytes, fault)? {
                    self.network.send(Packet { leg: Leg::Response, bytes, ..packet });
                }
            }
            Leg::Response => {
                let (now_ms, ticket) = (self.now_ms, packet.ticket);
                let tablet = &mut self.tablets[packet.tablet];
                let (_, struck) = tablet.on_disk(fault, |tablet| tablet.hear(ticket, &packet.bytes, now_ms));
                self.tally.faults += usize::from(struck);
            }
        }
        Ok(format!("{words}, {fault:?}"))
    }

    /// HQ serves a request; what it answers is checked and noted.
    fn serve(&mut self, at: usize, request: &[u8], fault: Option<Fault>) -> Result<Option<Vec<u8>>, Broken> {
        let device = self.tablets[at].identity.device;
        let page_rows = [1, 2, 3, 5, 8, 20, 2_000][self.rng.below(7)];
        let (answer, struck) = self.hq.serve(device, request, self.now_ms, page_rows, fault);
        self.tally.faults += usize::from(struck);
        self.check_hq()?;
        let Some(mut answer) = answer else { return Ok(None) };
        self.tally.answered += 1;
        self.tally.partial += usize::from(!answer.complete);
        self.check_answer(device, &answer)?;
        if let Some(hole) = self.hole {
            hole.answer(&mut answer);
        }
        Ok(Some(serde_json::to_vec(&answer).unwrap()))
    }

    /// The network holds for long enough that tablet `at` takes in all that HQ has for it, handing in at most `ops`
    /// operations with each exchange.
    fn good_minute(&mut self, at: usize, ops: usize) -> Result<String, Broken> {
        for exchanges in 1..500 {
            let ticket = self.network.ticket();
            let now_ms = self.now_ms;
            let Some(request) = self.tablets[at].ask(ticket, now_ms, ops) else { break };
            let partial = self.tally.partial;
            let Some(answer) = self.serve(at, &request, None)? else { break };
            let complete = self.tally.partial == partial;
            let more = self.tablets[at].hear(ticket, &answer, now_ms);
            self.check_tablet(at)?;
            if !more || (ops == 0 && complete) {
                self.give_back(at);
                return Ok(format!("is up to date after {exchanges} exchanges of at most {ops} operations"));
            }
        }
        Err(Broken::new("12 liveness", format!("tablet {at} does not come up to date")))
    }

    /// The network, the disks and the people come to rest; so must the databases.
    pub(super) fn heal(&mut self) -> Result<(), Broken> {
        self.say("healing".to_owned());
        self.network.clear();
        self.reveal_copies();
        self.hq.watch();
        self.check_hq()?;
        for round in 0..6 {
            for at in 0..self.tablets.len() {
                let words = self.good_minute(at, usize::MAX)?;
                self.say(format!("round {round}, tablet {at}: {words}"));
            }
        }
        self.check_hq()?;
        self.check_rest()
    }
}
